import { beforeAll, describe, expect, it } from "@jest/globals";
import { type AgencyId, uuidV7 } from "@kinerja/common/kernel";

import { type AccessStore, type Cause } from "../app/ports.ts";
import { endSession, openSession, refreshSession, type Session } from "../domain/session.ts";
import { type MemoryPerson } from "./memory-access-store.ts";
import { agencyIdOf } from "./people.ts";

export type AccessWorld = {
  readonly store: AccessStore;
  readonly people: readonly [MemoryPerson, MemoryPerson, MemoryPerson];
  /** Ids of the sessions of which the world was told that they ended, in order. */
  revoked(): Promise<readonly string[]>;
};

const start = Date.parse("2026-10-01T02:00:00Z");
const agency = agencyIdOf("A1") as AgencyId;
const hash = (n: number): string => String(n).padStart(64, "0");
const cause = (at = start): Cause => ({ actor: "officer", role: "PERSONNEL_OFFICER", requestId: "r", at });

const sessionOf = ({ personId }: MemoryPerson, at = start): Session =>
  openSession({ id: uuidV7(at), personId, deviceName: "HP", refreshHash: hash(1) }, at);

async function enter({ store }: AccessWorld, person: MemoryPerson, at = start): Promise<Session> {
  const session = sessionOf(person, at);
  await store.signIn(session, person.nipIndex, cause(at));
  return session;
}

const issue = (
  { store }: AccessWorld,
  { personId }: MemoryPerson,
  n: number,
  key?: string,
  body = "",
): Promise<Uint8Array> => {
  const request = key === undefined ? undefined : { key, method: "issueCodes", body: Buffer.from(body) };
  const codes = [{ personId, codeHash: hash(n), expiresAt: start + 1_000 }];
  return store.issueCodes(codes, agency, { ...cause(), request }, Buffer.from(`answer ${n}`));
};

function activate({ store }: AccessWorld, person: MemoryPerson, n: number, at = start): Promise<boolean> {
  const { personId, nipIndex } = person;
  const session = sessionOf(person, at);
  return store.activate({ personId, nipIndex, codeHash: hash(n), passwordHash: `pw${n}`, session }, cause(at));
}

