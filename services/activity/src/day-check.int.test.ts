import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { postgresDayCheckStore } from "./adapters/postgres/day-check-store.ts";
import { createDayCheck, type DayCheck } from "./app/check-days.ts";
import { describeDay } from "./domain/day-check.ts";
import { callerOf, employee, employmentId, now, startThinPath, superior } from "./testing/thin.ts";
import { entryOf } from "./testing/world.ts";

let use: Awaited<ReturnType<typeof startThinPath>>;
beforeAll(async () => {
  use = await startThinPath();
}, 60_000);
afterAll(() => use.stop(), 30_000);

/** One round through both months. */
async function round(settle: () => Promise<void> = () => Promise.resolve()) {
  const closer = await use.database.db("closer");
  const check = createDayCheck({ store: postgresDayCheckStore(closer, 4), now, settle });
  const looks: DayCheck[] = [];
  do looks.push(await check());
  while (!looks.at(-1)?.isRoundOver);
  await closer.stop();
  return {
    people: looks.reduce((sum, { people }) => sum + people, 0),
    told: looks.flatMap(({ differences }) => differences.map(describeDay)),
  };
}

async function asOwner(sql: string): Promise<void> {
  const owner = await use.database.administrator();
  await owner.query(sql);
  await owner.stop();
}

describe("the round through everybody's days", () => {
  const done = (day: number) => entryOf(now(), { employmentId, workDate: `2026-10-0${day}` });
  const [first, second] = [done(5), done(6)];

  it("finds nothing after entries, edits that move work, cancellations and decisions", async () => {
    const results = await use.record([first, second, { ...second, version: 2, workDate: "2026-10-07" }, done(5)]);
    const last = results.at(-1)?.outcome;
    if (last?.$case !== "receipt") throw new Error(JSON.stringify(results));
    const query = { personId: undefined, from: "2026-10-01", to: "2026-10-31", after: last.value.position };
    await use.list(callerOf(employee), { ...query, pageSize: undefined, pageToken: undefined });
    const seen = [{ entryId: first.id, version: 1 }];
    const decision = { personId: employee, kind: "approved" as const, reason: undefined, note: undefined };
    await use.decide(callerOf(superior), { ...decision, seen });
    expect(await round()).toEqual({ people: 1, told: [] });
  });

  it("tells a day that is not what its entries make", async () => {
    await asOwner("update day set minutes = minutes + 15 where work_date = '2026-10-05'");
    expect(await round()).toEqual({ people: 1, told: ["2026-10-05: minutes 285 kept, 270 made"] });
  });

  it("does not tell what was only being written", async () => {
    const settle = () => asOwner("update day set minutes = minutes - 15 where work_date = '2026-10-05'");
    expect(await round(settle)).toEqual({ people: 1, told: [] });
  });
});
