import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { type ConsumedMessage, tail } from "@kinerja/common/messaging";
import { openClient } from "@kinerja/common/postgres";
import { Redis } from "ioredis";

import { readAddress } from "../../../../scripts/platform/address.ts";
import { told } from "../world.ts";

/** Something that was read, and where. */
export interface Piece {
  readonly place: string;
  readonly bytes: Buffer | string;
}

type Environments = Readonly<Record<string, Readonly<Record<string, string>>>>;
export const environments = (): Environments => JSON.parse(told("ENVIRONMENTS")) as Environments;

/** Logs of all processes, servers too; files of twenty digits are Kafka's data, which is read as records. */
export function readLogs(): Piece[] {
  const dir = told("DIR");
  const names = readdirSync(dir, { recursive: true, encoding: "utf8" });
  const logs = names.filter((name) => name.endsWith(".log") && !/\d{20}\.log$/.test(name));
  return logs.map((name) => ({ place: name, bytes: readFileSync(join(dir, name)) }));
}

export const readSpans = (): string => readFileSync(join(told("DIR"), "spans.jsonl"), "utf8");

export function readMetrics(): Promise<Piece[]> {
  return Promise.all(
    Object.entries(environments()).map(async ([name, { HTTP_PORT = "" }]) => {
      const answer = await fetch(`http://127.0.0.1:${HTTP_PORT}/metrics`);
      if (answer.status !== 200) throw new Error(`${name} answered ${answer.status} for its metrics`);
      return { place: `metrics of ${name}`, bytes: await answer.text() };
    }),
  );
}

/** As the broker keeps them, by their folders: also topics that nobody tells of. */
function topics(): string[] {
  const folders = readdirSync(join(told("DIR"), "kafka"), { recursive: true, withFileTypes: true });
  const partitions = folders.filter((one) => one.isDirectory() && /^kinerja\..*-\d+$/.test(one.name));
  return [...new Set(partitions.map(({ name }) => name.replace(/-\d+$/, "")))];
}

export interface TopicRecord {
  readonly topic: string;
  readonly record: ConsumedMessage;
}

async function readTopic(topic: string, brokers: readonly string[]): Promise<TopicRecord[]> {
  const records: TopicRecord[] = [];
  let fail: (error: Error) => void = () => undefined;
  const crashed = new Promise<never>((_, reject) => (fail = reject));
  const reading = tail({
    ...{ topic, brokers, clientId: "scan", probeMs: 500 },
    apply: (record) => records.push({ topic, record }),
    onCrash: fail,
  });
  await Promise.race([reading.caughtUp, crashed]).finally(() => reading.stop());
  return records;
}

/** Every record of every partition of every topic, up to the end. */
export async function readRecords(): Promise<TopicRecord[]> {
  const { brokers } = readAddress(told("DIR"));
  return (await Promise.all(topics().map((topic) => readTopic(topic, brokers)))).flat();
}

const readers: Readonly<Record<string, (redis: Redis, key: string) => Promise<unknown>>> = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, 0, -1),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrange(key, 0, -1),
};

export async function readRedis(): Promise<Piece[]> {
  const redis = new Redis(environments()["gateway"]?.["REDIS_URL"] ?? "");
  const pieces: Piece[] = [];
  for (const key of await redis.keys("*")) {
    const type = await redis.type(key);
    const read = readers[type];
    if (read === undefined && type !== "none") throw new Error(`nobody knows how to read ${key}, a ${type}`);
    pieces.push({ place: `Redis ${type}`, bytes: JSON.stringify([key, await read?.(redis, key)]) });
  }
  redis.disconnect();
  return pieces;
}

const databaseUrl = (service: string): string => {
  const { adminUrl, databases } = readAddress(told("DIR"));
  const [any = ""] = Object.values(databases[service] ?? {});
  return Object.assign(new URL(adminUrl), { pathname: new URL(any).pathname }).href;
};

/** As a superuser, whom no row-level security stops. */
export async function query<Row extends object>(service: string, sql: string, params: unknown[] = []): Promise<Row[]> {
  const client = await openClient(databaseUrl(service), "scan");
  try {
    return (await client.query<Row>(sql, params)).rows;
  } finally {
    await client.end();
  }
}

/** Bytes as they are, and everything else as JSON. */
function bytesOf(value: unknown): Buffer | string {
  if (Buffer.isBuffer(value)) return value;
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one));
}

/** All values of all columns of all tables, views and partitions aside. */
export async function readDatabase(service: string): Promise<Piece[]> {
  const tables = await query<{ name: string }>(
    service,
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  );
  const pieces: Piece[] = [];
  for (const { name } of tables) {
    const rows = await query<Record<string, unknown>>(service, `select * from ${name}`);
    for (const row of rows)
      for (const [column, value] of Object.entries(row).filter(([, one]) => one !== null))
        pieces.push({ place: `${service}: ${name}.${column}`, bytes: bytesOf(value) });
  }
  return pieces;
}
