import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";

import { addDays, type Day } from "@kinerja/common/kernel";
import { openClient } from "@kinerja/common/postgres";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

import { type ArchiveStore } from "../../app/archive.ts";
import { type Manifest, type Week, type WeeklyTable } from "../../domain/archive.ts";

type Client = Awaited<ReturnType<typeof openClient>>;

const partitionName = (table: WeeklyTable, { name }: Pick<Week, "name">): string => `${table}_${name}`;

/** Counts and hashes what passes. */
function meter() {
  const hash = createHash("sha256");
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { through, read: () => ({ bytes, sha256: hash.digest("hex") }) };
}

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** A writer that holds the table for long must not make everybody wait: it is tried again by the next run. */
const lockTimeout = "set local lock_timeout = '5s'";

async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

async function columnsOf(client: Client, table: string): Promise<Manifest["columns"]> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  );
  return rows;
}

async function isAttached(client: Client, partition: string): Promise<boolean | undefined> {
  const { rows } = await client.query<{ attached: boolean }>(
    "select relispartition as attached from pg_class where oid = to_regclass($1)",
    [partition],
  );
  return rows[0]?.attached;
}

const namesOf = (columns: Manifest["columns"]): string => columns.map(({ name }) => `"${name}"`).join(", ");

async function tableHash(client: Client, partition: string, columns: Manifest["columns"]) {
  const { through, read } = meter();
  const rows = client.query(copyTo(`copy (select ${namesOf(columns)} from ${partition}) to stdout`));
  await pipeline(rows, through, nowhere());
  return read();
}

async function fileHash(file: string) {
  const { through, read } = meter();
  await pipeline(createReadStream(file), createGunzip(), through, nowhere());
  return read();
}

type Place = { readonly client: Client; readonly folder: string; readonly sync: Sync };
type Files = { readonly data: string; readonly manifest: string };

const filesOf = (folder: string, partition: string): Files => ({
  data: join(folder, `${partition}.copy.gz`),
  manifest: join(folder, `${partition}.json`),
});

/** Returns when the disk holds a file, or the names in a folder; throws when it says that it does not. */
export type Sync = (path: string) => Promise<void>;

const syncPath: Sync = async (path) => {
  const handle = await open(path);
  await handle.sync().finally(() => handle.close());
};

/** A folder stays only when the names of it and of all that was made above it are on disk. */
async function makeFolder(folder: string, sync: Sync): Promise<void> {
  const whole = resolve(folder);
  const first = await mkdir(whole, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = whole; made.length >= first.length; made = dirname(made)) await sync(dirname(made));
}

/** A file has its name only when it is whole and on disk. */
async function writeData({ client, sync }: Place, partition: string, columns: Manifest["columns"], file: string) {
  const { through, read } = meter();
  const rows = client.query(copyTo(`copy (select ${namesOf(columns)} from ${partition}) to stdout`));
  await pipeline(rows, through, createGzip(), createWriteStream(`${file}.part`, { mode: 0o600 }));
  await sync(`${file}.part`);
  await rename(`${file}.part`, file);
  return read();
}

async function readManifest(file: string): Promise<Manifest | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Manifest);
}

class ArchiveBroken extends Error {}

async function loadData(client: Client, partition: string, { columns, rows }: Manifest, file: string): Promise<void> {
  const into = client.query(copyFrom(`copy ${partition} (${namesOf(columns)}) from stdin`));
  await pipeline(createReadStream(file), createGunzip(), into);
  if (into.rowCount !== rows) throw new ArchiveBroken(`${file}: ${into.rowCount} rows, its manifest says ${rows}`);
}

const note = (client: Client, { table, week, rows, sha256, archivedAt }: Manifest) =>
  client.query(
    `insert into archived_week (table_name, week, row_count, sha256, archived_at) values ($1, $2, $3, $4, $5)
     on conflict (table_name, week) do update set row_count = excluded.row_count, sha256 = excluded.sha256,
       archived_at = excluded.archived_at, restored_at = null`,
    [table, week, rows, sha256, archivedAt],
  );

async function findWeeks(client: Client): Promise<Week[]> {
  const { rows } = await client.query<{ name: string; monday: Day }>(
    `select distinct substring(relname from '\\d{4}w\\d{2}$') as name, to_date(substring(relname from '\\d{4}w\\d{2}$'), 'IYYY"w"IW')::text as monday
     from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and relname ~ '^entry(_version|_conflict)?_\\d{4}w\\d{2}$'
       and not exists (select from archived_week a where relname = a.table_name || '_' || a.week and a.restored_at > now() - interval '30 days')`,
  );
  return rows;
}

