import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Entry } from "@kinerja/proto/activity/v1/ingest_service";

import { flagNames } from "./domain/flags.ts";
import {
  agencyId,
  callerOf,
  clock,
  employee,
  employmentId,
  now,
  officer,
  secondOfficer,
  startThinPath,
  superior,
} from "./testing/thin.ts";
import { entryOf } from "./testing/world.ts";

let use: Awaited<ReturnType<typeof startThinPath>>;
beforeAll(async () => {
  use = await startThinPath();
}, 60_000);
afterAll(() => use.stop(), 30_000);

const span = { personId: undefined, from: "2026-10-02", to: "2026-10-11", pageSize: undefined, pageToken: undefined };
const week = { weekStart: "2026-10-05", pageSize: undefined, pageToken: undefined };

async function record(...entries: Entry[]): Promise<void> {
  const last = (await use.record(entries)).at(-1)?.outcome;
  if (last?.$case !== "receipt") throw new Error(JSON.stringify(last));
  expect((await use.list(callerOf(employee), { ...span, after: last.value.position })).pending).toBe(false);
}
async function flagged(): Promise<Record<string, string[]>> {
  const { entries } = await use.list(callerOf(employee), { ...span, after: undefined });
  return Object.fromEntries(entries.map(({ id, flags }) => [id, flagNames(flags)]));
}
async function propose(backfillDays: number | undefined): Promise<string> {
  clock.advance(1_000);
  const policy = {
    agencyId,
    waitingDays: 7,
    onTimeout: "WAIT" as const,
    backfillDays,
    basis: "Pergub 21/2026 Pasal 9",
  };
  return (await use.proposePolicy(callerOf(officer), policy)).id;
}
const confirm = (policyId: string) => use.confirmPolicy(callerOf(secondOfficer), { agencyId, policyId });

describe("work that is written down after the days that the agency allows", () => {
  const on = (day: number, startsAt: string, endsAt: string): Entry =>
    entryOf(now(), { employmentId, workDate: `2026-10-0${day}`, startsAt, endsAt });
  let [before, inTime, after, moved]: Entry[] = [];

  it("has no flag where there is no policy, nor by one that a second officer has not signed", async () => {
    clock.set("2026-10-08T00:00:00Z");
    before = on(5, "08:00", "09:00");
    await record(before);
    const policyId = await propose(2);
    expect(await flagged()).toEqual({ [before.id]: [] });
    expect(await confirm(policyId)).toMatchObject({ backfillDays: 2 });
    expect(await use.policy(callerOf(officer), agencyId)).toMatchObject({ policy: { backfillDays: 2 } });
  });

  it("has it from the signing on, from the first moment of the day after, in the zone of the work", async () => {
    clock.set("2026-10-08T15:59:59.999Z"); // the 8th ends in WITA
    inTime = on(6, "10:00", "11:00");
    await record(inTime);
    clock.advance(1);
    after = on(6, "12:00", "13:00");
    moved = on(7, "08:00", "09:00");
    await record(after, moved);
    expect(await flagged()).toEqual({ [before!.id]: [], [inTime.id]: [], [after.id]: ["BACKFILLED"], [moved.id]: [] });
    const changed = { ...moved, version: 2, workDate: "2026-10-05", startsAt: "10:00", endsAt: "11:00" };
    await record(changed);
    expect((await flagged())[moved.id]).toEqual(["BACKFILLED"]);
  });

  it("is an exception to the superior, and counted in the month", async () => {
    const [member] = (await use.inbox(callerOf(superior), week)).members;
    expect(member?.shown.map(({ id }) => id).sort()).toEqual([after!.id, moved!.id].sort());
    expect(member?.clean.map(({ id }) => id).sort()).toEqual([before!.id, inTime!.id].sort());
    const month = await use.month(callerOf(employee), { personId: undefined, period: "2026-10", after: undefined });
    expect([month.flagged, [...month.byFlag]]).toEqual([2, [["BACKFILLED", 2]]]);
  });

  it("keeps it when the window is given up, and what comes then has none", async () => {
    await confirm(await propose(undefined));
    const free = on(6, "14:00", "15:00");
    await record(free);
    expect(await flagged()).toMatchObject({ [free.id]: [], [after!.id]: ["BACKFILLED"] });
  });

  it("counts when it is approved, and is counted by its flag when the month is sealed", async () => {
    const seen = [{ entryId: after!.id, version: 1 }];
    const decision = { personId: employee, kind: "approved" as const, reason: undefined, note: undefined, seen };
    expect(await use.decide(callerOf(superior), decision)).toEqual({ decided: 1, changedEntryIds: [] });
    clock.set("2026-11-01T00:00:00Z");
    const october = { agencyId, period: "2026-10" };
    await use.close(callerOf(officer), october);
    clock.advance(7 * 86_400_000);
    expect(await use.sealDue()).toBe(1);
    const { flagged: all, byFlag } = await use.period(callerOf(officer), october);
    expect([all, [...byFlag]]).toEqual([2n, [["BACKFILLED", 2]]]);
  });
});
