import { Refusal } from "@kinerja/common/errors";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { leaderLock, type Producer, inParts, startRelay } from "@kinerja/common/messaging";

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

/** Moves the spool into the log, oldest first, while it leads among all instances of ingest. */
export const startDrain = (options: {
  readonly session: Session;
  readonly url: string;
  readonly producer: Producer;
  readonly onTrouble: (error: unknown) => void;
}): Stoppable =>
  startRelay({
    db: { query: (sql, params) => options.session.transaction((db) => db.query(sql, params)) },
    leaderLock: leaderLock(options.url, "activity-spool"),
    publish: inParts((batches) => options.producer.send(batches)),
    pollMs: 2_000,
    standbyMs: 5_000,
    onTrouble: options.onTrouble,
  });
