import { type Exchange } from "@kinerja/common/edge";
import { Refusal } from "@kinerja/common/errors";
import { type Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";

import { type RateLimits } from "./config.ts";

/** Takes points from somebody's allowance; refuses when there are none left. */
export type Take = (key: string, points?: number) => Promise<void>;

/** Allowances are counted in Redis for all gateways together; without it each counts for itself, and nobody waits. */
export function allowance(
  name: string,
  points: number,
  durationS: number,
  redis: Redis | undefined,
  refusalCode = "RATE_LIMITED",
): Take {
  const settings = { keyPrefix: `kinerja:${name}`, points, duration: durationS };
  const memory = new RateLimiterMemory(settings);
  const limiter = redis
    ? new RateLimiterRedis({ ...settings, storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter: memory })
    : memory;
  return async (key, taken = 1) => {
    try {
      await limiter.consume(key, taken);
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      throw new Refusal("limit", refusalCode, { retryAfterS: Math.max(1, Math.ceil(thrown.msBeforeNext / 1_000)) });
    }
  };
}

export interface Allowances {
  readonly address: Take;
  readonly signIn: Take;
  readonly subject: Take;
  /** In megabytes. */
  readonly upload: Take;
}

export function allowances(limits: RateLimits, redis: Redis | undefined): Allowances {
  return {
    address: allowance("address", limits.publicPerMinute, 60, redis),
    signIn: allowance("sign-in", limits.signInPerMinute, 60, redis),
    subject: allowance("subject", limits.subjectPerMinute, 60, redis),
    upload: allowance("upload", limits.uploadMegabytesPerDay, 86_400, redis, "FILE_QUOTA_REACHED"),
  };
}

/** Guesses at passwords and codes count twice: as requests, and as attempts. */
export const isSignIn = ({ route }: Pick<Exchange, "route">): boolean =>
  route.path === "/v1/auth:signIn" || route.path === "/v1/auth:activate";
