import { createHash, randomUUID } from "node:crypto";

import { beforeAll, describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";
import fc from "fast-check";

import { type Claim, type LoggedEntry, type LogStore, type PartitionBatch } from "../app/log.ts";
import { contributionsOf, createDayLedger } from "../domain/day.ts";
import { type Version } from "../domain/version.ts";

export type KeptEntry = { version: number; sha: string; others: number[]; conflicts: string[]; late: boolean };
export type KeptDay = {
  readonly agencyId: string;
  readonly workDate: string;
  readonly minutes: number;
  readonly entries: number;
  readonly openEntries: number;
  readonly lateEntries: number;
};

/** A log store, and a look at what it keeps. */
export type LogStoreWorld = {
  readonly store: LogStore;
  readonly entry: (personId: string, id: string) => Promise<KeptEntry | undefined>;
  /** By agency and day; only days on which something counts or is late. */
  readonly days: (personId: string) => Promise<readonly KeptDay[]>;
  readonly parkedCauses: (partition: number) => Promise<readonly string[]>;
};

export const deadlineDays = 3;
const bucket = 3;

const madeAt = Date.parse("2026-10-05T01:00:00Z");
const newId = (index: number): string => {
  const hex = (madeAt + index).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${randomUUID().slice(24)}`;
};

type Sketch = {
  readonly entry: number;
  readonly version: number;
  readonly text: number;
  readonly day: number;
  readonly minutes: number;
  readonly cancelled: boolean;
  readonly agency: number;
  readonly afterDays: number;
};

const agencies = [randomUUID(), randomUUID()];
const sketch: fc.Arbitrary<Sketch> = fc.record({
  entry: fc.nat(3),
  version: fc.integer({ min: 1, max: 4 }),
  text: fc.nat(1),
  day: fc.integer({ min: 28, max: 31 }),
  minutes: fc.integer({ min: 1, max: 300 }),
  cancelled: fc.boolean(),
  agency: fc.nat(1),
  afterDays: fc.constantFrom(0, 40),
});

/** The same entry, version and text is the same body, whatever else was drawn. */
function canonical(all: readonly Sketch[]): Sketch[] {
  const first = new Map<string, Sketch>();
  return all.map((one) => {
    const key = `${one.entry}/${one.version}/${one.text}`;
    const known = first.get(key) ?? one;
    first.set(key, known);
    return { ...known, afterDays: one.afterDays };
  });
}

function versionOf(one: Sketch, offset: bigint): Version {
  const body = Buffer.from(JSON.stringify([one.entry, one.version, one.text, one.day, one.minutes]));
  return {
    version: one.version,
    agencyId: agencies[one.agency] ?? "",
    employmentId: agencies[one.agency] ?? "",
    workDate: `2026-10-${one.day}` as Day,
    starts: undefined,
    ends: undefined,
    minutes: one.cancelled ? 0 : one.minutes,
    planItemId: one.text === 0 ? undefined : agencies[one.agency],
    taskId: one.text === 1 ? undefined : agencies[one.agency],
    textHash: one.text === 0 ? undefined : one.text - 2,
    cancelled: one.cancelled,
    sessionEnded: false,
    late: false,
    zone: "WITA",
    acceptedAt: madeAt + one.afterDays * 86_400_000,
    offset,
    bodySha256: createHash("sha256").update(body).digest(),
    body,
  };
}

/** The oracle: looks at the whole history of one entry at once, knows nothing of batches and tables. */
function foldAll(history: readonly Version[]): KeptEntry & { current: Version } {
  const standing = new Map<number, Version>();
  const conflicts = new Set<string>();
  for (const one of history) {
    const known = standing.get(one.version);
    if (known === undefined) standing.set(one.version, one);
    else if (!known.bodySha256.equals(one.bodySha256))
      conflicts.add(`${one.version}/${one.bodySha256.toString("hex")}`);
  }
  const numbers = [...standing.keys()].sort((one, other) => one - other);
  const current = standing.get(numbers.at(-1) ?? 0);
  if (current === undefined) throw new Error("an empty history");
  return {
    current,
    version: current.version,
    sha: current.bodySha256.toString("hex"),
    others: numbers.slice(0, -1),
    conflicts: [...conflicts].sort(),
    late: current.acceptedAt > Date.parse("2026-11-03T16:00:00Z"),
  };
}

function expectedDays(personId: string, histories: ReadonlyMap<string, readonly Version[]>): KeptDay[] {
  const ledger = createDayLedger();
  for (const [id, history] of histories) {
    const { current, late } = foldAll(history);
    const state = current.cancelled ? "cancelled" : "open";
    ledger.add({ bucket, personId, id }, 1, contributionsOf({ current, state, isLate: late }));
  }
  return ledger
    .deltas()
    .filter(({ entries, lateEntries }) => entries + lateEntries > 0)
    .map(({ agencyId, workDate, minutes, entries, openEntries, lateEntries }) => ({
      agencyId,
      workDate,
      minutes,
      entries,
      openEntries,
      lateEntries,
    }));
}

const claimOne = async (store: LogStore, partition: number): Promise<Claim> => {
  const [claim] = await store.claim([partition]);
  if (claim === undefined) throw new Error("nothing was claimed");
  return claim;
};

const batchAt = ({ partition, epoch, next: from }: Claim, entries: readonly LoggedEntry[]): PartitionBatch => ({
  partition,
  epoch,
  from,
  next: from + BigInt(entries.length),
  entries,
  parked: [],
});

const simple: Sketch = {
  entry: 0,
  version: 1,
  text: 0,
  day: 29,
  minutes: 5,
  cancelled: false,
  agency: 0,
  afterDays: 0,
};
const someEntry = (index: number): LoggedEntry => ({
  personId: randomUUID(),
  id: newId(index),
  version: versionOf(simple, 0n),
});

/** Its second version, long after the deadline and on another day, and the first one, which was in time. */
export function overtaken(): { readonly late: LoggedEntry; readonly inTime: LoggedEntry } {
  const inTime = someEntry(1);
  return { inTime, late: { ...inTime, version: versionOf({ ...simple, version: 2, day: 31, afterDays: 40 }, 1n) } };
}

type Turn = { readonly size: number; readonly crash: "no" | "before commit of the offset" };

/** Feeds a history in batches; after a "crash" the last batch is delivered again, as Kafka would. */
async function feed(store: LogStore, entries: readonly LoggedEntry[], turns: readonly Turn[]): Promise<void> {
  let claim = await claimOne(store, bucket);
  let at = 0;
  for (let nr = 0; at < entries.length; nr++) {
    const { size, crash } = turns[nr % turns.length] ?? { size: 1, crash: "no" };
    const batch = batchAt(claim, entries.slice(at, at + size));
    expect(await store.store([batch])).toEqual(new Set([bucket]));
    claim = { ...claim, next: batch.next };
    if (crash !== "no") {
      expect(await store.store([batch])).toEqual(new Set());
      claim = await claimOne(store, bucket);
      expect(claim.next).toBe(batch.next);
    }
    at += batch.entries.length;
  }
}

async function compare({ store, entry, days }: LogStoreWorld, sketches: readonly Sketch[], turns: readonly Turn[]) {
  const personId = randomUUID();
  const ids = [0, 1, 2, 3].map(newId);
  const logged = canonical(sketches).map((one, index) => ({
    personId,
    id: ids[one.entry] ?? "",
    version: versionOf(one, BigInt(index)),
  }));
  await feed(store, logged, turns);
  const histories = new Map(
    [...Map.groupBy(logged, ({ id }) => id)].map(([id, all]) => [id, all.map(({ version }) => version)]),
  );
  for (const [id, history] of histories) {
    const { current: _, ...expected } = foldAll(history);
    expect(await entry(personId, id)).toEqual(expected);
  }
  expect(await days(personId)).toEqual(expectedDays(personId, histories));
}

function wholeHistories(open: () => LogStoreWorld): void {
  const turn = fc.record({
    size: fc.integer({ min: 1, max: 8 }),
    crash: fc.constantFrom("no" as const, "before commit of the offset" as const),
  });
  it("comes to what the whole history says, whatever the order, the doubles, the batches and the crashes", async () => {
    const sketches = fc.array(sketch, { minLength: 1, maxLength: 24 });
    const turns = fc.array(turn, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sketches, turns, (all, plan) => compare(open(), all, plan)),
      { numRuns: 60 },
    );
  }, 60_000);
}

/** What a phone sends that heard no answer, and the second time again none. */
function repetition(open: () => LogStoreWorld): void {
  it("adds nothing however often a batch comes, and takes what is new or changed in it", async () => {
    const { store, entry, days } = open();
    let claim = await claimOne(store, bucket);
    const personId = randomUUID();
    const of = (index: number, change: Partial<Sketch> = {}): LoggedEntry => ({
      personId,
      id: newId(index),
      version: versionOf({ ...simple, entry: index, ...change }, BigInt(index)),
    });
    const same = [1, 2, 3, 4].map((index) => of(index));
    const again = (index: number, change: Partial<Sketch>): LoggedEntry => ({
      personId,
      id: same[index - 1]?.id ?? "",
      version: versionOf({ ...simple, entry: index, ...change }, BigInt(8 + index)),
    });
    const more = [again(1, { version: 2, minutes: 50 }), again(2, { text: 1 }), of(5)];
    for (const entries of [same, same, same, [...more, ...same], same, [...same, ...more]]) {
      const batch = batchAt(claim, entries);
      expect(await store.store([batch])).toEqual(new Set([bucket]));
      claim = { ...claim, next: batch.next };
    }
    const found = await Promise.all([...same, ...more.slice(2)].map(({ id }) => entry(personId, id)));
    expect(found.map((one) => one?.version)).toEqual([2, 1, 1, 1, 1]);
    expect(found.map((one) => [one?.others, one?.conflicts.length])).toEqual([[[1], 0], [[], 1], [[], 0], [[], 0], [[], 0]]); // prettier-ignore
    expect(await days(personId)).toMatchObject([{ minutes: 50 + 4 * simple.minutes, entries: 5, openEntries: 5 }]);
  });
}

function claims(open: () => LogStoreWorld): void {
  it("lets only the newest claim write, and leaves the others' rows out", async () => {
    const { store, entry, days } = open();
    const [old, current] = [await claimOne(store, 5), await claimOne(store, 5)];
    const other = await claimOne(store, 6);
    const [lost, kept, mine] = [someEntry(1), someEntry(2), someEntry(3)];
    expect(await store.store([batchAt(old, [lost]), batchAt(other, [kept])])).toEqual(new Set([6]));
    expect(await store.store([batchAt(current, [mine])])).toEqual(new Set([5]));
    const found = await Promise.all([lost, kept, mine].map(({ personId, id }) => entry(personId, id)));
    expect(found.map((one) => one?.version)).toEqual([undefined, 1, 1]);
    expect(await days(lost.personId)).toEqual([]);
  });

  it("moves a position by an exact step alone", async () => {
    const { store, entry } = open();
    const claim = await claimOne(store, 5);
    const one = someEntry(1);
    const from = (next: bigint): PartitionBatch => batchAt({ ...claim, next }, [one]);
    expect(await store.store([from(claim.next + 1n)])).toEqual(new Set());
    if (claim.next > 0n) expect(await store.store([from(claim.next - 1n)])).toEqual(new Set());
    expect(await entry(one.personId, one.id)).toBeUndefined();
    expect(await store.store([from(claim.next)])).toEqual(new Set([5]));
    expect((await claimOne(store, 5)).next).toBe(claim.next + 1n);
  });

  it("keeps what is parked where its batch is written, and moves the position over it", async () => {
    const { store, parkedCauses } = open();
    const [old, current] = [await claimOne(store, 7), await claimOne(store, 7)];
    const parking = ({ next: from, ...claim }: Claim, cause: string): PartitionBatch => ({
      ...batchAt({ ...claim, next: from }, []),
      next: from + 1n,
      parked: [{ offset: from, value: Buffer.from([0]), cause }],
    });
    expect(await store.store([parking(old, "of a zombie")])).toEqual(new Set());
    expect(await store.store([parking(current, "ours")])).toEqual(new Set([7]));
    expect(await parkedCauses(7)).toEqual(["ours"]);
    expect((await claimOne(store, 7)).next).toBe(current.next + 1n);
  });
}

function races(open: () => LogStoreWorld): void {
  it("writes a batch once, however many try at once", async () => {
    const { store, days } = open();
    for (let turn = 0; turn < 10; turn++) {
      const one = someEntry(turn);
      const batch = batchAt(await claimOne(store, 4), [one]);
      const written = await Promise.all([1, 2].map(() => store.store([batch])));
      expect(written.map(({ size }) => size).sort()).toEqual([0, 1]);
      expect((await days(one.personId)).map(({ entries }) => entries)).toEqual([1]);
    }
  });

  it("lets a batch and a claim that meet come one after the other", async () => {
    const { store, entry } = open();
    for (let turn = 0; turn < 20; turn++) {
      const one = someEntry(turn);
      const batch = batchAt(await claimOne(store, 4), [one]);
      const [written, claim] = await Promise.all([store.store([batch]), claimOne(store, 4)]);
      const isWritten = written.has(4);
      expect(claim.next).toBe(isWritten ? batch.next : batch.from);
      expect((await entry(one.personId, one.id)) !== undefined).toBe(isWritten);
      expect(await store.store([{ ...batch, from: claim.next, next: claim.next + 1n }])).toEqual(new Set());
    }
  });

  it("brings what two transactions have for different partitions", async () => {
    const { store, entry } = open();
    const both = [someEntry(1), someEntry(2)] as const;
    const claimed = await store.claim([2, 1]);
    expect(claimed.map(({ partition }) => partition)).toEqual([1, 2]);
    const batches = claimed.map((claim, index) => batchAt(claim, both.slice(index, index + 1)));
    await Promise.all(batches.map((batch) => store.store([batch])));
    for (const { personId, id } of both) expect((await entry(personId, id))?.version).toBe(1);
  });
}

/** What every log store promises. */
export function logStoreSuite(name: string, make: () => Promise<LogStoreWorld>): void {
  describe(name, () => {
    let world: LogStoreWorld;
    beforeAll(async () => {
      world = await make();
    }, 60_000);
    const open = (): LogStoreWorld => world;
    wholeHistories(open);
    repetition(open);
    claims(open);
    races(open);
  });
}
