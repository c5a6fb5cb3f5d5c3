import type { Db } from "../postgres/index.ts";
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
