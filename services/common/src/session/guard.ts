import { SessionRevoked, SigningKeyPublished } from "@kinerja/proto/identity/v1/identity_events";
import { type JWK } from "jose";

import { type Clock } from "../clock/index.ts";
import { type ConnectOptions, tail, topicName } from "../messaging/index.ts";
import { Refusal } from "../errors/index.ts";
import { idSet } from "./id-set.ts";
import { type Subject } from "./subject.ts";
import { createVerifier } from "./verify.ts";

export type SessionGuard = {
  readonly verify: (token: string) => Promise<Subject>;
  /** Takes tokens of ended sessions too: for the log, which marks such an entry instead of losing it. */
  readonly verifyEvenEnded: (token: string) => Promise<Subject>;
  /** Refuses while it is unknown for long who has signed out: for everything but appending to the log. */
  readonly verifyFresh: (token: string) => Promise<Subject>;
  readonly isRevoked: (sessionId: string) => boolean;
  /** The list of ended sessions is young enough to answer by. */
  readonly isFresh: () => boolean;
  /** Resolves when keys and ended sessions of the start are known. */
  readonly ready: Promise<void>;
  /** How old the list of ended sessions may be; grows while Kafka is away. */
  staleForMs(): number;
  stop(): Promise<void>;
};

/** Longer than an access token lives after the session that it comes from, with any clock's error. */
const accessMemoryMs = 30 * 60_000;

type Ended = {
  told(sessionId: string, endedAt: number): void;
  over(sessionId: string): void;
  has(sessionId: string): boolean;
};

/** For diary tokens, which live for a week: until identity says that the session's last token has run out. */
function endedForDiaries(): Ended {
  const ids = idSet();
  return { told: (id) => ids.add(id), over: (id) => ids.delete(id), has: (id) => ids.has(id) };
}

/** For access tokens: an end that is half an hour old concerns no token that is still good. In order of the ends, as the topic is. */
function endedForAccess(clock: Clock): Ended {
  const endedAtOf = new Map<string, number>();
  return {
    told(id, endedAt) {
      const limit = clock.now() - accessMemoryMs;
      for (const [old, at] of endedAtOf) {
        if (at > limit) break;
        endedAtOf.delete(old);
      }
      if (endedAt > limit) endedAtOf.set(id, endedAt);
    },
    over: (id) => endedAtOf.delete(id),
    has: (id) => endedAtOf.has(id),
  };
}

/** What the tailed topics have told so far. */
function sessionMemory(clock: Clock, tokens: "access" | "diary") {
  const keys = new Map<string, { readonly key: JWK; readonly until: number }>();
  const ended = tokens === "diary" ? endedForDiaries() : endedForAccess(clock);
  let known: readonly JWK[] = [];
  let nextEnd = Infinity;
  const readKeys = (): void => {
    const valid = [...keys.values()].filter(({ until }) => until > clock.now());
    known = valid.map(({ key }) => key);
    nextEnd = Math.min(...valid.map(({ until }) => until));
  };
  return {
    applyKey: (id: string, value: Buffer | null): void => {
      if (value === null) keys.delete(id);
      else {
        const { key, validUntil } = SigningKeyPublished.decode(value);
        if (key) keys.set(id, { key: { ...key }, until: validUntil?.getTime() ?? 0 });
      }
      readKeys();
    },
    applyRevocation: (id: string, value: Buffer | null): void => {
      if (value === null) {
        ended.over(id);
        return;
      }
      const { sessionId, revokedAt } = SessionRevoked.decode(value);
      ended.told(sessionId, revokedAt?.getTime() ?? clock.now());
    },
    keys: () => {
      if (clock.now() >= nextEnd) readKeys();
      return known;
    },
    isRevoked: (sessionId: string) => ended.has(sessionId),
  };
}

const staleLimitMs = 30_000;

/**
 * Knows signing keys and ended sessions from Kafka, so that a token is verified without asking identity. Whoever takes diary tokens remembers each
 * ended session for eight days, everybody else for half an hour: at national scale tens of millions against some ten thousand.
 */
export function startSessionGuard(
  options: ConnectOptions & {
    site: string;
    clock: Clock;
    onCrash: (error: Error) => void;
    /** Which ones are to be judged; access tokens alone when missing. */
    tokens?: "access" | "diary";
  },
): SessionGuard {
  const { site, clock } = options;
  const memory = sessionMemory(clock, options.tokens ?? "access");
  const follow = (fact: string, apply: (id: string, value: Buffer | null) => void) =>
    tail({
      ...options,
      topic: topicName(site, "identity", fact),
      apply: ({ key, value }) => apply(key?.toString() ?? "", value),
    });
  const keys = follow("signing-key", memory.applyKey);
  const revocations = follow("revocation", memory.applyRevocation);
  const known = { site, clock, keys: memory.keys, keyWaitMs: 3_000, isComplete: () => keys.isComplete() };
  const verify = createVerifier({ ...known, isRevoked: memory.isRevoked });
  const isFresh = (): boolean => revocations.staleForMs() <= staleLimitMs;
  return {
    verify,
    isFresh,
    verifyFresh: (token) =>
      isFresh() ? verify(token) : Promise.reject(new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 5 })),
    verifyEvenEnded: createVerifier({ ...known, isRevoked: () => false }),
    isRevoked: memory.isRevoked,
    ready: Promise.all([keys.caughtUp, revocations.caughtUp]).then(() => undefined),
    staleForMs: () => revocations.staleForMs(),
    stop: async () => {
      await Promise.all([keys.stop(), revocations.stop()]);
    },
  };
}
