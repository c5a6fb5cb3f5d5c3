import { SessionRevoked, SigningKeyPublished } from "@kinerja/proto/identity/v1/identity_events";
import { type JWK } from "jose";

import { type Clock } from "../clock/index.ts";
import { type ConnectOptions, tail, topicName } from "../messaging/index.ts";
import { Refusal } from "../errors/index.ts";
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

/** What the tailed topics have told so far. */
function sessionMemory(clock: Clock) {
  const keys = new Map<string, { readonly key: JWK; readonly until: number }>();
  const revoked = new Set<string>();
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
      if (value === null) revoked.delete(id);
      else revoked.add(SessionRevoked.decode(value).sessionId);
    },
    keys: () => {
      if (clock.now() >= nextEnd) readKeys();
      return known;
    },
    isRevoked: (sessionId: string) => revoked.has(sessionId),
  };
}

const staleLimitMs = 30_000;

/** Knows signing keys and ended sessions from Kafka, so that a token is verified without asking identity. */
export function startSessionGuard(
  options: ConnectOptions & { site: string; clock: Clock; onCrash: (error: Error) => void },
): SessionGuard {
  const { site, clock } = options;
  const memory = sessionMemory(clock);
  const follow = (fact: string, apply: (id: string, value: Buffer | null) => void) =>
    tail({
      ...options,
      topic: topicName(site, "identity", fact),
      apply: ({ key, value }) => apply(key?.toString() ?? "", value),
    });
  const keys = follow("signing-key", memory.applyKey);
  const revocations = follow("revocation", memory.applyRevocation);
  const known = { site, clock, keys: memory.keys, keyWaitMs: 3_000 };
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
