import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Entry } from "@kinerja/proto/activity/v1/ingest_service";
import { setTimeout as sleep } from "node:timers/promises";

import {
  above,
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
  await use.tellRelation(employee, superior);
  await use.tellRelation(superior, above);
  await relationsAreKnown();
}, 60_000);
afterAll(() => use.stop(), 30_000);

async function relationsAreKnown(): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const rows = await use.app.transaction({ agencies: [agencyId] }, (tx) => tx.query("select id from relation_copy"));
    if (rows.length === 2) return;
    await sleep(50);
  }
  throw new Error("the relations are not known");
}

const dayMs = 86_400_000;
const week = { weekStart: "2026-10-05", pageSize: undefined, pageToken: undefined };
const october = { agencyId, period: "2026-10" };
const noPage = { pageSize: undefined, pageToken: undefined };
const codeOf = (code: string) => expect.objectContaining({ code });

async function record(...entries: Entry[]): Promise<void> {
  const results = await use.record(entries);
  const last = results.at(-1)?.outcome;
  if (last?.$case !== "receipt") throw new Error(JSON.stringify(results));
  const query = { personId: undefined, from: "2026-10-05", to: "2026-10-11", after: last.value.position };
  expect((await use.list(callerOf(employee), { ...query, ...noPage })).pending).toBe(false);
}
const statesNow = async () => {
  const query = { personId: undefined, from: "2026-10-05", to: "2026-10-11", after: undefined };
  const { entries } = await use.list(callerOf(employee), { ...query, ...noPage });
  return Object.fromEntries(entries.map(({ id, state }) => [id, state]));
};
async function adopt(onTimeout: "APPROVE" | "ESCALATE" | "WAIT", waitingDays = 7): Promise<void> {
  clock.advance(1_000);
  const command = { agencyId, waitingDays, onTimeout, basis: "Pergub 21/2026 Pasal 14" };
  const { id: policyId } = await use.proposePolicy(callerOf(officer), command);
  await use.confirmPolicy(callerOf(secondOfficer), { agencyId, policyId });
}
const decide = (by: string, entry: Entry, version = entry.version) => {
  clock.advance(10); // acts stand in the order of their time
  return use.decide(callerOf(by), {
    ...{ personId: employee, kind: "approved" as const, reason: undefined, note: undefined },
    seen: [{ entryId: entry.id, version }],
  });
};

describe("entries that nobody decides", () => {
  const at = (day: number, startsAt: string, endsAt: string): Entry =>
    entryOf(now(), { employmentId, workDate: `2026-10-0${day}`, startsAt, endsAt });
  const clean = at(5, "08:00", "09:00");
  const [flagged, twin] = [at(6, "08:00", "09:00"), at(6, "08:30", "09:30")];
  let fresh: Entry;

  it("wait as long as the agency has no policy, or one that two officers have not signed", async () => {
    await record(clean, flagged, twin);
    clock.advance(8 * dayMs);
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 0 });
    const command = { agencyId, waitingDays: 7, onTimeout: "APPROVE" as const, basis: "Pergub 21/2026 Pasal 14" };
    const { id: policyId } = await use.proposePolicy(callerOf(officer), command);
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 0 });
    const own = use.confirmPolicy(callerOf(officer), { agencyId, policyId });
    await expect(own).rejects.toEqual(codeOf("SAME_PERSON"));
    expect((await use.policy(callerOf(officer), agencyId)).policy).toBeUndefined();
    await use.confirmPolicy(callerOf(secondOfficer), { agencyId, policyId });
    const again = use.confirmPolicy(callerOf(secondOfficer), { agencyId, policyId });
    await expect(again).rejects.toEqual(codeOf("ESCALATION_POLICY_UNKNOWN"));
    expect(await use.policy(callerOf(officer), agencyId)).toMatchObject({
      policy: { id: policyId, confirmedBy: secondOfficer },
      proposed: undefined,
    });
  });

  it("are approved when they are clean, and go up when somebody must look; what is younger waits", async () => {
    fresh = at(7, "10:00", "11:00");
    await record(fresh);
    expect(await use.escalate()).toEqual({ approved: 1, escalated: 2 });
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 0 });
    expect(await statesNow()).toEqual({ [clean.id]: "approved", [flagged.id]: "open", [twin.id]: "open", [fresh.id]: "open" }); // prettier-ignore
    const history = await use.history(callerOf(employee), { personId: undefined, entryId: clean.id });
    expect(history.decisions).toMatchObject([{ actorId: superior, byTimeout: true }]);
    const { items } = await use.silences(callerOf(officer), { ...october, ...noPage });
    expect(items).toMatchObject([
      { personId: employee, assessorId: superior, escalatedTo: above, approved: 1, escalated: 2 },
    ]);
  });

  it("stand in the inbox of who is above, who may decide on them and on nothing else", async () => {
    const { members } = await use.inbox(callerOf(above), week);
    expect(members.map(({ personId, escalated, shown, clean: rest }) => [personId, escalated, shown.map(({ id }) => id).sort(), rest])).toEqual([
      [employee, true, [flagged.id, twin.id].sort(), []],
    ]); // prettier-ignore
    expect((await use.notices(callerOf(above))).map(({ code, params }) => [code, params])).toEqual([
      ["ENTRIES_ESCALATED", { count: "2" }],
    ]);
    await expect(decide(above, fresh)).rejects.toEqual(codeOf("NOT_THE_ASSESSOR"));
    expect(await decide(above, flagged)).toEqual({ decided: 1, changedEntryIds: [] });
    await expect(decide(officer, twin)).rejects.toEqual(codeOf("NOT_THE_ASSESSOR"));
    // Whoever is the assessor may still decide, and a new version waits for the assessor again.
    await record({ ...twin, version: 2, startsAt: "13:00", endsAt: "14:00" });
    await expect(decide(above, twin, 2)).rejects.toEqual(codeOf("NOT_THE_ASSESSOR"));
    expect(await decide(superior, twin, 2)).toEqual({ decided: 1, changedEntryIds: [] });
    expect((await use.inbox(callerOf(above), week)).members).toEqual([]);
    expect(await use.notices(callerOf(above))).toEqual([]);
  });

  it("all go up under a policy that approves nothing", async () => {
    await adopt("ESCALATE", 1);
    clock.advance(2 * dayMs);
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 1 });
    expect(await decide(above, fresh)).toEqual({ decided: 1, changedEntryIds: [] });
    await adopt("WAIT");
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 0 });
  });

  it("are seen by who oversees: each act, how much at once, and which the policy took", async () => {
    const { items } = await use.decisions(callerOf(officer), { ...october, ...noPage });
    expect(items.map(({ actorId, entries, byTimeout, kind }) => [actorId, entries, byTimeout, kind])).toEqual([
      [above, 1, false, "approved"],
      [superior, 1, false, "approved"],
      [above, 1, false, "approved"],
      [superior, 1, true, "approved"],
    ]);
    expect(items.map(({ actsInMinute }) => actsInMinute)).toEqual([1, 1, 1, 1]);
    const page = await use.decisions(callerOf(officer), { ...october, pageSize: 1, pageToken: undefined });
    const rest = await use.decisions(callerOf(officer), { ...october, pageSize: 50, pageToken: page.next });
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    const bulk = await use.decisions(callerOf(officer), { ...october, ...noPage, atLeast: 2 });
    expect(bulk.items).toEqual([]);
    await expect(use.decisions(callerOf(superior), { ...october, ...noPage })).rejects.toEqual(codeOf("NOT_PERMITTED"));
  });
});
