import { type PersonId } from "@kinerja/common/kernel";

import { type Unit } from "../directory.ts";
import { type Employment } from "../employment.ts";
import { holdsOn } from "../validity.ts";
import { permittedRows, planAgencies } from "./agencies.ts";
import { type ImportPlan, type PersonLines, type PlanContext, type Totals } from "./model.ts";
import { planLeavers } from "./leavers.ts";
import { payGroundsOf } from "./pay-grounds.ts";
import { planPeople } from "./people.ts";
import { headLines, type PlannedPlaces, planPlaces, planPositions } from "./places.ts";
import { withoutRepeats } from "./repeats.ts";
import { type Row } from "./row.ts";
import { type Steps } from "./steps.ts";
import { planSuperiors } from "./superiors.ts";
import { type PlannedUnits, planUnits, rowsWithOneAgencyPerUnit } from "./units.ts";

/** Heads by unit; of two the one whose main place it is. */
function headsOf(employments: readonly Employment[]): Map<string, PersonId> {
  const heads = employments.filter(({ head }) => head).sort((a, b) => Number(a.main) - Number(b.main));
  return new Map(heads.map(({ unitId, personId }) => [unitId, personId]));
}

function unitsToWrite(
  units: PlannedUnits,
  before: ReadonlyMap<string, PersonId>,
  after: ReadonlyMap<string, PersonId>,
): Unit[] {
  return [...units.byId.values()]
    .filter(({ id }) => units.changed.has(id) || before.get(id) !== after.get(id))
    .map((unit) => ({ ...unit, version: unit.version + 1 }));
}

function countUp(
  {
    people,
    leavers,
    rows,
    units,
    changed,
  }: {
    people: readonly PersonLines[];
    leavers: number;
    rows: number;
    units: PlannedUnits;
    changed: ReadonlySet<PersonId>;
  },
  { findings }: PlanContext,
): Totals {
  const peopleNew = people.filter(({ change }) => change?.isNew).length;
  const touched = people.filter(({ person, change }) => change !== undefined || changed.has(person.id)).length;
  return {
    rows,
    peopleNew,
    peopleChanged: touched - peopleNew + leavers,
    peopleUnchanged: people.length - touched,
    unitsNew: units.added,
    errors: findings.linesWith("ERROR"),
    warnings: findings.linesWith("WARNING"),
  };
}

/** Who is missing from the file stays as they are: a file may hold only a part of an agency. */
function reportAbsent(present: ReadonlySet<PersonId>, places: PlannedPlaces, { findings, current }: PlanContext): void {
  const agencies = new Set(
    places.after.filter(({ personId }) => present.has(personId)).map(({ agencyId }) => agencyId),
  );
  const absent = new Set(
    current.employments
      .filter(
        ({ personId, agencyId, validTo }) => agencies.has(agencyId) && !present.has(personId) && validTo === undefined,
      )
      .map(({ personId }) => personId),
  );
  if (absent.size > 0) findings.info({ line: 1 }, "PEOPLE_NOT_IN_FILE", { count: String(absent.size) });
}

/** Compares the file with what is stored: what to write, and what somebody should look at. Changes nothing. */
export function* planImport(rows: readonly Row[], lines: number, context: PlanContext): Steps<ImportPlan> {
  const { current, options } = context;
  const permitted = yield* permittedRows(rows, context);
  const agencies = planAgencies(permitted, context);
  const usable = yield* rowsWithOneAgencyPerUnit(permitted, agencies.agencyOf, context);
  const groups = yield* withoutRepeats(usable, context.findings);
  const serves = (group: readonly Row[]): boolean => group.every((row) => row.serves);
  const people = yield* planPeople(groups.filter(serves), context);
  const leavers = yield* planLeavers(
    groups.filter((group) => !serves(group)),
    context,
  );
  const units = yield* planUnits(
    people.flatMap((person) => person.rows),
    agencies.agencyOf,
    context,
  );
  const heads = headLines(people, context);
  yield;
  const ended = leavers.flatMap((leaver) => leaver.ended);
  const places = yield* planPlaces(people, ended, { agencyOf: agencies.agencyOf, units, heads, context });
  const headsBefore = headsOf(current.employments.filter((one) => holdsOn(one, options.from)));
  const headsAfter = headsOf(places.after);
  yield;
  const gone = new Set(leavers.map(({ change }) => change.person.id));
  const relations = yield* planSuperiors({ people, leavers: gone, units, places, heads: headsAfter, context });
  const changed = new Set([...places.changed, ...relations].map(({ personId }) => personId));
  yield;
  const changes = [...people.flatMap(({ change }) => change ?? []), ...leavers.map(({ change }) => change)];
  reportAbsent(new Set([...people.map(({ person }) => person.id), ...gone]), places, context);
  yield;
  const written = {
    units: unitsToWrite(units, headsBefore, headsAfter),
    positions: yield* planPositions(people),
    employments: places.changed,
  };
  return {
    ...written,
    agencies: agencies.added,
    people: changes,
    relations,
    heads: headsAfter,
    payGrounds: yield* payGroundsOf(written, current),
    totals: countUp({ people, leavers: leavers.length, rows: lines, units, changed }, context),
    findings: context.findings.report(),
  };
}

export const isEmptyPlan = (plan: ImportPlan): boolean =>
  [plan.agencies, plan.units, plan.people, plan.employments, plan.relations].every(({ length }) => length === 0);
