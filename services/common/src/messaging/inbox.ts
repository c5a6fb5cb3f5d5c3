import { type Database, type Db, noScope } from "../postgres/index.ts";
import type { ConsumedMessage } from "./message.ts";

/*
 * Each service that consumes has these tables in a migration of its own:
 *
 *   create table inbox (
 *     consumer text not null,
 *     event_id uuid not null,
 *     seen_at timestamptz not null default now(),
 *     primary key (consumer, event_id)
 *   );
 *   create table inbox_parked (
 *     consumer text not null,
 *     topic text not null,
 *     partition int not null,
 *     record_offset bigint not null,
 *     key bytea,
 *     value bytea,
 *     headers jsonb not null,
 *     cause text not null,
 *     parked_at timestamptz not null default now(),
 *     redriven_at timestamptz, -- when it was published once more, and by whom (npm run dlq)
 *     redriven_by text,
 *     primary key (consumer, topic, partition, record_offset)
 *   );
 *   create index inbox_parked_redriven on inbox_parked (redriven_at) where redriven_at is not null; -- with forgetRedriven
 */

/** Runs `effect` unless this consumer has already committed this event; returns whether it ran. Same transaction, or it means nothing. */
export async function once(tx: Db, consumer: string, eventId: string, effect: () => Promise<void>): Promise<boolean> {
  const [fresh] = await tx.query(
    "insert into inbox (consumer, event_id) values ($1, $2) on conflict do nothing returning event_id",
    [consumer, eventId],
  );
  if (fresh === undefined) return false;
  await effect();
  return true;
}

export interface ParkedRecord {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly message: ConsumedMessage;
}

const causeLimit = 2_000;

/** Header of a record that was put aside and published once more, with its first place: how it came to where it lies now. */
export const redrivenFrom = "redriven-from";

/** Puts aside, raw and with its cause, a record that can never be understood; returns false when it lay there already. */
export async function park(
  db: Db,
  { consumer, topic, partition, message }: ParkedRecord,
  cause: unknown,
): Promise<boolean> {
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const parked = await db.query(
    `insert into inbox_parked (consumer, topic, partition, record_offset, key, value, headers, cause)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning record_offset`,
    [
      consumer,
      topic,
      partition,
      message.offset,
      message.key,
      message.value,
      JSON.stringify(message.headers),
      why.replaceAll("\0", "").slice(0, causeLimit),
    ],
  );
  return parked.length > 0;
}

export interface ForgetOptions {
  /** Days from the time that a record was published once more. */
  readonly keptDays: number;
  /** So many at once; their values may be a megabyte each. */
  readonly limit?: number;
  /** Hears how many go, before they are gone: a crash in between counts them twice, and never loses count of any. */
  readonly onForget: (count: number) => void;
}

/**
 * Deletes parked records that were published once more longer ago than they are kept, at most the limit; returns how many. What was not published
 * once more stays, however old. For services in whose tables nothing else hangs on a parked record.
 */
export async function forgetRedriven(
  db: Database,
  { keptDays, limit = 100, onForget }: ForgetOptions,
): Promise<number> {
  const isOver = "redriven_at < now() - make_interval(days => $1)";
  // Mostly nothing is there: that is asked in one statement, not in a transaction.
  const [any] = await db.query(`select from inbox_parked where ${isOver} limit 1`, [keptDays]);
  if (any === undefined) return 0;
  return db.transaction(noScope, async (tx) => {
    const place = "(consumer, topic, partition, record_offset)";
    const gone = await tx.query(
      `delete from inbox_parked where ${isOver} and ${place} in (
         select consumer, topic, partition, record_offset from inbox_parked where ${isOver} order by redriven_at limit $2)
       returning record_offset`,
      [keptDays, limit],
    );
    onForget(gone.length);
    return gone.length;
  });
}
