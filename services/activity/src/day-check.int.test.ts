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
  const check = createDayCheck({ store: postgresDayCheckStore(closer, 4, now), now, settle });
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
    expect(await round()).toEqual({ people: 2, told: [] }); // one person, in each of two months
  });

  it("tells a day that is not what its entries make", async () => {
    await asOwner("update day set minutes = minutes + 15 where work_date = '2026-10-05'");
    expect(await round()).toEqual({ people: 2, told: ["2026-10-05: minutes 285 kept, 270 made"] });
  });

  it("does not tell what was only being written", async () => {
    const settle = () => asOwner("update day set minutes = minutes - 15 where work_date = '2026-10-05'");
    expect(await round(settle)).toEqual({ people: 2, told: [] });
  });

  const kept = "select * from day where work_date = '2026-10-05'";
  it("tells a day that is not there, and one whose bounds of ids are too narrow for its entries", async () => {
    await asOwner(`create table kept_day as ${kept}`);
    await asOwner("delete from day where work_date = '2026-10-05'");
    const missing = "2026-10-05: minutes 0 kept, 270 made; entries 0 kept, 2 made; approvedMinutes 0 kept, 135 made; approvedEntries 0 kept, 1 made; openEntries 0 kept, 1 made; unfoundEntries 0 kept, 2 made"; // prettier-ignore
    expect((await round()).told).toEqual([missing]);
    await asOwner("insert into day select * from kept_day");
    await asOwner("update day set last_id = first_id where work_date = '2026-10-05'");
    expect((await round()).told).toEqual(["2026-10-05: unfoundEntries 0 kept, 1 made"]);
    await asOwner("update day set last_id = k.last_id from kept_day k where day.work_date = k.work_date");
  });

  it("tells days of somebody who has no entry", async () => {
    const ghost = `insert into day select agency_id, gen_random_uuid(), work_date, bucket, 15, 1, 0, 0, 0, first_id, last_id from kept_day`;
    await asOwner(ghost);
    expect((await round()).told).toEqual(["2026-10-05: minutes 15 kept, 0 made; entries 1 kept, 0 made"]);
    await asOwner("delete from day where minutes = 15");
  });

  it("goes on where it was, under another leader too", async () => {
    const closer = await use.database.db("closer");
    const lead = () =>
      createDayCheck({ store: postgresDayCheckStore(closer, 4, now), now, settle: () => Promise.resolve() });
    const looks: DayCheck[] = [];
    do looks.push(await lead()());
    while (!looks.at(-1)?.isRoundOver);
    expect(looks.reduce((sum, { people }) => sum + people, 0)).toBeGreaterThan(0);
    await closer.stop();
  });
});
