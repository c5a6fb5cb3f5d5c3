import { type Period, type Rupiah } from "@kinerja/common/kernel";

import { type Phase, type Posting } from "../domain/ledger.ts";
import { type PaymentRow } from "../domain/payment-file.ts";
import { type PayoutDocument } from "../domain/payout-document.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { type Flag } from "../domain/policy/outcome.ts";
import { type Impact } from "../domain/policy-impact.ts";
import { type PolicyRecord } from "../domain/policy-state.ts";
import { type PayoutRow } from "../domain/range-totals.ts";
import { type Batch, type BatchNumber, type FlagDecision, type RunKind, type RunState } from "../domain/run.ts";
import { type MonthRow, type PredicateRow, type RosterRow, type WorkCalendar } from "../domain/snapshot.ts";
import { type ComparisonRecords } from "./compare-runs.ts";
import { type ExportRecords } from "./exports-ports.ts";
import { type CorrectionRecords } from "./corrections/ports.ts";
import { type FactRecords } from "./facts/ports.ts";
import { type ObjectionRecords } from "./objections.ts";
import { type DueRecords, type RangeBatch, type RangeRecords } from "./range-ports.ts";

/** The originating person of a call, and what makes a repeated call the same. */
export type Caller = {
  readonly personId: string;
  readonly token: string;
  readonly requestId: string;
  readonly request: { readonly key: string | undefined; readonly method: string; readonly body: Uint8Array };
};

export type Now = () => number;

/** A sealed revision of another service, as its period says. */
export type Sealed = { readonly revision: number; readonly count: bigint; readonly sha256: string };

export type Run = {
  readonly id: string;
  readonly agencyId: string;
  readonly kind: RunKind;
  /** 1; of several arrears (RAPEL) of a month, and of what follows a THR or a 13th month, the next one. */
  readonly sequence: number;
  /** It pays nothing but items that are due, and asks no other service: arrears, and what follows a THR or a 13th month. */
  readonly duesOnly: boolean;
  readonly period: Period;
  /** The month of payment. */
  readonly payoutPeriod: Period;
  readonly state: RunState;
  readonly cause: string | undefined;
  readonly policyId: string;
  readonly policySha256: string;
  readonly makerId: string;
  readonly officers: readonly string[];
  readonly activity: Sealed;
  readonly evaluation: Sealed;
  readonly roster: Omit<Sealed, "revision"> | undefined;
  /** Days of work of the month; undefined before the freeze. */
  readonly calendar: Omit<Sealed, "revision"> | undefined;
  /** Facts of pay that were known just before a moment (Unix time in milliseconds); undefined before the freeze. */
  readonly facts: { readonly moment: number; readonly count: bigint; readonly sha256: string } | undefined;
  readonly snapshotSha256: string | undefined;
  /** How its statements are read (`layoutOf`); undefined before the freeze. */
  readonly layout: string | undefined;
  /** People of a range at most; a part of the hashes, so it stays what it was at the start. */
  readonly rangeSize: number;
  /** How many ranges; 0 before the freeze. */
  readonly ranges: number;
  readonly statements: number;
  /** Of the statements. */
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  /** Of the payouts. */
  readonly amount: Rupiah;
  readonly sha256: string | undefined;
  readonly version: number;
  readonly startedAt: Date;
  readonly computedAt: Date | undefined;
  readonly postedAt: Date | undefined;
  readonly settledAt: Date | undefined;
  /** Of the frozen ranges, and of those that are computed: read from the ranges, never saved. */
  readonly people: number;
  readonly peopleComputed: number;
};

/** The sums of its ranges. */
export type BatchSums = Omit<RangeBatch, "no" | "batch" | "sha256">;

export type StoredBatch = Batch &
  BatchSums & {
    readonly checkedAt?: Date | undefined;
    readonly postedAt?: Date | undefined;
    readonly settledAt?: Date | undefined;
  };

export type RunFlag = Flag & {
  readonly id: string;
  readonly personId: string;
  readonly batch: BatchNumber;
  readonly decision: FlagDecision | undefined;
  readonly decidedBy: string | undefined;
  readonly decidedAt: Date | undefined;
  readonly reason: string | undefined;
};

