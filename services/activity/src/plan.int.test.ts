import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";
import { type Entry } from "@kinerja/proto/activity/v1/ingest_service";
import { SkpState } from "@kinerja/proto/planning/v1/planning_service";

import { sealedMonths } from "./adapters/postgres/sealed-months.ts";
import { flagNames } from "./domain/flags.ts";
import { agencyId, callerOf, clock, employee, employmentId, now, officer, startThinPath, superior } from "./testing/thin.ts"; // prettier-ignore
import { entryOf, idAt } from "./testing/world.ts";

let use: Awaited<ReturnType<typeof startThinPath>>;
beforeAll(async () => {
  use = await startThinPath();
}, 60_000);
afterAll(() => use.stop(), 30_000);

const week = { personId: undefined, from: "2026-10-05", to: "2026-10-11" };
const page = { pageSize: undefined, pageToken: undefined };
const skpId = randomUUID();
const [planned, dropped] = [randomUUID(), randomUUID()];

const made = (planItemId: string, startsAt: string, endsAt: string): Entry =>
  entryOf(now(), { employmentId, workDate: "2026-10-06", planItemId, startsAt, endsAt });
const entries = [
  made(planned, "08:00", "09:00"),
  made(dropped, "09:00", "10:00"),
  made(randomUUID(), "10:00", "11:00"),
];
const [good, moved, strange] = entries as [Entry, Entry, Entry];

/** The person's flagged entries once the copy of the plan has this version. */
async function flaggedAt(version: bigint): Promise<Record<string, string[]>> {
  for (;;) {
    const scope = { agencies: [], person: employee };
    const [plan] = await use.app.transaction(scope, (tx) =>
      tx.query<{ version: bigint }>("select version from plan_copy"),
    );
    if (plan?.version === version) break;
    await sleep(50);
  }
  return flagged();
}

async function flagged(): Promise<Record<string, string[]>> {
  const listed = await use.list(callerOf(employee), { ...week, ...page, after: undefined });
  return Object.fromEntries(
    listed.entries.filter(({ flags }) => flags !== 0).map(({ id, flags }) => [id, flagNames(flags)]),
  );
}

const unknown = ["PLAN_ITEM_UNKNOWN"];

describe("an entry's plan item", () => {
  it("accuses nobody while planning has told nothing, and delays no entry", async () => {
    const results = await use.record(entries);
    const last = results.at(-1)?.outcome;
    if (last?.$case !== "receipt") throw new Error("no receipt");
    const { pending } = await use.list(callerOf(employee), { ...week, ...page, after: last.value.position });
    expect(pending).toBe(false);
    expect(await flagged()).toEqual({});
  });

  it("is judged when the plan comes, also after the entry", async () => {
    const plan = { skpId, state: SkpState.SET, itemIds: [planned, dropped], toldAt: now() };
    await use.tellPlan({ ...plan, version: 2n });
    expect(await flaggedAt(2n)).toEqual({ [strange.id]: unknown });
  });

  it("replaces the items whole, and ignores what is older", async () => {
    await use.tellPlan({ skpId, state: SkpState.SET, itemIds: [planned], toldAt: now(), version: 3n });
    expect(await flaggedAt(3n)).toEqual({ [moved.id]: unknown, [strange.id]: unknown });
    await use.tellPlan({ skpId, state: SkpState.SET, itemIds: [], toldAt: now(), version: 2n });
    await use.tellPlan({ skpId, state: SkpState.DRAFT, itemIds: [planned], toldAt: now(), version: 4n, holds: true });
    expect(await flaggedAt(4n)).toEqual({ [moved.id]: unknown, [strange.id]: unknown });
  });

  it("looks at a draft's items as soon as nothing holds", async () => {
    await use.tellPlan({ skpId, state: SkpState.RETURNED, itemIds: [planned], toldAt: now(), version: 5n });
    expect(Object.keys(await flaggedAt(5n)).sort()).toEqual([good.id, moved.id, strange.id].sort());
    await use.tellPlan({ skpId, state: SkpState.SET, itemIds: [planned], toldAt: now(), version: 6n });
    expect(Object.keys(await flaggedAt(6n)).sort()).toEqual([moved.id, strange.id].sort());
  });

  it("waits for an item that planning may not have told yet", async () => {
    clock.advance(60_000);
    const late = made(idAt(now()), "13:00", "14:00");
    const [result] = await use.record([late]);
    if (result?.outcome?.$case !== "receipt") throw new Error("no receipt");
    await use.list(callerOf(employee), { ...week, ...page, after: result.outcome.value.position });
    expect(await flagged()).not.toHaveProperty(late.id);
    clock.advance(86_400_000);
    expect(await flagged()).toHaveProperty(late.id, unknown);
    clock.advance(-86_400_000);
  });

  it("puts the entry among the superior's exceptions and into the month's counts", async () => {
    const { members } = await use.inbox(callerOf(superior), { weekStart: "2026-10-05", ...page });
    expect(members[0]?.shown.map(({ id }) => id).sort()).toEqual([moved.id, strange.id].sort());
    const month = await use.month(callerOf(employee), { personId: undefined, period: "2026-10", after: undefined });
    expect(month.flagged).toBe(2);
    expect([...month.byFlag]).toEqual([["PLAN_ITEM_UNKNOWN", 2]]);
  });
});

