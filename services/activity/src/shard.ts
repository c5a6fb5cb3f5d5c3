import { partitionFor } from "@kinerja/common/messaging";

import { type QueryConfig, type WriterConfig } from "./config.ts";
import { type BucketRange, holdsBucket, isWhole, rangeText, readRanges } from "./domain/shards.ts";

/** What a writer of one database serves; where there are several, its groups are named after its range. */
export function shardOfWriter({ bucketRanges = [], writerBuckets, partitions }: WriterConfig) {
  const ranges = readRanges(bucketRanges, partitions);
  const named = ranges.find((range) => rangeText(range) === writerBuckets);
  const range = writerBuckets === undefined && ranges.length === 1 ? ranges[0] : named;
  if (range === undefined)
    throw new Error(`WRITER_BUCKETS=${writerBuckets ?? ""}: must be one of ${ranges.map(rangeText).join(", ")}`);
  if (isWhole(range, partitions)) return { range, suffix: "", part: {}, isHere: undefined };
  const owns = (bucket: number): boolean => holdsBucket(range, bucket);
  const isHere = (personId: string): boolean => owns(partitionFor(personId, partitions));
  return { range, suffix: `.${rangeText(range)}`, part: { owns }, isHere };
}

/** An address for each range. */
function urlsFor(name: string, text: string, ranges: readonly BucketRange[]): string[] {
  const urls = text.split(/\s+/).filter((url) => url !== "");
  if (urls.length !== ranges.length)
    throw new Error(`${name} has ${urls.length} addresses, there are ${ranges.length} ranges of buckets`);
  return urls;
}

/** The databases that a query reads. Refuses what is not built for several: closing over half of the people would pay half of them. */
export function shardsOfQuery(config: QueryConfig) {
  const ranges = readRanges(config.bucketRanges ?? [], config.partitions);
  if (ranges.length > 1 && config.serves !== "reads")
    throw new Error(
      "Closing, attendance, tasks, oversight and the jobs are built for one database (ADR 0032): QUERY_SERVES=reads serves reading and deciding over several.",
    );
  return {
    ranges,
    urls: urlsFor("DATABASE_URL", config.databaseUrl, ranges),
    sealerUrls: urlsFor("DATABASE_URL_SEALER", config.sealerDatabaseUrl, ranges),
  };
}
