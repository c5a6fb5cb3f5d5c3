import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, it, jest } from "@jest/globals";

import { leaderLock } from "./leader.ts";
import { type LeaderLock } from "./relay.ts";

jest.setTimeout(60_000);

const url = process.env["TEST_DATABASE_URL"] ?? "";
const silenceMs = 2_000;

/** A way to the server on which nothing passes any more, and no end, once it is cut. */
async function openWay() {
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(new URL(url).port), new URL(url).hostname);
    sockets.push(near, far);
    for (const socket of [near, far]) socket.on("error", () => undefined);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const way = new URL(url);
  way.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: way.href,
    cut() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close() {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}

async function acquired(lock: LeaderLock, limitMs: number) {
  const end = performance.now() + limitMs;
  while (performance.now() < end) {
    const leadership = await lock.acquire();
    if (leadership !== undefined) return leadership;
    await sleep(100);
  }
  return undefined;
}

it("is another's when nothing is heard of the leader any more, and not while it is only busy", async () => {
  const way = await openWay();
  const other = leaderLock(url, "leader test", silenceMs);
  const first = await acquired(leaderLock(way.url, "leader test", silenceMs), 1_000);
  expect(await acquired(other, 2 * silenceMs)).toBeUndefined();
  expect(await first?.isHeld()).toBe(true);
  way.cut();
  const second = await acquired(other, 3 * silenceMs);
  expect(await second?.isHeld()).toBe(true);
  way.close();
  expect(await first?.isHeld()).toBe(false);
  await Promise.all([first?.release(), second?.release()]);
});
