import { periodOf } from "@kinerja/common/kernel";
import { type Violation } from "@kinerja/common/testing/simulation";

import { openEnvelope } from "../adapters/kafka/envelope.ts";
import { type LoggedEntry } from "../app/log.ts";
import { type DayDelta } from "../domain/day.ts";
import { deadlineOf } from "../domain/deadline.ts";
import { flagBit } from "../domain/flags.ts";
import { type Version } from "../domain/version.ts";
import { type Made, versionKey } from "./phones.ts";
import { type Acknowledged, deadlineDays, type Plant } from "./plant.ts";
import { keyOf, type StoredRow } from "./store.ts";

/** What is promised of ingest and writer. */
export const checks = [
  "I1 acknowledged is stored",
  "I2 nothing else",
  "I3 once",
  "I4 log order",
  "I7 read your writes",
  "positions",
  "zombies",
  "one batch in flight",
  "parked",
  "comes to rest",
  "does not crash",
  "phones",
] as const;
type Found = Violation & { readonly check: (typeof checks)[number] };

const shaOf = ({ bodySha256 }: Version): string => bodySha256.toString("hex");
const standing = ({ entry }: StoredRow): Version[] => [entry.current, ...entry.others];
const madeOf = ({ personId, id }: StoredRow, version: Version): Made => ({
  personId,
  id,
  version: version.version,
  sha: shaOf(version),
});

/** The log from its beginning, and where it holds what nobody can read. */
function readLog({ log }: Plant) {
  const entries: LoggedEntry[] = [];
  const unreadable = new Set<string>();
  for (const [partition, records] of log.partitions.entries())
    for (const { offset, value } of records) {
      const opened = openEnvelope({ partition, offset, value: value ?? Buffer.alloc(0) }, log.partitions.length);
      entries.push(...opened.entries);
      if (opened.cause !== undefined) unreadable.add(`${partition}:${offset}`);
    }
  return { entries, unreadable };
}

/** I1: what was acknowledged is stored with its hash. Told once an entry's place has been passed, and at the end of all. */
export function isStored({ store }: Plant, made: Acknowledged): boolean {
  const row = store.tables.entries.get(keyOf(made));
  return (
    row !== undefined &&
    [...standing(row), ...row.entry.conflicts].some((one) => one.version === made.version && shaOf(one) === made.sha)
  );
}

function* durability(plant: Plant): Iterable<Found> {
  for (const one of plant.acknowledged)
    if (!isStored(plant, one)) yield { check: "I1 acknowledged is stored", what: versionKey(one) };
}

function* nothingElse({ store, sent }: Plant): Iterable<Found> {
  for (const row of store.tables.entries.values())
    for (const version of [...standing(row), ...row.entry.conflicts])
      if (!sent.has(versionKey(madeOf(row, version))))
        yield { check: "I2 nothing else", what: versionKey(madeOf(row, version)) };
}

/** Late is what came after the deadline of its month, or of a month that a lower version was in. */
const isLate = (versions: readonly Version[], current: Version): boolean =>
  versions.some(
    ({ version, workDate, zone }) =>
      version <= current.version && current.acceptedAt > deadlineOf(periodOf(workDate), zone, deadlineDays),
  );

type Sums = Pick<DayDelta, "minutes" | "entries" | "openEntries" | "lateEntries">;
const noSums: Sums = { minutes: 0, entries: 0, openEntries: 0, lateEntries: 0 };
const textOf = ({ minutes, entries, openEntries, lateEntries }: Sums): string =>
  `${entries} entries (${openEntries} open, ${lateEntries} late) of ${minutes} minutes`;
const dayOf = ({ personId, entry: { current } }: StoredRow): string =>
  `${current.agencyId}/${personId}/${current.workDate}`;

function sumsOf(rows: readonly StoredRow[]): Sums {
  const counting = rows.map(({ entry }) => entry.current).filter(({ cancelled }) => !cancelled);
  return {
    minutes: counting.reduce((sum, { minutes }) => sum + minutes, 0),
    entries: counting.length,
    openEntries: counting.length,
    lateEntries: rows.filter((row) => isLate(standing(row), row.entry.current)).length,
  };
}

