import type { ReadPartition } from "@kinerja/common/messaging";
import { type Address } from "../platform/address.ts";

/** A record of Kafka, of a fact like "identity.person". */
export interface FactRecord {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  /** Null is a tombstone. */
  readonly value: Buffer | null;
}

export interface Fact {
  readonly records: readonly FactRecord[];
  /** The offsets that each partition holds. */
  readonly partitions: ReadonlyMap<number, { readonly low: bigint; readonly end: bigint }>;
  /** Nothing was compacted away or has run out: every version that was ever told is here. */
  readonly isWhole: boolean;
}

export type Facts = ReadonlyMap<string, Fact>;

const nothing: Fact = { records: [], partitions: new Map(), isWhole: true };
export const factOf = (facts: Facts, name: string): Fact => facts.get(name) ?? nothing;

function toFact(parts: readonly ReadPartition[]): Fact {
  const records = parts.flatMap(({ partition, messages }) =>
    messages.map(({ offset, key, value }) => ({ partition, offset, key: key?.toString() ?? "", value })),
  );
  return {
    records,
    partitions: new Map(parts.map(({ partition, low, end }) => [partition, { low, end }])),
    isWhole: parts.every(({ low, end, messages }) => low === 0n && BigInt(messages.length) === end),
  };
}

/** Everything that the topics of a site hold, read once. */
export async function readFacts({ brokers, site }: Pick<Address, "brokers" | "site">): Promise<Facts> {
  const { readTopics } = await import("@kinerja/common/messaging");
  const prefix = `kinerja.${site}.`;
  const read = await readTopics({ brokers, clientId: "invariants" }, (topic) => topic.startsWith(prefix));
  const byFact = Map.groupBy(read, ({ topic }) => topic.slice(prefix.length).replace(/\.v\d+$/, ""));
  return new Map([...byFact].map(([name, parts]) => [name, toFact(parts)]));
}
