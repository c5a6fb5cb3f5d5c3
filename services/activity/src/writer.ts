import { openClock } from "@kinerja/common/clock";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { connectAdmin, consume, ensureTopics, replacePredecessor } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";
import { openTeller, type Teller } from "@kinerja/common/redis";
import { counter, errorFields, histogram, type Log } from "@kinerja/common/telemetry";

import { followEmployments } from "./adapters/kafka/employments.ts";
import { type FollowOptions } from "./adapters/kafka/follow-copy.ts";
import { createGatherer } from "./adapters/kafka/gather.ts";
import { followPlans } from "./adapters/kafka/plans.ts";
import { followRelations } from "./adapters/kafka/relations.ts";
import { copiesIn, periodTopic, relationsIn, submittedTopic } from "./adapters/kafka/topics.ts";
import { startWriter as startLogWriter } from "./adapters/kafka/writer.ts";
import { agreeOnLog, postgresLogStore, type Session } from "./adapters/postgres/log-store.ts";
import { createPartitionKeeper } from "./adapters/postgres/partitions.ts";
import { agreeOnShard } from "./adapters/postgres/shard-setting.ts";
import { openSessions } from "./adapters/postgres/session.ts";
import { type LogStore, type PartitionBatch } from "./app/log.ts";
import { type WriterConfig } from "./config.ts";
import { rangeText } from "./domain/shards.ts";
import { type Running } from "./ingest.ts";
import { shardOfWriter } from "./shard.ts";

const stored = counter("writer_entries_total", "Entries written, doubles included.");
const transactions = histogram("writer_transaction_seconds", "Time of one transaction.");

const hourMs = 3_600_000;

const inTransaction =
  (session: Session): Db["query"] =>
  (sql, params) =>
    session.transaction((db) => db.query(sql, params));

/** Not awaited: each waits until its service has made its topic, and the log waits for no other service. */
function followApart(followers: readonly Promise<Stoppable>[], exit: (error: Error) => void): Stoppable {
  const following: Stoppable[] = [];
  let stopped = false;
  for (const follower of followers)
    follower.then(async (consumption) => {
      if (stopped) await consumption.stop();
      else following.push(consumption);
    }, exit);
  return {
    async stop() {
      stopped = true;
      await Promise.all(following.map((one) => one.stop()));
    },
  };
}

function* peopleIn(batches: readonly PartitionBatch[], written: ReadonlySet<number>): Iterable<string> {
  for (const { partition, entries } of batches)
    if (written.has(partition)) for (const { personId } of entries) yield personId;
}

const followAll = (
  [site, suffix]: readonly [string, string],
  copies: Omit<FollowOptions, "groupId" | "topic">,
  exit: (error: Error) => void,
): Stoppable =>
  followApart(
    [
      followEmployments({ ...copies, ...copiesIn(site, suffix).employments }),
      followPlans({ ...copies, ...copiesIn(site, suffix).plans }),
      followRelations({ ...copies, ...relationsIn(site, suffix) }),
    ],
    exit,
  );

/** The next weeks stand before the first entry of theirs comes; where this fails, the writer makes them then. */
function keepAhead(make: () => Promise<void>, onTrouble: (error: unknown, attempt: number) => void): Stoppable {
  const timer = setInterval(() => void make().catch((error: unknown) => onTrouble(error, 0)), hourMs);
  return {
    stop: () => {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}

const sameLogMs = 10_000;

/**
 * A log that was deleted and made anew has other entries at places that are stored: a reader that is not assigned anew would pass over them in
 * silence. They stay in it; the next start refuses it.
 */
function keepToLog(
  readId: () => Promise<string>,
  topicId: string,
  { exit, onTrouble }: { exit: (error: Error) => void; onTrouble: (error: unknown, attempt: number) => void },
): Stoppable {
  let asking = false;
  const look = async (): Promise<void> => {
    const id = await readId();
    if (id !== topicId) exit(new Error(`The log was made anew: its topic was ${topicId} and is ${id}.`));
  };
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    void look()
      .catch((error: unknown) => onTrouble(error, 0))
      .finally(() => (asking = false));
  }, sameLogMs);
  return {
    stop: () => {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}

/** Joins what the partitions have, and tells open pages whose entries are stored. */
const openGatherer = (
  config: WriterConfig,
  store: LogStore,
  live: Pick<Teller, "tell">,
): ReturnType<typeof createGatherer> =>
  createGatherer({
    async store(batches) {
      const written = await store.store(batches);
      live.tell(peopleIn(batches, written));
      return written;
    },
    waitMs: config.gatherMs,
    busyWaitMs: config.gatherBusyMs,
    busyFrom: 32,
    enough: 1_000,
    most: 2_000,
    atOnce: 2,
    onStored: (entries, _partitions, ms) => {
      stored.inc(entries);
      transactions.observe(ms / 1_000);
    },
  });

/** Moves the log into PostgreSQL, exactly once by position and epoch. */
export async function startWriter(config: WriterConfig, log: Log, exit: (error: Error) => void): Promise<Running> {
  const { site, brokers, partitions } = config;
  const { range, suffix, part, isHere } = shardOfWriter(config);
  const clock = openClock(config.clockFile, config.siteKind);
  const connection = { brokers, clientId: `activity-writer.${site}.${config.instance}` };
  const onTrouble = (error: unknown, attempt: number): void =>
    log.warn({ ...errorFields(error), attempt }, "tried again");
  const topic = submittedTopic(site, partitions);
  const admin = await connectAdmin(connection);
  await ensureTopics(admin, [topic, periodTopic(site)]);
  const sessions = openSessions(config.databaseUrl, "activity-writer", 4);
  const topicId = await admin.topicId(topic.name);
  await sessions.transaction((db) => agreeOnLog(db, { partitions, topicId }));
  await sessions.transaction((db) => agreeOnShard(db, range));
  const ensureWeeks = createPartitionKeeper(sessions);
  await ensureWeeks([clock.now()]);
  const tended = [
    keepToLog(() => admin.topicId(topic.name), topicId, { exit, onTrouble }),
    keepAhead(() => ensureWeeks([clock.now()]), onTrouble),
  ];
  const store = postgresLogStore({
    session: sessions,
    deadlineDays: config.deadlineDays,
    ensureWeeks,
    topic: topic.name,
  });
  const live = openTeller(config.redisUrl, site, log);
  const gather = openGatherer(config, store, live);
  const shared = { connection, onTrouble, onCrash: exit };
  const groupId = `${site}.activity-writer${suffix}`;
  // At worst the session of the one before has to end first.
  await replacePredecessor(connection, groupId).catch((error: unknown) => onTrouble(error, 0));
  const writer = await startLogWriter({
    ...shared,
    groupId,
    topic: topic.name,
    partitions,
    store,
    gather,
    admin,
    sessionTimeoutMs: config.sessionMs,
    consume: (options) => consume({ ...options, ...part }),
  });
  const copies = { ...shared, isHere, db: { query: inTransaction(sessions) } };
  const followed = followAll([site, suffix], copies, exit);
  log.info({ partitions, name: rangeText(range) }, "writer writes");
  return {
    ready: () => writer.silentForMs() < 60_000,
    async stop() {
      await Promise.all(tended.map((one) => one.stop()));
      await followed.stop();
      await writer.stop();
      await sessions.stop();
      await live.stop();
      await admin.close();
    },
  };
}
