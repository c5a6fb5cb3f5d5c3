import { Redis } from "ioredis";

import { type Stoppable } from "../lifecycle/index.ts";
import { type Log } from "../telemetry/index.ts";

/**
 * A connection that nobody waits for: when Redis is away, commands fail at once and it tries again in the background. `meanwhile` says in the log
 * what is done without it.
 */
export function openRedis(
  url: string | undefined,
  log: Log,
  meanwhile: string,
): Stoppable & { readonly redis: Redis | undefined } {
  if (url === undefined) return { redis: undefined, stop: () => Promise.resolve() };
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 250,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5_000),
  });
  let isAway = false;
  redis.on("error", () => {
    if (!isAway) log.warn({ unit: "redis" }, `away: ${meanwhile}`);
    isAway = true;
  });
  redis.on("ready", () => {
    if (isAway) log.info({ unit: "redis" }, "back");
    isAway = false;
  });
  return {
    redis,
    stop: () => {
      redis.disconnect();
      return Promise.resolve();
    },
  };
}
