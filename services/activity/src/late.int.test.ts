import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { EntryState, Flag, PeriodState } from "@kinerja/proto/activity/v1/activity_service";
import { type Entry, type EntryResult } from "@kinerja/proto/activity/v1/ingest_service";

import { startServed } from "./testing/served.ts";
import { agencyId, clock, employee, employmentId, now, officer, superior } from "./testing/thin.ts";
import { entryOf } from "./testing/world.ts";

let site: Awaited<ReturnType<typeof startServed>>;
beforeAll(async () => {
  site = await startServed();
}, 60_000);
afterAll(() => site.stop(), 30_000);

const month = { agencyId, period: "2026-10" };

function receiptOf(result: EntryResult | undefined) {
  if (result?.outcome?.$case !== "receipt") throw new Error(JSON.stringify(result?.outcome));
  return result.outcome.value;
}

/** Records entries and returns when they are stored: the place of the last one. */
async function record(...entries: Entry[]): Promise<string> {
  const { results } = await site.record(employee, entries);
  const receipts = results.map(receiptOf);
  const after = receipts.at(-1)?.position ?? "";
  expect((await list(after)).pending).toBe(false);
  return after;
}

const list = (after?: string) => site.list(employee, { fromDate: "2026-10-05", toDate: "2026-10-11", after });

async function flagsById(): Promise<Record<string, Flag[]>> {
  const { entries } = await list();
  return Object.fromEntries(entries.map(({ entry, flags }) => [entry?.id ?? "", flags]));
}

describe("entries that come after the deadline, over gRPC", () => {
  const done = (day: number, startsAt: string, endsAt: string): Entry =>
    entryOf(now(), { employmentId, workDate: `2026-10-0${day}`, startsAt, endsAt });
  const [kept, changed, cancelled] = [done(5, "08:00", "09:00"), done(6, "08:00", "09:00"), done(7, "08:00", "09:00")];
  let late: Entry;

  it("are stored with a receipt, and every one is flagged", async () => {
    await record(kept, changed, cancelled);
    const seen = [{ entryId: kept.id, version: 1 }];
    expect(await site.approve(superior, { personId: employee, seen })).toEqual({ approved: 1, changedEntryIds: [] });
    clock.set("2026-11-01T00:00:00Z");
    expect((await site.close(officer, month)).period).toMatchObject({ state: PeriodState.CLOSING, late: 0n });

    clock.set("2026-11-03T16:00:00.001Z"); // the deadline in WITA passed by a millisecond
    late = done(8, "10:00", "11:00");
    const { results } = await site.record(employee, [
      late,
      { ...changed, version: 2, endsAt: "12:00" },
      { ...cancelled, version: 2, cancelled: true },
    ]);
    const receipts = results.map(receiptOf);
    expect(receipts.map(({ acceptedAt }) => acceptedAt?.toISOString())).toEqual(
      Array(3).fill("2026-11-03T16:00:00.001Z"),
    );
    expect((await list(receipts.at(-1)?.position)).pending).toBe(false);
    expect(await flagsById()).toEqual({
      [kept.id]: [],
      [changed.id]: [Flag.LATE],
      [cancelled.id]: [Flag.LATE],
      [late.id]: [Flag.LATE],
    });
  });

  it("are in no sealed revision: what stood at the deadline is", async () => {
    expect(await site.sealDue()).toBe(0); // the grace
    clock.advance(120_000);
    expect(await site.sealDue()).toBe(1);
    const [row, ...others] = await site.sealed(1);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      ...{ personId: employee, employmentId, approvedEntries: 1, approvedMinutes: 60, daysWithEntries: 3 },
      ...{ openEntries: 2, openMinutes: 120, flaggedEntries: 0, flaggedMinutes: 0, byFlag: [] },
    });
  });

  it("are counted for the officer and shown to their author", async () => {
    const { period } = await site.period(officer, month);
    expect(period).toMatchObject({
      state: PeriodState.SEALED,
      revision: 1,
      count: 1n,
      late: 3n,
      flagged: 0n,
      byFlag: [],
    });
    const own = await site.month(employee, { period: "2026-10" });
    expect(own).toMatchObject({ state: PeriodState.SEALED, flagged: 3, byFlag: [{ flag: Flag.LATE, entries: 3n }] });
    const { entries } = await list();
    expect(entries.find(({ entry }) => entry?.id === cancelled.id)?.state).toBe(EntryState.CANCELLED);
  });

  it("go on to come after the sealing, and change nothing of it", async () => {
    const before = (await site.period(officer, month)).period;
    await record({ ...late, version: 2, endsAt: "10:30" }, done(9, "10:00", "11:00"));
    expect((await site.period(officer, month)).period).toEqual({ ...before, late: 4n });
    await expect(
      site.approve(superior, { personId: employee, seen: [{ entryId: late.id, version: 2 }] }),
    ).rejects.toMatchObject({ code: "PERIOD_SEALED" });
    expect(await site.sealed(1)).toHaveLength(1);
    expect((await site.notices(employee)).notices).toEqual([]);
  });
});

describe("a closing whose clock is ahead of ingest's", () => {
  const november = { agencyId, period: "2026-11" };
  const done = (day: number): Entry =>
    entryOf(now(), { employmentId, workDate: `2026-11-0${day}`, startsAt: "08:00", endsAt: "09:00" });
  const listed = async (): Promise<Record<string, Flag[]>> => {
    const { entries } = await site.list(employee, { fromDate: "2026-11-02", toDate: "2026-11-08" });
    return Object.fromEntries(entries.map(({ entry, flags }) => [entry?.id ?? "", flags]));
  };
  const stored = async (...entries: Entry[]): Promise<void> => {
    const { results } = await site.record(employee, entries);
    const after = results.map(receiptOf).at(-1)?.position;
    expect((await site.list(employee, { fromDate: "2026-11-02", toDate: "2026-11-08", after })).pending).toBe(false);
  };

  it("makes late what lies behind the end that it read: in no sealed count, and told as any late entry", async () => {
    clock.set("2026-11-20T02:00:00Z");
    const [kept, changed] = [done(2), done(3)];
    await stored(kept, changed);
    clock.set("2026-12-03T16:30:00Z"); // the closing's: the deadline in WITA and the grace have passed
    await site.close(officer, november);
    expect(await site.sealDue()).toBe(1);

    clock.set("2026-12-03T15:59:00Z"); // ingest's: a minute before the deadline
    const late = done(4);
    await stored(late, { ...changed, version: 2, endsAt: "12:00" });
    expect(await listed()).toEqual({ [kept.id]: [], [changed.id]: [Flag.LATE], [late.id]: [Flag.LATE] });
    const { period } = await site.period(officer, november);
    expect(period).toMatchObject({ state: PeriodState.SEALED, count: 1n, late: 2n });

    // Moving it to an open month does not undo that, nor does a further version.
    await stored({ ...changed, version: 3, workDate: "2026-12-01", endsAt: "12:30" });
    const { entries } = await site.list(employee, { fromDate: "2026-12-01", toDate: "2026-12-01" });
    expect(entries.map(({ flags }) => flags)).toEqual([[Flag.LATE]]);
  });
});
