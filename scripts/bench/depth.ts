import { openClient } from "@kinerja/common/postgres";
import { type ReportRow } from "../reports.ts";
import { type Effort } from "./edge.ts";
import { makeBatch } from "./logged.ts";
import { type OwnerClient, withOwner } from "./owner.ts";
import { rowOf } from "./rows.ts";
import { spreadOf } from "./sample.ts";
import { onPostgres, openStore, storeAll, writerBatch } from "./store.ts";

const rowsAtOnce = 500_000;

/** Rows of the same people, made by the server itself, with ids of this moment: the partitions that the writer writes into become deep. */
const fillSql = `
  insert into entry (bucket, person_id, id, version, agency_id, employment_id, work_date, starts, ends, minutes, state, flags, zone,
    accepted_at, log_offset, body_sha256, body)
  select p.bucket, p.people[1 + (random() * (cardinality(p.people) - 1))::int], uuidv7(), 1, '00000000-0000-8000-8000-000000000001',
    '00000000-0000-8000-8000-000000000002', current_date, 450, 585, 135, 1, 0, 2, now(), i, decode(repeat('a3', 32), 'hex'),
    decode(repeat('5b', 190), 'hex')
  from generate_series(1, $1::int) as i
  join (select bucket, array_agg(person) as people from unnest($2::int2[], $3::uuid[]) as k (bucket, person) group by bucket) p
    on p.bucket = i % 8`;

async function fillWith(client: OwnerClient, people: readonly (readonly string[])[], wanted: number): Promise<void> {
  const pairs = people.flatMap((ofBucket, bucket) => ofBucket.map((person) => [bucket, person] as const));
  for (let filled = 0; filled < wanted; filled += rowsAtOnce)
    await client.query(fillSql, [
      Math.min(rowsAtOnce, wanted - filled),
      pairs.map(([bucket]) => bucket),
      pairs.map(([, person]) => person),
    ]);
}

async function checkpoint(): Promise<void> {
  const client = await openClient(process.env["TEST_DATABASE_URL"] ?? "", "bench");
  await client.query("checkpoint").finally(() => client.end());
}

interface Deep {
  /** Entries a second, round by round. */
  readonly rates: readonly number[];
  /** Bytes of the write-ahead log for an entry: right after a checkpoint, and when most pages have been written whole since. */
  readonly walFirst: number;
  readonly walLater: number;
  readonly walOfVacuum: number;
  readonly rowBytes: number;
}

interface Writing {
  readonly people: readonly (readonly string[])[];
  readonly wanted: number;
  /** Stores some batches; returns how many entries. */
  readonly store: () => Promise<number>;
  readonly measure: () => Promise<number[]>;
}

async function measureDeep(client: OwnerClient, { people, wanted, store, measure }: Writing): Promise<Deep> {
  const place = async (): Promise<bigint> => {
    const { rows } = await client.query<{ bytes: bigint }>(
      "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::int8 as bytes",
    );
    return rows[0]?.bytes ?? 0n;
  };
  const written = async (): Promise<number> => {
    const before = await place();
    const entries = await store();
    return Number((await place()) - before) / entries;
  };
  const filling = async (entries: number): Promise<number> => {
    await fillWith(client, people, entries);
    const before = await place();
    await client.query("vacuum entry");
    return Number((await place()) - before) / entries;
  };
  const walOfVacuum = await filling(wanted);
  await checkpoint();
  const [walFirst, rates] = [await written(), await measure()];
  await filling(wanted / 10);
  const walLater = await written();
  const { rows } = await client.query<{ bytes: bigint; entries: bigint }>(
    `select sum(pg_total_relation_size(inhrelid))::int8 as bytes, (select count(*) from entry) as entries
     from pg_inherits where inhparent in (select inhrelid from pg_inherits where inhparent = 'entry'::regclass)`,
  );
  const rowBytes = Number(rows[0]?.bytes ?? 0n) / Number(rows[0]?.entries ?? 1n);
  return { rates, walFirst, walLater, walOfVacuum, rowBytes };
}

/**
 * T7: the writer's rate with so many rows in the hot partitions, beside its rate in empty ones; and what it writes ahead for an entry: right after a
 * checkpoint, when each page that is touched goes into the log whole, and when nearly all have been. What filled them is vacuumed first, and that is
 * measured apart: left to itself it begins at some moment of the measuring, and writes more than the writer.
 */
export const benchDepth = ({ rounds, divisor }: Effort): Promise<ReportRow[]> =>
  onPostgres(async () => {
    const { database, store, people, positions, close } = await openStore();
    const batches = () =>
      Array.from({ length: Math.ceil(40 / divisor) }, () => makeBatch(people, positions, writerBatch));
    const measure = async (): Promise<number[]> => {
      const rates: number[] = [];
      for (let round = 0; round <= rounds; round++) {
        const rate = await storeAll(store, batches());
        if (round > 0) rates.push(rate);
      }
      return rates;
    };
    const shallow = await measure();
    const wanted = 10_000_000 / divisor;
    const stored = async (): Promise<number> => {
      const more = batches();
      await storeAll(store, more);
      return more.length * writerBatch;
    };
    const deep = await withOwner(database, (client) => measureDeep(client, { people, wanted, store: stored, measure }));
    await close();
    const { median } = spreadOf(shallow);
    const millions = wanted / 1_000_000;
    return [
      rowOf({
        id: "T7",
        what: `${millions} M rows in the hot partitions: rate of empty ones`,
        unit: "%",
        values: deep.rates.map((rate) => (100 * rate) / median),
        atLeast: 70,
      }),
      rowOf({
        id: "T7",
        what: "written ahead (WAL), with its day, between two checkpoints",
        unit: "B/entry",
        values: [deep.walLater],
        atMost: 1_000,
      }),
      rowOf({
        id: "T7",
        what: "the same right after a checkpoint",
        unit: "B/entry",
        values: [deep.walFirst],
      }),
      rowOf({
        id: "T7",
        what: "written ahead by the vacuum that an entry sees later",
        unit: "B/entry",
        values: [deep.walOfVacuum],
      }),
      rowOf({ id: "T7", what: "on disk, with the index", unit: "B/entry", values: [deep.rowBytes] }),
      rowOf({
        id: "T7",
        what: `writer, one connection, ${millions} M rows deep`,
        unit: "entries/s",
        values: deep.rates,
      }),
    ];
  });
