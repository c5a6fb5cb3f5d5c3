import { Refusal } from "@kinerja/common/errors";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { inParts, leaderLock, type Producer, startRelay } from "@kinerja/common/messaging";
import { gauge } from "@kinerja/common/telemetry";

import { type Envelope } from "../kafka/pack.ts";
import { byteaArray } from "./binary.ts";
import { type Session } from "./log-store.ts";

/** An envelope under the id that its receipts name. */
type Kept = Envelope & { readonly id: string };

/** Keeps envelopes until the log takes them again. */
export type Spool = {
  /** Resolves when they are safe on disk. */
  keep(topic: string, envelopes: readonly Kept[]): Promise<void>;
};

const insertSql = `
  insert into outbox (id, topic, partition, key, type, payload, headers, accepted_at, entries)
  select id, $1, partition, '', 'SubmittedBatch', payload, '{}', accepted_at, entries
  from unnest($2::uuid[], $3::int[], $4::bytea[], $5::timestamptz[], $6::int[]) with ordinality
    as e (id, partition, payload, accepted_at, entries, nr) order by nr`;

const measureEveryMs = 5_000;

/** Envelopes in PostgreSQL; a full spool refuses, since whatever shares its disk would stop with it. */
export function postgresSpool(session: Session, limitBytes: number, now = () => performance.now()): Spool {
  let [bytes, measuredAt] = [0n, -Infinity];
  const measure = (): Promise<void> =>
    session.transaction(async (db) => {
      const [row] = await db.query<{ bytes: bigint }>("select pg_total_relation_size('outbox') as bytes");
      [bytes, measuredAt] = [row?.bytes ?? 0n, now()];
    });
  return {
    async keep(topic, envelopes) {
      if (now() - measuredAt > measureEveryMs) await measure();
      if (bytes > limitBytes) throw new Refusal("unavailable", "LOG_UNAVAILABLE", { retryAfterS: 30 });
      await session.transaction((db) =>
        db.query(insertSql, [
          topic,
          envelopes.map(({ id }) => id),
          envelopes.map(({ partition }) => partition),
          byteaArray(envelopes.map(({ value }) => value)),
          envelopes.map(({ acceptedAt }) => new Date(acceptedAt)),
          envelopes.map(({ entries }) => entries),
        ]),
      );
    },
  };
}

/** Envelopes that were accepted up to an instant and are not in the log yet: no month that ends before it may be counted. */
export const spooledUpTo =
  (session: Session) =>
  async (instant: number): Promise<bigint> =>
    session.transaction(async (db) => {
      const [row] = await db.query<{ count: bigint }>("select count(*) as count from outbox where accepted_at <= $1", [
        new Date(instant),
      ]);
      return row?.count ?? 0n;
    });

const waiting = gauge(
  "ingest_spool_envelopes",
  "Envelopes that only the spool has, told by the instance that drains it.",
);
const oldest = gauge("ingest_spool_oldest_seconds", "Age of the first entry of them, on the platform's clock.");
const lookEveryMs = 5_000;

/** By the index alone, however large the spool is: its positions have hardly a gap. */
const depthSql = `
  select coalesce(max(position) - min(position) + 1, 0) as envelopes,
    (select accepted_at from outbox order by position limit 1) as accepted_at from outbox`;

/** Sets the gauges. */
export async function tellDepth(session: Session, now: number): Promise<void> {
  const [row] = await session.transaction((db) => db.query<{ envelopes: bigint; accepted_at: Date | null }>(depthSql));
  waiting.set(Number(row?.envelopes ?? 0));
  oldest.set(row?.accepted_at ? Math.max(0, (now - row.accepted_at.getTime()) / 1_000) : 0);
}

export type DrainOptions = {
  readonly session: Session;
  readonly url: string;
  readonly producer: Producer;
  readonly now: () => number;
  readonly onTrouble: (error: unknown) => void;
};

/** Moves the spool into the log, oldest first, while it leads among all instances of ingest, and says how much is left. */
export function startDrain({ session, url, producer, now, onTrouble }: DrainOptions): Stoppable {
  const relay = startRelay({
    db: { query: (sql, params) => session.transaction((db) => db.query(sql, params)) },
    leaderLock: leaderLock(url, "activity-spool"),
    publish: inParts((batches) => producer.send(batches)),
    pollMs: 2_000,
    standbyMs: 5_000,
    onTrouble,
  });
  const look = async (): Promise<void> => {
    if (relay.isLeading()) return tellDepth(session, now());
    waiting.set(0);
    oldest.set(0);
  };
  const timer = setInterval(() => void look().catch(onTrouble), lookEveryMs);
  return {
    stop: () => {
      clearInterval(timer);
      return relay.stop();
    },
  };
}
