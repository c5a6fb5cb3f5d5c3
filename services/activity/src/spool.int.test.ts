import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type OutgoingBatch, type Producer, type StoredBatch } from "@kinerja/common/messaging";
import { type Entry, type EntryResult } from "@kinerja/proto/activity/v1/ingest_service";
import { type Client } from "pg";
import { openClient } from "@kinerja/common/postgres";
import { metrics } from "@kinerja/common/telemetry";

import { openSessions } from "./adapters/postgres/session.ts";
import { postgresSpool, startDrain, tellDepth } from "./adapters/postgres/spool.ts";
import { agencyId, callerOf, clock, employee, employmentId, now, officer, startThinPath } from "./testing/thin.ts";
import { entryOf } from "./testing/world.ts";

/** The real producer behind a door: what is sent while it is closed arrives when it opens, as with a broker that comes back. */
function createDoor() {
  let opened: Promise<void> = Promise.resolve();
  let open: () => void = () => undefined;
  return {
    through: (producer: Producer): Producer => ({
      ...producer,
      send: async (batches: readonly OutgoingBatch[]): Promise<StoredBatch[]> => {
        await opened;
        return producer.send(batches);
      },
    }),
    close: () => void (opened = new Promise((resolve) => (open = resolve))),
    open: () => open(),
  };
}

const door = createDoor();
let use: Awaited<ReturnType<typeof startThinPath>>;
let spool: Client;
beforeAll(async () => {
  use = await startThinPath(door.through);
  spool = await openClient(use.spool.url("owner"), "test");
}, 60_000);
afterAll(async () => {
  door.open();
  await spool.end();
  await use.stop();
}, 30_000);

const day = "2026-10-06";
const done = (startsAt: string, endsAt: string): Entry =>
  entryOf(now(), { employmentId, workDate: day, startsAt, endsAt });
const placeOf = (result: EntryResult | undefined): string => {
  if (result?.outcome?.$case !== "receipt") throw new Error(JSON.stringify(result?.outcome));
  return result.outcome.value.position;
};
const list = (after: string) =>
  use.list(callerOf(employee), {
    personId: undefined,
    from: day,
    to: day,
    after,
    pageSize: undefined,
    pageToken: undefined,
  });
const spooled = async (): Promise<number> => (await spool.query("select from outbox")).rowCount ?? 0;

const [kept, other] = [done("08:00", "09:00"), done("10:00", "11:00")];

describe("while the log is away", () => {
  const second = { ...other, version: 2, endsAt: "11:30" };

  it("entries are acknowledged: the first after its patience, the next ones at once, and a repeated one again", async () => {
    door.close();
    expect(placeOf((await use.record([kept]))[0])).toMatch(/^spool:[0-9a-f-]{36}$/);
    const started = performance.now();
    const places = (await use.record([other, kept])).map(placeOf);
    expect(new Set(places).size).toBe(1);
    expect(places[0]).toMatch(/^spool:/);
    expect(performance.now() - started).toBeLessThan(400); // less than the patience of 500 ms
    expect(await spooled()).toBe(2);
  });

  it("a read that waits for such a receipt says that it is on its way", async () => {
    const [place = ""] = (await use.record([other])).map(placeOf);
    expect(await list(place)).toMatchObject({ pending: true, entries: [] });
    await expect(list("spool:1")).rejects.toMatchObject({ violations: [{ code: "LOG_POSITION_FORM" }] });
  });

  it("an edit that overtakes what it changes stands when both are there", async () => {
    door.open();
    let place = "spool:";
    // The first batch is still on its way through the door: until it has passed, the spool takes what comes.
    while (place.startsWith("spool:")) [place = ""] = (await use.record([second])).map(placeOf);
    const { entries, pending } = await list(place);
    expect(pending).toBe(false);
    expect(entries.find(({ id }) => id === other.id)).toMatchObject({ version: 2, minutes: 90 });
  });
});

describe("a month", () => {
  it("waits for what the spool accepted in time, and counts it", async () => {
    clock.set("2026-11-01T00:00:00Z");
    await use.close(callerOf(officer), { agencyId, period: "2026-10" });
    clock.set("2026-11-04T01:00:00Z");
    expect(await use.look()).toMatchObject({ sealed: 0, held: [{ by: "spool" }] });
    const session = openSessions(use.spool.url("relay"), "test", 2);
    await tellDepth(session, now());
    const before = await spooled();
    expect(before).toBeGreaterThan(0);
    expect(await metrics.getSingleMetricAsString("ingest_spool_envelopes")).toContain(
      `ingest_spool_envelopes ${before}`,
    );
    const age = (Date.parse("2026-11-04T01:00:00Z") - Date.parse("2026-10-07T02:00:00Z")) / 1_000;
    expect(await metrics.getSingleMetricAsString("ingest_spool_oldest_seconds")).toContain(`_seconds ${age}`);
    const drain = startDrain({
      session,
      url: use.spool.url("relay"),
      producer: use.producer,
      now,
      onTrouble: (error) => {
        throw error as Error;
      },
    });
    expect(await use.sealDue()).toBe(1);
    await drain.stop();
    expect(await spooled()).toBe(0);
    await tellDepth(session, now());
    expect(await metrics.getSingleMetricAsString("ingest_spool_envelopes")).toContain("ingest_spool_envelopes 0");
    await session.stop();
    const owner = await openClient(use.database.url("closer"), "test");
    const { rows } = await owner.query("select count, flagged from period where agency_id = $1", [agencyId]);
    const entries = await owner.query("select version, minutes, flags from entry order by starts");
    const replaced = await owner.query("select id, version, minutes from entry_version");
    await owner.end();
    expect(rows).toEqual([{ count: 1n, flagged: 0n }]);
    // Each once, though one was sent four times by two ways; nothing is late.
    expect(entries.rows).toEqual([
      { version: 1, minutes: 60, flags: 0 },
      { version: 2, minutes: 90, flags: 0 },
    ]);
    expect(replaced.rows).toEqual([{ id: other.id, version: 1, minutes: 60 }]);
  });
});

describe("a full spool", () => {
  it("refuses, so that its disk does not fill up", async () => {
    const session = openSessions(use.spool.url("app"), "test", 1);
    const envelope = { id: "", partition: 0, value: Buffer.alloc(10), acceptedAt: now(), entries: 1, chunks: [0] };
    await expect(postgresSpool(session, 1_000).keep("t", [envelope])).rejects.toMatchObject({
      kind: "unavailable",
      code: "LOG_UNAVAILABLE",
      params: { retryAfterS: 30 },
    });
    expect(await spooled()).toBe(0);
    await session.stop();
  });

  it("gives the role that fills it no way to take anything out", async () => {
    const session = openSessions(use.spool.url("app"), "test", 1);
    await expect(session.transaction((db) => db.query("delete from outbox"))).rejects.toMatchObject({ code: "42501" });
    await session.stop();
  });
});
