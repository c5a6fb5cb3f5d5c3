import { type Period, type Rupiah } from "@kinerja/common/kernel";

import { type ClaimClass } from "../domain/claims.ts";
import { type DueScope } from "../domain/payout/asked.ts";
import { type MonthSetRight, type YearPaid } from "../domain/payout/so-far.ts";
import { type FrozenPerson, type FrozenRange, type Wanted } from "../domain/frozen.ts";
import { type RangeBatch } from "../domain/range-totals.ts";
import { type BatchNumber } from "../domain/run.ts";
import { type ComputedPerson, type NewDue } from "../domain/run-documents.ts";
import { type Claim, type Taken } from "../domain/snapshot.ts";

/** What ranges must know of their run. */
export type RangeRun = {
  readonly id: string;
  readonly agencyId: string;
  readonly period: Period;
  readonly payoutPeriod: Period;
};

/** Some thousand people of a run in the order of their ids: frozen, computed and hashed at once. Numbers begin at 0. */
export type Range = {
  readonly no: number;
  readonly firstPerson: string;
  readonly lastPerson: string;
  readonly people: number;
  /** Frozen rows: one for each employment. */
  readonly rows: number;
  /** Of the frozen rows. */
  readonly sha256: string;
  readonly state: "FROZEN" | "COMPUTED";
  readonly statements: number;
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
};

export type { Aside, ComputedPerson, NewDue, RangeTotals } from "../domain/run-documents.ts";
export type { RangeBatch } from "../domain/range-totals.ts";

/** An attempt to freeze a run: the next one has another version. */
export type FreezingRun = RangeRun & { readonly version: number };

/** The rows of ranges by COPY, on connections of their own (role bulk). */
export interface BulkRows {
  /** The range and its rows, in one transaction. Throws when the attempt was given up meanwhile. */
  writeFrozen(run: FreezingRun, no: number, range: FrozenRange): Promise<void>;
  readFrozen(run: RangeRun, no: number): Promise<readonly FrozenPerson[]>;
  /**
   * Computes a range in one transaction, person by person and in the order of their ids, so that none of them is kept. False when somebody else has
   * computed it: nothing is read or written then. `wanted`: the sources that are looked at.
   */
  compute(
    run: RangeRun,
    no: number,
    documentsOf: (person: FrozenPerson) => ComputedPerson,
    wanted?: Wanted,
  ): Promise<boolean>;
  stop(): Promise<void>;
}

/** The ranges of a run, as whoever sees its agency. */
export interface RangeRecords {
  /** Makes the tables of these months, before their first row. */
  prepare(period: Period, payoutPeriod: Period): Promise<void>;
  /** Drops everything that a freeze has left: ranges, rows, claims. */
  discard(run: RangeRun): Promise<void>;
  /** In their order, at most `limit` after a number. */
  page(runId: string, after: number | undefined, limit: number): Promise<readonly Range[]>;
  /** The next ranges that wait to be computed. */
  waiting(runId: string, limit: number): Promise<readonly number[]>;
  batches(runId: string): Promise<readonly RangeBatch[]>;
  saveBatch(runId: string, batch: RangeBatch): Promise<void>;
  /** Of one person; undefined when the run does not have the person. */
  rangeOf(runId: string, personId: string): Promise<number | undefined>;
  /** Claims these days of a month, or the one payment of a year (`claimTime`), for the run; gives what other runs hold of them. Runs that claim the same class and month wait for each other. */
  claim(
    run: { readonly id: string; readonly period: string },
    of: ClaimClass,
    claims: readonly Claim[],
  ): Promise<Taken>;
  /** Lets go of what the run holds of these people's days. */
  release(runId: string, personIds: readonly string[]): Promise<void>;
  /** Lets go of all days that the run holds. */
  releaseAll(run: RangeRun): Promise<void>;
  /** Rows that are not what was hashed, and sums of rows that are not those of their range and batch; empty when all is well. */
  verify(run: RangeRun): Promise<readonly string[]>;
}

