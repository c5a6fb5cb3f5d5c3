import { type Findings } from "./finding.ts";
import { positionIdOf } from "./ids.ts";
import { type Row } from "./row.ts";
import { eachStep, flatMapSteps, type Steps } from "./steps.ts";

const sameContent = (a: Row, b: Row): boolean =>
  JSON.stringify({ ...a, line: 0 }) === JSON.stringify({ ...b, line: 0 });

/** One number for two people: nobody can tell whose it is, so both are left out. */
function* withoutSharedNips(rows: readonly Row[], findings: Findings): Steps<Row[]> {
  const shared = new Set<Row>();
  yield* eachStep(Map.groupBy(rows, (row) => row.nipIndex).values(), (group) => {
    if (new Set(group.map(({ pnsId }) => pnsId)).size < 2) return;
    for (const row of group) {
      shared.add(row);
      const other = group.find(({ pnsId }) => pnsId !== row.pnsId);
      findings.error({ line: row.line, column: "nip_baru" }, "NIP_TWICE", { otherLine: String(other?.line ?? 0) });
    }
  });
  return rows.filter((row) => !shared.has(row));
}

const isSamePlace = (a: Row, b: Row): boolean =>
  a.agency.siasnId === b.agency.siasnId &&
  a.unit.siasnId === b.unit.siasnId &&
  positionIdOf(a.position) === positionIdOf(b.position);

type Fault = { readonly code: string; readonly severity: "warning" | "error"; readonly other: Row };

/** Why a line cannot stand beside earlier ones of its person. */
function faultOf(row: Row, earlier: readonly Row[]): Fault | undefined {
  const twin = earlier.find((one) => sameContent(one, row));
  if (twin) return { code: "LINE_REPEATED", severity: "warning", other: twin };
  const rival = earlier.find((one) => one.main === row.main && (row.main || isSamePlace(one, row)));
  if (rival) return { code: row.main ? "PERSON_TWICE" : "PLACE_TWICE", severity: "error", other: rival };
  const [first] = earlier;
  return first && first.nipIndex !== row.nipIndex
    ? { code: "NIP_DIFFERS", severity: "error", other: first }
    : undefined;
}

/** Lines of one person: one main place and any number of others (`utama` = tidak). */
function linesOfPerson(group: readonly Row[], findings: Findings): Row[] {
  const kept: Row[] = [];
  for (const row of group) {
    const fault = faultOf(row, kept);
    if (fault === undefined) kept.push(row);
    else findings[fault.severity]({ line: row.line }, fault.code, { otherLine: String(fault.other.line) });
  }
  return kept;
}

/** Leaves out what the file says twice. Rows come back by person, the main place first. */
export function* withoutRepeats(rows: readonly Row[], findings: Findings): Steps<Row[][]> {
  const groups = Map.groupBy(yield* withoutSharedNips(rows, findings), ({ pnsId }) => pnsId);
  yield;
  return yield* flatMapSteps(groups.values(), (group) => [
    linesOfPerson(group, findings).sort((a, b) => Number(b.main) - Number(a.main) || a.line - b.line),
  ]);
}
