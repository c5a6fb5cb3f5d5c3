import { type Period, type Rupiah } from "@kinerja/common/kernel";

import { type Claim, type SealedInputs, type SnapshotRow, type Taken } from "../domain/snapshot.ts";
import { type Posting } from "../domain/ledger.ts";
import { type PaymentRow } from "../domain/payment-file.ts";
import { type Payout } from "../domain/payout.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { type Flag } from "../domain/policy/outcome.ts";
import { type Impact } from "../domain/policy-impact.ts";
import { type PolicyRecord } from "../domain/policy-state.ts";
import { type Batch, type BatchNumber, type FlagDecision, type RunState } from "../domain/run.ts";
import { type Entitlement } from "../domain/statement.ts";
import { type FactRecords } from "./facts/ports.ts";

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
  readonly period: Period;
  readonly state: RunState;
  readonly cause: string | undefined;
  readonly policyId: string;
  readonly policySha256: string;
  readonly makerId: string;
  readonly officers: readonly string[];
  readonly activity: Sealed;
  readonly evaluation: Sealed;
  readonly roster: Omit<Sealed, "revision"> | undefined;
  readonly snapshotSha256: string | undefined;
  readonly cursorPerson: string | undefined;
  readonly statements: number;
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  readonly sha256: string | undefined;
  readonly version: number;
  readonly startedAt: Date;
  readonly computedAt: Date | undefined;
  readonly postedAt: Date | undefined;
  /** Of the frozen inputs. */
  readonly people: number;
  readonly peopleComputed: number;
};

export type StoredBatch = Batch & {
  readonly rows: number;
  readonly held: number;
  readonly net: Rupiah;
  readonly checkedAt?: Date | undefined;
  readonly postedAt?: Date | undefined;
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
export type NewFlag = Flag & { readonly personId: string; readonly batch: BatchNumber };

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
  "agencyId" | "period" | "policyId" | "policySha256" | "makerId" | "activity" | "evaluation"
>;
export type QueuedRun = { readonly runId: string; readonly agencyId: string };
export type Totals = {
  readonly statements: number;
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
};

export interface RunRecords {
  find(agencyId: string, id: string): Promise<Run | undefined>;
  findByPeriod(agencyId: string, period: string): Promise<Run | undefined>;
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

export type PayoutHash = {
  readonly personId: string;
  readonly batch: BatchNumber;
  readonly sha256: string;
  readonly net: Rupiah;
  readonly held: boolean;
};

/** One person of a run, without the steps. */
export type RunStatement = Pick<Totals, "gross" | "cut" | "net"> & {
  readonly personId: string;
  readonly batch: BatchNumber;
  readonly amount: Rupiah;
  readonly held: boolean;
  readonly posted: boolean;
  readonly openFlags: number;
};
export type RunStatementQuery = Page & { readonly batch: BatchNumber | undefined; readonly held: boolean | undefined };

/** The rows of a run: snapshot, entitlements, payouts. */
export interface RowRecords {
  /** Gives these days to these people; returns what others had been given before. */
  claimDays(kind: string, period: string, claims: readonly Claim[]): Promise<Taken>;
  insertSnapshot(run: Run, rows: readonly SnapshotRow[]): Promise<void>;
  /** All rows of the next people after this one, by person and employment. */
  nextSnapshot(runId: string, after: string | undefined, people: number): Promise<SnapshotRow[]>;
  insertEntitlements(run: Run, rows: readonly Entitlement[]): Promise<void>;
  insertPayouts(run: Run, rows: readonly (Payout & { readonly batch: BatchNumber })[]): Promise<void>;
  previousNets(agencyId: string, period: string, personIds: readonly string[]): Promise<ReadonlyMap<string, Rupiah>>;
  /** What the run has computed for these people, all their rows together. */
  nets(runId: string, personIds: readonly string[]): Promise<ReadonlyMap<string, Rupiah>>;
  totals(runId: string): Promise<Totals>;
  /** By person id. */
  page(runId: string, query: RunStatementQuery): Promise<RunStatement[]>;
  /** By person. */
  payoutHashes(runId: string): Promise<PayoutHash[]>;
  hasPayout(runId: string, batch: BatchNumber, personId: string): Promise<boolean>;
  hold(runId: string, personId: string): Promise<void>;
  /** Not held, by person, with the documents that the amounts stand in. */
  payable(runId: string, batch: BatchNumber): Promise<(PaymentRow & Pick<Payout, "packed" | "sha256">)[]>;
  markPosted(runId: string, batch: BatchNumber): Promise<void>;
}

export interface FlagRecords {
  insert(run: Run, flags: readonly NewFlag[]): Promise<void>;
  find(runId: string, flagId: string): Promise<RunFlag | undefined>;
  decide(flag: RunFlag, at: number): Promise<void>;
  /** A person who is held out has no other question open. */
  holdAll(runId: string, personId: string, by: Pick<RunFlag, "decidedBy" | "reason">, at: number): Promise<void>;
  /** Blocking ones first. */
  page(runId: string, page: Page): Promise<RunFlag[]>;
  /** BLOCK and WARN without a decision, by batch. */
  open(runId: string): Promise<ReadonlyMap<number, number>>;
}

export type Transfer = Posting & { readonly transferId: string };
export type AccountTotal = { readonly account: string; readonly amount: Rupiah };

export interface LedgerRecords {
  insert(run: Run, batch: BatchNumber, payoutPeriod: string, transfers: readonly Transfer[], at: number): Promise<void>;
  totals(agencyId: string, period: string): Promise<AccountTotal[]>;
  batchTotals(runId: string, batch: BatchNumber): Promise<AccountTotal[]>;
}

export type StatementRecord = Omit<Payout, "packed" | "payoutPeriod"> & {
  readonly runId: string;
  readonly agencyId: string;
  readonly period: string;
  readonly held: boolean;
  readonly posted: boolean;
};
export type PackedStatement = { readonly employmentId: string; readonly packed: string; readonly sha256: string };

export interface StatementRecords {
  /** Newest first. `settledOnly`: posted, or held out of the posting. */
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

export interface NoticeRecords {
  tellPosted(run: Run, batch: BatchNumber, at: number): Promise<void>;
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
  readonly flags: FlagRecords;
  readonly facts: FactRecords;
  readonly ledger: LedgerRecords;
  readonly statements: StatementRecords;
  readonly notices: NoticeRecords;
}

/** What row-level security may show: rows of these agencies, and the person's own. */
export type Scope = { readonly agencies: readonly string[]; readonly person?: string };

/** State and events leave together or not at all. */
export interface Store {
  transaction<T>(scope: Scope, work: (records: Records) => Promise<T>): Promise<T>;
}

/** Other services' sealed months. The first two ask as the caller, the last one as this service. */
export interface SealedPeriods {
  activity(caller: Caller, agencyId: string, period: string): Promise<Sealed | undefined>;
  evaluation(caller: Caller, agencyId: string, period: string): Promise<Sealed | undefined>;
  /** Rows of the revisions named. A count or hash that differs from them is INPUT_MISMATCH. */
  read(
    run: Pick<Run, "agencyId" | "period" | "activity" | "evaluation">,
  ): Promise<SealedInputs & { readonly rosterSeal: Omit<Sealed, "revision"> }>;
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
