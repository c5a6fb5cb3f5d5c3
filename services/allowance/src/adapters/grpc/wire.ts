import { invalid } from "@kinerja/common/errors";
import { isUuid } from "@kinerja/common/kernel";
import {
  BatchState,
  FlagDecision,
  FlagSeverity,
  type InputVersion,
  type PayoutLine,
  PayoutLineKind,
  type Run,
  type RunFlag,
  type RunInput,
  RunKind,
  type RunStatement,
  RunState,
  type Statement,
  type StatementSummary,
  type WaitingDues as WireWaiting,
} from "@kinerja/proto/allowance/v1/allowance_service";

import {
  type Run as StoredRun,
  type RunFlag as StoredFlag,
  type RunStatement as StoredStatement,
  type RunSummary,
  type StatementRecord,
  type StoredBatch,
} from "../../app/ports.ts";
import { type WaitingDues } from "../../app/range-ports.ts";
import { type ShownPayoutLine, type ShownStatement, type ShownVersion } from "../../app/statements.ts";
import { type BatchNumber, type FlagDecision as Decision, type RunKind as Kind, runKinds } from "../../domain/run.ts";

/** Arrears have read no other service. */
const toInputs = ({ duesOnly, roster, calendar, activity, evaluation }: StoredRun): RunInput[] =>
  duesOnly
    ? []
    : [
        ...(roster ? [{ name: "ROSTER", revision: 0, ...roster }] : []),
        { name: "ACTIVITY", ...activity },
        { name: "EVALUATION", ...evaluation },
        ...(calendar ? [{ name: "CALENDAR", revision: 0, ...calendar }] : []),
      ];

const toBatch = (batch: StoredBatch, openFlags: number): Run["batches"][number] => ({
  batch: batch.batch,
  state: BatchState[batch.state],
  rows: batch.rows,
  netRupiah: batch.net,
  sha256: batch.sha256,
  checkerId: batch.checkerId ?? "",
  approverId: batch.approverId ?? "",
  held: batch.held,
  checkedAt: batch.checkedAt,
  postedAt: batch.postedAt,
  openFlags,
  payoutRupiah: batch.amount,
  contributionRupiah: batch.contribution,
  employerRupiah: batch.employer,
  taxRupiah: batch.tax,
  taxBorneRupiah: batch.taxBorne,
  recoveryRupiah: batch.recovery,
  settlerId: batch.settlerId ?? "",
  settledAt: batch.settledAt,
});

export const toWaiting = ({ kind, amount, ...waiting }: WaitingDues): WireWaiting => ({
  ...waiting,
  ...{ kind: RunKind[kind], amountRupiah: amount },
});

export const toRun = ({ run, batches, openFlags }: RunSummary): Run => ({
  runId: run.id,
  agencyId: run.agencyId,
  period: run.period,
  state: RunState[run.state],
  policyId: run.policyId,
  policySha256: run.policySha256,
  snapshotSha256: run.snapshotSha256 ?? "",
  inputs: toInputs(run),
  statements: run.statements,
  grossRupiah: run.gross,
  cutRupiah: run.cut,
  netRupiah: run.net,
  batches: batches.map((batch) => toBatch(batch, openFlags.get(batch.batch) ?? 0)),
  openFlags: [...openFlags.values()].reduce((sum, count) => sum + count, 0),
  makerId: run.makerId,
  sha256: run.sha256 ?? "",
  cause: run.cause ?? "",
  startedAt: run.startedAt,
  computedAt: run.computedAt,
  postedAt: run.postedAt,
  people: run.people,
  peopleComputed: run.peopleComputed,
  kind: RunKind[run.kind],
  sequence: run.sequence,
  duesOnly: run.duesOnly,
  payoutPeriod: run.payoutPeriod,
  payoutRupiah: run.amount,
  settledAt: run.settledAt,
});