export type Page = { readonly limit: number; readonly after: string | undefined };

export interface PolicyRecords {
  find(agencyId: string, id: string): Promise<PolicyRecord | undefined>;
  findVersion(agencyId: string, key: string, version: number): Promise<PolicyRecord | undefined>;
  /** Returns its id. */
  insert(policy: Omit<PolicyRecord, "id">, at: number): Promise<string>;
  saveState(policy: PolicyRecord, at: number): Promise<void>;
  /** Active versions of the document that begin on or after the first day of this one have nothing left to rule. */
  retireReplaced(policy: PolicyRecord): Promise<void>;
  /** Newest first. */
  page(agencyId: string, page: Page): Promise<PolicyRecord[]>;
  active(agencyId: string): Promise<PolicyRecord[]>;
  noteOfficer(agencyId: string, personId: string, at: number): Promise<void>;
  officers(agencyId: string): Promise<string[]>;
}

/** That a place of a document was compared with the official text. */
export type Confirmation = {
  readonly policyId: string;
  readonly policySha256: string;
  /** As `unverified` names it. */
  readonly place: string;
  /** What was read, word for word. */
  readonly quote: string;
  /** The regulation, and the page or article. */
  readonly source: string;
  readonly confirmedBy: string;
  readonly confirmedAt: Date;
};

/** A posted month beside another policy, as far as it has been compared. */
export type StoredImpact = Impact & {
  readonly policyId: string;
  readonly policySha256: string;
  readonly runId: string;
  readonly agencyId: string;
  readonly period: Period;
  /** Of the run. */
  readonly people: number;
  readonly cursorPerson: string | undefined;
  readonly reportedBy: string;
  readonly reportedAt: Date;
  readonly isComplete: boolean;
};

export interface GovernanceRecords {
  confirm(agencyId: string, confirmation: Confirmation): Promise<void>;
  /** Of each place the newest. */
  confirmations(policyId: string): Promise<ReadonlyMap<string, Confirmation>>;
  beginImpact(impact: Omit<StoredImpact, keyof Impact | "period" | "cursorPerson" | "isComplete">): Promise<void>;
  saveImpact(impact: StoredImpact, at: number): Promise<void>;
  findImpact(policyId: string, runId: string): Promise<StoredImpact | undefined>;
  /** Of the latest month that it was compared with. */
  latestImpact(policyId: string): Promise<StoredImpact | undefined>;
}

export type NewRun = Pick<
  Run,
  | "agencyId"
  | "kind"
  | "sequence"
  | "duesOnly"
  | "period"
  | "payoutPeriod"
  | "policyId"
  | "policySha256"
  | "makerId"
  | "activity"
  | "evaluation"
  | "rangeSize"
>;
export type QueuedRun = { readonly runId: string; readonly agencyId: string };

export interface RunRecords {
  find(agencyId: string, id: string): Promise<Run | undefined>;
  /** Of the runs of this kind and month the one with the highest sequence. */
  findLatest(agencyId: string, kind: RunKind, period: Period): Promise<Run | undefined>;
  /** One that is not posted, settled or failed: of a month of payment, or of any. */
  findOpen(agencyId: string, payoutPeriod?: Period): Promise<Run | undefined>;
  /** The latest month of payment of a run of which a batch is posted; undefined before the first. */
  lastPaid(agencyId: string): Promise<Period | undefined>;
  /** The latest month of which a batch was posted by a policy of these kinds. */
  lastPosted(agencyId: string, kinds: readonly PolicyDocument["kind"][]): Promise<Run | undefined>;
  page(agencyId: string, page: Page): Promise<Run[]>;
  /** Returns its id, queued for the worker. */
  insert(run: NewRun, at: number): Promise<string>;
  /** A run that failed begins anew, with other inputs. */
  restart(runId: string, run: NewRun, at: number): Promise<void>;
  save(run: Run, at: number): Promise<void>;
  queued(limit: number): Promise<QueuedRun[]>;
  unqueue(runId: string): Promise<void>;
  batches(runId: string): Promise<StoredBatch[]>;
  insertBatch(runId: string, agencyId: string, batch: StoredBatch): Promise<void>;
  saveBatch(runId: string, batch: StoredBatch, at: number): Promise<void>;
}

