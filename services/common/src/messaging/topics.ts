/** `retentionMs` belongs to topics that are not compacted; without it their records are kept for ever. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  readonly compacted: boolean;
  readonly retentionMs?: number;
}

export interface ExistingTopic {
  readonly partitions: number;
  readonly compacted: boolean;
}

/** What `ensureTopics` needs of the broker; `connectAdmin` offers it. */
export interface TopicAdmin {
  /** Topics that do not exist are left out. */
  describeTopics(names: readonly string[]): Promise<ReadonlyMap<string, ExistingTopic>>;
  /** A topic that somebody else has just created is no error. */
  createTopics(topics: readonly Topic[]): Promise<void>;
}

const segment = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** `kinerja.<site>.<service>.<fact>.v1`: one broker can serve several sites. */
export function topicName(site: string, service: string, fact: string): string {
  for (const part of [site, service, fact]) {
    if (!segment.test(part))
      throw new Error(`"${part}" cannot be part of a topic's name: small letters, digits and single dashes.`);
  }
  return `kinerja.${site}.${service}.${fact}.v1`;
}

/** Creates what is missing and refuses what differs: keys would change partitions, and compaction would eat records that share a key. */
export async function ensureTopics(admin: TopicAdmin, topics: readonly Topic[]): Promise<void> {
  const names = topics.map(({ name }) => name);
  const before = await admin.describeTopics(names);
  const missing = topics.filter(({ name }) => !before.has(name));
  if (missing.length > 0) await admin.createTopics(missing);
  const after = missing.length > 0 ? await admin.describeTopics(names) : before;
  const faults = topics.flatMap((topic) => faultsOf(topic, after.get(topic.name)));
  if (faults.length > 0) throw new Error(faults.join(" "));
}

function faultsOf(wanted: Topic, found: ExistingTopic | undefined): string[] {
  if (found === undefined) return [`Topic ${wanted.name} was created but is not there.`];
  const kind = (compacted: boolean): string => (compacted ? "compacted" : "not compacted");
  return [
    ...(found.partitions === wanted.partitions
      ? []
      : [
          `Topic ${wanted.name} has ${found.partitions} partitions, this service is set to ${wanted.partitions}: set the number the topic has.`,
        ]),
    ...(found.compacted === wanted.compacted
      ? []
      : [`Topic ${wanted.name} is ${kind(found.compacted)}, this service needs it ${kind(wanted.compacted)}.`]),
  ];
}
