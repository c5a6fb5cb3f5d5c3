import { describe, expect, it } from "@jest/globals";
import type { ConsumeOptions, Consumption } from "../messaging/consume.ts";

type Joining = Partial<ConsumeOptions> & Pick<ConsumeOptions, "eachBatch">;

/** A topic with so many partitions, and a group that reads it from the beginning. */
export interface ConsumeWorld {
  readonly send: (partition: number, ...values: string[]) => Promise<void>;
  readonly join: (options: Joining) => Promise<Consumption>;
  /** What the group has committed, by partition. */
  readonly committed: () => Promise<readonly (bigint | undefined)[]>;
  /** Lets the world go on until it is so, or for so long. */
  readonly until: (isSo: () => boolean | Promise<boolean>) => Promise<void>;
  readonly pass: (ms: number) => Promise<void>;
  /** Lets it go on until there is an answer. */
  readonly answer: <T>(promise: Promise<T>) => Promise<T>;
  /** Within a handler: a while passes. */
  readonly pause: (ms: number) => Promise<void>;
}

type Open = (partitions: number) => Promise<ConsumeWorld>;

const strings = (messages: readonly { value: Buffer | null }[]): string[] => messages.map(({ value }) => String(value));

/** Consumes into a list until it is stopped. */
async function collect({ join }: ConsumeWorld, overrides: Partial<ConsumeOptions> = {}) {
  const seen: string[] = [];
  const consumption = await join({
    eachBatch: ({ messages }) => {
      seen.push(...strings(messages));
      return Promise.resolve("handled");
    },
    ...overrides,
  });
  return { seen, consumption };
}

function offsets(open: Open): void {
  it("goes on where its group had committed", async () => {
    const world = await open(2);
    const { send, until, answer, committed } = world;
    await send(1, "a", "b", "c");
    const first = await collect(world, { maxBatch: 2 });
    await until(() => first.seen.length === 3);
    await answer(first.consumption.stop());
    expect(await first.consumption.ended).toBe("stopped");
    await send(1, "d");
    expect(await committed()).toEqual([undefined, 3n]);
    const second = await collect(world);
    await until(() => second.seen.length > 0);
    expect([...first.seen, ...second.seen]).toEqual(["a", "b", "c", "d"]);
  });

  it("commits hints now and then, and all of them when it stops", async () => {
    const world = await open(1);
    await world.send(0, "a", "b");
    const { seen, consumption } = await collect(world, { commitEveryMs: 60_000 });
    await world.until(() => seen.length === 2);
    await world.answer(consumption.stop());
    expect(await world.committed()).toEqual([2n]);
  });

  it("begins at its owner's positions, which it waits for, and never before them", async () => {
    const world = await open(2);
    for (const partition of [0, 1]) await world.send(partition, "a", "b", "c");
    let asked = 0;
    const { seen } = await collect(world, {
      onTrouble: () => undefined,
      onAssigned: async (owned) => {
        await world.pause(200);
        if (++asked === 1) throw new Error("database");
        return owned.map((one) => ({ ...one, offset: one.partition === 0 ? 2n : 3n }));
      },
    });
    await world.send(1, "d");
    await world.until(() => seen.length === 2);
    await world.pass(300);
    expect(seen.toSorted()).toEqual(["c", "d"]);
    expect(asked).toBe(2);
  });

  it("reads again from where its handler seeks", async () => {
    const { send, join, until } = await open(1);
    await send(0, "a", "b");
    const seen: string[] = [];
    await join({
      eachBatch: ({ messages }, control) => {
        seen.push(...strings(messages));
        if (seen.length === 2) control.seekTo(1n);
        return Promise.resolve("handled");
      },
    });
    await until(() => seen.length === 3);
    expect(seen).toEqual(["a", "b", "b"]);
  });
}

function members(open: Open): void {
  it("gets a batch again until its handler succeeds, and nothing overtakes it", async () => {
    const { send, join, until } = await open(1);
    await send(0, "a", "b", "c");
    const troubles: unknown[] = [];
    const tries: string[] = [];
    await join({
      maxBatch: 1,
      onTrouble: (error) => troubles.push((error as Error).message),
      eachBatch: ({ messages }) => {
        tries.push(...strings(messages));
        return tries.filter((one) => one === "b").length < 3 && tries.at(-1) === "b"
          ? Promise.reject(new Error("database"))
          : Promise.resolve("handled");
      },
    });
    await until(() => tries.includes("c"));
    expect(tries).toEqual(["a", "b", "b", "b", "c"]);
    expect(troubles).toEqual(["database", "database"]);
  });

  it("leaves the group when it is told that another has taken over, without committing", async () => {
    const world = await open(4);
    for (const partition of [0, 1, 2, 3]) await world.send(partition, "a");
    const fenced = await world.join({ eachBatch: () => Promise.resolve("leave") });
    expect(await world.answer(fenced.ended)).toBe("left");
    const { seen } = await collect(world);
    await world.until(() => seen.length === 4);
  });

  it("shares partitions with a second member and misses nothing when one goes", async () => {
    const world = await open(4);
    const [first, second] = [await collect(world), await collect(world)];
    const send = async (value: string): Promise<void> => {
      for (const partition of [0, 1, 2, 3]) await world.send(partition, `${value}${partition}`);
    };
    const all = (): string[] => [...new Set([...first.seen, ...second.seen])].toSorted();
    await send("a");
    await world.until(() => all().length === 4);
    await world.until(async () => {
      await send("b");
      return first.seen.length > 0 && second.seen.length > 0;
    });
    await world.answer(first.consumption.stop());
    await send("c");
    await world.until(() => all().filter((one) => one.startsWith("c")).length === 4);
  });
}

/** What a consumer promises, over whatever log and client. */
export function consumeSuite(name: string, open: Open): void {
  describe(name, () => {
    offsets(open);
    members(open);
  });
}
