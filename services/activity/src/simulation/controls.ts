import { type ConsumeOptions, type Producer } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";
import { type Control } from "@kinerja/common/testing/simulation";

import { type LogStore } from "../app/log.ts";
import { type RecordEntries } from "../app/record.ts";
import { addVersion, firstOf, type StoredEntry, type Version } from "../domain/version.ts";
import { type Parts } from "./plant.ts";
import { realRules, type Rules } from "./store.ts";

const rules = (broken: Partial<Rules>): Partial<Parts> => ({ rules: { ...realRules, ...broken } });
const adding = (add: (entry: StoredEntry, version: Version) => StoredEntry): Partial<Parts> =>
  rules({ add: (entry, version) => (entry === undefined ? firstOf(version) : add(entry, version)) });

/** Says that it is handled while it is not, so that its offset is committed; what fails is never tried again. */
const inTheBackground = (options: ConsumeOptions): ConsumeOptions => ({
  ...options,
  eachBatch(batch, control) {
    options.eachBatch(batch, control).catch(() => undefined);
    return Promise.resolve("handled");
  },
});

/** Goes on where Kafka says instead of where the database is. */
const fromKafka = (options: ConsumeOptions): ConsumeOptions => ({
  ...options,
  async onAssigned(partitions) {
    await options.onAssigned?.(partitions);
    return [];
  },
});

const deletesFirst = (db: Db): Db => ({
  async query<Row>(sql: string, params: readonly unknown[] = []) {
    const rows = await db.query<Row>(sql, params);
    const ids = rows.map((row) => (row as { id: string }).id);
    if (ids.length > 0) await db.query("delete from outbox where id = any($1::uuid[])", [ids]);
    return rows;
  },
});

/** Answers at once, with places that it makes up. */
const hasty = (producer: Producer): Producer => ({
  ...producer,
  send(batches) {
    producer.send(batches).catch(() => undefined);
    return Promise.resolve(batches.map(({ topic, partition }) => ({ topic, partition, baseOffset: 0n })));
  },
});

/** Begins a record behind the place that the database has. */
const oneFurther = (options: ConsumeOptions): ConsumeOptions => ({
  ...options,
  async onAssigned(partitions) {
    const positions = (await options.onAssigned?.(partitions)) ?? [];
    return positions.map((position) => ({ ...position, offset: position.offset + 1n }));
  },
});

/** Takes the repetition of what was acknowledged for something that exists already. */
function refusesDoubles(record: RecordEntries): RecordEntries {
  const known = new Set<string>();
  return async (author, received) => {
    const outcomes = await record(author, received);
    return outcomes.map((outcome, index) => {
      const body = received[index]?.slice.toString("hex") ?? "";
      if (known.has(body)) return { refused: { code: "ENTRY_MALFORMED", pointer: "", params: {} } };
      known.add(body);
      return outcome;
    });
  };
}

/** Stores each entry once more under the id of another one. */
const withTwins = (store: LogStore): LogStore => ({
  ...store,
  store: (batches) =>
    store.store(
      batches.map((batch) => ({
        ...batch,
        entries: batch.entries.flatMap((one) => [one, { ...one, id: `${one.id.slice(0, -1)}f` }]),
      })),
    ),
});

/** Moves the position in a transaction before the one that writes the entries. */
const inTwo = (store: LogStore): LogStore => ({
  claim: (partitions) => store.claim(partitions),
  async store(batches) {
    const moved = await store.store(batches.map((batch) => ({ ...batch, entries: [], parked: [] })));
    const ours = batches.filter(({ partition }) => moved.has(partition));
    await store.store(ours.map((batch) => ({ ...batch, from: batch.next, isSecond: true })));
    return moved;
  },
});

