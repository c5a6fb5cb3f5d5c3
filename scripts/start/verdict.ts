import { violationsOf } from "../invariants/finding.ts";
import { failedCases } from "./cases.ts";
import { type Report } from "./report.ts";

/** What every report of a played month has, by path; those marked true cannot be nothing. */
const numbers: Readonly<Record<string, boolean>> = {
  seed: false,
  durationS: true,
  people: true,
  agencies: true,
  units: true,
  agreements: true,
  "skp.set": true,
  "skp.returned": true,
  "entries.submitted": true,
  "entries.retried": true,
  "entries.acknowledged": true,
  "entries.refused": false,
  "entries.stored": true,
  "entries.flagged": true,
  "evaluations.issued": true,
  "evaluations.patternsChecked": true,
  "evaluations.realised": true,
  "evaluations.feedback": true,
  "run.statements": true,
  "run.grossRupiah": true,
  "run.cutRupiah": true,
  "run.netRupiah": true,
  "run.ledgerSum": false,
  "run.flags": false,
  serverErrors: false,
  rssMb: true,
};

const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);

function wrongNumbers(report: unknown): string[] {
  return Object.entries(numbers).flatMap(([path, isSome]) => {
    const value = at(report, path);
    if (typeof value !== "number" || !Number.isFinite(value)) return [`${path} is not a number`];
    return isSome && value <= 0 ? [`${path} is ${value}`] : [];
  });
}

const invariants = Array.from({ length: 10 }, (_, index) => `I${index + 1}`);
/** Federation is not there yet. */
const mayNotApply = new Set(["I9"]);

function wrongInvariants(report: unknown): string[] {
  return invariants.flatMap((id) => {
    const found = at(report, `invariants.${id}`) as { checked?: unknown; violations?: unknown; applies?: false } | undefined;
    if (typeof found?.checked !== "number" || typeof found.violations !== "number") return [`${id} is not in the report`];
    return found.applies === false && !mayNotApply.has(id) ? [`${id} was not checked`] : [];
  });
} // prettier-ignore

/** What a report lacks, or has in another form than it is documented with. */
export function wrongForm(report: unknown): string[] {
  const phases = at(report, "phases");
  return [
    ...(Array.isArray(phases) && phases.length > 0 ? [] : ["phases are missing"]),
    ...wrongNumbers(report),
    ...wrongInvariants(report),
    ...(typeof at(report, "cases") === "object" ? [] : ["cases are missing"]),
  ];
}

/** What must not be in an undisturbed month. */
export function contradictions({ entries, run, serverErrors, ...rest }: Report): string[] {
  const { grossRupiah, cutRupiah, netRupiah, ledgerSum } = run;
  const claims: readonly (readonly [boolean, string])[] = [
    [run.statements > 0, "nobody was paid"],
    [grossRupiah - cutRupiah === netRupiah, `${grossRupiah} gross − ${cutRupiah} cuts is not ${netRupiah} net`],
    [ledgerSum === 0, `the ledger sums to ${ledgerSum}`],
    [entries.refused === 0, `${entries.refused} entries were refused`],
    [entries.acknowledged === entries.submitted, `${entries.submitted} entries were sent, ${entries.acknowledged} acknowledged`],
    [entries.stored <= entries.acknowledged, `${entries.stored} entries are stored, ${entries.acknowledged} were acknowledged`],
    [serverErrors === 0, `${serverErrors} answers of 500 and more`],
  ];
  const broken = claims.flatMap(([holds, says]) => (holds ? [] : [says]));
  return [...violationsOf(rest.invariants), ...failedCases(rest.cases), ...broken];
} // prettier-ignore
