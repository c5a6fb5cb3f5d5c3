import { addDays, type Day } from "@kinerja/common/kernel";

import { type Person } from "../directory.ts";
import { type Employment } from "../employment.ts";
import { holdsOn } from "../validity.ts";
import { type PersonChange, type PlanContext } from "./model.ts";
import { knownPeople, match } from "./people.ts";
import { type Row } from "./row.ts";
import { flatMapSteps, type Steps } from "./steps.ts";

/** Somebody of the file who serves no more. */
export type Leaver = {
  readonly change: PersonChange;
  /** All places that are held on the first day, with their end. */
  readonly ended: readonly Employment[];
};

/** The day before; a place that began on the first day is cut down to that day. */
const endedFrom = (held: Employment, from: Day): Employment => ({
  ...held,
  validTo: held.validFrom < from ? addDays(from, -1) : from,
  version: held.version + 1,
});

const awayFrom = (person: Person): PersonChange => ({
  person: { ...person, active: false, version: person.version + 1 },
  nip: undefined,
  isNew: false,
  aliasId: undefined,
});

/** What changes for somebody who is known; nothing when the file said so before. */
function leave(person: Person, places: readonly Employment[], { line }: Row, context: PlanContext): Leaver[] {
  const { options, findings } = context;
  if (places.some(({ validFrom }) => validFrom > options.from))
    findings.warning({ line }, "EMPLOYMENT_LATER", { from: options.from });
  const ended = places.filter((one) => holdsOn(one, options.from)).map((one) => endedFrom(one, options.from));
  return person.active || ended.length > 0 ? [{ change: awayFrom(person), ended }] : [];
}

/**
 * SIASN's export goes on listing people who have retired or are on unpaid leave. As ordinary employees they would be asked for plans and be paid, so
 * nobody is taken in like that, and who is known already loses the places from the first day on. The roles and the account are the officer's to end.
 */
export function* planLeavers(groups: readonly (readonly Row[])[], context: PlanContext): Steps<Leaver[]> {
  const { current, findings } = context;
  const known = knownPeople(context);
  const byPerson = Map.groupBy(current.employments, ({ personId }) => personId);
  yield;
  return yield* flatMapSteps(groups, (rows) => {
    for (const { line } of rows) findings.warning({ line, column: "kedudukan_hukum_nama" }, "STANDING_AWAY");
    const [first] = rows;
    const person = first && match(first, known);
    if (first === undefined || person === undefined || person === "taken") return [];
    if (current.elsewhere.has(person.id)) {
      findings.error({ line: first.line, column: "pns_id" }, "PERSON_ELSEWHERE");
      return [];
    }
    return leave(person, byPerson.get(person.id) ?? [], first, context);
  });
}
