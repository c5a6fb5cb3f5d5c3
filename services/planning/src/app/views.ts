import { type Period } from "@kinerja/common/kernel";

import { type Agreement } from "../domain/agreement.ts";
import { type Parent, type WorkResult } from "../domain/content.ts";
import { type SkpStanding } from "../domain/gaps.ts";
import { type Cell } from "../domain/matrix.ts";
import { type NoticeCode } from "../domain/notice.ts";
import { type PlanItem } from "../domain/plan.ts";
import { type Skp } from "../domain/skp.ts";
import { type TreeRow } from "../domain/tree.ts";
import { type Caller, type Grant, type Need } from "./authorise.ts";

/** One step of the way up from a result. */
export type ChainLink = {
  readonly rhkId: string;
  /** 0 = the result itself. */
  readonly level: number;
  readonly kind: "INDICATOR" | "RHK";
  readonly isFirm: boolean;
  /** Empty where the reader may not read it. */
  readonly text: string;
  readonly personId: string | undefined;
  readonly unitId: string;
};

export type MonthPlan = {
  readonly skp: Skp;
  readonly items: readonly PlanItem[];
  readonly results: readonly WorkResult[];
};

export type StoredNotice = {
  readonly id: string;
  readonly code: NoticeCode;
  readonly params: Readonly<Record<string, string>>;
  readonly at: number;
};

export type Page<T> = { readonly items: readonly T[]; readonly next: string };

/** Something that a result can lean on. */
export type ParentChoice = {
  readonly kind: Parent["kind"];
  readonly parentId: string;
  readonly text: string;
  readonly personId: string | undefined;
  readonly unitId: string;
  readonly year: number;
};

/** What can be asked inside of one look. */
export type View = {
  /** The newest document, or the setting named. */
  skp(skpId: string, setRevision: number | undefined): Promise<Skp | undefined>;
  skpsOf(personId: string, year: number): Promise<readonly Skp[]>;
  /** Submitted ones first. */
  teamSkps(
    query: { readonly personIds: readonly string[]; readonly year: number },
    page: { readonly after: string | undefined; readonly size: number },
  ): Promise<Page<Skp>>;
  /** Those of the people who have an SKP in the year. */
  withSkp(personIds: readonly string[], year: number): Promise<readonly string[]>;
  /** Of the SKP that covers the month; the later one when two do and none is named. */
  monthPlan(personId: string, period: Period, skpId: string | undefined): Promise<MonthPlan | undefined>;
  /** The way up from each result of the document. */
  chains(skp: Skp): Promise<readonly ChainLink[]>;
  agreements(
    query: { readonly agencyId: string; readonly year: number; readonly unitId: string | undefined },
    page: { readonly after: string | undefined; readonly size: number },
  ): Promise<Page<Agreement>>;
  cellsOf(leaderId: string, year: number): Promise<readonly Cell[]>;
  cellsNaming(personId: string, year: number): Promise<readonly Cell[]>;
  /** Where the SKP of the year of these employments stands. */
  standings(employmentIds: readonly string[], year: number): Promise<readonly SkpStanding[]>;
  /** Results by carrier or id, of this year or the last, and indicators of the units. */
  parents(
    query: {
      readonly carriers: readonly string[];
      readonly rhkIds: readonly string[];
      readonly unitIds: readonly string[];
      readonly year: number;
    },
    limit: number,
  ): Promise<readonly ParentChoice[]>;
  tree(
    query: { readonly agencyId: string; readonly unitIds: readonly string[]; readonly year: number },
    limit: number,
  ): Promise<readonly TreeRow[]>;
  notices(personId: string, limit: number): Promise<readonly StoredNotice[]>;
};

export type AuditNote = {
  readonly caller: Caller;
  readonly need: Need;
  readonly objectId: string;
};

/** One look into the store under a grant; a reading of somebody else's data leaves an audit row in the same transaction. */
export type ReadStore = {
  look<T>(grant: Grant, audit: AuditNote | undefined, work: (view: View) => Promise<T>): Promise<T>;
};

export const noteFor = (grant: Grant, caller: Caller, need: Need, objectId: string): AuditNote | undefined =>
  grant.role === "self" ? undefined : { caller, need, objectId };
