import { setTimeout as sleep } from "node:timers/promises";

import { afterEach, describe, expect, it } from "@jest/globals";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { type LeaderLock } from "@kinerja/common/messaging";

import { startLeading } from "./leading.ts";

/** A lock of a server that can end a session, as PostgreSQL does with an advisory lock. */
function openLock() {
  let holder: symbol | undefined;
  const lock: LeaderLock = {
    acquire() {
      if (holder !== undefined) return Promise.resolve(undefined);
      const mine = (holder = Symbol());
      return Promise.resolve({
        isHeld: () => Promise.resolve(holder === mine),
        release: () => Promise.resolve(void (holder = holder === mine ? undefined : holder)),
      });
    },
  };
  return { lock, cut: () => void (holder = undefined), isHeld: () => holder !== undefined };
}

const started: Stoppable[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
});

type Looks = { looked: number; rested: number; troubles: unknown[] };
function start(lock: LeaderLock, look: () => Promise<void> = () => Promise.resolve()): Looks & Stoppable {
  const seen: Looks = { looked: 0, rested: 0, troubles: [] };
  const job = startLeading({
    look: () => (seen.looked++, look()),
    rest: () => {
      seen.rested++;
    },
    lock,
    pollMs: 5,
    onTrouble: (error) => void seen.troubles.push(error),
  });
  started.push(job);
  return Object.assign(seen, job);
}
async function until(holds: () => boolean): Promise<void> {
  const endsAt = performance.now() + 5_000;
  while (!holds()) {
    if (performance.now() > endsAt) throw new Error("it never was so");
    await sleep(2);
  }
}

describe("a job that one instance does for all", () => {
  it("is done by one of two, and by the other when that one ends", async () => {
    const { lock } = openLock();
    const first = start(lock);
    await until(() => first.looked > 3);
    const second = start(lock);
    await until(() => second.rested > 3);
    expect([first.rested, second.looked]).toEqual([0, 0]);
    await first.stop();
    const looked = first.looked;
    await until(() => second.looked > 3);
    expect(first.looked).toBe(looked);
  });

  it("is done no more by one that has lost its session, and goes to one of them", async () => {
    const { lock, cut } = openLock();
    const first = start(lock);
    await until(() => first.looked > 0);
    const second = start(lock);
    await until(() => second.rested > 0);
    cut();
    const before = first.looked + second.looked;
    await until(() => first.looked + second.looked > before + 3);
    const rested = [first.rested, second.rested];
    await sleep(30);
    // One of them leads, the other rests.
    expect([first.rested, second.rested].filter((now, nth) => now > (rested[nth] ?? 0))).toHaveLength(1);
  });

  it("goes on after a look that failed, and lets the lock go at its end", async () => {
    const { lock, isHeld } = openLock();
    const job = start(lock, () => Promise.reject(new Error("away")));
    await until(() => job.troubles.length > 2);
    expect(isHeld()).toBe(true);
    await job.stop();
    expect(isHeld()).toBe(false);
  });
});
