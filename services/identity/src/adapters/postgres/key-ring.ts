import { type KeyObject } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { enqueue } from "@kinerja/common/messaging";
import { type Database, lockKey, noScope, type Tx } from "@kinerja/common/postgres";

import { keyToMake, signingKeyAt } from "../../domain/signing-key.ts";
import { makeKey, openKey, publicJwk, type SigningKey, type StoredKey } from "../crypto/signing.ts";
import { writeAudit } from "./audit.ts";
import { type Facts } from "./facts.ts";
import { signingKeySchema } from "./schemas.ts";

export type KeyRing = {
  /** Public keys whose tokens may still live. */
  publicKeys(): readonly ReturnType<typeof publicJwk>[];
  keyAt(now: number): Promise<SigningKey>;
  /** Makes a key where one is due, and learns of those that other instances made. */
  refresh(): Promise<void>;
};

async function store(tx: Tx, key: StoredKey, facts: Facts, at: number): Promise<void> {
  await tx.entities.insert(signingKeySchema, key);
  const cause = { actor: "system/identity", role: "SYSTEM", requestId: key.kid, at };
  await enqueue(tx, [facts.signingKey(key, cause)]);
  await writeAudit(tx, { action: "make", resource: "signing-key", objectId: key.kid }, cause);
}

/** Longer than clocks and the log may be behind. */
const marginMs = 86_400_000;

/** All keys but those whose tokens have run out: these are removed, here and from the log. */
async function withoutRetired(tx: Tx, facts: Facts, at: number): Promise<StoredKey[]> {
  const keys = await tx.entities.find(signingKeySchema, { order: { useFrom: "ASC" } });
  const retired = keys.filter(({ validUntil }) => validUntil + marginMs < at);
  for (const key of retired) {
    await tx.entities.delete(signingKeySchema, { kid: key.kid });
    await enqueue(tx, [facts.signingKeyOver(key, at)]);
    const cause = { actor: "system/identity", role: "SYSTEM", requestId: key.kid, at };
    await writeAudit(tx, { action: "retire", resource: "signing-key", objectId: key.kid }, cause);
  }
  return keys.filter((key) => !retired.includes(key));
}

function openWith(master: Buffer, key: StoredKey): KeyObject {
  try {
    return openKey(master, key);
  } catch {
    throw new Error("KEY_ENCRYPTION_KEY is not the one with which this database's signing keys were encrypted");
  }
}

/** The same array for as long as the same keys are valid: verifiers forget what they have verified when they are given another one. */
function publisher(now: () => number): (keys: readonly StoredKey[]) => ReturnType<typeof publicJwk>[] {
  let made: readonly StoredKey[] | undefined;
  let until = 0;
  let published: ReturnType<typeof publicJwk>[] = [];
  return (keys) => {
    if (keys === made && now() < until) return published;
    const valid = keys.filter(({ validUntil }) => validUntil > now());
    made = keys;
    until = Math.min(...valid.map(({ validUntil }) => validUntil));
    published = valid.map(publicJwk);
    return published;
  };
}

const toldPollMs = 50;

/** Waits, for a bounded time, until no key waits to be told: nobody else can check what it signs before that. */
async function untilTold(db: Database, topic: string, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  const isTold = async (): Promise<boolean> =>
    (await db.query("select from outbox where topic = $1 limit 1", [topic])).length === 0;
  while (performance.now() < deadline && !(await isTold())) await sleep(toldPollMs);
}

export type KeyRingNeeds = {
  readonly db: Database;
  readonly facts: Facts;
  readonly master: Buffer;
  readonly now: () => number;
  /**
   * How long a key that is needed at once may wait until it is told. In a platform that runs the next key is told an hour before it signs: only the first
   * one, and one after a long pause, is in a hurry.
   */
  readonly toldLimitMs: number;
};

/** Keys as the database has them; private halves are opened once each. */
export function openKeyRing(needs: KeyRingNeeds): KeyRing {
  const { db, facts, master, now, toldLimitMs } = needs;
  const opened = new Map<string, KeyObject>();
  let keys: readonly StoredKey[] = [];
  const publish = publisher(now);

  async function refresh(): Promise<void> {
    keys = await db.transaction(noScope, async (tx) => {
      await lockKey(tx, "identity/signing-key");
      const at = now();
      const known = await withoutRetired(tx, facts, at);
      const times = keyToMake(known, at);
      if (times === undefined) return known;
      const key = await makeKey(master, times);
      await store(tx, key, facts, at);
      return [...known, key];
    });
  }

  return {
    refresh,
    publicKeys: () => publish(keys),
    async keyAt(at) {
      if (signingKeyAt(keys, at) === undefined) {
        await refresh();
        await untilTold(db, facts.topics.signingKey.name, toldLimitMs);
      }
      const key = signingKeyAt(keys, at) ?? signingKeyAt(keys, now());
      if (key === undefined) throw new Error("no signing key is valid now");
      const privateKey = opened.get(key.kid) ?? openWith(master, key);
      opened.set(key.kid, privateKey);
      return { kid: key.kid, privateKey };
    },
  };
}
