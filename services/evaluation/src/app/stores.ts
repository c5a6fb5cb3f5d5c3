import { type Period } from "@kinerja/common/kernel";

import { type EvaluationDocument } from "../domain/document.ts";
import { type Evaluation, type EvaluationDecision, type Scene, type UnitTerm } from "../domain/evaluation.ts";
import { type Notice, type NoticeCode } from "../domain/notice.ts";
import { type Term } from "../domain/period.ts";
import { type Place } from "../domain/place.ts";
import { type IssuedPredicate, type SealedRow } from "../domain/seal.ts";
import { type UnitScene } from "../domain/unit.ts";
import { type Caller, type Grant, type Need } from "./authorise.ts";

/** A command on its way into a store: who, as what, and what was sent, so that the same request key gives the first answer. */
export type Act = { readonly caller: Caller; readonly grant: Grant; readonly need: Need; readonly command: object };

/** Somebody with the place that the evaluation has, or gets. */
export type Member = { readonly personId: string; readonly place: Place };

/** A scene for a reader; what is issued shows its document. */
export type Shown = Scene & { readonly document: EvaluationDocument | undefined };

export type AuditNote = { readonly caller: Caller; readonly need: Need; readonly objectId: string };

/** A reading of somebody else's data is audited; the own is not. */
export const noteFor = (grant: Grant, caller: Caller, need: Need, objectId: string): AuditNote | undefined =>
  grant.role === "self" ? undefined : { caller, need, objectId };

export type Looking = {
  readonly grant: Grant;
  readonly note: AuditNote | undefined;
  /** With feedback and documents. */
  readonly whole: boolean;
};

/**
 * Each change is one transaction over all members, whose units and evaluations are locked: states, feedback, documents, notices, facts, audit row.
 * Evaluations that are not recorded yet are open ones of version 0. A decision that leaves the version alone writes nothing.
 */
export type EvaluationStore = {
  change<T>(
    act: Act,
    term: Term,
    members: readonly Member[],
    decide: (scenes: readonly Scene[]) => { readonly decisions: readonly EvaluationDecision[]; readonly answer: T },
  ): Promise<T>;
  look(looking: Looking, term: Term, members: readonly Member[]): Promise<readonly Shown[]>;
};

export type UnitKey = { readonly agencyId: string; readonly unitId: string; readonly term: Term };

export type UnitStore = {
  change(act: Act, key: UnitKey, decide: (unit: UnitScene) => UnitTerm): Promise<void>;
  look(grant: Grant, note: AuditNote | undefined, key: UnitKey): Promise<UnitScene>;
};

export type SealedPeriod = {
  readonly agencyId: string;
  readonly period: Period;
  /** 0 while open. */
  readonly revision: number;
  readonly count: number;
  readonly sha256: string;
  readonly sealedAt: number | undefined;
};

export type MonthKey = { readonly agencyId: string; readonly period: Period };

export type PeriodStore = {
  /** The newest revision, and how many people of the agency have no issued document. */
  status(grant: Grant, key: MonthKey): Promise<{ readonly period: SealedPeriod; readonly missing: number }>;
  /**
   * Writes the rows as a new revision, unless the newest one has the same. Documents are looked up wherever they were issued: who moved was
   * evaluated by the agency where the month ended. Refuses with MONTH_NOT_SEALED before activity has sealed the month.
   */
  seal(
    act: Act,
    key: MonthKey,
    personIds: readonly string[],
    decide: (issued: ReadonlyMap<string, IssuedPredicate>) => readonly SealedRow[],
  ): Promise<SealedPeriod>;
};

/** One person's month in one employment, as activity sealed it. */
export type PersonMonth = {
  readonly personId: string;
  readonly employmentId: string;
  readonly approvedMinutes: number;
  readonly openMinutes: number;
  readonly daysWithEntries: number;
};

/** Activity has sealed a month of an agency. */
export type Closing = MonthKey & {
  readonly eventId: string;
  readonly revision: number;
  readonly count: bigint;
  readonly sha256: string;
};

export type ClosingStore = {
  isTaken(closing: Closing): Promise<boolean>;
  /** Once for each event: keeps the figures, opens the evaluations that are not there yet, and tells `notify` which those were. */
  take(
    closing: Closing,
    months: readonly PersonMonth[],
    evaluations: readonly Evaluation[],
    notify: (opened: readonly Evaluation[]) => readonly Notice[],
  ): Promise<void>;
};

export type StoredNotice = {
  readonly noticeId: string;
  readonly code: NoticeCode;
  readonly params: Readonly<Record<string, string>>;
  readonly at: number;
};

export type NoticeStore = {
  /** Newest first. */
  notices(personId: string, limit: number): Promise<readonly StoredNotice[]>;
};
