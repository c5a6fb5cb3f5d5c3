import { type Stoppable } from "@kinerja/common/lifecycle";
import { type Log } from "@kinerja/common/telemetry";
import { Redis } from "ioredis";

/** A connection that nobody waits for: when Redis is away, commands fail at once and it tries again in the background. */
export function openRedis(url: string | undefined, log: Log): Stoppable & { readonly redis: Redis | undefined } {
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
    if (!isAway) log.warn({ unit: "redis" }, "away: each gateway counts for itself");
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
