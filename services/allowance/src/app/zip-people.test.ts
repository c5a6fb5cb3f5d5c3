import { describe, expect, it } from "@jest/globals";

import { month, person, predicate, roster } from "../testing/month.ts";
import { type PersonInputs } from "../domain/snapshot.ts";
import { rosterPeople, sealedOf } from "./zip-people.ts";

// eslint-disable-next-line @typescript-eslint/require-await -- a stream whose rows are there already
async function* rows<Row>(...all: Row[]): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < all.length; from += 2) yield all.slice(from, from + 2);
}
const opened = (lists: { roster: number[]; months?: number[]; predicates?: number[] }) => ({
  roster: rows(...lists.roster.map((n) => roster(n))),
  months: rows(...(lists.months ?? []).map((n) => month(n))),
  predicates: rows(...(lists.predicates ?? []).map((n) => predicate(n))),
  calendar: { calendars: [], seal: { count: 0n, sha256: "" } },
});
const people = async (lists: Parameters<typeof opened>[0]): Promise<PersonInputs[]> => {
  const all: PersonInputs[] = [];
  const { roster, ...others } = opened(lists);
  const sealed = sealedOf(others);
  for await (const some of rosterPeople(roster, 2)) for (const one of some) all.push(await sealed(one));
  return all;
};
const told = (all: readonly PersonInputs[]) =>
  all.map((one) => [one.personId, one.roster.length, one.months.length, one.predicates.length]);

describe("three streams", () => {
  it("become one, person by person, whatever the others do not have or have besides", async () => {
    const all = await people({ roster: [2, 3, 3, 5], months: [1, 2, 2, 5, 6], predicates: [3, 4] });
    expect(told(all)).toEqual([
      [person(2), 1, 2, 0],
      [person(3), 2, 0, 1],
      [person(5), 1, 1, 0],
    ]);
    expect(await people({ roster: [], months: [1] })).toEqual([]);
  });

  it.each([
    ["ROSTER", { roster: [2, 1] }],
    ["ACTIVITY", { roster: [3], months: [3, 2] }],
    ["EVALUATION", { roster: [1, 2, 3], predicates: [2, 1, 2] }],
  ])("are refused when %s is not in order", async (input, lists) => {
    await expect(people(lists)).rejects.toMatchObject({ code: "INPUT_MISMATCH", params: { input } });
  });
});
