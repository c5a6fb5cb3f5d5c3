import { describe, expect, it } from "@jest/globals";
import { Problem } from "../api/problem.ts";
import { type Entry, type EntryResult } from "../api/types.ts";
import { memoryFile } from "./database.ts";
import { queue } from "./outbox.ts";
import { type Pause, type Sender, startSender } from "./sender.ts";
import { openOutboxStore } from "./store.ts";

type Record = (entries: readonly Entry[]) => Promise<{ results: EntryResult[] }>;

const entry = (id: string): Entry => ({
  id,
  version: 1,
  employmentId: "e",
  workDate: "2026-11-19",
  kind: "PLANNED",
  description: "Rapat",
});
let offset = 0;
const accept = (entries: readonly Entry[]): { results: EntryResult[] } => ({
  results: entries.map(({ id, version }) => ({
    id,
    version,
    receipt: { bodySha256: "ab", position: `3:${String((offset += 1))}`, acceptedAt: "2026-11-19T05:05:00Z" },
  })),
});

/** A sender with a hand-cranked timer; `idle` resolves when it has nothing more to do for now. */
async function make(record: Record, ids: readonly string[]) {
  const store = await openOutboxStore(memoryFile());
  await store.change((outbox) => queue(outbox, "p", ids.map(entry), 0));
  const calls: string[][] = [];
  const pauses: (Pause | undefined)[] = [];
  const timers: (() => void)[] = [];
  const sender: Sender = startSender({
    personId: "p",
    read: store.read,
    change: store.change,
    record: (entries) => {
      calls.push(entries.map(({ id }) => id));
      return record(entries);
    },
    after: (_ms, run) => {
      timers.push(run);
      return () => undefined;
    },
    random: () => 0,
    onPause: (pause) => pauses.push(pause),
  });
  const idle = async () => {
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
  };
  return { store, sender, calls, pauses, timers, idle, states: () => store.read().map(({ status }) => status) };
}

describe("the sender", () => {
  it("sends everything that waits in one call and keeps the receipts", async () => {
    const { sender, calls, idle, states } = await make((entries) => Promise.resolve(accept(entries)), ["a", "b"]);
    sender.wake();
    await idle();
    expect(calls).toEqual([["a", "b"]]);
    expect(states()).toEqual(["acknowledged", "acknowledged"]);
  });

  it("waits as long as asked after a failure, then sends the same again", async () => {
    let isUp = false;
    const overloaded = new Problem({ status: 503, code: "INGEST_OVERLOADED", retryAfterMs: 30_000 });
    const { sender, calls, pauses, timers, idle, states, store } = await make(
      (entries) => (isUp ? Promise.resolve(accept(entries)) : Promise.reject(overloaded)),
      ["a"],
    );
    sender.wake();
    await idle();
    expect(states()).toEqual(["waiting"]);
    expect(pauses).toMatchObject([{ forMs: 30_000 }]);
    isUp = true;
    timers[0]?.();
    await idle();
    expect(calls).toEqual([["a"], ["a"]]);
    expect(states()).toEqual(["acknowledged"]);
    expect(store.read()[0]?.attempts).toBe(2);
    expect(pauses.at(-1)).toBeUndefined();
  });

  it("counts the attempt before the call, so that a closed tab can't reuse the version", async () => {
    let attemptsAtCall: number | undefined;
    const { sender, idle } = await make(() => {
      attemptsAtCall = made.store.read()[0]?.attempts;
      return new Promise(() => undefined);
    }, ["a"]).then((value) => {
      made = value;
      return value;
    });
    sender.wake();
    await idle();
    expect(attemptsAtCall).toBe(1);
  });

  it("finds the one bad entry of a refused call and sends the others", async () => {
    const { sender, calls, idle, states } = await make(
      (entries) =>
        entries.some(({ id }) => id === "bad")
          ? Promise.reject(new Problem({ status: 400, code: "REQUEST_INVALID" }))
          : Promise.resolve(accept(entries)),
      ["a", "bad", "c"],
    );
    sender.wake();
    await idle();
    expect(states()).toEqual(["acknowledged", "refused", "acknowledged"]);
    expect(calls[0]).toEqual(["a", "bad", "c"]);
  });

  it("doesn't spin on an answer that settles nothing", async () => {
    const { sender, calls, timers, idle, states } = await make(() => Promise.resolve({ results: [] }), ["a"]);
    sender.wake();
    await idle();
    expect(calls).toHaveLength(1);
    expect(timers).toHaveLength(1);
    expect(states()).toEqual(["waiting"]);
  });

  it("makes one call at a time and none after it was stopped", async () => {
    const { sender, calls, idle } = await make((entries) => Promise.resolve(accept(entries)), ["a"]);
    sender.wake();
    sender.wake();
    await idle();
    sender.stop();
    sender.wake();
    await idle();
    expect(calls).toHaveLength(1);
  });
});

let made: Awaited<ReturnType<typeof make>>;
