import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startParts, type Parts } from "../../platform/parts.ts";
import { readSecrets, type Secrets } from "../../platform/secrets.ts";
import { type Disk, openDisk } from "./disk.ts";

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
  stop(): Promise<void>;
}

export interface ServersOptions {
  readonly dir: string;
  readonly brokers: 1 | 3;
  readonly isOnSmallDisks?: boolean;
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

export async function startServers({ dir, brokers, isOnSmallDisks = false }: ServersOptions): Promise<Servers> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  // The rig keeps nothing that Valkey would hold.
  const start = (): Promise<Parts> =>
    startParts({ dir, brokers, given: { redisUrl: "redis://unused" }, tell: () => undefined });
  const first = await start();
  const secrets = readSecrets(dir);
  if (!isOnSmallDisks) return { dir, brokers, parts: first, secrets, disks: undefined, stop: () => first.stop() };
  await first.stop();
  const disks = openDisks(dir);
  try {
    const parts = await start();
    const stop = (): Promise<void> => parts.stop().finally(() => removeDisks(disks));
    return { dir, brokers, parts, secrets, disks, stop };
  } catch (error) {
    removeDisks(disks);
    throw error;
  }
}
