import { addDays, type Day, type PersonId } from "@kinerja/common/kernel";

import { type Employment } from "../employment.ts";
import { endRelation, makesCycle, type Relation, setRelation } from "../relation.ts";
import { holdsOn } from "../validity.ts";
import { type PersonLines, type PlanContext } from "./model.ts";
import { type PlannedPlaces } from "./places.ts";
import { type Row } from "./row.ts";
import { filterSteps, flatMapSteps, type Steps } from "./steps.ts";
import { type PlannedUnits } from "./units.ts";

type Needs = {
  readonly people: readonly PersonLines[];
  /** People of the file who serve no more. */
  readonly leavers: ReadonlySet<PersonId>;
  readonly units: PlannedUnits;
  readonly places: PlannedPlaces;
  readonly heads: ReadonlyMap<string, PersonId>;
  readonly context: PlanContext;
};

type Wanted = { readonly person: PersonId; readonly superior: PersonId; readonly row: Row; readonly main: Employment };

const key = (person: PersonId, agency: string): string => `${person}/${agency}`;

/** The day before; one that began later is cut down to its first day. */
const lastDayOf = ({ validFrom }: Relation, from: Day): Day => (validFrom < from ? addDays(from, -1) : validFrom);

/** Relations end with the last employment in their agency, of either side. */
function endOfLeavers({ places, context }: Needs): Relation[] {
  const { current, options, findings } = context;
  const stays = new Set(places.after.map(({ personId, agencyId }) => key(personId, agencyId)));
  const worked = new Set(current.employments.map(({ personId, agencyId }) => key(personId, agencyId)));
  const left = (person: PersonId, agency: string): boolean =>
    worked.has(key(person, agency)) && !stays.has(key(person, agency));
  const ended = current.relations.filter(
    ({ personId, otherPersonId, agencyId }) => left(personId, agencyId) || left(otherPersonId, agencyId),
  );
  const orphans = ended.filter(({ personId, agencyId, kind }) => kind === "SUPERIOR" && !left(personId, agencyId));
  if (orphans.length > 0) findings.warning({ line: 1 }, "SUPERIOR_LEFT", { count: String(orphans.length) });
  return ended
    .map((relation) => ({ relation, lastDay: lastDayOf(relation, options.from) }))
    .filter(({ relation, lastDay }) => relation.validTo !== lastDay)
    .map(({ relation, lastDay }) => endRelation(relation, lastDay));
}

/** The head of the unit, or of the nearest unit above that has another head. */
function headAbove(person: PersonId, unitId: string, { units, heads }: Needs): PersonId | undefined {
  const seen = new Set<string>();
  for (let id: string | undefined = unitId; id !== undefined && !seen.has(id); id = units.byId.get(id)?.parentId) {
    seen.add(id);
    const head = heads.get(id);
    if (head !== undefined && head !== person) return head;
  }
  return undefined;
}

function personByNip({ people, context }: Needs): ReadonlyMap<string, PersonId> {
  const stored = context.current.people.map(({ nipIndex, id }) => [nipIndex, id] as const);
  return new Map([...stored, ...people.map(({ person }) => [person.nipIndex, person.id] as const)]);
}

/** Whom the line names, or the unit tree; undefined when nobody, or only the person itself. */
function superiorOf(
  { person, rows: [row] }: PersonLines,
  main: Employment,
  needs: Needs,
  byNip: ReadonlyMap<string, PersonId>,
) {
  const { options, findings } = needs.context;
  if (!options.namesSuperiors) return headAbove(person.id, main.unitId, needs);
  if (row?.superiorIndex === undefined) return undefined;
  const named = byNip.get(row.superiorIndex);
  const place = { line: row.line, column: "atasan_nip" };
  if (named !== undefined && needs.leavers.has(named)) {
    findings.warning(place, "SUPERIOR_AWAY");
    return undefined;
  }
  if (named === undefined) findings.warning(place, "SUPERIOR_UNKNOWN");
  if (named === person.id) findings.warning(place, "SUPERIOR_SELF");
  return named === person.id ? undefined : named;
}

