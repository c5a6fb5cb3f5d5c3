import { type Db } from "@kinerja/common/postgres";

import { type Claim, type LogStore, type PartitionBatch } from "../../app/log.ts";
import { createDayLedger } from "../../domain/day.ts";
import { flagBit } from "../../domain/flags.ts";
import { causeLength } from "../../domain/limits.ts";
import {
  addVersion,
  firstOf,
  isLateVersion,
  type StoredEntry,
  storedFlags,
  type Version,
} from "../../domain/version.ts";
import { int2Array, int4Array, int8Array } from "./binary.ts";
import { enter, moveDays } from "./days.ts";
import { noteEvidence } from "./evidence.ts";
import { differingOf, type KeptEntry, lockEntries, updateKept } from "./entries.ts";
import { type FixedEnds, fixedEndsOf, isBehind, type Placing, redrivenAt, waitForSealing } from "./fixed-ends.ts";
import {
  type EntryKey,
  keepConflicts,
  keepVersions,
  keyText,
  stateNumber,
  versionArrays,
  versionColumns,
  versionParameterCount,
  versionParameters,
  type VersionItem,
} from "./versions.ts";

type Item = EntryKey & Placing;
/** The first version of an entry. */
type First = VersionItem & Placing;

/** Runs work in a transaction on a connection of the writer. */
export type Session = { transaction<T>(work: (db: Db) => Promise<T>): Promise<T> };

export type LogStoreOptions = {
  readonly session: Session;
  readonly deadlineDays: number;
  /** Makes sure that the partitions of `entry` and `day` for these instants exist. */
  readonly ensureWeeks: (times: Iterable<number>) => Promise<void>;
  readonly topic: string;
};

const [stateAt, ...positionAt] = [1, 2, 3, 4, 5].map((index) => versionParameterCount + index);
const [partitionsAt = 0, nextAt = 0, fromAt = 0, epochAt = 0] = positionAt;

/** Exact step of the positions, then what is not there yet; a fenced partition's rows drop out, the others go on. */
const insertFresh = `
with pos as (
  update consumer_position c set next_offset = x.nxt, updated_at = now()
  from unnest($${partitionsAt}::int4[], $${nextAt}::int8[], $${fromAt}::int8[], $${epochAt}::int4[]) as x (p, nxt, frm, ep)
  where c.partition = x.p and c.next_offset = x.frm and c.epoch = x.ep returning c.partition),
fresh as (
  insert into entry (${versionColumns}, state)
  select * from unnest(${versionParameters(1)}, $${stateAt ?? 0}::int2[]) as t (${versionColumns}, state)
  where t.bucket in (select partition from pos)
  on conflict do nothing returning person_id, id)
select (select array_agg(partition) from pos) as applied,
  case when (select count(*) from fresh) < $${epochAt + 1}::int8
    then (select coalesce(array_agg(person_id::text || '/' || id::text), '{}') from fresh) end as inserted`;

type Inserted = { readonly applied: number[] | null; readonly inserted: string[] | null };

async function insert(db: Db, batches: readonly PartitionBatch[], items: readonly VersionItem[]) {
  const [row] = await db.query<Inserted>(insertFresh, [
    ...versionArrays(items),
    int2Array(items.map(({ value }) => stateNumber(firstOf(value).state))),
    int4Array(batches.map(({ partition }) => partition)),
    int8Array(batches.map(({ next }) => next)),
    int8Array(batches.map(({ from }) => from)),
    int4Array(batches.map(({ epoch }) => epoch)),
    items.length,
  ]);
  return { applied: new Set(row?.applied ?? []), inserted: row?.inserted ? new Set(row.inserted) : undefined };
}

/** Adds versions to entries that are there already, and keeps what they replace. */
async function revise(
  db: Db,
  items: readonly Item[],
  known: FixedEnds,
  deadlineDays: number,
): Promise<[KeptEntry, KeptEntry][]> {
  const keys = new Map(items.map((item) => [keyText(item), item]));
  const kept = await lockEntries(db, [...keys.values()]);
  const ends = await fixedEndsOf(
    db,
    [...kept.values()].flatMap(({ entry }) => versionsOf(entry)),
    known,
  );
  const next = new Map<string, StoredEntry>();
  for (const item of items) {
    const text = keyText(item);
    const before = next.get(text) ?? kept.get(text)?.entry;
    if (before === undefined) throw new Error("an entry that was not inserted is not there");
    const late = isBehind(ends, item, versionsOf(before));
    next.set(text, addVersion(before, { ...item.value, late }));
  }
  const judged = await judgeAgain(db, next, kept, ends);
  const changes = [...kept].flatMap(([text, one]): [KeptEntry, KeptEntry][] => {
    const entry = judged.get(text);
    if (entry === undefined || entry === one.entry) return [];
    return [[one, { ...one, entry, flags: storedFlags(entry, deadlineDays) }]];
  });
  await updateKept(
    db,
    changes.map(([, after]) => after),
  );
  await keepVersions(
    db,
    changes.flatMap(([one, { entry }]) =>
      addedItems(one, one.entry.others, entry.others, (version) =>
        isLateVersion(versionsOf(entry), version, deadlineDays),
      ),
    ),
  );
  await keepConflicts(
    db,
    changes.flatMap(([one, { entry }]) => addedItems(one, one.entry.conflicts, entry.conflicts)),
  );
  return changes;
}