export const toRunStatement = ({ gross, cut, net, amount, ...row }: StoredStatement): RunStatement => ({
  ...row,
  grossRupiah: gross,
  cutRupiah: cut,
  netRupiah: net,
  payoutRupiah: amount,
});

export const toFlag = (flag: StoredFlag): RunFlag => ({
  flagId: flag.id,
  personId: flag.personId,
  code: flag.code,
  severity: FlagSeverity[flag.severity],
  params: { ...flag.params },
  decision: FlagDecision[flag.decision ?? "UNSPECIFIED"],
  decidedBy: flag.decidedBy ?? "",
  reason: flag.reason ?? "",
  decidedAt: flag.decidedAt,
  batch: flag.batch,
});

export function fromDecision(decision: FlagDecision): Decision {
  if (decision === FlagDecision.ACKNOWLEDGE) return "ACKNOWLEDGE";
  if (decision === FlagDecision.HOLD) return "HOLD";
  throw invalid("/decision", "CHOICE_UNKNOWN", { choices: "ACKNOWLEDGE, HOLD" });
}

/** The month itself when nothing is said. */
export function fromKind(kind: RunKind | undefined): Kind {
  if (kind === undefined || kind === RunKind.UNSPECIFIED) return "REGULAR";
  const known = runKinds.find((name) => RunKind[name] === kind);
  if (known === undefined) throw invalid("/kind", "CHOICE_UNKNOWN", { choices: runKinds.join(", ") });
  return known;
}

export function fromBatch(batch: number): BatchNumber {
  if (batch === 1 || batch === 2) return batch;
  throw invalid("/batch", "NUMBER_OUT_OF_RANGE", { min: 1, max: 2 });
}

export const toSummary = (record: StatementRecord): StatementSummary => ({
  period: record.period,
  agencyId: record.agencyId,
  grossRupiah: record.gross,
  cutRupiah: record.cut,
  netRupiah: record.net,
  posted: record.posted,
  runId: record.runId,
  runKind: RunKind[record.kind],
  payoutPeriod: record.payoutPeriod,
  payoutRupiah: record.amount,
});

const toPayoutLine = ({ kind, id, base, amount, inputs, ...line }: ShownPayoutLine): PayoutLine => ({
  ...line,
  kind: PayoutLineKind[kind],
  lineId: id,
  baseRupiah: base,
  amountRupiah: amount,
  inputs: { ...inputs },
});

const toVersion = ({ factIds, ...version }: ShownVersion): InputVersion => ({ ...version, factIds: [...factIds] });

export const toStatement = ({ record, policy, steps, payoutLines, versions, flags }: ShownStatement): Statement => ({
  ...toSummary(record),
  personId: record.personId,
  policyId: policy.id,
  policyTitle: policy.title,
  policySha256: policy.sha256,
  payoutSha256: record.sha256,
  flags: [...flags],
  steps: steps.map(({ id, amount, inputs, ...step }) => ({
    ...step,
    stepId: id,
    amountRupiah: amount,
    inputs: { ...inputs },
  })),
  payoutLines: payoutLines.map(toPayoutLine),
  versions: versions.map(toVersion),
});

const usualPage = 50;

/** A cursor is the id of the last item of the page before. */
export function pageOf(
  { pageSize, pageToken }: { pageSize?: number | undefined; pageToken?: string | undefined },
  isCursor: (text: string) => boolean = isUuid,
) {
  if (pageToken !== undefined && pageToken !== "" && !isCursor(pageToken))
    throw invalid("/pageToken", "PAGE_TOKEN_FORM");
  return { limit: pageSize ?? usualPage, after: pageToken === "" ? undefined : pageToken };
}

/** The cursor of the next page; empty when this one was the last. */
export const nextOf = <Item>(items: readonly Item[], limit: number, cursor: (item: Item) => string): string => {
  const last = items.at(-1);
  return last !== undefined && items.length === limit ? cursor(last) : "";
};
