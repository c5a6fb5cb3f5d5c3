import { afterAll, afterEach, describe, expect, it } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild, type Child } from "../parts/process.ts";
import { keep, type Kept } from "./keep.ts";

const dir = mkdtempSync(join(tmpdir(), "keep-"));
const running: Kept[] = [];
let told: string[] = [];
let names = 0;

afterEach(async () => {
  await Promise.all(running.splice(0).map((kept) => kept.stop()));
  told = [];
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const sleeper = (name: string, command = "sleep", args = ["60"]): Promise<Child> =>
  startChild({ name, dir, command, args, stopSignal: "SIGTERM", stopLimitMs: 1_000 });

async function kept(start?: (signal: AbortSignal) => Promise<Child>): Promise<Kept> {
  const name = `one-${names++}`;
  const again = start ?? (() => sleeper(name));
  const one = keep(await sleeper(name), { name, start: again, tell: (line) => told.push(line), firstWaitMs: 10 });
  running.push(one);
  return one;
}
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("what is kept running", () => {
  it("comes back when it was killed, and says so", async () => {
    const one = await kept();
    const before = one.pid();
    await one.kill();
    await one.serving();
    expect(one.pid()).not.toBe(before);
    expect([isAlive(before), isAlive(one.pid())]).toEqual([false, true]);
    expect(told).toEqual([expect.stringMatching(/ended by SIGKILL: it is started again$/)]);
  });

  it("stays away as long as a fault wants it to", async () => {
    const one = await kept();
    const from = performance.now();
    await one.kill(300);
    await one.serving();
    expect(performance.now() - from).toBeGreaterThanOrEqual(300);
  });

  it("is tried again when it does not start, but not for ever", async () => {
    let tries = 0;
    const one = await kept(() => {
      tries++;
      return Promise.reject(new Error("no port"));
    });
    await one.kill();
    await expect(one.serving()).rejects.toThrow("stays down: no port");
    expect(tries).toBe(8);
    expect(told.at(-1)).toMatch(/started 8 times in vain and stays down/);
  }, 30_000);

  it("is started again in order without being told of", async () => {
    const one = await kept();
    const before = one.pid();
    await one.restart();
    expect([isAlive(before), isAlive(one.pid()), told]).toEqual([false, true, []]);
  });

  it("does not come back after it was stopped, nor when it is stopped on its way back", async () => {
    const one = await kept();
    await one.stop();
    expect(isAlive(one.pid())).toBe(false);
    let begun: Child | undefined;
    const slow = await kept(async (signal) => {
      begun = await sleeper("slow");
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await begun.stop();
      throw new Error("nobody waits any more");
    });
    await slow.kill();
    while (begun === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    await slow.stop();
    expect([isAlive(slow.pid()), isAlive(begun.pid)]).toEqual([false, false]);
  });
});
