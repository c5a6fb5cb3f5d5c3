import { type Day, type Period } from "@kinerja/common/kernel";

import { type FactKind } from "../../domain/facts/kinds.ts";
import { type FactRow, type FactState } from "../../domain/facts/row.ts";

/** Begins as a proposal. */
export type NewFact = Omit<FactRow, "state" | "decidedBy" | "decidedAt" | "supersededAt">;

export type FactPage = {
  readonly limit: number;
  /** Id of the last one of the page before. */
  readonly after: string | undefined;
  readonly kind: FactKind | undefined;
};

export type FactQuery = FactPage & {
  readonly personId: string | undefined;
  readonly fileId: string | undefined;
  /** Only what is neither decided nor ended. */
  readonly open: boolean;
};

export type AsOfQuery = {
  readonly agencyId: string;
  readonly period: Period;
  /** The month of payment, when it is asked for too. */
  readonly payoutPeriod?: Period;
  /** The moment of the freeze: what was recorded at it or later is not seen. */
  readonly recordedBefore: number;
};

export interface FactRecords {
  /**
   * The moment of a change, later than each one before, at or after the time given. Until the end of the transaction nobody else of the agency
   * has one: first of all in a transaction that writes facts, and for a freeze.
   */
  moment(agencyId: string, at: number): Promise<number>;
  /** In the order of the ids; those that are not there are missing. */
  find(agencyId: string, ids: readonly string[]): Promise<FactRow[]>;
  ofFile(agencyId: string, fileId: string): Promise<FactRow[]>;
  /** What was read, rejected or not, open or ended, of these people; without people what is shared. */
  known(agencyId: string, kind: FactKind, personIds: readonly string[] | undefined): Promise<FactRow[]>;
  /** Open proposals that would end one of these rows. */
  replacementsOf(agencyId: string, ids: readonly string[]): Promise<FactRow[]>;
  insert(facts: readonly NewFact[]): Promise<void>;
  decide(agencyId: string, ids: readonly string[], state: FactState, by: string, at: number): Promise<void>;
  end(agencyId: string, ids: readonly string[], at: number): Promise<void>;
  /** Newest first. */
  page(agencyId: string, query: FactQuery): Promise<FactRow[]>;
  /** About this person, in whichever agency: whoever reads must be the person. Newest first. */
  pageOfPerson(personId: string, page: FactPage): Promise<FactRow[]>;
  /** All rows of these people that reach one of the months, as they were known then, by person and id. */
  asOf(query: AsOfQuery, people: readonly string[]): Promise<FactRow[]>;
  /** The same of units and the whole agency. */
  sharedAsOf(query: AsOfQuery): Promise<FactRow[]>;
  /** The earliest day for which something else counts for the person since a moment, shared facts included. */
  affectedFrom(agencyId: string, personId: string, since: number): Promise<Day | undefined>;
}