/** A lower version that came meanwhile may tell that the entry was in a month that was closed before its current version came. */
async function judgeAgain(
  db: Db,
  next: ReadonlyMap<string, StoredEntry>,
  kept: ReadonlyMap<string, KeptEntry>,
  ends: FixedEnds,
): Promise<ReadonlyMap<string, StoredEntry>> {
  const behind = [...next].flatMap(([text, entry]) => {
    const { bucket = 0 } = kept.get(text) ?? {};
    const item = { bucket, value: entry.current };
    return !entry.current.late && isBehind(ends, item, entry.others) ? [{ text, entry, ...item }] : [];
  });
  const redriven = await redrivenAt(db, behind.map(({ bucket, value: { offset } }) => ({ bucket, offset }))); // prettier-ignore
  const late = behind.filter(({ bucket, value }) => !redriven.has(`${bucket}:${value.offset}`));
  return new Map([...next, ...late.map(({ text, entry }) => [text, { ...entry, current: { ...entry.current, late: true } }] as const)]); // prettier-ignore
}

const versionsOf = ({ current, others }: StoredEntry): Version[] => [current, ...others];

const addedItems = (
  key: EntryKey,
  before: readonly Version[],
  after: readonly Version[],
  isLate: (version: Version) => boolean = () => false,
): VersionItem[] =>
  after
    .filter((version) => !before.includes(version))
    .map((value) => ({
      ...key,
      value,
      flags: (value.sessionEnded ? flagBit.SESSION_ENDED : 0) | (isLate(value) ? flagBit.LATE : 0),
    }));

/** What the insert could not know: a first version that lies behind the end of its month is late, and marked so before anybody sees it. */
async function markLate(db: Db, firsts: readonly First[], ends: FixedEnds): Promise<readonly First[]> {
  const marked = firsts.map((first) => (isBehind(ends, first, []) ? lateOf(first) : first));
  const late = marked.filter(({ value }) => value.late);
  await updateKept(db, late.map((item) => ({ ...item, entry: firstOf(item.value), decisionId: null }))); // prettier-ignore
  return marked;
}

const lateOf = (first: First): First => ({
  ...first,
  value: { ...first.value, late: true },
  flags: first.flags | flagBit.LATE,
});

/** `looksFirst`: asks what stands before it inserts, which is cheaper where most of it does. */
async function storeIn(
  db: Db,
  batches: readonly PartitionBatch[],
  { deadlineDays, topic }: LogStoreOptions,
  looksFirst: boolean,
): Promise<{ readonly applied: Set<number>; readonly mostlyStood: boolean }> {
  const { firsts: all, repeated } = split(batches, deadlineDays);
  const firsts = looksFirst ? await differingOf(db, all) : all;
  await waitForSealing(db, [...firsts, ...repeated]);
  // The step of the positions comes first: what a closing fixes is seen by those who store after it (ADR 0034).
  const [{ applied, inserted }, ends] = await Promise.all([
    insert(db, batches, firsts),
    // What is late by its time needs no other reason.
    fixedEndsOf(
      db,
      [...firsts.filter(({ flags }) => (flags & flagBit.LATE) === 0), ...repeated].map(({ value }) => value),
    ),
  ]);
  const isInserted = (item: EntryKey): boolean => inserted === undefined || inserted.has(keyText(item));
  const isOurs = ({ bucket }: EntryKey): boolean => applied.has(bucket);
  const ledger = createDayLedger();
  const fresh = firsts.filter((item) => isOurs(item) && isInserted(item));
  for (const item of await markLate(db, fresh, ends)) enter(ledger, 1, item, firstOf(item.value));
  const known = Map.groupBy(
    firsts.filter((item) => !isInserted(item) && isOurs(item)),
    ({ value }) => value.version === 1,
  );
  // A first version that is there already comes once more, as a rule, and a later one is a change.
  const again = known.get(true) ?? [];
  const unlike = looksFirst ? again : await differingOf(db, again);
  const rest = [...unlike, ...(known.get(false) ?? []), ...repeated.filter(isOurs)];
  for (const [before, after] of await revise(db, rest, ends, deadlineDays)) {
    enter(ledger, -1, before, before.entry);
    enter(ledger, 1, after, after.entry);
  }
  await moveDays(db, ledger.deltas());
  await noteEvidence(db, [...firsts, ...repeated].filter(isOurs));
  await parkItems(
    db,
    batches.filter(({ partition }) => applied.has(partition)),
    topic,
  );
  const stood = all.length - firsts.length + again.length - unlike.length;
  return { applied, mostlyStood: 2 * stood > all.length };
}

