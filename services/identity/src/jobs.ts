import { type KeepingStore } from "@kinerja/common/files";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { connectProducer, inParts, leaderLock, startRelay } from "@kinerja/common/messaging";
import { type Database, openDatabase } from "@kinerja/common/postgres";
import { errorFields, type Log } from "@kinerja/common/telemetry";

import { type NipVault } from "./adapters/crypto/nip-vault.ts";
import { type Facts } from "./adapters/postgres/facts.ts";
import { type KeyRing } from "./adapters/postgres/key-ring.ts";
import { indexAnew } from "./adapters/postgres/nip-index.ts";
import { neededByImports, sweep, tellCalendars } from "./adapters/postgres/upkeep.ts";

/** Moves facts from the outbox to Kafka while this instance leads. */
export async function tellFacts(options: {
  readonly url: string;
  readonly brokers: readonly string[];
  readonly site: string;
  readonly log: Log;
}): Promise<Stoppable> {
  const { url, brokers, site, log } = options;
  const db = await openDatabase({ url, name: "identity-relay", poolSize: 2 });
  const producer = connectProducer({ brokers, clientId: `identity-relay.${site}` });
  const relay = startRelay({
    db,
    leaderLock: leaderLock(url, "identity-relay"),
    publish: inParts((batches) => producer.send(batches)),
    // An ended session has to be known everywhere within 2 s.
    pollMs: 200,
    onTrouble: (error, attempt) => log.warn({ ...errorFields(error), attempt }, "facts wait in the outbox"),
  });
  return {
    async stop() {
      await relay.stop();
      await producer.close();
      await db.stop();
    },
  };
}

const dayMs = 86_400_000;

/** Uploaded files hold NIPs: they go when their time is over, at the start and daily. What an unfinished import reads stays. */
export function startFileUpkeep(needs: {
  readonly files: KeepingStore;
  /** Receipts of uploads and exports that nobody kept: these need no more than their time. */
  readonly areas: readonly Pick<KeepingStore, "sweep">[];
  readonly keepDays: number;
  readonly reader: Database;
  readonly now: () => number;
  readonly log: Log;
}): Stoppable {
  const { files, areas, keepDays, reader, now, log } = needs;
  const run = async (): Promise<void> => {
    try {
      // The store stamps files by the clock of the machine, not of the platform.
      const before = Date.now() - keepDays * dayMs;
      const count = await files.sweep({ before, inUse: (ids) => neededByImports(reader, ids, now()) });
      for (const area of areas) await area.sweep({ before, inUse: () => Promise.resolve(new Set()) });
      if (count > 0) log.info({ count }, "old files are removed");
    } catch (error) {
      log.warn(errorFields(error), "old files are removed tomorrow");
    }
  };
  let running = run();
  const timer = setInterval(() => {
    running = running.then(run);
  }, dayMs);
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}

const upkeepMs = 20_000;

/** Signing keys ahead of time, numbers under the newest index key, calendars that are new, rows that are of no use any more. */
export function startUpkeep(needs: {
  readonly db: Database;
  readonly facts: Facts;
  readonly keys: KeyRing;
  readonly vault: NipVault;
  readonly now: () => number;
  readonly log: Log;
}): Stoppable {
  const { db, facts, keys, vault, now, log } = needs;
  let running = Promise.resolve();
  const run = async (): Promise<void> => {
    try {
      await keys.refresh();
      const numbers = await indexAnew(db, vault);
      if (numbers > 0) log.info({ numbers, version: vault.indexVersion }, "numbers are indexed by the newest key");
      await tellCalendars(db, facts, now());
      await sweep(db, facts, now());
    } catch (error) {
      log.warn(errorFields(error), "upkeep is tried again");
    }
  };
  running = run();
  const timer = setInterval(() => {
    running = running.then(run);
  }, upkeepMs);
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}
