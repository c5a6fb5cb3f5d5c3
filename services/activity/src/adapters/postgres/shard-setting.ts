import { type Db } from "@kinerja/common/postgres";

import { type BucketRange, rangeText } from "../../domain/shards.ts";

/** Undefined before the first writer of the database has started. */
async function readShard(db: Db): Promise<BucketRange | undefined> {
  const [row] = await db.query<BucketRange>("select first_bucket as first, last_bucket as last from shard_setting");
  return row;
}

/** The buckets of this database for ever: with others it would miss entries that it has, or take half of the people for all. Refuses to start. */
async function checkShard(db: Db, range: BucketRange, mayBeNew: boolean): Promise<void> {
  const kept = await readShard(db);
  if (kept === undefined && mayBeNew) return;
  if (kept === undefined)
    throw new Error(`No writer has started on the database of the buckets ${rangeText(range)} yet.`);
  if (rangeText(kept) !== rangeText(range))
    throw new Error(`The database holds the buckets ${rangeText(kept)}, it is named for ${rangeText(range)}.`);
}

/** A database that is alone may be read before its first writer has started. */
export async function checkShards(dbs: readonly Db[], ranges: readonly BucketRange[]): Promise<void> {
  if (dbs.length !== ranges.length) throw new Error(`${dbs.length} databases for ${ranges.length} ranges`);
  for (const [index, range] of ranges.entries()) {
    const db = dbs[index];
    if (db !== undefined) await checkShard(db, range, dbs.length === 1);
  }
}

/** As a writer: writes the range down at the first start. */
export async function agreeOnShard(db: Db, range: BucketRange): Promise<void> {
  await db.query("insert into shard_setting (first_bucket, last_bucket) values ($1, $2) on conflict do nothing", [
    range.first,
    range.last,
  ]);
  await checkShard(db, range, false);
  // A database of before that is named for a part of what it holds would hide the rest.
  const [outside] = await db.query<{ partition: number }>(
    "select partition from consumer_position where partition not between $1 and $2 limit 1",
    [range.first, range.last],
  );
  if (outside !== undefined)
    throw new Error(
      `The database holds bucket ${outside.partition} already, it is named for ${rangeText(range)}: move those buckets first.`,
    );
}
