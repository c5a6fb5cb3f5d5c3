import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { type Db, openClient } from "@kinerja/common/postgres";
import { testDatabase } from "@kinerja/common/testing";
import { from as copyFrom } from "pg-copy-streams";
import type { LoggedEntry, LogStore, PartitionBatch } from "../../services/activity/src/app/log.ts";
import type * as Store from "../../services/activity/src/adapters/postgres/log-store.ts";
import type * as Partitions from "../../services/activity/src/adapters/postgres/partitions.ts";
import type * as Sessions from "../../services/activity/src/adapters/postgres/session.ts";
import { startPostgres } from "../parts/postgres.ts";
import { type ReportRow } from "../reports.ts";
import { type Effort } from "./edge.ts";
import { makeBatch, makePeople, partitions } from "./logged.ts";
import { rowOf } from "./rows.ts";
import { interleaved, ratios } from "./sample.ts";

const require = createRequire(import.meta.url);
/** What the writer runs: its compiled files. */
const built = (name: string): unknown => require(`../../services/activity/dist/adapters/postgres/${name}.js`);
const { agreeOnLog, postgresLogStore } = built("log-store") as typeof Store;
const { createPartitionKeeper } = built("partitions") as typeof Partitions;
const { openSessions } = built("session") as typeof Sessions;

type Session = Store.Session;
type Client = Awaited<ReturnType<typeof openClient>>;

const columns = `bucket, person_id, id, version, agency_id, employment_id, work_date, starts, ends, minutes, flags, zone,
  accepted_at, log_offset, body_sha256, body, plan_item_id, state`;
export const writerBatch = 1_000;
const copyBatch = 5_000;

function copyLine(bucket: number, { personId, id, version }: LoggedEntry): string {
  const { agencyId, employmentId, workDate, acceptedAt, offset, bodySha256, body, planItemId } = version;
  const hex = (bytes: Buffer): string => `\\\\x${bytes.toString("hex")}`;
  const accepted = new Date(acceptedAt).toISOString();
  return `${bucket}\t${personId}\t${id}\t1\t${agencyId}\t${employmentId}\t${workDate}\t450\t585\t135\t0\t2\t${accepted}\t${offset}\t${hex(bodySha256)}\t${hex(body)}\t${planItemId ?? "\\N"}\t1\n`;
}

/** The reference: what PostgreSQL takes in without any question asked. */
async function copyRows(client: Client, rows: readonly (readonly [number, LoggedEntry])[]): Promise<void> {
  for (let start = 0; start < rows.length; start += copyBatch) {
    const text = rows.slice(start, start + copyBatch).map(([bucket, entry]) => copyLine(bucket, entry));
    await pipeline(
      Readable.from([Buffer.from(text.join(""))]),
      client.query(copyFrom(`copy entry (${columns}) from stdin`)),
    );
  }
}

/** The writer's session without the days: what T1 asks for. */
const withoutDays = (session: Session): Session => ({
  transaction: (work) =>
    session.transaction((db) => {
      const only: Db = {
        query: (text, values) => (text.includes("into day") ? Promise.resolve([]) : db.query(text, values)),
      };
      return work(only);
    }),
});

interface Opened {
  /** Stores new entries and answers with their rate. */
  fill(entries: number): Promise<number>;
  close(): Promise<void>;
}

async function openActivity() {
  const database = await testDatabase("activity");
  const sessions = openSessions(database.url("writer"), "bench", 1);
  await sessions.transaction((db) => agreeOnLog(db, { partitions, topicId: "bench" }));
  const ensureWeeks = createPartitionKeeper(sessions);
  await ensureWeeks([Date.now()]);
  return { database, sessions, ensureWeeks };
}

/** The writer's own store on a database of its own, with people and positions. */
export async function openStore(wrap: (session: Session) => Session = (session) => session) {
  const { database, sessions, ensureWeeks } = await openActivity();
  const store: LogStore = postgresLogStore({ session: wrap(sessions), deadlineDays: 3, ensureWeeks, topic: "bench" });
  await store.claim(Array.from({ length: partitions }, (_, partition) => partition));
  const people = makePeople();
  const positions: bigint[] = Array.from({ length: partitions }, () => 0n);
  const close = async (): Promise<void> => {
    await sessions.stop();
    await database.drop();
  };
  return { database, store, people, positions, close };
}

/** Stores batch after batch; answers with the rate. */
export async function storeAll(store: LogStore, batches: readonly PartitionBatch[][]): Promise<number> {
  const entries = batches.flat().reduce((sum, batch) => sum + batch.entries.length, 0);
  const started = performance.now();
  for (const batch of batches) {
    const applied = await store.store(batch);
    if (applied.size !== partitions) throw new Error("the writer lost its place");
  }
  return (entries * 1000) / (performance.now() - started);
}

async function openWriter(wrap?: (session: Session) => Session): Promise<Opened> {
  const { store, people, positions, close } = await openStore(wrap);
  return {
    async fill(entries) {
      const batches = Array.from({ length: entries / writerBatch }, () => makeBatch(people, positions, writerBatch));
      return storeAll(store, batches);
    },
    close,
  };
}

export async function openCopy(): Promise<Opened> {
  const { database, sessions } = await openActivity();
  const client = await openClient(database.url("owner"), "bench");
  await client.query("alter table entry no force row level security");
  const people = makePeople();
  return {
    async fill(entries) {
      const rows = makeBatch(people, [], entries).flatMap((batch) =>
        batch.entries.map((entry) => [batch.partition, entry] as const),
      );
      const started = performance.now();
      await copyRows(client, rows);
      return (entries * 1000) / (performance.now() - started);
    },
    async close() {
      await client.end();
      await sessions.stop();
      await database.drop();
    },
  };
}

/** A durable server of its own, for as long as the work lasts. */
export async function onPostgres<Result>(work: () => Promise<Result>): Promise<Result> {
  const dir = mkdtempSync(join(tmpdir(), "kinerja-bench-"));
  const postgres = await startPostgres({ dir, mode: "durable" });
  process.env["TEST_DATABASE_URL"] = postgres.url;
  try {
    return await work();
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

const percent = (values: readonly number[]): number[] => values.map((value) => value * 100);

/** T1 and T2: the writer's statement on one connection, beside COPY into the same table of another database of the same server. */
export const benchStore = ({ rounds, divisor }: Effort): Promise<ReportRow[]> =>
  onPostgres(async () => {
    const [copy, bare, whole] = [await openCopy(), await openWriter(withoutDays), await openWriter()];
    const entries = Math.ceil(40_000 / divisor / copyBatch) * copyBatch;
    const rates = await interleaved(rounds, {
      copy: () => copy.fill(entries),
      bare: () => bare.fill(entries),
      whole: () => whole.fill(entries),
    });
    for (const one of [copy, bare, whole]) await one.close();
    return [
      rowOf({
        id: "T1",
        what: `writer statement, idempotent, batches of ${writerBatch}: rate of COPY`,
        unit: "%",
        values: percent(ratios(rates.bare, rates.copy)),
        atLeast: 50,
      }),
      rowOf({
        id: "T2",
        what: "writer statement and day rows: rate of COPY",
        unit: "%",
        values: percent(ratios(rates.whole, rates.copy)),
        atLeast: 40,
      }),
      rowOf({ id: "T2", what: "writer, one connection", unit: "entries/s", values: rates.whole }),
      rowOf({ id: "T1", what: `COPY text of ${copyBatch}, one connection`, unit: "rows/s", values: rates.copy }),
    ];
  });
