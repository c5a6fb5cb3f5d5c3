import { Worker } from "node:worker_threads";

import { afterEach, describe, expect, it } from "@jest/globals";

import { type ComputeJob } from "../app/compute-range.ts";
import { computeThreads } from "./compute-threads.ts";

/** A thread that answers after a while, fails, or dies, as the number of the range says. */
const code = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", ({ no }) => {
    if (no === 13) process.exit(3);
    if (no === 14) throw new Error("broken");
    setTimeout(() => parentPort.postMessage(no === 12 ? { error: "no such range" } : {}), 5);
  });`;

const job = { run: { id: "r" } } as ComputeJob;
let started = 0;
const poolOf = (threads: number) =>
  computeThreads({ threads, start: () => (started++, new Worker(code, { eval: true })) });
let pool = poolOf(2);
afterEach(async () => {
  await pool.stop();
  started = 0;
});

describe("threads of a run", () => {
  it("are started when they are needed, and used again", async () => {
    pool = poolOf(2);
    expect([pool.atOnce, started]).toEqual([2, 0]);
    await Promise.all([pool.compute(job, 0), pool.compute(job, 1)]);
    await Promise.all([pool.compute(job, 2), pool.compute(job, 3)]);
    expect(started).toBe(2);
  });

  it("tell what went wrong, and go on", async () => {
    pool = poolOf(1);
    await expect(pool.compute(job, 12)).rejects.toThrow("no such range");
    await pool.compute(job, 1);
    expect(started).toBe(1);
  });

  it.each([
    [13, "ended with 3"],
    [14, "broken"],
  ])("that die with range %d fail its computation, and others take their place", async (no, message) => {
    pool = poolOf(2);
    const [dead, alive] = await Promise.allSettled([pool.compute(job, no), pool.compute(job, 1)]);
    expect(dead).toMatchObject({
      status: "rejected",
      reason: { message: expect.stringContaining(message) as unknown },
    });
    expect(alive.status).toBe("fulfilled");
    await Promise.all([pool.compute(job, 2), pool.compute(job, 3)]);
    expect(started).toBe(3);
  });

  it("leave this thread free", async () => {
    pool = poolOf(1);
    let turns = 0;
    const counting = setInterval(() => turns++, 1);
    await pool.compute(job, 0);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(0);
  });
});
