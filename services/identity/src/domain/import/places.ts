import { type Position } from "../directory.ts";
import { type Employment, type Place, placeFrom } from "../employment.ts";
import { holdsOn } from "../validity.ts";
import { type AgencyOf } from "./agencies.ts";
import { type Findings } from "./finding.ts";
import { positionIdOf, unitIdFromSiasn } from "./ids.ts";
import { type PersonLines, type PlanContext } from "./model.ts";
import { type Row } from "./row.ts";
import { eachStep, flatMapSteps, type Steps } from "./steps.ts";
import { type PlannedUnits } from "./units.ts";

export type PlannedPlaces = {
  readonly changed: readonly Employment[];
  /** All employments that hold on the first day or later, once the plan is carried out. */
  readonly after: readonly Employment[];
};

/** Who is head of one unit: whoever the file says, else the only structural position in it. */
function headOf(candidates: readonly Row[], findings: Findings): Row | undefined {
  const named = candidates.filter(({ head }) => head === true);
  const [first, ...others] = named.length > 0 ? named : candidates;
  for (const { line } of others)
    findings.warning({ line, column: "kepala_unit" }, "UNIT_HEADS_MANY", { otherLine: String(first?.line ?? 0) });
  return named.length > 0 || others.length === 0 ? first : undefined;
}

/** The lines that make their person head of the unit. */
export function headLines(people: readonly PersonLines[], { findings }: PlanContext): ReadonlySet<Row> {
  const candidates = people.flatMap(({ rows }) => rows).filter(({ head }) => head !== false);
  const byUnit = Map.groupBy(candidates, ({ unit }) => unit.siasnId);
  const heads = [...byUnit.values()].flatMap((ofUnit) => headOf(ofUnit, findings) ?? []);
  return new Set(heads);
}

export function* planPositions(people: readonly PersonLines[]): Steps<Position[]> {
  const positions = new Map<string, Position>();
  yield* eachStep(people, ({ rows }) => {
    for (const { position } of rows) {
      const id = positionIdOf(position);
      const { siasnId, name, kind } = position;
      positions.set(id, { id, siasnId: siasnId || undefined, name, kind });
    }
  });
  return [...positions.values()];
}

type Needs = {
  readonly agencyOf: AgencyOf;
  readonly units: PlannedUnits;
  readonly heads: ReadonlySet<Row>;
  readonly context: PlanContext;
};

function placeOf(row: Row, { agencyOf, units, heads, context }: Needs): Place {
  const unitId = unitIdFromSiasn(row.unit.siasnId);
  return {
    agencyId: agencyOf(row).id,
    unitId,
    positionId: positionIdOf(row.position),
    positionClass: row.positionClass,
    zone: units.byId.get(unitId)?.zone ?? context.options.defaultZone,
    main: row.main,
    head: heads.has(row),
    grade: row.grade,
    staffKind: row.staffKind,
    positionSince: row.positionSince,
    positionSinceRaw: row.positionSinceRaw,
  };
}

const isPlaceOf = (place: Place, held: Employment): boolean =>
  !held.main &&
  held.agencyId === place.agencyId &&
  held.unitId === place.unitId &&
  held.positionId === place.positionId;

function changesOf({ person, rows }: PersonLines, held: readonly Employment[], needs: Needs): Employment[] {
  const { options, findings } = needs.context;
  return rows.flatMap((row) => {
    const place = placeOf(row, needs);
    const ofKind = held.filter((one) => (row.main ? one.main : isPlaceOf(place, one)));
    if (ofKind.some(({ validFrom }) => validFrom > options.from)) {
      findings.warning({ line: row.line }, "EMPLOYMENT_LATER", { from: options.from });
      return [];
    }
    const current = ofKind.find((one) => holdsOn(one, options.from));
    return placeFrom(current, place, options.from, { id: options.newId(), personId: person.id });
  });
}

/** `ended` are places of people who serve no more. */
export function* planPlaces(
  people: readonly PersonLines[],
  ended: readonly Employment[],
  needs: Needs,
): Steps<PlannedPlaces> {
  const { current, options } = needs.context;
  const lasting = current.employments.filter(({ validTo }) => validTo === undefined || validTo >= options.from);
  const byPerson = Map.groupBy(lasting, ({ personId }) => personId);
  yield;
  const kept = yield* flatMapSteps(people, (lines) => changesOf(lines, byPerson.get(lines.person.id) ?? [], needs));
  const changed = [...kept, ...ended];
  const after = new Map(lasting.map((employment) => [employment.id, employment]));
  for (const employment of changed) after.set(employment.id, employment);
  return {
    changed,
    after: [...after.values()].filter(({ validTo }) => validTo === undefined || validTo >= options.from),
  };
}
