import { invalid } from "@kinerja/common/errors";
import { type PolicyImpactRow, type StatementStep } from "@kinerja/proto/allowance/v1/allowance_service";
import {
  type CompareRunResponse,
  type ComparePoliciesResponse,
  type FileObjectionRequest,
  type Objection,
  ObjectionState,
  type PolicyDifference,
  type SimulatedChange,
  SimulatedChangeKind,
  type SimulatedTotals,
  type SimulateMonthResponse,
} from "@kinerja/proto/allowance/v1/what_if_service";

import { type ComparedRuns } from "../../app/compare-runs.ts";
import { type ComparedPolicies } from "../../app/diff-policies.ts";
import { type FileCommand } from "../../app/objections.ts";
import { type AskedChange, type ChangeKind } from "../../app/what-if-changes.ts";
import { type SimulatedLine, type SimulatedMonth, type SimulatedSide } from "../../app/what-if.ts";
import { type Objection as StoredObjection } from "../../domain/objection.ts";
import { type Difference } from "../../domain/policy-diff.ts";
import { toImpact, toImpactRow, toPolicy } from "./wire-policies.ts";

const kinds = new Map<string, ChangeKind>(
  (["APPROVED_DAYS", "LATE", "EARLY", "MISSED_CHECK", "ABSENT", "PREDICATE", "LEAVE"] as const).map((kind) => [
    SimulatedChangeKind[kind],
    kind,
  ]),
);

/** The edge lets known kinds through; a service that calls may send anything. */
export function fromChange({ kind: sent, ...fields }: SimulatedChange, place: number): AskedChange {
  const kind = kinds.get(sent);
  if (kind === undefined) {
    const choices = [...kinds.values()].join(", ");
    throw invalid(`/changes/${place}/kind`, "CHOICE_UNKNOWN", { choices });
  }
  return { kind, ...fields };
}

const toTotals = ({ gross, cut, net, flags, payable }: SimulatedSide): SimulatedTotals => ({
  ...{ grossRupiah: gross, cutRupiah: cut, netRupiah: net, flags: [...flags], payable },
});

type Said = NonNullable<SimulatedLine["before"]>;
/** Nothing is stored, so that it has no hash. */
const toStep = ({ id, amount, inputs, ...step }: Said): StatementStep => ({
  ...step,
  ...{ stepId: id, amountRupiah: amount, inputs: { ...inputs }, statementSha256: "" },
});

export const toSimulated = ({ personId, period, policy, ...month }: SimulatedMonth): SimulateMonthResponse => ({
  ...{ personId, period, agencyId: policy.agencyId },
  ...{ policyId: policy.id, policyTitle: policy.title, policySha256: policy.sha256 },
  before: toTotals(month.before),
  after: toTotals(month.after),
  lines: month.lines.map(({ before, after }) => ({ before: before && toStep(before), after: after && toStep(after) })),
  assumptions: month.assumptions.map(({ code, params }) => ({ code, params: { ...params } })),
});

export const fromFiling = (request: FileObjectionRequest): FileCommand => ({
  period: request.period,
  agencyId: request.agencyId,
  runId: request.runId,
  employmentId: request.employmentId,
  stepId: request.stepId,
  statementSha256: request.statementSha256,
  reason: request.reason,
  evidenceFileIds: request.evidenceFileIds,
  evidenceFileNames: request.evidenceFileNames,
});

const toAnswer = ({ answer = "", accepted = false, answeredBy = "", answeredAt }: StoredObjection) => ({
  ...{ answer, accepted, answeredBy, answeredAt },
});

export const toObjection = (objection: StoredObjection): Objection => ({
  objectionId: objection.id,
  agencyId: objection.agencyId,
  personId: objection.personId,
  runId: objection.runId,
  period: objection.period,
  employmentId: objection.employmentId ?? "",
  stepId: objection.lineId,
  label: objection.label,
  amountRupiah: objection.amount,
  statementSha256: objection.statementSha256,
  reason: objection.reason,
  evidenceFileIds: [...objection.evidence],
  evidenceFileNames: [...objection.evidenceNames],
  state: ObjectionState[objection.state],
  filedAt: objection.filedAt,
  ...toAnswer(objection),
  dueOn: "",
});

export const toComparison = ({ previous, comparison }: ComparedRuns): CompareRunResponse => ({
  ...{ previousRunId: previous?.id ?? "", previousPeriod: previous?.period ?? "" },
  ...{ peopleStayed: comparison.stayed, peopleChanged: comparison.changed },
  batches: comparison.batches.map(({ before, after, ...batch }) => ({
    ...{ ...batch, netBeforeRupiah: before, netAfterRupiah: after },
  })),
  joiners: { people: comparison.joiners.people, netRupiah: comparison.joiners.net },
  leavers: { people: comparison.leavers.people, netRupiah: comparison.leavers.net },
  bands: comparison.bands.map(({ loss, over, upTo, people, change }) => ({
    ...{ loss, overBp: over, upToBp: upTo, people, changeRupiah: change },
  })),
  largest: comparison.largest.map(({ personId, before, after }) => ({
    ...{ personId, netBeforeRupiah: before, netAfterRupiah: after },
  })),
});

type Side = NonNullable<Difference["before"]>;
const nothing: Side = { text: "" };

function toDifference({ key, before = nothing, after = nothing }: Difference): PolicyDifference {
  const [label = before.label ?? ""] = [after.label];
  const [citeBefore, citeAfter] = [before, after].map(({ cite = "" }) => cite);
  return {
    key,
    label,
    before: before.text,
    after: after.text,
    citeBefore: citeBefore ?? "",
    citeAfter: citeAfter ?? "",
  };
}

const toRows = ({ impact }: ComparedPolicies): PolicyImpactRow[] => (impact?.rows ?? []).map(toImpactRow);

export const toCompared = (compared: ComparedPolicies): ComparePoliciesResponse => ({
  before: toPolicy(compared.before),
  after: toPolicy(compared.after),
  parts: compared.parts.map(({ part, differences }) => ({ part, differences: differences.map(toDifference) })),
  impact: compared.impact && toImpact(compared.impact),
  rows: toRows(compared),
});