function* wantedSuperiors(needs: Needs): Steps<Wanted[]> {
  const byNip = personByNip(needs);
  const mains = new Map(needs.places.after.filter(({ main }) => main).map((one) => [one.personId, one]));
  yield;
  return yield* flatMapSteps(needs.people, (lines) => {
    const [row] = lines.rows;
    const main = mains.get(lines.person.id);
    if (!row?.main || main === undefined) return [];
    const superior = superiorOf(lines, main, needs, byNip);
    return superior === undefined ? [] : [{ person: lines.person.id, superior, row, main }];
  });
}

/** Those who would come to stand above themselves, if all this were so. What is stored stays in other agencies. */
function* inCircles(wanted: readonly Wanted[], stored: ReadonlyMap<PersonId, readonly Relation[]>): Steps<Set<Wanted>> {
  const byPerson = new Map(wanted.map((one) => [one.person, one]));
  const above = (person: PersonId): PersonId[] => {
    const own = byPerson.get(person);
    const kept = (stored.get(person) ?? []).filter(({ agencyId }) => agencyId !== own?.main.agencyId);
    return [...kept.map(({ otherPersonId }) => otherPersonId), ...(own ? [own.superior] : [])];
  };
  yield;
  return new Set(yield* filterSteps(wanted, ({ person, superior }) => makesCycle(above, person, superior)));
}

/** Who would stand above himself keeps what is stored; that can close another circle, so it is looked again until none is left. */
function* withoutCycles(wanted: readonly Wanted[], holding: readonly Relation[], { context }: Needs): Steps<Wanted[]> {
  const stored = Map.groupBy(holding, ({ personId }) => personId);
  let left = [...wanted];
  for (let circular = yield* inCircles(left, stored); circular.size > 0; circular = yield* inCircles(left, stored)) {
    for (const { row } of circular)
      context.findings.warning({ line: row.line, column: "atasan_nip" }, "SUPERIOR_CYCLE");
    left = left.filter((one) => !circular.has(one));
  }
  return left;
}

function reportMissing(needs: Needs, known: ReadonlySet<PersonId>): void {
  const { people, units, places, context } = needs;
  const atTop = new Set(
    places.after
      .filter(({ head, unitId }) => head && units.byId.get(unitId)?.parentId === undefined)
      .map(({ personId }) => personId),
  );
  for (const { person, rows } of people) {
    const line = rows[0]?.line ?? 1;
    if (!known.has(person.id) && !atTop.has(person.id)) context.findings.warning({ line }, "SUPERIOR_MISSING");
  }
}

export function* planSuperiors(needs: Needs): Steps<Relation[]> {
  const { current, options } = needs.context;
  const ended = endOfLeavers(needs);
  const endedIds = new Set(ended.map(({ id }) => id));
  const kept = current.relations.filter(({ id }) => !endedIds.has(id));
  const holding = kept.filter((one) => one.kind === "SUPERIOR" && holdsOn(one, options.from));
  yield;
  const wanted = yield* withoutCycles(yield* wantedSuperiors(needs), holding, needs);
  const byPerson = Map.groupBy(kept, ({ personId }) => personId);
  const held = new Set(
    holding.map(({ personId, agencyId, otherPersonId }) => `${key(personId, agencyId)}/${otherPersonId}`),
  );
  yield;
  const set = yield* flatMapSteps(wanted, ({ person, superior, main }) => {
    if (held.has(`${key(person, main.agencyId)}/${superior}`)) return [];
    const { events } = setRelation(byPerson.get(person) ?? [], {
      id: options.newId(),
      agencyId: main.agencyId,
      personId: person,
      otherPersonId: superior,
      kind: "SUPERIOR",
      validFrom: options.from,
      validTo: undefined,
      decree: options.decree,
      zone: main.zone,
    });
    return events.map(({ relation }) => relation);
  });
  reportMissing(needs, new Set([...wanted.map(({ person }) => person), ...holding.map(({ personId }) => personId)]));
  return [...ended, ...set];
}
