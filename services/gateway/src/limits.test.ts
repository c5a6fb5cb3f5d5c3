import { createServer, type Socket } from "node:net";
import { type AddressInfo } from "node:net";

import { expect, it } from "@jest/globals";
import { Redis } from "ioredis";

import { allowance } from "./limits.ts";

it("goes on by itself, and without waiting, when Redis is away", async () => {
  const redis = new Redis(1, "127.0.0.1", {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on("error", () => undefined);
  await redis.connect().catch(() => undefined);
  const take = allowance("test", 2, 60, redis);
  const started = performance.now();
  await take("a");
  await take("a");
  await expect(take("a")).rejects.toMatchObject({ kind: "limit", code: "RATE_LIMITED", params: { retryAfterS: 60 } });
  await take("b");
  expect(performance.now() - started).toBeLessThan(1_000);
});

it("goes on by itself when Redis does not answer", async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const redis = new Redis(port, "127.0.0.1", {
    enableReadyCheck: false,
    enableOfflineQueue: true,
    commandTimeout: 100,
  });
  redis.on("error", () => undefined);
  await new Promise((resolve) => redis.once("connect", resolve));
  const take = allowance("test", 1, 60, redis);
  await take("a");
  await expect(take("a")).rejects.toMatchObject({ code: "RATE_LIMITED" });
  redis.disconnect();
  for (const socket of sockets) socket.destroy();
  silent.close();
});
