import { noRupiah, rupiah, type Rupiah } from "@kinerja/common/kernel";
import { canonical, hashOf, type NewHash } from "./hashing.ts";
import { engineVersion, type Policy } from "./policy/compile.ts";
import { type ComponentOutcome, type Flag, type Outcome, type TraceStep } from "./policy/outcome.ts";
import { type SnapshotRow, sortedFacts } from "./snapshot.ts";

/** What all statements of a run share. */
export type RunFrame = {
  readonly agencyId: string;
  readonly period: string;
  readonly policySha256: string;
};

/** What a person has earned in one employment and month by the rule of that month; no tax. */
export type Entitlement = {
  readonly personId: string;
  readonly employmentId: string;
  readonly status: Outcome["status"];
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  /** The statement in its one spelling. Its words are in the policy with the hash that it names. */
  readonly packed: string;
  readonly sha256: string;
  readonly flags: readonly Flag[];
};

const form = "kinerja.statement/2";
const packFlag = ({ code, severity, params }: Flag): [string, string, [string, string][]] => [
  code,
  severity,
  Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1)),
];
const packStep = ({ id, base, factor, exact, amount, inputs }: TraceStep) =>
  [id, base, factor, exact, String(amount), inputs.map(([name, value]) => [name, value])] as const;

const packComponent = ({ component, gross, cut, net, monthsLate }: ComponentOutcome) =>
  [component, String(gross), String(cut), String(net), String(monthsLate)] as const;

const blocks = ({ severity }: Flag): boolean => severity === "BLOCK";
const nothing: Outcome = {
  status: "blocked",
  gross: noRupiah,
  cut: noRupiah,
  net: noRupiah,
  components: [],
  trace: [],
  flags: [],
};

/** A component that is paid in a later month can't be settled with the others: nobody is paid early, and nothing is lost unseen. */
function dueNow(outcome: Outcome): Outcome {
  const later = outcome.components.find(({ monthsLate, gross }) => monthsLate > 0 && gross > 0n);
  if (!later) return outcome;
  const flag: Flag = { code: "COMPONENT_NOT_DUE", severity: "BLOCK", params: { component: later.component } };
  return { ...nothing, flags: [...outcome.flags, flag] };
}

/** The computation of one row: a pure function of the policy and the snapshot. The same two give the same bytes. */
export function computeEntitlement(policy: Policy, frame: RunFrame, row: SnapshotRow, newHash: NewHash): Entitlement {
  const outcome = row.flags.some(blocks) ? nothing : dueNow(policy.evaluate(row.facts));
  const flags = [...row.flags, ...outcome.flags];
  const { status, gross, cut, net, components, trace } = outcome;
  const packed = canonical([
    form,
    String(engineVersion),
    frame.policySha256,
    [frame.agencyId, frame.period, row.personId, row.employmentId, String(row.days)],
    sortedFacts(row.facts),
    status,
    trace.map(packStep),
    [String(gross), String(cut), String(net)],
    flags.map(packFlag),
    components.map(packComponent),
  ]);
  const { personId, employmentId } = row;
  return { personId, employmentId, status, gross, cut, net, packed, sha256: hashOf(newHash, packed), flags };
}

type Packed = [
  form: string,
  engine: string,
  policySha256: string,
  whose: string[],
  facts: [string, string][],
  status: string,
  trace: [id: string, base: string, factor: string, exact: string, amount: string, inputs: [string, string][]][],
  sums: string[],
  flags: [code: string, severity: string, params: [string, string][]][],
  components: [component: string, gross: string, cut: string, net: string, monthsLate: string][],
];

/** The lines of a stored statement, and the codes of its flags. Reading it recomputes nothing. */
export function unpackStatement(packed: string): {
  readonly trace: readonly TraceStep[];
  readonly flags: readonly string[];
} {
  const [found, , , , , , trace, , flags] = JSON.parse(packed) as Packed;
  if (found !== form) throw new Error(`a statement of the form ${found} can't be read`);
  return {
    trace: trace.map(([id, base, factor, exact, amount, inputs]) => ({
      id,
      base,
      factor,
      exact,
      amount: rupiah(BigInt(amount)),
      inputs,
    })),
    flags: flags.map(([code]) => code),
  };
}