function passwordsAndCodes(open: () => AccessWorld): void {
  it("knows people by their number, with or without a password", async () => {
    const { store, people } = open();
    const [{ personId, nip, nipIndex }] = people;
    expect(await store.account([nipIndex])).toEqual({ personId, passwordHash: undefined });
    expect(await store.account(["00".repeat(32)])).toBeUndefined();
    expect(await store.ownAccount(personId)).toMatchObject({ nip, nipIndex });
  });

  it("replaces codes once for each key, and gives the first answer again", async () => {
    const world = open();
    const [ani] = world.people;
    const text = (answer: Uint8Array): string => Buffer.from(answer).toString();
    expect(text(await issue(world, ani, 1, "k1"))).toBe("answer 1");
    expect(text(await issue(world, ani, 2, "k1"))).toBe("answer 1");
    expect(await activate(world, ani, 2)).toBe(false);
    expect(await activate(world, ani, 1)).toBe(true);
    expect(text(await issue(world, ani, 3, "k2"))).toBe("answer 3");
    expect(text(await issue(world, ani, 4))).toBe("answer 4");
    expect(await activate(world, ani, 3)).toBe(false);
  });

  it("uses a code once, in time, and only the newest", async () => {
    const world = open();
    const [ani, budi] = world.people;
    await issue(world, ani, 1);
    await issue(world, ani, 2);
    expect(await activate(world, ani, 1)).toBe(false);
    expect(await activate(world, ani, 2, start + 1_000)).toBe(false);
    expect(await activate(world, budi, 2)).toBe(false);
    expect(await activate(world, ani, 2)).toBe(true);
    expect(await activate(world, ani, 2)).toBe(false);
    expect(await world.store.account([ani.nipIndex])).toMatchObject({ passwordHash: "pw2" });
  });

  it("lets one of two activations at once through", async () => {
    const world = open();
    const [, budi] = world.people;
    await issue(world, budi, 3);
    const outcomes = await Promise.all([activate(world, budi, 3), activate(world, budi, 3)]);
    expect(outcomes.sort()).toEqual([false, true]);
  });

  it("takes the password and all sessions from whoever gets a recovery code", async () => {
    const world = open();
    const [ani] = world.people;
    await enter(world, ani);
    await issue(world, ani, 7);
    expect(await world.store.openSessions(ani.personId, start)).toEqual([]);
    expect(await world.store.account([ani.nipIndex])).toMatchObject({ passwordHash: undefined });
    expect(await activate(world, ani, 7)).toBe(true);
  });

  it("counts attempts that come at once one after another, and forgets them at success", async () => {
    const world = open();
    const [, , citra] = world.people;
    const waits = await Promise.all(Array.from({ length: 10 }, () => world.store.attempt(citra.nipIndex, start)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
    expect(Math.max(...waits)).toBe(2_000);
    await enter(world, citra);
    expect(await world.store.attempt(citra.nipIndex, start)).toBe(0);
  });
}

function sessions(open: () => AccessWorld): void {
  it("rotates once when a token is used twice at once", async () => {
    const world = open();
    const { id } = await enter(world, world.people[2]);
    const presented = { sessionId: id, generation: 0, hash: hash(1) };
    const refresh = () =>
      world.store.changeSession(id, (one) => refreshSession(one, presented, hash(2), start + 1), cause());
    const both = await Promise.all([refresh(), refresh()]);
    expect(both.map((one) => one?.outcome).sort()).toEqual(["repeated", "rotated"]);
    expect(both[0]?.state).toEqual(both[1]?.state);
    const missing = world.store.changeSession(uuidV7(start), (state) => ({ state, events: [] }), cause());
    expect(await missing).toBeUndefined();
  });

  it("changes nothing when the decision refuses", async () => {
    const world = open();
    const session = await enter(world, world.people[2]);
    const refuse = (): never => {
      throw new Error("no");
    };
    await expect(world.store.changeSession(session.id, refuse, cause())).rejects.toThrow("no");
    expect(await world.store.openSessions(session.personId, start)).toContainEqual(session);
  });

  it("tells of each session that ended, once", async () => {
    const world = open();
    const before = (await world.revoked()).length;
    const { id } = await enter(world, world.people[2]);
    const end = () => world.store.changeSession(id, (session) => endSession(session, "signed-out", start), cause());
    await Promise.all([end(), end()]);
    expect((await world.revoked()).slice(before)).toEqual([id]);
  });

  it("keeps the session that changes the password and ends the others", async () => {
    const world = open();
    const { personId, nipIndex } = world.people[2];
    const kept = await enter(world, world.people[2], start + 5);
    const other = await enter(world, world.people[2], start + 6);
    const change = { account: { personId, passwordHash: "new" }, nipIndex, keep: kept.id };
    await world.store.changePassword(change, cause());
    expect(await world.store.openSessions(personId, start)).toEqual([kept]);
    expect(await world.revoked()).toContain(other.id);
  });

  it("lists open sessions newest first, without those that ran out", async () => {
    const world = open();
    const [, budi] = world.people;
    const entered = [await enter(world, budi, start + 10), await enter(world, budi, start + 20)];
    const found = await world.store.openSessions(budi.personId, start + 30);
    expect(found.slice(0, 2)).toEqual(entered.toReversed());
    expect(await world.store.openSessions(budi.personId, start + 31 * 86_400_000)).toEqual([]);
  });
}

/** What every access store answers, on whatever it stores. */
export function accessStoreSuite(name: string, open: () => Promise<AccessWorld>): void {
  describe(name, () => {
    let world: AccessWorld;
    beforeAll(async () => {
      world = await open();
    });
    passwordsAndCodes(() => world);
    sessions(() => world);
  });
}
