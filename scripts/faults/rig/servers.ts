import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startParts, type Parts } from "../../platform/parts.ts";
import { readSecrets, type Secrets } from "../../platform/secrets.ts";
import { type Disk, openDisk } from "./disk.ts";
import { type Pair, startPair } from "./pair.ts";

/** Small disks of their own. */
interface Disks {
  readonly kafka: Disk;
  /** Tables and indexes. */
  readonly tables: Disk;
  /** PostgreSQL's write-ahead log. */
  readonly wal: Disk;
}

/** PostgreSQL and Kafka, shared by all rows that need the same: each row is a site of its own on them. */
export interface Servers {
  readonly dir: string;
  readonly brokers: 1 | 3;
  readonly parts: Parts;
  readonly secrets: Secrets;
  /** Of servers that are on small disks. */
  readonly disks: Disks | undefined;
  /** PostgreSQL of servers that may have a standby. */
  readonly pair: Pair | undefined;
  stop(): Promise<void>;
}

export interface ServersOptions {
  readonly dir: string;
  readonly brokers: 1 | 3;
  readonly isOnSmallDisks?: boolean;
  readonly mayHaveStandby?: boolean;
}

async function startWithPair(dir: string, brokers: 1 | 3): Promise<Servers> {
  const pair = await startPair(dir, 1);
  const given = { redisUrl: "redis://unused", adminUrl: pair.url };
  try {
    const parts = await startParts({ dir, brokers, given, tell: () => undefined });
    const stop = async (): Promise<void> => {
      await parts.stop();
      await pair.stop();
    };
    return { dir, brokers, parts, secrets: readSecrets(dir), disks: undefined, pair, stop };
  } catch (error) {
    await pair.stop();
    throw error;
  }
}

function openDisks(dir: string): Disks {
  const disk = (name: string, below: string, sizeMb: number): Disk =>
    openDisk({ dir: join(dir, below), image: join(dir, `${name}.img`), sizeMb });
  return {
    kafka: disk("kafka", "kafka/node-1/data", 96),
    tables: disk("tables", "postgres/data", 320),
    wal: disk("wal", "postgres/data/pg_wal", 160),
  };
}

const removeDisks = ({ wal, tables, kafka }: Disks): void => [wal, tables, kafka].forEach((disk) => disk.remove());

export async function startServers(options: ServersOptions): Promise<Servers> {
  const { dir, brokers, isOnSmallDisks = false, mayHaveStandby = false } = options;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (mayHaveStandby) return startWithPair(dir, brokers);
  // The rig keeps nothing that Valkey would hold.
  const start = (): Promise<Parts> =>
    startParts({ dir, brokers, given: { redisUrl: "redis://unused" }, tell: () => undefined });
  const first = await start();
  const secrets = readSecrets(dir);
  const own = { dir, brokers, secrets, pair: undefined };
  if (!isOnSmallDisks) return { ...own, parts: first, disks: undefined, stop: () => first.stop() };
  await first.stop();
  const disks = openDisks(dir);
  try {
    const parts = await start();
    const stop = (): Promise<void> => parts.stop().finally(() => removeDisks(disks));
    return { ...own, parts, disks, stop };
  } catch (error) {
    removeDisks(disks);
    throw error;
  }
}