/** At most ten are named. */
async function findOpenMonths(client: Client, week: Week): Promise<string[]> {
  if ((await isAttached(client, partitionName("entry", week))) !== true) return [];
  const { rows } = await client.query<{ month: string }>(
    `select distinct e.agency_id || '/' || to_char(e.work_date, 'YYYY-MM') as month from ${partitionName("entry", week)} e
     left join period p on p.agency_id = e.agency_id and p.period = to_char(e.work_date, 'YYYY-MM')
     where p.state is distinct from 'sealed' limit 10`,
  );
  return rows.map(({ month }) => month);
}

async function writeTable(place: Place, table: WeeklyTable, week: Week, archivedAt: string): Promise<Manifest> {
  const { client, folder, sync } = place;
  const partition = partitionName(table, week);
  const files = filesOf(folder, partition);
  const columns = await columnsOf(client, partition);
  const written = await writeData(place, partition, columns, files.data);
  const onDisk = await fileHash(files.data);
  if (onDisk.sha256 !== written.sha256) throw new ArchiveBroken(`${files.data} is not what was written`);
  const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${partition}`);
  const counted = Number(rows[0]?.n ?? 0);
  const manifest = { table, week: week.name, monday: week.monday, columns, rows: counted, ...written, archivedAt };
  await writeFile(files.manifest, `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
  await sync(files.manifest);
  await sync(folder);
  return manifest;
}

async function restoreTable(
  { client, folder }: Omit<Place, "sync">,
  table: WeeklyTable,
  name: string,
): Promise<Manifest | undefined> {
  const partition = partitionName(table, { name });
  const files = filesOf(folder, partition);
  const manifest = await readManifest(files.manifest);
  if (manifest === undefined) return undefined;
  if ((await fileHash(files.data)).sha256 !== manifest.sha256)
    throw new ArchiveBroken(`${files.data} does not have the hash of its manifest`);
  await inTransaction(client, async () => {
    await client.query(lockTimeout);
    await client.query(`create table ${partition} (like ${table} including defaults including constraints)`);
    await loadData(client, partition, manifest, files.data);
    const { sha256 } = await tableHash(client, partition, manifest.columns);
    if (sha256 !== manifest.sha256) throw new ArchiveBroken(`${partition} is not what was archived`);
    const [from, to] = [manifest.monday, addDays(manifest.monday, 7)];
    await client.query(
      `do $$ begin execute format('alter table ${table} attach partition ${partition} for values from (%L) to (%L)',
         uuid_at('${from}'::timestamp at time zone 'UTC'), uuid_at('${to}'::timestamp at time zone 'UTC')); end $$`,
    );
    await client.query("update archived_week set restored_at = now() where table_name = $1 and week = $2", [
      table,
      name,
    ]);
  });
  return manifest;
}

/** As the owner of the tables, since nobody else may take partitions out. Files are written into `folder`, two for each table and week. */
export async function openArchiveStore(
  ownerUrl: string,
  folder: string,
  sync = syncPath,
): Promise<ArchiveStore & { stop(): Promise<void> }> {
  const client = await openClient(ownerUrl, "activity-archive");
  await makeFolder(folder, sync);
  return {
    weeks: () => findWeeks(client),
    isThere: async (table, week) => (await isAttached(client, partitionName(table, week))) !== undefined,
    openMonths: (week) => findOpenMonths(client, week),
    async detach(table, week) {
      const partition = partitionName(table, week);
      if ((await isAttached(client, partition)) !== true) return;
      await inTransaction(client, async () => {
        await client.query(lockTimeout);
        await client.query(`alter table ${table} detach partition ${partition}`);
      });
    },
    write: (table, week, archivedAt) => writeTable({ client, folder, sync }, table, week, archivedAt),
    drop: (manifest) =>
      inTransaction(client, async () => {
        await client.query(lockTimeout);
        await note(client, manifest);
        await client.query(`drop table ${partitionName(manifest.table, { name: manifest.week })}`);
      }),
    restore: (table, name) => restoreTable({ client, folder }, table, name),
    stop: () => client.end(),
  };
}