/** The first appearance of each entry goes to the insert, the others are compared with what is there then. */
function split(batches: readonly PartitionBatch[], deadlineDays: number) {
  const [firsts, repeated]: [First[], Item[]] = [[], []];
  const seenOf = new Map<string, Set<string>>();
  for (const { partition, entries } of batches) {
    for (const { personId, id, version, firstOffset } of entries) {
      let seen = seenOf.get(personId);
      if (seen === undefined) seenOf.set(personId, (seen = new Set()));
      if (seen.has(id)) repeated.push({ bucket: partition, personId, id, value: version, firstOffset });
      else {
        const flags = storedFlags(firstOf(version), deadlineDays);
        firsts.push({ bucket: partition, personId, id, value: version, flags, firstOffset });
      }
      seen.add(id);
    }
  }
  return { firsts, repeated };
}

async function parkItems(db: Db, batches: readonly PartitionBatch[], topic: string): Promise<void> {
  for (const { partition, parked } of batches)
    for (const { offset, value, cause } of parked)
      await db.query(
        `insert into inbox_parked (consumer, topic, partition, record_offset, value, headers, cause)
         values ('activity-writer', $1, $2, $3, $4, '{}', $5) on conflict do nothing`,
        [topic, partition, offset, value, cause.slice(0, causeLength)],
      );
}

/** Everybody who claims counts the epoch up, so that whoever held it before cannot write any more. */
async function claimIn(db: Db, partitions: readonly number[]): Promise<Claim[]> {
  const rows = await db.query<{ partition: number; epoch: number; next_offset: bigint }>(
    `insert into consumer_position as c (partition, next_offset, epoch) select p, 0, 1 from unnest($1::int[]) as p order by p
     on conflict (partition) do update set epoch = c.epoch + 1 returning partition, epoch, next_offset`,
    [partitions],
  );
  return rows.map(({ partition, epoch, next_offset: next }) => ({ partition, epoch, next }));
}

/** The log that filled this database: another one would put entries into wrong buckets or mix two histories, so it refuses to start. */
export async function agreeOnLog(db: Db, log: { partitions: number; topicId: string }): Promise<void> {
  await db.query("insert into log_setting (partitions, topic_id) values ($1, $2) on conflict do nothing", [
    log.partitions,
    log.topicId,
  ]);
  const [row] = await db.query<{ partitions: number; topic_id: string }>(
    "select partitions, topic_id from log_setting",
  );
  if (row?.partitions !== log.partitions)
    throw new Error(
      `The database was filled from a log of ${row?.partitions ?? 0} partitions, this one has ${log.partitions}.`,
    );
  if (row.topic_id !== log.topicId)
    throw new Error(
      `The database was filled from topic ${row.topic_id}, this one is ${log.topicId}: it was made anew.`,
    );
}

export function postgresLogStore(options: LogStoreOptions): LogStore {
  // Repetition comes in floods: thousands of phones that heard no answer, a log that is read once more.
  let looksFirst = false;
  return {
    claim: (partitions) => options.session.transaction((db) => claimIn(db, partitions)),
    async store(batches) {
      const sorted = batches.toSorted((one, other) => one.partition - other.partition);
      await options.ensureWeeks(timesOf(sorted));
      const { applied, mostlyStood } = await options.session.transaction((db) =>
        storeIn(db, sorted, options, looksFirst),
      );
      looksFirst = mostlyStood;
      return applied;
    },
  };
}

/** Instants of which the weeks are needed. Ids that share their first eight digits were made in the same 2^16 ms. */
function timesOf(batches: readonly PartitionBatch[]): number[] {
  const [minutes, days] = [new Set<string>(), new Set<string>()];
  let last = "-";
  for (const { entries } of batches)
    for (const { id, version } of entries) {
      if (!id.startsWith(last)) minutes.add((last = id.slice(0, 8)));
      days.add(version.workDate);
    }
  const begins = [...minutes].map((digits) => Number.parseInt(digits, 16) * 2 ** 16);
  return [...begins, ...begins.map((begin) => begin + 2 ** 16 - 1), ...[...days].map((day) => Date.parse(day))];
}