/** An open item of a person, as the freeze of a payout finds it. */
export type OpenDue = NewDue & {
  readonly id: string;
  /** The contributions of the month that pays it count it. */
  readonly contributes: boolean;
  /** Of a difference of contributions: the id of the rule, and the employer's share. */
  readonly contribution: string | undefined;
  readonly employer: Rupiah;
};
export type OpenReceivable = {
  readonly id: string;
  readonly personId: string;
  readonly label: string;
  /** Day on which it became known. */
  readonly since: string;
  readonly open: Rupiah;
};
/** Which payouts count: of the year up to the month of payment, and of them those that are taxed by the rates of month and year. */
export type PaidQuery = {
  readonly payoutPeriod: Period;
  /** Posted runs whose policy taxes by these rates: income with a final tax, or with none, is no part of the year. */
  readonly taxedRuns: readonly string[];
};
/** Posted payouts of a person: of the month of payment, and of its year. */
export type PaidSoFar = {
  readonly personId: string;
  readonly month: {
    /** Of all. */
    readonly net: Rupiah;
    /** Net of those that are taxed. */
    readonly taxed: Rupiah;
    /** On those that are taxed, own and borne. */
    readonly tax: Rupiah;
    /** Of all. */
    readonly recovery: Rupiah;
    /** Packed payouts, in the order of their runs: contributions by their ids stand in them. */
    readonly documents: readonly Uint8Array[];
    /** What corrections have made of the contributions, of nearly nobody. */
    readonly setRight?: MonthSetRight;
  };
  /** Of those that are taxed. */
  readonly year: YearPaid;
};

/** People between two ids; without a scope of all origins. `owing`: also who has nothing due but a share of contributions to pay. */
export type DuePeople = {
  readonly owing: boolean;
  readonly after: string | undefined;
  readonly upTo: string | undefined;
  readonly limit: number;
  readonly scope?: DueScope;
};

/** What is still due of a THR or a 13th month: only a run that follows it pays it, and somebody must start one. */
export type WaitingDues = {
  readonly kind: Exclude<DueScope["origin"], "REGULAR">;
  readonly period: Period;
  readonly people: number;
  readonly items: number;
  /** Before tax. */
  readonly amount: Rupiah;
};

/** The personal side of the ledger. */
export interface DueRecords {
  /** Of these people, for a payment in this month; without a scope of all origins. */
  open(
    agencyId: string,
    payoutPeriod: Period,
    personIds: readonly string[],
    scope?: DueScope,
  ): Promise<readonly OpenDue[]>;
  /** People with something due between two ids, by id: they are paid, or billed, though they are in no roster. */
  peopleWithDue(agencyId: string, payoutPeriod: Period, query: DuePeople): Promise<readonly string[]>;
  /** What `StartRun` of the kind and period would pay in this month: nothing while such a run is on its way. The latest period first. */
  waiting(agencyId: string, payoutPeriod: Period): Promise<readonly WaitingDues[]>;
  receivables(agencyId: string, personIds: readonly string[]): Promise<readonly OpenReceivable[]>;
  /** Whether anybody is to pay back what no posted payment has taken yet. */
  isOwed(agencyId: string): Promise<boolean>;
  /** Runs of the year up to this month of payment of which a batch is posted. */
  paidRuns(
    agencyId: string,
    payoutPeriod: Period,
  ): Promise<readonly { readonly id: string; readonly policyId: string }[]>;
  paidSoFar(agencyId: string, query: PaidQuery, personIds: readonly string[]): Promise<readonly PaidSoFar[]>;
  /** Net of the last posted payout before the month, by person. */
  previousNets(agencyId: string, period: Period, personIds: readonly string[]): Promise<ReadonlyMap<string, Rupiah>>;
  insert(
    agencyId: string,
    due: readonly (NewDue & { readonly cause: string | undefined; readonly origin?: DueScope["origin"] })[],
    by: string,
    at: number,
  ): Promise<void>;
  /**
   * Items that a posted batch has paid: those named by its payouts (`dues`) whose people are not held. Throws when another run has paid one of them
   * meanwhile.
   */
  settle(run: RangeRun, batch: BatchNumber): Promise<void>;
  /** Of a batch: people who are not held, and one of whose items another run pays or takes back, in a batch that is checked already. By id. */
  takenFrom(run: RangeRun, batch: BatchNumber): Promise<readonly string[]>;
  /** Makes a receivable of what the corrections of a batch have left below zero: net − (gross − cut) of each payout that is not held. */
  carry(run: RangeRun, batch: BatchNumber, by: string, at: number): Promise<void>;
  /**
   * Makes a receivable of each share of contributions that a posted batch could not take from somebody who has left, and books it beside the batch; both
   * have the item's id. Of nobody who is held.
   */
  bill(run: RangeRun, batch: BatchNumber, by: string, at: number): Promise<void>;
}
