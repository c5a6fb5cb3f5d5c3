import { context, propagation } from "@opentelemetry/api";
import { failpoint } from "../failpoint/index.ts";
import type { Db } from "../postgres/index.ts";
import { groupBy } from "./group-by.ts";
import { partitionFor } from "./murmur2.ts";
import type { OutgoingBatch, OutgoingMessage } from "./produce.ts";
import type { Topic } from "./topics.ts";

/*
 * Each service has this table in a migration of its own:
 *
 *   create table outbox (
 *     position bigserial primary key,
 *     id uuid not null unique,
 *     topic text not null,
 *     partition int not null,
 *     key text not null,
 *     type text not null,
 *     payload bytea, -- "not null" where no topic has tombstones
 *     headers jsonb not null
 *   );
 */

/** A fact to be told, written by the transaction that makes it true. */
export interface OutgoingEvent {
  /** The event's id, by which consumers drop doubles. */
  readonly id: string;
  readonly topic: Topic;
  /** Opaque person or aggregate id, or empty for a record without a key; also what the transaction has locked, so that order within a key is commit order. */
  readonly key: string;
  readonly type: string;
  /** Null is a tombstone: it takes the key out of a compacted topic. */
  readonly payload: Uint8Array | null;
}

/** Says that a key's last state matters to nobody any more, so that a compacted topic doesn't grow for ever. */
export const tombstone = (id: string, topic: Topic, key: string): OutgoingEvent => ({
  id,
  topic,
  key,
  type: "Tombstone",
  payload: null,
});

interface Row {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly payload: Buffer | null;
  readonly headers: Record<string, string>;
}

/** Puts one partition's records into the log, in order, and resolves when they are safe there. */
export type Publish = (batch: OutgoingBatch) => Promise<unknown>;

/** Writes events into the outbox, in the caller's transaction, with the trace that caused them. */
export async function enqueue(tx: Db, events: readonly OutgoingEvent[]): Promise<void> {
  if (events.length === 0) return;
  const misplaced = events.find(({ payload, topic }) => payload === null && !topic.compacted);
  if (misplaced) throw new Error(`${misplaced.topic.name} is not compacted: a tombstone there says nothing.`);
  const trace: Record<string, string> = {};
  propagation.inject(context.active(), trace);
  const traceparent = trace["traceparent"];
  const headersOf = ({ id, type }: OutgoingEvent): Record<string, string> => ({
    ce_id: id,
    ce_type: type,
    ...(traceparent === undefined ? {} : { traceparent }),
  });
  await tx.query(
    `insert into outbox (id, topic, partition, key, type, payload, headers)
     select id, topic, partition, key, type, payload, headers::jsonb
     from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::text[], $6::bytea[], $7::text[])
          with ordinality as event (id, topic, partition, key, type, payload, headers, nr)
     order by nr`,
    [
      events.map(({ id }) => id),
      events.map(({ topic }) => topic.name),
      events.map(({ topic, key }) => partitionFor(key, topic.partitions)),
      events.map(({ key }) => key),
      events.map(({ type }) => type),
      events.map(({ payload }) => payload && Buffer.from(payload)),
      events.map((event) => JSON.stringify(headersOf(event))),
    ],
  );
}

/** States can be large: so much at once is read and held, and the first one whatever its size. */
const batchBytes = 8_000_000;
const oldestSql = `
  select id, topic, partition, key, payload, headers from (
    select *, sum(coalesce(octet_length(payload), 0)) over (order by position) - coalesce(octet_length(payload), 0) as before
    from (select * from outbox order by position limit $1) as oldest
  ) as measured where before < $2 order by position`;

/**
 * Publishes the oldest events, one partition a send, then deletes them; returns how many it found. Nothing is held open while the broker is slow.
 * A crash between publishing and deleting sends again, and consumers drop the double. A partition that fails does not hold up the others.
 */
export async function relayBatch(db: Db, publish: Publish, limit = 500): Promise<number> {
  const rows = await db.query<Row>(oldestSql, [limit, batchBytes]);
  const partitions = groupBy(rows, ({ topic, partition }) => `${topic}/${partition}`);
  const outcomes = await Promise.allSettled(
    partitions.map(async (events) => {
      const [{ topic, partition }] = events;
      await publish({ topic, partition, messages: events.map(messageOf) });
      failpoint("relay.afterPublish");
      await db.query("delete from outbox where id = any($1::uuid[])", [events.map(({ id }) => id)]);
    }),
  );
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return rows.length;
}

const messageOf = ({ key, payload, headers }: Row): OutgoingMessage => ({
  key: key === "" ? null : Buffer.from(key),
  value: payload,
  headers,
});