/** One person of a run, without the steps. */
export type RunStatement = Pick<Run, "gross" | "cut" | "net"> & {
  readonly personId: string;
  readonly batch: BatchNumber;
  readonly amount: Rupiah;
  readonly held: boolean;
  readonly posted: boolean;
  readonly openFlags: number;
};
export type RunStatementQuery = Page & { readonly batch: BatchNumber | undefined; readonly held: boolean | undefined };

/** The payouts of a run, as whoever sees its agency; ranges are written and read whole by `BulkRows`. */
export interface RowRecords {
  /** What the run has computed for these people: Σ net of their statements. */
  nets(runId: string, personIds: readonly string[]): Promise<ReadonlyMap<string, Rupiah>>;
  /** By person id. */
  page(runId: string, query: RunStatementQuery): Promise<RunStatement[]>;
  /** All of one range, by person id. */
  payoutsOfRange(runId: string, no: number): Promise<PayoutRow[]>;
  hasPayout(runId: string, batch: BatchNumber, personId: string): Promise<boolean>;
  /** Not held, the next by person, with the documents that the amounts stand in. */
  payable(
    runId: string,
    batch: BatchNumber,
    page: Page,
  ): Promise<(PaymentRow & Pick<PayoutDocument, "packed" | "sha256">)[]>;
}

/** Held out of a run by whom and why; the days claimed go back, and the person leaves the batch. */
export type Hold = {
  readonly personId: string;
  readonly batch: BatchNumber;
  readonly by: string;
  readonly reason: string;
};

export interface HoldRecords {
  insert(run: Pick<Run, "id" | "agencyId">, hold: Hold, at: number): Promise<void>;
  /** The one that is not released. */
  find(runId: string, personId: string): Promise<Hold | undefined>;
}

export interface FlagRecords {
  find(runId: string, flagId: string): Promise<RunFlag | undefined>;
  decide(flag: RunFlag, at: number): Promise<void>;
  /** A person who is held out has no other question open. */
  holdAll(runId: string, personId: string, by: Pick<RunFlag, "decidedBy" | "reason">, at: number): Promise<void>;
  /** Blocking ones first. */
  page(runId: string, page: Page): Promise<RunFlag[]>;
  /** BLOCK and WARN without a decision, by batch. */
  open(runId: string): Promise<ReadonlyMap<number, number>>;
}

/** Lines of one batch in one phase; they sum to zero. */
export type Transfer = {
  readonly id: string;
  readonly phase: Phase;
  readonly by: string;
  /** Number of the treasury's order (SP2D) once it is settled. */
  readonly reference: string | undefined;
  readonly postings: readonly Posting[];
};
export type AccountTotal = { readonly account: string; readonly amount: Rupiah };

export interface LedgerRecords {
  /** One of each phase for a batch. A transfer without lines is kept, too: that it came to nothing is known. */
  insert(run: Run, batch: BatchNumber, transfer: Transfer, at: number): Promise<void>;
  /** Of the runs of a month; all phases. */
  totals(agencyId: string, period: string): Promise<AccountTotal[]>;
  batchTotals(runId: string, batch: BatchNumber): Promise<AccountTotal[]>;
}

/** A payout of a person, with what its run and batch say. */
export type StatementRecord = Omit<PayoutDocument, "payoutPeriod" | "recovered" | "dues" | "sha256"> & {
  readonly runId: string;
  readonly agencyId: string;
  readonly period: Period;
  readonly payoutPeriod: Period;
  readonly kind: RunKind;
  readonly batch: BatchNumber;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly held: boolean;
  /** Posted or settled. */
  readonly posted: boolean;
};
export type PackedStatement = {
  readonly employmentId: string;
  readonly packed: Uint8Array;
  /** Hexadecimal. */
  readonly sha256: string;
};

