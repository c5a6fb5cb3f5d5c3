import { type Day, type Period, type Rupiah } from "@kinerja/common/kernel";

import { type ClaimClass } from "../../domain/claims.ts";
import { type CaseState, type CorrectionCase, type TriggerKind } from "../../domain/corrections/case.ts";
import { type Shares } from "../../domain/corrections/deductions.ts";
import { type MonthPaid } from "../../domain/corrections/delta.ts";
import { type StatementSums } from "../../domain/corrections/document.ts";
import { type PaidBy, type ShiftsByRun } from "../../domain/corrections/shifts.ts";
import { type Days } from "../../domain/days.ts";
import { type Posting } from "../../domain/ledger.ts";
import { type SnapshotRow } from "../../domain/snapshot.ts";
import { type Caller, type Page } from "../ports.ts";

export type NewCase = Pick<
  CorrectionCase,
  "agencyId" | "personId" | "triggerKind" | "triggerKey" | "affectedFrom" | "note" | "openedBy"
>;
export type StoredCase = CorrectionCase & {
  readonly openedAt: Date;
  readonly previewedAt: Date | undefined;
  readonly decidedAt: Date | undefined;
};

export type CaseQuery = Page & {
  readonly state: CaseState | undefined;
  readonly personId: string | undefined;
};

/** A run that has posted a month, as far as a correction must know it. */
export type PostedRun = {
  readonly id: string;
  readonly agencyId: string;
  readonly kind: "REGULAR" | "THR" | "GAJI13";
  /** Class of allowances that its days are claimed for. */
  readonly claimKind: ClaimClass;
  readonly period: Period;
  readonly payoutPeriod: Period;
  readonly policyId: string;
  readonly policySha256: string;
};

/** A statement that stands, and how it can be read. */
export type StandingStatement = StatementSums & {
  /** 1: of the run; each correction adds one. */
  readonly version: number;
  readonly packed: Uint8Array;
  readonly layout: string;
};

export type PersonMonth = {
  readonly run: PostedRun;
  readonly paid: MonthPaid;
  /** Who holds the person out of the run's payment, while that is so. */
  readonly heldBy: string | undefined;
  readonly statements: readonly StandingStatement[];
};

/** Bytes of a statement that stands from now on; `packed` is undefined where an employment has no statement any more. */
export type CorrectedStatement = StatementSums & { readonly packed: Uint8Array | undefined };

/** What a confirmation writes for one month. */
export type ConfirmedMonth = {
  readonly caseId: string;
  readonly run: PostedRun;
  readonly personId: string;
  readonly paid: Rupiah;
  readonly net: Rupiah;
  readonly delta: Rupiah;
  readonly layout: string;
  readonly engine: number;
  readonly statements: readonly CorrectedStatement[];
  /** Of `delta` what concerns components that fall due later. */
  readonly lateDelta: Rupiah;
  readonly due: NewDueItem | undefined;
  readonly dueLate: NewDueItem | undefined;
  readonly receivable: (NewItem & { readonly postings: readonly Posting[] }) | undefined;
  /** The person was held out of the run's payment: this pays the month in its stead. */
  readonly replacesHold: boolean;
};
/** A posted payout that was not held, as it is stored. */
export type StoredPayout = {
  readonly runId: string;
  readonly policyId: string;
  readonly period: Period;
  readonly payoutPeriod: Period;
  readonly packed: Uint8Array;
  /** What was frozen beside the statements, by `knownText`. */
  readonly known: string | undefined;
};

/** A difference of a contribution that a month of payment has taken: more than 0 is taken from now on, less than 0 is given back. */
export type NewContribution = Shares & {
  readonly contribution: string;
  readonly label: string;
  readonly payoutPeriod: Period;
  readonly duePeriod: Period;
};

/** Amounts are more than 0. */
export type NewItem = { readonly id: string; readonly amount: Rupiah; readonly label: string };
/** `duePeriod`: the first month of payment that it may be paid in. `contributes`: there, and not in the month that was corrected. */
export type NewDueItem = NewItem & { readonly duePeriod: Period; readonly contributes: boolean };

export type StoredReceivable = {
  readonly id: string;
  readonly personId: string;
  readonly label: string;
  /** Day on which it became known. */
  readonly since: Day;
  readonly amount: Rupiah;
  /** Of it what payments have taken back. */
  readonly recovered: Rupiah;
  readonly letter: string;
  readonly caseId: string | undefined;
};

/** A person who was held out of a batch. */
export type Hold = {
  readonly run: PostedRun;
  readonly personId: string;
  readonly heldBy: string;
  readonly isReleased: boolean;
  /** The batch that went on without the person is posted. */
  readonly isPosted: boolean;
  /** A statement of the person is blocked: there is nothing yet to release. */
  readonly isBlocked: boolean;
  /** Net of the statements less what is due later by items of its own. */
  readonly net: Rupiah;
  /** Days that the statements pay for; the hold has let go of them. */
  readonly days: Days;
};

