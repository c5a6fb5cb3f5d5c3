import { UsageError } from "../command-line.ts";
import { type Queries, type Query } from "../invariants/finding.ts";
import { type ListRequest, type Place } from "./options.ts";

/** What is known of a parked record without its value, which is personal data. */
export interface Parked extends Place {
  readonly consumer: string;
  readonly parkedAt: string;
  /** Null of a tombstone, as the hash. */
  readonly size: number | null;
  readonly sha256: string | null;
  readonly cause: string;
  readonly redrivenAt: string | null;
  readonly redrivenBy: string | null;
  /** Null while it is not settled, and where nothing waits for it. */
  readonly settledAt: string | null;
  readonly settledBy: string | null;
  readonly settledReason: string | null;
}
export type ParkedOf = Parked & { readonly service: string };
/** Whose work a record may hold: what nobody can tell is null. */
export type MayBeOf = {
  readonly personId: string | null;
  readonly agencyId: string | null;
  readonly period: string | null;
};
export type ParkedWhole = Parked & {
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where no month waits for it, or nobody has looked yet. */
  readonly mayBeOf: readonly MayBeOf[] | undefined;
};

/** To the microsecond, so that the pages of several databases can be merged by text. */
const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const common = `consumer, topic, partition, record_offset as "offset", ${instant("parked_at")} as "parkedAt", octet_length(value) as size,
  encode(sha256(value), 'hex') as sha256, cause, ${instant("redriven_at")} as "redrivenAt", redriven_by as "redrivenBy"`;
const settled = `${instant("settled_at")} as "settledAt", settled_by as "settledBy", settled_reason as "settledReason"`;
const neverSettled = `null as "settledAt", null as "settledBy", null as "settledReason"`;

/** True in a service where something waits until its parked records are settled. */
export async function settles(query: Query): Promise<boolean> {
  const [row] = await query<{ settles: boolean }>("select to_regclass('parked_scope') is not null as settles");
  return row?.settles === true;
}
const columnsOf = async (query: Query): Promise<string> =>
  `${common}, ${(await settles(query)) ? settled : neverSettled}`;

/** Hashes those of the page alone. */
const newestSql = (columns: string): string => `select ${columns} from (
    select * from inbox_parked order by parked_at desc, topic, partition, record_offset desc, consumer limit $1
  ) as newest order by parked_at desc, topic, partition, record_offset desc, consumer`;

/** The services that park records. */
export async function parkingOf(queries: Queries): Promise<Queries> {
  const asked = Object.entries(queries).map(async ([service, query]) => {
    const [row] = await query<{ parks: boolean }>("select to_regclass('inbox_parked') is not null as parks");
    return row?.parks === true ? [[service, query] as const] : [];
  });
  return Object.fromEntries((await Promise.all(asked)).flat());
}

export function queryFor(parking: Queries, service: string): Query {
  const query = parking[service];
  if (query !== undefined && Object.hasOwn(parking, service)) return query;
  throw new UsageError(`${service}: no such service; those that park records are ${Object.keys(parking).join(", ")}`);
}

export interface Page {
  readonly total: number;
  readonly records: readonly ParkedOf[];
}

/** One page of the parked records of all services, newest first. */
export async function pageOf(parking: Queries, { limit, page }: Pick<ListRequest, "limit" | "page">): Promise<Page> {
  const asked = Object.entries(parking).map(async ([service, query]) => {
    const [counted] = await query<{ count: bigint }>("select count(*) from inbox_parked");
    const rows = await query<Parked>(newestSql(await columnsOf(query)), [limit * page]);
    return { count: Number(counted?.count ?? 0), rows: rows.map((row) => ({ service, ...row })) };
  });
  const found = await Promise.all(asked);
  const sorted = found
    .flatMap(({ rows }) => rows)
    .sort((one, other) => Number(other.parkedAt > one.parkedAt) - Number(other.parkedAt < one.parkedAt));
  const total = found.reduce((sum, { count }) => sum + count, 0);
  return { total, records: sorted.slice(limit * (page - 1), limit * page) };
}

export const atPlace = "topic = $1 and partition = $2 and record_offset = $3";
export const placeParams = ({ topic, partition, offset }: Place): unknown[] => [topic, partition, offset];
export const placeText = ({ topic, partition, offset }: Place): string => `${topic}/${partition}:${offset}`;

/** The record as each consumer that could not read it has parked it. */
export async function recordsAt(query: Query, place: Place): Promise<ParkedWhole[]> {
  const mayBeOf = (await settles(query))
    ? `(select json_agg(json_build_object('personId', person_id, 'agencyId', agency_id, 'period', period) order by number)
        from parked_scope s where (s.consumer, s.topic, s.partition, s.record_offset) = (p.consumer, p.topic, p.partition, p.record_offset))`
    : "null";
  const sql = `select ${await columnsOf(query)}, headers, ${mayBeOf} as "mayBeOf" from inbox_parked p where ${atPlace} order by consumer`;
  const found = await query<ParkedWhole>(sql, placeParams(place));
  if (found.length === 0) throw new UsageError(`${placeText(place)} is not parked in this service`);
  return found;
}

export interface RawRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Where it lay before anybody published it once more. */
  readonly firstOffset: bigint;
}

/** As it stood in the log: a consumer that keeps no key parks less of it than another. */
export async function rawRecordAt(query: Query, place: Place): Promise<RawRecord> {
  const first = (await settles(query)) ? "coalesce(first_offset, record_offset)" : "record_offset";
  const [raw] = await query<RawRecord>(
    `select key, value, headers, ${first} as "firstOffset" from inbox_parked where ${atPlace} order by key is null, value is null, consumer limit 1`,
    placeParams(place),
  );
  if (raw === undefined) throw new UsageError(`${placeText(place)} is not parked in this service`);
  return raw;
}
