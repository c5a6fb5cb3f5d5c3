import { describe, expect, it } from "@jest/globals";
import { commitLost, handleBatch, type Handling, type Verdict } from "./handle-batch.ts";
import type { EachBatchPayload } from "./kafkajs.ts";
import { realTimers } from "./timers.ts";

/** What kafkajs would hand over: `records` messages of one partition. `calls` is what was asked of it. */
function fetched(records: number, heartbeat: () => Promise<void> = () => Promise.resolve()) {
  const calls: string[] = [];
  const messages = Array.from({ length: records }, (_, offset) => ({
    offset: String(offset),
    key: null,
    value: Buffer.from("x"),
    timestamp: "0",
  }));
  const state = { isRunning: true, isStale: false };
  const payload = {
    batch: { topic: "t", partition: 0, highWatermark: String(records), messages },
    resolveOffset: (offset: string) => calls.push(`resolve ${offset}`),
    commitOffsetsIfNecessary: ({ topics }: { topics: { partitions: { offset: string }[] }[] }) => {
      calls.push(`commit ${topics[0]?.partitions[0]?.offset ?? ""}`);
      return Promise.resolve();
    },
    heartbeat,
    isRunning: () => state.isRunning,
    isStale: () => state.isStale,
  } as unknown as EachBatchPayload;
  return { payload, calls, state };
}

function handlingWith(eachBatch: Handling["options"]["eachBatch"], options: Partial<Handling["options"]> = {}) {
  const stop = new AbortController();
  let left = false;
  const handling: Handling = {
    options: { maxBatch: 2, ...options, eachBatch },
    generation: 1,
    isLeaving: false,
    heartbeatMs: 5,
    timers: realTimers,
    stopped: stop.signal,
    uncommitted: new Map(),
    lost: new Map(),
    seek: () => undefined,
    leave: () => (left = handling.isLeaving = true),
  };
  return { handling, stop, hasLeft: () => left };
}

const handled = (): Promise<Verdict> => Promise.resolve("handled");
const rebalance = (): Promise<never> => Promise.reject(new Error("the group is rebalancing"));

describe("handling what was fetched", () => {
  it("commits slice by slice, after the handler", async () => {
    const { payload, calls } = fetched(3);
    const { handling } = handlingWith(({ messages }) => {
      calls.push(`handle ${messages.length}`);
      return handled();
    });
    await handleBatch(payload, handling);
    expect(calls).toEqual(["handle 2", "resolve 1", "commit 2", "handle 1", "resolve 2", "commit 3"]);
  });

  it("notes positions instead of committing when offsets are hints, and commits once it stops", async () => {
    const hints = { commitEveryMs: 1_000 };
    const running = fetched(2);
    const { handling } = handlingWith(handled, hints);
    await handleBatch(running.payload, handling);
    expect([running.calls, handling.uncommitted.get("t/0")?.offset]).toEqual([["resolve 1"], 2n]);
    const stopping = fetched(2);
    const last = handlingWith(() => {
      stopping.state.isRunning = false;
      return handled();
    }, hints);
    await handleBatch(stopping.payload, last.handling);
    expect(stopping.calls).toEqual(["resolve 1", "commit 2"]);
  });

  // Found by the simulation: nothing else came, and the group seemed to lag for ever.
  it("commits later what was lost on its way", async () => {
    const { payload, calls } = fetched(2);
    const losses = [new Error("connection lost"), new Error("connection lost")];
    const commitOffsetsIfNecessary: EachBatchPayload["commitOffsetsIfNecessary"] = (offsets) => {
      const loss = losses.shift();
      return loss === undefined ? payload.commitOffsetsIfNecessary(offsets) : Promise.reject(loss);
    };
    const { handling } = handlingWith(handled);
    await expect(handleBatch({ ...payload, commitOffsetsIfNecessary }, handling)).rejects.toThrow("connection lost");
    for (let turn = 0; turn < 3; turn++) await commitLost(handling);
    expect([calls, losses]).toEqual([["resolve 1", "commit 2"], []]);
  });

  it("gives a failing batch up when the group rebalances, so that it can join again", async () => {
    const { payload, calls } = fetched(2, rebalance);
    const troubles: unknown[] = [];
    const { handling } = handlingWith(() => Promise.reject(new Error("database")), {
      onTrouble: (error) => troubles.push(error),
    });
    await expect(handleBatch(payload, handling)).rejects.toThrow("rebalancing");
    expect([calls, troubles.length]).toEqual([[], 1]);
  });

  it("gives a failing batch up when it is stopped", async () => {
    const { payload, calls } = fetched(2);
    const { handling, stop } = handlingWith(() => {
      stop.abort();
      return Promise.reject(new Error("database"));
    });
    await handleBatch(payload, handling);
    expect(calls).toEqual([]);
  });

  it.each([
    ["has been assigned anew", (handling: Handling): unknown => handling.generation++],
    ["is leaving", (handling: Handling): unknown => (handling.isLeaving = true)],
  ])("commits nothing that was handled while the group %s", async (_what, change) => {
    const { payload, calls } = fetched(4);
    const { handling } = handlingWith((_batch, control) => {
      expect(control.isCurrent()).toBe(true);
      change(handling);
      expect(control.isCurrent()).toBe(false);
      return handled();
    });
    await handleBatch(payload, handling);
    expect(calls).toEqual([]);
  });

  it("leaves when the handler says so, without a heartbeat that would bring it back", async () => {
    const { payload, calls } = fetched(4, rebalance);
    const { handling, hasLeft } = handlingWith(() => Promise.resolve("leave"));
    await handleBatch(payload, handling);
    expect([hasLeft(), calls]).toEqual([true, []]);
  });
});