/** One statement of a month in its versions, newest first. */
export type StatementVersion = StandingStatement & {
  readonly runId: string;
  readonly agencyId: string;
  readonly period: Period;
  readonly policyId: string;
  readonly at: Date;
  /** Undefined: as the run has computed it. */
  readonly caseId: string | undefined;
  readonly note: string;
};

/** A change that may concern paid months, as it was noticed: the worker finds whom. */
export type Trigger = {
  readonly kind: Exclude<TriggerKind, "OBJECTION" | "OFFICER">;
  readonly agencyId: string;
  /** Within the kind: the same change twice is one. */
  readonly key: string;
  readonly body: TriggerBody;
  /** When it became true, Unix time in milliseconds: a freeze later than that knows it. */
  readonly at: number;
};
export type TriggerBody =
  | { readonly type: "facts"; readonly moment: number }
  | { readonly type: "sealed"; readonly period: Period; readonly revision: number }
  | { readonly type: "predicate"; readonly personId: string; readonly period: Period }
  /** Days of a month that another agency has let go of. */
  | { readonly type: "days"; readonly personId: string; readonly period: Period }
  | {
      readonly type: "employment";
      readonly personId: string;
      readonly employmentId: string;
      readonly validFrom: Day;
      readonly validTo: Day | undefined;
      readonly primary: boolean;
      /** As texts, as the frozen facts have them; empty where nobody has said it. */
      readonly positionClass: string;
      readonly staffKind: string;
    };
export type QueuedTrigger = Trigger & { readonly id: string };

/** What facts of one moment change. Without a person: everybody of the unit, or of the agency. */
export type ChangedFact = {
  readonly personId: string | undefined;
  readonly unitId: string | undefined;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
  /** Salary, tax status, income elsewhere: only the payout asks for it, in the month of payment. */
  readonly isOfPayout: boolean;
};

/** What a preview has rested on: whether it still stands is asked of these. */
export type SeenInputs = {
  readonly agencyId: string;
  readonly personId: string;
  readonly unitIds: readonly string[];
  /** What was recorded at it or later was not seen, Unix time in milliseconds. */
  readonly moment: number;
};

/** A run of a month that some people may be paid otherwise for. */
export type TouchedRun = Pick<PostedRun, "id" | "agencyId" | "period" | "payoutPeriod"> & {
  /** Of the sealed activity that it was computed from. */
  readonly activityRevision: number;
};

/** What a run has frozen of one employment, as far as identity can change it. */
export type FrozenPost = {
  readonly employmentId: string;
  readonly days: Days;
  readonly positionClass: string;
  readonly staffKind: string;
  /** Another run pays some of its days. */
  readonly sharesDays: boolean;
};