const stored: readonly Control<Partial<Parts>>[] = [
  {
    what: "a store that does not look at the epoch",
    noticedBy: ["zombies"],
    variant: rules({ mayWrite: (held, { from }) => (held?.next ?? 0n) === from }),
  },
  {
    what: "a position that moves without an exact step",
    noticedBy: ["positions"],
    variant: rules({ mayWrite: (held, { epoch }) => held?.epoch === epoch }),
  },
  {
    what: "a store that looks at nothing",
    noticedBy: ["zombies"],
    variant: rules({ mayWrite: () => true }),
  },
  {
    what: "entries that are written in another transaction than their position",
    noticedBy: ["I1 acknowledged is stored", "I7 read your writes"],
    variant: {
      storing: inTwo,
      ...rules({ mayWrite: (held, batch) => "isSecond" in batch || realRules.mayWrite(held, batch) }),
    },
  },
  {
    what: "a store that keeps an entry under a second id",
    noticedBy: ["I2 nothing else"],
    variant: { storing: withTwins },
  },
  {
    what: "a second body that overwrites the first",
    noticedBy: ["I4 log order"],
    variant: adding((entry, version) =>
      entry.current.version === version.version ? { ...entry, current: version } : addVersion(entry, version),
    ),
  },
  {
    what: "a second body that is dropped",
    noticedBy: ["I1 acknowledged is stored"],
    variant: adding((entry, version) =>
      entry.current.version === version.version ? entry : addVersion(entry, version),
    ),
  },
  {
    what: "an original that is dropped when its edit was there before it",
    noticedBy: ["I1 acknowledged is stored"],
    variant: adding((entry, version) => (version.version < entry.current.version ? entry : addVersion(entry, version))),
  },
  {
    what: "the last version to come as the current one",
    noticedBy: ["I4 log order"],
    variant: adding((entry, version) => {
      const added = addVersion(entry, version);
      const isLower = added !== entry && version.version < entry.current.version && added.conflicts === entry.conflicts;
      return isLower ? { ...added, current: version, others: [...entry.others, entry.current] } : added;
    }),
  },
  {
    what: "a roll-up that counts doubles",
    noticedBy: ["I3 once"],
    variant: rules({ moves: (before, after) => [before?.entry === after.entry ? undefined : before, after] }),
  },
  {
    what: "a roll-up that keeps what a version has replaced",
    noticedBy: ["I3 once"],
    variant: rules({ moves: (before, after) => [undefined, before?.entry === after.entry ? undefined : after] }),
  },
];

const read: readonly Control<Partial<Parts>>[] = [
  {
    what: "an offset that is committed before the database, and begun from",
    noticedBy: ["I1 acknowledged is stored"],
    variant: { reading: (options) => fromKafka(inTheBackground(options)) },
  },
  {
    what: "a reader that does not wait for its batches",
    noticedBy: ["comes to rest"],
    variant: { reading: inTheBackground },
  },
  {
    what: "a gatherer that says yes whatever the store has said",
    noticedBy: ["comes to rest"],
    variant: { gathering: (gather) => async (batch) => (await gather(batch)) || true },
  },
  {
    what: "a gatherer that says yes before the store has said anything",
    noticedBy: ["one batch in flight"],
    variant: {
      gathering: (gather) => (batch) => {
        gather(batch).catch(() => undefined);
        return Promise.resolve(true);
      },
    },
  },
  {
    what: "a reader that begins one record behind the position",
    noticedBy: ["does not crash"],
    variant: { reading: oneFurther },
  },
  {
    what: "a reader that drops what it cannot read",
    noticedBy: ["parked"],
    variant: { gathering: (gather) => (batch) => gather({ ...batch, parked: [] }) },
  },
  {
    what: "entries of a batch in another order",
    noticedBy: ["I4 log order"],
    variant: { gathering: (gather) => (batch) => gather({ ...batch, entries: batch.entries.toReversed() }) },
  },
];

const acknowledged: readonly Control<Partial<Parts>>[] = [
  {
    what: "a receipt before the log has confirmed",
    noticedBy: ["I1 acknowledged is stored"],
    variant: { producing: hasty },
  },
  {
    what: "an ingest that refuses what it has acknowledged already",
    noticedBy: ["phones"],
    variant: { recording: refusesDoubles },
  },
  {
    what: "a receipt before the spool has committed",
    noticedBy: ["I1 acknowledged is stored"],
    variant: {
      spooling: (spool) => ({
        keep(topic, envelopes) {
          spool.keep(topic, envelopes).catch(() => undefined);
          return Promise.resolve();
        },
      }),
    },
  },
  {
    what: "a spool that deletes before it publishes",
    noticedBy: ["I1 acknowledged is stored"],
    variant: { draining: deletesFirst },
  },
];

/** Variants of ingest, reader, gatherer and store that are broken on purpose. */
export const controls = [...stored, ...read, ...acknowledged];