export interface StatementRecords {
  /** Newest first. */
  ofPerson(personId: string, limit: number): Promise<StatementRecord[]>;
  find(personId: string, period: string, agencies: readonly string[] | undefined): Promise<StatementRecord[]>;
  packed(runId: string, personId: string): Promise<PackedStatement[]>;
}

export type Notice = {
  readonly id: string;
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
  readonly at: Date;
};

/** Derived from the person's posted payouts. */
export interface NoticeRecords {
  ofPerson(personId: string, limit: number): Promise<Notice[]>;
}

export type AuditNote = {
  readonly action: string;
  readonly resource: string;
  readonly objectId: string;
  readonly agencyId: string;
  readonly detail?: Readonly<Record<string, string | number>>;
};
export type Actor = { readonly personId: string; readonly role: string; readonly requestId: string };
export type RunPosted = {
  readonly run: Run;
  readonly batch: BatchNumber;
  readonly count: number;
  readonly sha256: string;
  readonly actor: Actor;
};

/** Everything that one transaction can read and write. */
export interface Records {
  /** Until the end of the transaction; the key, not the row. */
  lock(key: string): Promise<void>;
  /** The same call again does nothing and gives the id that the first one gave. */
  once(caller: Caller, work: () => Promise<string>): Promise<string>;
  audit(actor: Actor, note: AuditNote, at: number): Promise<void>;
  tellPosted(event: RunPosted, at: number): Promise<void>;
  readonly policies: PolicyRecords;
  readonly governance: GovernanceRecords;
  readonly runs: RunRecords;
  readonly rows: RowRecords;
  readonly ranges: RangeRecords;
  readonly dues: DueRecords;
  readonly holds: HoldRecords;
  readonly flags: FlagRecords;
  readonly facts: FactRecords;
  readonly corrections: CorrectionRecords;
  readonly ledger: LedgerRecords;
  readonly exports: ExportRecords;
  readonly statements: StatementRecords;
  readonly notices: NoticeRecords;
  readonly objections: ObjectionRecords;
  readonly comparisons: ComparisonRecords;
}

/** What row-level security may show: rows of these agencies, and the person's own. */
export type Scope = { readonly agencies: readonly string[]; readonly person?: string };

/** State and events leave together or not at all. */
export interface Store {
  transaction<T>(scope: Scope, work: (records: Records) => Promise<T>): Promise<T>;
}

/** The rows of the sealed revisions, each list in the order of the person ids, and their seals when all of them are read. */
export type OpenedPeriods = {
  /** Rows as they come, some at once: to wait for each would cost more than to read it. */
  readonly roster: AsyncIterable<readonly RosterRow[]>;
  readonly months: AsyncIterable<readonly MonthRow[]>;
  readonly predicates: AsyncIterable<readonly PredicateRow[]>;
  /** Days of work of the month, with what they hash to: `workdaysOf` finds those of a row. */
  readonly calendar: { readonly calendars: readonly WorkCalendar[]; readonly seal: Omit<Sealed, "revision"> };
  /** Reads what is left. A count or hash that differs from its trailer or seal is INPUT_MISMATCH. */
  ends(): Promise<{ readonly roster: Omit<Sealed, "revision"> }>;
  /** Lets the streams go, read or not. */
  close(): void;
};

/** Other services' sealed months. The first two ask as the caller, the last ones as this service. */
export interface SealedPeriods {
  activity(caller: Caller, agencyId: string, period: string): Promise<Sealed | undefined>;
  evaluation(caller: Caller, agencyId: string, period: string): Promise<Sealed | undefined>;
  open(run: Pick<Run, "agencyId" | "period" | "activity" | "evaluation">): Promise<OpenedPeriods>;
}

/** People with a hand in the agency's pay at this instant: their rows go into the second batch. */
export type PayOfficers = (agencyId: string, at: number) => Promise<readonly string[]>;

/** Uploaded files by the hash of their content; undefined when there is none. Refuses texts that are too long or no UTF-8. */
export type ReadText = (fileId: string, limit: number) => Promise<string | undefined>;

export type RunSummary = {
  readonly run: Run;
  readonly batches: readonly StoredBatch[];
  /** BLOCK and WARN without a decision, by batch. */
  readonly openFlags: ReadonlyMap<number, number>;
};
