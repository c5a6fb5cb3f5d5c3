import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { CalendarChanged, SigningKeyPublished } from "@kinerja/proto/identity/v1/identity_events";

import { nipOf } from "../../testing/people.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { checkKey } from "./key-check.ts";
import { identityTopics, openFacts } from "./facts.ts";
import { openKeyRing } from "./key-ring.ts";
import { schemas } from "./schemas.ts";
import { sweep, tellCalendars } from "./upkeep.ts";

let world: World;
let db: Database;
beforeAll(async () => {
  world = await openWorld();
  db = await world.database.db("app", schemas);
});
afterAll(async () => {
  await db.stop();
  await world.stop();
});
const facts = openFacts("test", identityTopics("test", 2));
const toldOf = async (type: string) => (await world.outbox()).filter((fact) => fact.type === type);

describe("the first officers", () => {
  it("are two, keep their code until it is used, and no more", async () => {
    await world.officer(nipOf(90));
    await expect(world.officer(nipOf(90))).rejects.toThrow("made by them");
    await world.officer(nipOf(91));
    await expect(world.officer(nipOf(92))).rejects.toThrow("made by them");
  });
});

describe("upkeep", () => {
  it("tells the national calendar once", async () => {
    expect(await tellCalendars(db, facts, world.clock.now())).toBe(1);
    expect(await tellCalendars(db, facts, world.clock.now())).toBe(0);
    const [told] = await toldOf("CalendarChanged");
    const calendar = CalendarChanged.decode(told?.payload ?? Buffer.alloc(0));
    expect(calendar).toMatchObject({ agencyId: "", year: 2026, meta: { version: 1n } });
    expect(calendar.holidays).toContainEqual({
      date: "2026-08-17",
      name: "Proklamasi Kemerdekaan",
      collectiveLeave: false,
    });
  });

  it("removes only what can never be used again", async () => {
    await world.signIn(nipOf(90));
    const count = async () => (await db.query<{ n: number }>("select count(*)::int as n from session"))[0]?.n;
    const before = await count();
    await sweep(db, facts, world.clock.now());
    expect(await count()).toBe(before);
    await sweep(db, facts, world.clock.now() + 61 * 86_400_000);
    expect(await count()).toBe(0);
    expect(await toldOf("Tombstone")).toEqual([]);
  });

  it("lets the log forget an ended session once no token of it can live, and tells that once", async () => {
    await world.signIn(nipOf(90));
    const [ended] = await db.query<{ id: string }>("update session set ended_at = signed_in_at returning id");
    const inDays = (days: number): number => world.clock.now() + days * 86_400_000;
    await sweep(db, facts, inDays(7));
    expect(await toldOf("Tombstone")).toEqual([]);
    await sweep(db, facts, inDays(8.1));
    await sweep(db, facts, inDays(8.2));
    expect(await toldOf("Tombstone")).toEqual([
      { topic: "kinerja.test.identity.revocation.v1", key: ended?.id, type: "Tombstone", payload: null },
    ]);
  });
});

describe("signing keys", () => {
  it("are made once by whichever instance is first, told before they sign, and known to all", async () => {
    const needs = { db, facts, master: randomBytes(32), now: () => world.clock.now(), toldLimitMs: 0 };
    await db.query("delete from signing_key");
    const before = (await toldOf("SigningKeyPublished")).length;
    const [one, two] = [openKeyRing(needs), openKeyRing(needs)];
    await Promise.all([one.refresh(), two.refresh()]);
    expect(one.publicKeys()).toHaveLength(1);
    expect(one.publicKeys()).toBe(one.publicKeys());
    expect(two.publicKeys()).toEqual(one.publicKeys());
    const first = (await one.keyAt(world.clock.now())).kid;
    world.clock.advance(28 * 86_400_000);
    await Promise.all([one.refresh(), two.refresh()]);
    expect((await one.keyAt(world.clock.now())).kid).toBe(first);
    const told = (await toldOf("SigningKeyPublished"))
      .slice(before)
      .map(({ payload }) => SigningKeyPublished.decode(payload));
    expect(told.map(({ key }) => key?.kid)).toEqual(one.publicKeys().map(({ kid }) => kid));
    world.clock.advance(3_700_000);
    const next = (await two.keyAt(world.clock.now())).kid;
    expect(next).toBe(told[1]?.key?.kid);
    expect(two.publicKeys().map(({ kid }) => kid)).toContain(first);
    world.clock.advance(100 * 86_400_000);
    expect((await one.keyAt(world.clock.now())).kid).not.toBe(next);
    expect(one.publicKeys()).toHaveLength(1);
    const over = (await toldOf("Tombstone")).filter(({ topic }) => topic === "kinerja.test.identity.signing-key.v1");
    expect(over.map(({ key }) => key)).toEqual([first, next]);
    expect(await db.query("select kid from signing_key")).toEqual(one.publicKeys().map(({ kid }) => ({ kid })));
  });

  it("that are needed at once sign only when they are told, or nobody tells them in time", async () => {
    const owner = await world.database.db("owner");
    const makeRing = async (toldLimitMs: number) => {
      await owner.query("delete from signing_key");
      await owner.query("delete from outbox");
      return openKeyRing({ db, facts, master: randomBytes(32), now: () => world.clock.now(), toldLimitMs });
    };
    const ring = await makeRing(60_000);
    let isMade = false;
    const made = ring.keyAt(world.clock.now()).then(() => (isMade = true));
    const waits = async () =>
      (await owner.query("select from outbox where topic = 'kinerja.test.identity.signing-key.v1'")).length > 0;
    while (!(await waits())) await sleep(10);
    await sleep(150);
    expect(isMade).toBe(false);
    await owner.query("delete from outbox"); // as the relay does when the log has it
    await made;
    const untold = await makeRing(50);
    await expect(untold.keyAt(world.clock.now())).resolves.toBeDefined();
    expect(await waits()).toBe(true);
    await owner.stop();
  });

  it("are of no use without the key of the environment", async () => {
    const stranger = openKeyRing({
      ...{ db, facts, master: randomBytes(32), toldLimitMs: 0 },
      now: () => world.clock.now(),
    });
    await stranger.refresh();
    await expect(stranger.keyAt(world.clock.now())).rejects.toThrow("KEY_ENCRYPTION_KEY");
    await checkKey(db, "NIP_INDEX_KEY", Buffer.alloc(32, 1));
    await checkKey(db, "NIP_INDEX_KEY", Buffer.alloc(32, 1));
    await expect(checkKey(db, "NIP_INDEX_KEY", Buffer.alloc(32, 2))).rejects.toThrow("NIP_INDEX_KEY");
  });
});