/** I3: each day holds what its entries come to, each once; nobody has approved anything here. */
function* once({ store: { tables } }: Plant): Iterable<Found> {
  const check = "I3 once";
  const byDay = Map.groupBy(tables.entries.values(), dayOf);
  for (const day of new Set([...byDay.keys(), ...tables.days.keys()])) {
    const [rows, kept] = [byDay.get(day) ?? [], tables.days.get(day)];
    const [is, should] = [textOf(kept ?? noSums), textOf(sumsOf(rows))];
    if (is !== should) yield { check, what: `${day} has ${is} instead of ${should}` };
    const lost = rows.filter(({ id }) => kept === undefined || id < kept.firstId || id > kept.lastId);
    if (lost.length > 0) yield { check, what: `${day} has entries outside of its bounds` };
  }
}

/** I4: of each version the first in the log stands, every other body is a conflict, the highest is current and flagged where it has a twin, and nothing is left out. */
function* order({ store: { tables } }: Plant, logged: readonly LoggedEntry[]): Iterable<Found> {
  const check = "I4 log order";
  for (const [key, all] of Map.groupBy(logged, keyOf)) {
    const row = tables.entries.get(key);
    if (row === undefined) {
      yield { check, what: `${key} is in the log alone` };
      continue;
    }
    const firsts = new Map<number, Version>();
    const twins = new Set<string>();
    for (const { version } of all) {
      const first = firsts.get(version.version) ?? version;
      firsts.set(version.version, first);
      if (shaOf(first) !== shaOf(version)) twins.add(`${version.version} ${shaOf(version)}`);
    }
    const said = (versions: Iterable<Version>): string =>
      [...versions]
        .map((one) => `${one.version} ${shaOf(one)} ${one.offset}`)
        .sort()
        .join();
    if (said(standing(row)) !== said(firsts.values())) yield { check, what: `${key}: other versions stand` };
    if (row.entry.current.version !== Math.max(...firsts.keys()))
      yield { check, what: `${key}: not the highest is current` };
    const conflicts = row.entry.conflicts
      .map((one) => `${one.version} ${shaOf(one)}`)
      .sort()
      .join();
    if (conflicts !== [...twins].sort().join()) yield { check, what: `${key}: other conflicts` };
    const isFlagged = (row.flags & flagBit.CONFLICT) !== 0;
    if (isFlagged !== [...twins].some((twin) => twin.startsWith(`${row.entry.current.version} `)))
      yield { check, what: `${key}: the flag says otherwise` };
  }
}

/** Positions move by exact steps under the newest claim; nobody else writes. */
function* journal({ store: { tables } }: Plant): Iterable<Found> {
  const [epochs, ends] = [new Map<number, number>(), new Map<number, bigint>()];
  for (const line of tables.journal) {
    const { partition, epoch } = line;
    const [newest, end] = [epochs.get(partition) ?? 0, ends.get(partition) ?? 0n];
    if (line.kind === "claim") {
      if (epoch !== newest + 1) yield { check: "positions", what: `claim ${epoch} of ${partition} after ${newest}` };
      epochs.set(partition, epoch);
      continue;
    }
    const { from, next } = line;
    if (epoch !== newest) yield { check: "zombies", what: `claim ${epoch} of ${newest} writes ${partition}:${from}` };
    if (from !== end || next <= from) yield { check: "positions", what: `${partition}: ${from} to ${next} at ${end}` };
    ends.set(partition, next);
  }
}

function* ends({ store: { tables }, log }: Plant): Iterable<Found> {
  for (const [partition, end] of log.ends().entries()) {
    const next = tables.positions.get(partition)?.next ?? 0n;
    if (next !== end) yield { check: "comes to rest", what: `${partition} is at ${next} of ${end}` };
  }
}

/** What nobody can read is put aside, and nothing else is. */
function* parked({ store: { tables } }: Plant, unreadable: ReadonlySet<string>): Iterable<Found> {
  const [is, should] = [tables.parked.keys(), unreadable].map((places) => [...places].sort().join());
  if (is !== should) yield { check: "parked", what: `${is} instead of ${should}` };
}

/** What does not hold of a history that has come to rest. */
export function violationsOf(plant: Plant): Found[] {
  const { entries, unreadable } = readLog(plant);
  return [
    ...durability(plant),
    ...nothingElse(plant),
    ...once(plant),
    ...order(plant, entries),
    ...journal(plant),
    ...ends(plant),
    ...parked(plant, unreadable),
    ...plant.overlaps.map((partition): Found => ({ check: "one batch in flight", what: `${partition} had two` })),
    ...plant.crashes.map((what): Found => ({ check: "does not crash", what })),
    ...plant.refused.map((code): Found => ({ check: "phones", what: `refused: ${code}` })),
  ];
}
