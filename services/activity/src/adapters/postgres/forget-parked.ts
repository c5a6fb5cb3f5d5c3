import { type Database, noScope } from "@kinerja/common/postgres";

import { counted } from "./parked.ts";

export type ForgetOptions = {
  /** Days from the time that a record was published once more. */
  readonly keptDays: number;
  /** So many at once; their values may be a megabyte each. */
  readonly limit?: number;
  /** Hears how many go, before they are gone. */
  readonly onForget: (count: number) => void;
};

// By some a month is counted: of those it has to be settled, too, that they were taken in.
const isOver = `redriven_at < now() - make_interval(days => $1) and forgotten_at is null
  and (settled_at is not null or consumer <> all ($2::text[]))`;

const forgetSql = `
  with gone as (
    update inbox_parked set forgotten_at = now(), key = null, value = null, headers = '{}', cause = 'forgotten'
    where (consumer, topic, partition, record_offset) in (
      select consumer, topic, partition, record_offset from inbox_parked where ${isOver} order by redriven_at limit $3 for update skip locked)
    returning consumer, topic, partition, record_offset),
  scopes as (
    delete from parked_scope s using gone g
    where (s.consumer, s.topic, s.partition, s.record_offset) = (g.consumer, g.topic, g.partition, g.record_offset))
  select count(*)::int as count from gone`;

/** Forgets what parked records held that were dealt with longer ago than they are kept, at most the limit; returns of how many. Their places stay. */
export async function forgetParked(db: Database, { keptDays, limit = 100, onForget }: ForgetOptions): Promise<number> {
  return db.transaction(noScope, async (tx) => {
    const [row] = await tx.query<{ count: number }>(forgetSql, [keptDays, counted, limit]);
    const count = row?.count ?? 0;
    if (count > 0) onForget(count);
    return count;
  });
}
