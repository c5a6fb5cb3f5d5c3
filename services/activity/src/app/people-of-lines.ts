import { Refusal, type Violation } from "@kinerja/common/errors";
import { type Day } from "@kinerja/common/kernel";

import { type About, mostViolations, type Named, type OfPerson, withPeople } from "../domain/person-lines.ts";
import { type Caller } from "./authorise.ts";

/** Where somebody works, as identity has it at this moment. */
export type Employed = {
  readonly personId: string;
  readonly agencyId: string;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
};

type DayOfPerson = OfPerson<About>;
type Days = { readonly from: Day; readonly to: Day };

export type PeopleNeeds = {
  /** Rows of people of whom nothing was heard yet that they have an employment in the agency on that day. */
  readonly strangers: <Row extends DayOfPerson>(agencyId: string, rows: readonly Row[]) => Promise<Row[]>;
  readonly employmentsOf: (personIds: readonly string[], from: Day, to: Day) => Promise<readonly Employed[]>;
  /** Whose NIPs these are, in their order; undefined for whoever never worked in the agency. NIPs stay in identity: nothing keeps them here. */
  readonly peopleOf: (
    caller: Caller,
    agencyId: string,
    nips: readonly string[],
  ) => Promise<readonly (string | undefined)[]>;
};

/** Refuses a file of which something is wrong (CSV_INVALID). */
export function refuseWrongLines(violations: readonly Violation[]): void {
  if (violations.length > 0) throw new Refusal("invalid", "CSV_INVALID", { count: violations.length }, violations);
}

/** As many as identity takes in one call. */
const peopleAtOnce = 500;
/** More than the rows of a batch, whose answer stands for good; more than came with any one change: a file of another agency. */
const mostUnheard = 2_000;

async function employedOf(
  { employmentsOf }: Pick<PeopleNeeds, "employmentsOf">,
  people: readonly string[],
  days: Days,
) {
  const employed: Employed[] = [];
  for (let at = 0; at < people.length; at += peopleAtOnce)
    employed.push(...(await employmentsOf(people.slice(at, at + peopleAtOnce), days.from, days.to)));
  return employed;
}

/** What identity recorded a moment ago may not have been heard here yet: before a line is refused for good, identity itself is asked. */
export async function unknownLines(
  { strangers, employmentsOf }: Pick<PeopleNeeds, "strangers" | "employmentsOf">,
  agencyId: string,
  rows: readonly DayOfPerson[],
  most = mostViolations,
): Promise<Violation[]> {
  const unheard = await strangers(agencyId, rows);
  const people = [...new Set(unheard.map(({ personId }) => personId))];
  const dates = unheard.map(({ date }) => date).sort();
  const [from, to] = [dates[0], dates.at(-1)];
  if (from === undefined || to === undefined) return [];
  const employed = people.length > mostUnheard ? [] : await employedOf({ employmentsOf }, people, { from, to });
  const here = Map.groupBy(
    employed.filter((one) => one.agencyId === agencyId),
    ({ personId }) => personId,
  );
  const isThere = ({ personId, date }: DayOfPerson): boolean =>
    (here.get(personId) ?? []).some(({ validFrom, validTo }) => validFrom <= date && (validTo ?? date) >= date);
  return unheard
    .filter((row) => !isThere(row))
    .slice(0, most)
    .map(({ line, namedBy }) => ({ pointer: `/lines/${line}/${namedBy}`, code: "PERSON_UNKNOWN" }));
}

/** As many as identity takes in one call. */
const nipsAtOnce = 5_000;

/** Each line with its person; what has none is told. */
export async function peopleOfLines<Fact extends About>(
  { peopleOf }: Pick<PeopleNeeds, "peopleOf">,
  caller: Caller,
  agencyId: string,
  read: readonly Named<Fact>[],
  most = mostViolations,
): Promise<{ rows: OfPerson<Fact>[]; violations: Violation[] }> {
  const nips = [...new Set(read.filter(({ namedBy }) => namedBy === "nip").map(({ name }) => name))];
  const people = new Map<string, string>();
  for (let at = 0; at < nips.length; at += nipsAtOnce) {
    const some = nips.slice(at, at + nipsAtOnce);
    const found = await peopleOf(caller, agencyId, some);
    for (const [index, nip] of some.entries()) if (found[index] !== undefined) people.set(nip, found[index]);
  }
  return withPeople(read, (nip) => people.get(nip), most);
}
