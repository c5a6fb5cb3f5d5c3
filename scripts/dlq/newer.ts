import { type Address } from "../platform/address.ts";
import { placeText } from "./parked.ts";
import { type Place } from "./options.ts";

export type Keyed = Place & { readonly key: Buffer | null };

const textOf = (key: Buffer | null): string => key?.toString("hex") ?? "";

/** Where the last record of each key lies in a compacted topic; reads it once, from its beginning. */
async function lastOffsets(brokers: readonly string[], topic: string, keys: ReadonlySet<string>) {
  const { tail } = await import("@kinerja/common/messaging");
  const last = new Map<string, bigint>();
  const crash = Promise.withResolvers<never>();
  const following = tail({
    ...{ brokers, topic, clientId: "dlq" },
    apply({ key, offset }) {
      const text = textOf(key);
      if (keys.has(text) && offset > (last.get(text) ?? -1n)) last.set(text, offset);
    },
    onCrash: (error) => crash.reject(error),
  });
  try {
    await Promise.race([following.caughtUp, crash.promise]);
    return last;
  } finally {
    await following.stop();
  }
}

/**
 * Why a record must not be published again, by its place. In a compacted topic the last record of a key stands for the whole state: an older one
 * behind it would be all that is left after compaction, for whoever reads the topic from its beginning. Nothing is missing then either: the
 * newer one holds the whole state. What its owner tells in the moment between this look and the publishing is not seen.
 */
export async function reasonsAgainst(
  { brokers }: Pick<Address, "brokers">,
  records: readonly Keyed[],
): Promise<ReadonlyMap<string, string>> {
  const { connectAdmin } = await import("@kinerja/common/messaging");
  const byTopic = Map.groupBy(records, ({ topic }) => topic);
  const admin = await connectAdmin({ brokers, clientId: "dlq" });
  const topics = await admin.describeTopics([...byTopic.keys()]).finally(() => admin.close());
  const reasons = new Map<string, string>();
  for (const [name, ofTopic] of byTopic) {
    const { partitions, compacted } = topics.get(name) ?? { partitions: 0, compacted: false };
    const last = compacted ? await lastOffsets(brokers, name, new Set(ofTopic.map(({ key }) => textOf(key)))) : undefined;
    for (const record of ofTopic) {
      if (record.partition >= partitions) reasons.set(placeText(record), "the log has no such partition any more");
      else if ((last?.get(textOf(record.key)) ?? -1n) > record.offset)
        reasons.set(placeText(record), "the topic holds a newer state of its key");
    }
  }
  return reasons;
} // prettier-ignore
