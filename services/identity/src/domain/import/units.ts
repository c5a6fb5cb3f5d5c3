import { type Unit } from "../directory.ts";
import { type AgencyOf } from "./agencies.ts";
import { unitIdFromSiasn } from "./ids.ts";
import { type PlanContext } from "./model.ts";
import { type Row } from "./row.ts";
import { eachStep, filterSteps, type Steps } from "./steps.ts";

export type PlannedUnits = {
  /** Every unit of the agencies as it will be, by id. */
  readonly byId: ReadonlyMap<string, Unit>;
  readonly changed: ReadonlySet<string>;
  readonly added: number;
};

type Work = { readonly units: Map<string, Unit>; readonly agencyOf: AgencyOf; readonly context: PlanContext };

/** Leaves out lines that put one unit into a second agency. */
export function rowsWithOneAgencyPerUnit(
  rows: readonly Row[],
  agencyOf: AgencyOf,
  { current, findings }: PlanContext,
): Steps<Row[]> {
  const agencyOfUnit = new Map<string, string>(current.units.map(({ siasnId, agencyId }) => [siasnId, agencyId]));
  return filterSteps(rows, (row) => {
    const { line, unit } = row;
    const agencyId = agencyOf(row).id;
    const first = agencyOfUnit.get(unit.siasnId) ?? agencyId;
    agencyOfUnit.set(unit.siasnId, first);
    if (first !== agencyId) findings.error({ line, column: "unor_id" }, "UNIT_TWO_AGENCIES");
    return first === agencyId;
  });
}

function unitOfRow(row: Row, { units, agencyOf, context }: Work): Unit {
  const agency = agencyOf(row);
  const { siasnId, name } = row.unit;
  const id = unitIdFromSiasn(siasnId);
  const before = units.get(id);
  if (before) return { ...before, name: name || before.name, zone: row.zone ?? before.zone };
  return {
    id,
    agencyId: agency.id,
    siasnId,
    parentId: undefined,
    name: name || siasnId,
    zone: row.zone ?? agency.zone,
    validFrom: context.options.from,
    validTo: undefined,
    version: 0,
  };
}

/** Later lines of the same unit should say the same. */
function compare(first: Row, row: Row, unit: Unit, { findings }: PlanContext): void {
  const { line } = row;
  if (row.unit.name !== first.unit.name) findings.warning({ line, column: "unor_nama" }, "UNIT_NAMES_DIFFER");
  if (row.zone !== undefined && row.zone !== unit.zone) findings.warning({ line, column: "zona" }, "UNIT_ZONES_DIFFER");
  if (row.unit.parent !== first.unit.parent) findings.warning({ line, column: "unor_induk_id" }, "UNIT_PARENTS_DIFFER");
}

/** The unit above: a known one of the same agency; one that the file only names is added. */
function parentOf(row: Row, unit: Unit, { units, context }: Work): string | undefined {
  const { parent } = row.unit;
  if (parent === undefined) return unit.parentId;
  if (parent === "") return undefined;
  const id = unitIdFromSiasn(parent);
  const known = units.get(id);
  if (known === undefined && row.parentName !== "" && !context.current.foreignUnits.has(parent)) {
    units.set(id, { ...unit, id, siasnId: parent, parentId: undefined, name: row.parentName, version: 0 });
    return id;
  }
  if (known?.agencyId === unit.agencyId) return id;
  const code = known ? "UNIT_PARENT_ELSEWHERE" : "UNIT_PARENT_UNKNOWN";
  context.findings.warning({ line: row.line, column: "unor_induk_id" }, code, { parent });
  return undefined;
}

function standsAboveItself(units: ReadonlyMap<string, Unit>, id: string): boolean {
  const seen = new Set<string>();
  for (let above = units.get(id)?.parentId; above !== undefined; above = units.get(above)?.parentId) {
    if (above === id) return true;
    if (seen.has(above)) return false;
    seen.add(above);
  }
  return false;
}

const isSame = (a: Unit | undefined, b: Unit): boolean =>
  a !== undefined && a.name === b.name && a.zone === b.zone && a.parentId === b.parentId;

export function* planUnits(rows: readonly Row[], agencyOf: AgencyOf, context: PlanContext): Steps<PlannedUnits> {
  const before = new Map(context.current.units.map((unit) => [unit.id, unit]));
  const work: Work = { units: new Map(before), agencyOf, context };
  const { units } = work;
  const firsts = new Map<string, Row>();
  yield* eachStep(rows, (row) => {
    const id = unitIdFromSiasn(row.unit.siasnId);
    const first = firsts.get(id);
    if (first === undefined) {
      firsts.set(id, row);
      units.set(id, unitOfRow(row, work));
    } else compare(first, row, units.get(id) ?? unitOfRow(row, work), context);
  });
  yield* eachStep(firsts, ([id, row]) => {
    const unit = units.get(id);
    if (unit) units.set(id, { ...unit, parentId: parentOf(row, unit, work) });
  });
  yield* eachStep(firsts, ([id, row]) => {
    const unit = units.get(id);
    if (!unit || !standsAboveItself(units, id)) return;
    context.findings.warning({ line: row.line, column: "unor_induk_id" }, "UNIT_CYCLE");
    units.set(id, { ...unit, parentId: undefined });
  });
  const changed = [...units.values()].filter((unit) => !isSame(before.get(unit.id), unit));
  return {
    byId: units,
    changed: new Set(changed.map(({ id }) => id)),
    added: changed.filter(({ id }) => !before.has(id)).length,
  };
}
