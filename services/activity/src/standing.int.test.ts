import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Entry } from "@kinerja/proto/activity/v1/ingest_service";

import {
  above,
  agencyId,
  callerOf,
  clock,
  employee,
  employmentId,
  officer,
  relationsAreKnown,
  secondOfficer,
  startThinPath,
  superior,
} from "./testing/thin.ts";
import { entryOf } from "./testing/world.ts";

let use: Awaited<ReturnType<typeof startThinPath>>;
beforeAll(async () => {
  use = await startThinPath();
  await use.tellRelation(employee, superior);
  await use.tellRelation(superior, above);
  await relationsAreKnown(use, 2);
}, 60_000);
afterAll(() => use.stop(), 30_000);

const noPage = { pageSize: undefined, pageToken: undefined };

async function record(...entries: Entry[]): Promise<void> {
  const results = await use.record(entries);
  const last = results.at(-1)?.outcome;
  if (last?.$case !== "receipt") throw new Error(JSON.stringify(results));
  const query = { personId: undefined, from: "2026-11-09", to: "2026-11-15", after: last.value.position };
  expect((await use.list(callerOf(employee), { ...query, ...noPage })).pending).toBe(false);
}
async function adopt(onTimeout: "APPROVE" | "ESCALATE" | "WAIT", waitingDays: number): Promise<void> {
  clock.advance(1_000);
  const command = { agencyId, waitingDays, onTimeout, basis: "Pergub 21/2026 Pasal 14" };
  const { id: policyId } = await use.proposePolicy(callerOf(officer), command);
  await use.confirmPolicy(callerOf(secondOfficer), { agencyId, policyId });
}

describe("entries that were changed after the deadline and before anybody decided", () => {
  const work = (workDate: string): Entry =>
    entryOf(Date.parse(workDate), { employmentId, workDate, startsAt: "08:00", endsAt: "09:00" });
  const [handed, moved] = [work("2026-11-10"), work("2026-12-10")];
  const monthOf = (period: string) => ({ agencyId, period, ...noPage });
  const seenBy = async (person: string) => {
    const { members } = await use.inbox(callerOf(person), { weekStart: "2026-11-09", ...noPage });
    return members.flatMap(({ shown }) => shown.map(({ id, version, lateVersion }) => [id, version, lateVersion]));
  };
  const waiting = async (period: string) => {
    const { items } = await use.silences(callerOf(officer), monthOf(period));
    return items.map((mark) => [mark.approved, mark.escalated, mark.waiting]);
  };

  it("stay with whom they went up to, in the version that stands, and are not told as new", async () => {
    clock.set("2026-11-10T02:00:00Z");
    await adopt("ESCALATE", 1);
    await record(handed);
    clock.advance(86_400_000);
    expect(await use.escalate()).toMatchObject({ escalated: 1 });
    clock.set("2026-12-04T02:00:00Z"); // half a day after the deadline
    await record({ ...handed, version: 2, endsAt: "09:30" });
    expect([await seenBy(above), await waiting("2026-11")]).toEqual([[[handed.id, 1, 2]], [[0, 1, 1]]]);
    const asked = { personId: employee, entryId: handed.id };
    const { current, others } = await use.history(callerOf(above), asked);
    expect([current.version, others.map(({ version }) => version)]).toEqual([2, [1]]);
    await adopt("WAIT", 1);
    const command = { personId: employee, kind: "approved" as const, reason: undefined, note: undefined };
    const seen = [{ entryId: handed.id, version: 1 }];
    expect(await use.decide(callerOf(above), { ...command, seen })).toEqual({ decided: 1, changedEntryIds: [] });
    expect([await seenBy(above), await waiting("2026-11")]).toEqual([[], [[0, 1, 0]]]);
    await expect(use.history(callerOf(above), asked)).rejects.toMatchObject({ kind: "forbidden" });
  });

  it("are taken by the last look also where the late version says another month", async () => {
    clock.set("2026-12-10T02:00:00Z");
    await record(moved);
    clock.set("2027-01-04T02:00:00Z");
    await adopt("APPROVE", 30);
    await record({ ...moved, version: 2, workDate: "2027-01-02" });
    await use.close(callerOf(officer), monthOf("2026-12"));
    clock.advance(600_000);
    expect(await use.sealDue()).toBe(1);
    expect(await waiting("2026-12")).toEqual([[1, 0, 0]]);
    expect(await use.period(callerOf(officer), monthOf("2026-12"))).toMatchObject({ state: "sealed", undecided: 0n });
  });
});
