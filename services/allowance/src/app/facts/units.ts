import { Refusal } from "@kinerja/common/errors";
import { type Day } from "@kinerja/common/kernel";

import { type FactRow } from "../../domain/facts/row.ts";
import { isWithin, type UnitTree } from "../../domain/facts/units.ts";
import { type Caller } from "../ports.ts";

export type UnitNeeds = {
  /** The agency's units on a day, as the caller may see them. */
  readonly unitsOf: (caller: Caller, agencyId: string, day: Day) => Promise<UnitTree>;
  /** Units of the agency in which the person works on one of the days. */
  readonly postsOf: (
    agencyId: string,
    personId: string,
    days: { readonly from: Day; readonly to: Day },
  ) => Promise<readonly string[]>;
};

/** A shared fact is of a unit that the agency has on its first day; of many at once, on the first or the last of the first days. */
export async function refuseStrangeUnits(
  { unitsOf }: UnitNeeds,
  caller: Caller,
  agencyId: string,
  places: readonly { readonly unitId: string | undefined; readonly from: Day }[],
): Promise<void> {
  const named = places.filter(({ unitId }) => unitId !== undefined);
  const days = named.map(({ from }) => from).toSorted();
  const trees: UnitTree[] = [];
  for (const day of new Set([days[0], days.at(-1)]))
    if (day !== undefined) trees.push(await unitsOf(caller, agencyId, day));
  if (named.some(({ unitId = "" }) => !trees.some((tree) => tree.has(unitId))))
    throw new Refusal("not-found", "UNIT_UNKNOWN");
}

/** Of these rows, those of a unit in which the caller works, or of one above it: what they excuse, they excuse the caller from too. */
export async function rowsOfOwnUnits(
  { unitsOf, postsOf }: UnitNeeds,
  caller: Caller,
  agencyId: string,
  rows: readonly FactRow[],
): Promise<ReadonlySet<string>> {
  const own = new Set<string>();
  const trees = new Map<Day, UnitTree>();
  for (const { id, unitId, validFrom, validTo = validFrom } of rows) {
    if (unitId === undefined) continue;
    const posts = await postsOf(agencyId, caller.personId, { from: validFrom, to: validTo });
    const tree = trees.get(validFrom) ?? (await unitsOf(caller, agencyId, validFrom));
    trees.set(validFrom, tree);
    if (posts.some((post) => isWithin(tree, post, unitId))) own.add(id);
  }
  return own;
}