export interface CorrectionRecords {
  /** The id of the case; undefined when the trigger had made one before. */
  open(fresh: NewCase, at: number): Promise<string | undefined>;
  /** The case of this person and trigger kind from this day on that nobody has decided. */
  standing(fresh: Pick<NewCase, "agencyId" | "personId" | "triggerKind" | "affectedFrom">): Promise<string | undefined>;
  find(agencyId: string, id: string): Promise<StoredCase | undefined>;
  /** Newest first. */
  page(agencyId: string, query: CaseQuery): Promise<StoredCase[]>;
  save(found: CorrectionCase, at: number): Promise<void>;
  savePreview(found: CorrectionCase, packed: string, at: number): Promise<void>;
  packedPreview(caseId: string): Promise<string | undefined>;
  /** Posted runs from a month on, by month: with what stands for the person, who need not be in them. */
  months(agencyId: string, personId: string, from: Period): Promise<PersonMonth[]>;
  /** Runs that claim days of this kind and month wait until the end of the transaction. */
  lockClaims(run: PostedRun): Promise<void>;
  /** Days of the month that other runs pay the person for, of the same kind of allowance. */
  takenByOthers(run: PostedRun, personId: string): Promise<Days>;
  /** Gives the days that the run lets go of, as claims count them. */
  setClaim(run: PostedRun, personId: string, days: Days): Promise<Days>;
  /** Notices, for each other agency that was short of these days of the person, that they are free; once a key. */
  tellFreed(run: PostedRun, personId: string, freed: Days, key: string, at: number): Promise<void>;
  /** Statements, sums, due items or receivable and its transfer of a month, in this transaction. */
  confirmMonth(month: ConfirmedMonth, by: string, letter: string, at: number): Promise<void>;
  /** A fact of the person or its units was decided or has ended since, or another service has told a change of the person. */
  isChangedSince(seen: SeenInputs): Promise<boolean>;
  /** The first month of a run that is not posted yet and computes or pays in a month from this one on; one that pays nothing but items only if it pays the person. */
  openRunFrom(agencyId: string, personId: string, from: Period): Promise<Period | undefined>;
  /** Months of payment from this one on whose posted payout has deducted by a salary or tax status that is another one by now. */
  staleDeductions(agencyId: string, personId: string, from: Period): Promise<Period[]>;
  /** Posted payouts of a person from a month of payment on, in the order in which they were paid. */
  payouts(agencyId: string, personId: string, from: Period): Promise<StoredPayout[]>;
  /** By the run: what its corrections have changed so far and no item pays that contributes where it is paid. */
  shifts(agencyId: string, personId: string): Promise<ShiftsByRun>;
  /** What has paid the person's months of these runs: the runs themselves, and where the items of the months were paid. */
  paidBy(personId: string, runIds: readonly string[]): Promise<PaidBy>;
  /** Differences of contributions that corrections have made due, by the month of payment and the id of the rule. */
  settledContributions(
    agencyId: string,
    personId: string,
    from: Period,
  ): Promise<ReadonlyMap<Period, Readonly<Record<string, Shares>>>>;
  oweContribution(
    of: { readonly agencyId: string; readonly personId: string; readonly caseId: string },
    item: NewContribution,
    act: { readonly by: string; readonly at: number },
  ): Promise<void>;
  hold(agencyId: string, runId: string, personId: string): Promise<Hold | undefined>;
  /** Lets go; `due` is paid with the next payout. Without one `markedBy` says what has paid the month. */
  release(
    hold: Pick<Hold, "run" | "personId">,
    act: { readonly by: string; readonly at: number; readonly markedBy: string },
    due: (NewItem & { readonly duePeriod: Period }) | undefined,
  ): Promise<void>;
  /** Oldest first. */
  receivables(agencyId: string, query: Page & { readonly personId: string | undefined }): Promise<StoredReceivable[]>;
  /** Of the person's own month, newest version first. */
  versions(personId: string, period: Period, limit: number): Promise<StatementVersion[]>;

  enqueue(trigger: Trigger): Promise<void>;
  changedFacts(agencyId: string, moment: number): Promise<ChangedFact[]>;
  /**
   * Opens a case for each of these people who is in a run from the day's month on that was frozen before the moment; ids of those that are new.
   * `by`: of the month that is earned, or of the one in which it is paid.
   */
  openWherePosted(
    cases: readonly Omit<NewCase, "openedBy">[],
    frozenBefore: number,
    at: number,
    by?: "period" | "payout",
  ): Promise<string[]>;
  /** Runs of these months that compute something, frozen before a moment; without a last month all later ones. `regular`: no THR and no 13th month. */
  touchedRuns(
    agencyId: string,
    months: { readonly from: Period; readonly to: Period | undefined; readonly regular: boolean },
    frozenBefore: number,
  ): Promise<TouchedRun[]>;
  frozenPosts(run: TouchedRun, personId: string): Promise<FrozenPost[]>;
}

/** The queue of noticed changes, which is open to the whole service. */
export interface TriggerQueue {
  /** The agencies take turns, each with its oldest; what has failed waits for longer each time, at most a day. */
  next(limit: number): Promise<QueuedTrigger[]>;
  done(id: string): Promise<void>;
  /** How often the work on it has failed by now. */
  failed(id: string): Promise<number>;
}

/** One person's month by what is sealed and recorded now. */
export type InputsNow = {
  readonly rows: readonly SnapshotRow[];
  /** Of the person's employments in the month. */
  readonly unitIds: readonly string[];
  /** Revisions and moments, for the record. */
  readonly inputs: readonly (readonly [name: string, what: string])[];
};
/** Reads the sealed revisions of today for one person only; days that others have paid are left out. Refuses a month that is not sealed. */
export type InputsOfPerson = (
  caller: Caller,
  run: PostedRun,
  personId: string,
  /** Facts recorded at the moment or later are not seen. */
  known: { readonly taken: Days; readonly moment: number },
) => Promise<InputsNow>;
/** The revisions in which a month is sealed now, named as among the inputs of a person. */
export type SealsNow = (caller: Caller, agencyId: string, period: Period) => Promise<InputsNow["inputs"]>;

/** People whose sealed rows differ between two revisions of a month, some hundred at a time. */
export type ChangedPeople = (
  agencyId: string,
  period: Period,
  revisions: { readonly before: number; readonly after: number },
) => AsyncIterable<readonly string[]>;

/** People of a run whom an outage on one of these days may excuse from something, range by range. */
export type PeopleWithEvents = (
  run: TouchedRun,
  days: { readonly from: Day; readonly to: Day },
) => AsyncIterable<readonly string[]>;
