import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { endTelemetry, onTelemetryEnd } from "../telemetry/shutdown.ts";
import { stopOnSignal } from "./index.ts";

const signals = ["SIGTERM", "SIGINT"] as const;
const before = new Map<NodeJS.Signals, NodeJS.SignalsListener[]>();
beforeEach(() => {
  for (const signal of signals) before.set(signal, process.listeners(signal));
});
afterEach(() => {
  for (const signal of signals)
    for (const listener of process.listeners(signal))
      if (!before.get(signal)?.includes(listener)) process.off(signal, listener);
});

function setUp(parts: Record<string, () => Promise<void>>) {
  const calls: string[] = [];
  const exited = new Promise<number>((resolve) =>
    stopOnSignal(
      Object.entries(parts).map(([name, stop]) => ({
        stop: () => {
          calls.push(name);
          return stop();
        },
      })),
      resolve,
    ),
  );
  return { calls, exited };
}

/** What the process would get, without the tests' own process getting it. */
const send = (signal: NodeJS.Signals): void => {
  for (const listener of process.listeners(signal)) if (!before.get(signal)?.includes(listener)) listener(signal);
};

describe("a signal", () => {
  it.each(signals)("%s stops the parts in order, each after the one before", async (signal) => {
    let [open, most] = [0, 0];
    const part = async (): Promise<void> => {
      most = Math.max(most, ++open);
      await Promise.resolve();
      open--;
    };
    const { calls, exited } = setUp({ server: part, consumers: part, relay: part });
    send(signal);
    expect(await exited).toBe(0);
    expect(calls).toEqual(["server", "consumers", "relay"]);
    expect(most).toBe(1);
  });

  it("stops the other parts although one cannot, and says so by the code", async () => {
    const broken = (): Promise<void> => Promise.reject(new Error("stuck"));
    const { calls, exited } = setUp({ server: broken, relay: () => Promise.resolve() });
    send("SIGTERM");
    expect(await exited).toBe(1);
    expect(calls).toEqual(["server", "relay"]);
  });

  it("lets the traces that are left go out, last of all", async () => {
    const { calls, exited } = setUp({ server: () => Promise.resolve() });
    onTelemetryEnd(() => {
      calls.push("traces");
      return Promise.reject(new Error("no collector"));
    });
    send("SIGTERM");
    expect(await exited).toBe(0);
    expect(calls).toEqual(["server", "traces"]);
  });

  it("waits for a collector that doesn't answer no longer than it may", async () => {
    onTelemetryEnd(() => new Promise(() => undefined));
    await endTelemetry(20);
    onTelemetryEnd(() => Promise.resolve());
  });

  it("sent twice ends at once", async () => {
    const { calls, exited } = setUp({ server: () => new Promise(() => undefined), relay: () => Promise.resolve() });
    send("SIGTERM");
    send("SIGINT");
    expect(await exited).toBe(1);
    expect(calls).toEqual(["server"]);
  });
});