describe("a month that is closed", () => {
  it("tells the author in time what is missing, quiet days first", async () => {
    const seen = [{ entryId: moved.id, version: 1 }];
    const command = { personId: employee, kind: "returned" as const, seen, reason: "NOT_IN_PLAN", note: undefined };
    await use.decide(callerOf(superior), command);
    const early = await use.notices(callerOf(employee));
    expect(early.map(({ code, params }) => [code, params])).toEqual([
      ["ENTRIES_RETURNED", { count: "1", fromDate: "2026-10-06", toDate: "2026-10-06", reason: "NOT_IN_PLAN" }],
    ]);
    clock.set("2026-10-30T23:00:00Z");
    const closing = await use.notices(callerOf(employee));
    expect(closing.map(({ code }) => code)).toEqual(["PERIOD_CLOSING", "ENTRIES_RETURNED"]);
    expect(closing[0]?.params).toEqual({ period: "2026-10", untilDate: "2026-11-03", missing: "2", returned: "1" });
  });

  it("counts by flag what is sealed, and apart from it what came late", async () => {
    clock.set("2026-10-31T18:00:00Z");
    await use.close(callerOf(officer), { agencyId, period: "2026-10" });
    clock.set("2026-11-03T16:02:01Z"); // deadline in WITA and the grace
    const [result] = await use.record([made(planned, "15:00", "16:00")]);
    if (result?.outcome?.$case !== "receipt") throw new Error("no receipt");
    const { position } = result.outcome.value;
    await use.list(callerOf(employee), { ...week, ...page, after: position });
    expect(await use.sealDue()).toBe(1);
    const period = await use.period(callerOf(officer), { agencyId, period: "2026-10" });
    // The late one is not among the sealed ones; of these, one was returned and one names a strange item, the third waited too long.
    expect(period).toMatchObject({ state: "sealed", revision: 1, flagged: 2n, late: 1n });
    expect([...period.byFlag]).toEqual([["PLAN_ITEM_UNKNOWN", 2]]);
    const stream = sealedMonths(use.app, { agencyId, period: "2026-10", revision: 1 });
    const first = await stream.next();
    if (first.done === true) throw new Error("nothing was sealed");
    expect(SealedMonth.decode(first.value)).toMatchObject({ openEntries: 3, flaggedEntries: 2, flaggedMinutes: 120 });
    const of = async (personId: string) =>
      (await sealedMonths(use.app, { agencyId, period: "2026-10", revision: 1, personId }).next()).done;
    expect([await of(SealedMonth.decode(first.value).personId), await of(crypto.randomUUID())]).toEqual([false, true]);
    expect((await flagged())[result.id]).toContain("LATE");
    expect(await use.notices(callerOf(employee))).toEqual([]); // nothing that could still be mended
  });
});
