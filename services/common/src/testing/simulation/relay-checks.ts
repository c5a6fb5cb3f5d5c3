import type { RelayPlant, Told } from "./relay-plant.ts";
import { toldBy } from "./relay-plant.ts";
import type { Violation } from "./played.ts";

/** What is promised of outbox, relay and inbox. */
export const relayChecks = ["published", "nothing else", "order", "once", "order of effects", "copy", "newest last", "comes to rest"] as const; // prettier-ignore
type Found = Violation & { readonly check: (typeof relayChecks)[number] };

const nameOf = ({ key, version }: Told): string => `${key}/${version}`;

/** Each key's versions in the order given, doubles left out. */
function firstsOf(told: readonly Told[]): Map<string, number[]> {
  const seen = new Set<string>();
  const fresh = told.filter(({ id }) => !seen.has(id) && seen.add(id));
  return new Map(
    [...Map.groupBy(fresh, ({ key }) => key)].map(([key, all]) => [key, all.map(({ version }) => version)]),
  );
}

const isCounting = (versions: readonly number[]): boolean => versions.every((version, index) => version === index + 1);

function* published({ changes, log }: RelayPlant, all: readonly Told[]): Iterable<Found> {
  const ids = new Set(all.map(({ id }) => id));
  for (const one of changes)
    if (!ids.has(one.id)) yield { check: "published", what: `${nameOf(one)} is not in the log` };
  const known = new Set(changes.map(({ id }) => id));
  for (const one of all) if (!known.has(one.id)) yield { check: "nothing else", what: `${nameOf(one)} never happened` };
  for (const [partition, records] of log.partitions.entries())
    for (const [key, versions] of firstsOf(records.map(({ value }) => toldBy(value))))
      if (!isCounting(versions)) yield { check: "order", what: `${key} on ${partition}: ${versions.join()}` };
}

function* heard({ changes, effects, copy }: RelayPlant): Iterable<Found> {
  const counts = Map.groupBy(effects, ({ id }) => id);
  for (const one of changes) {
    const count = counts.get(one.id)?.length ?? 0;
    if (count !== 1) yield { check: "once", what: `${nameOf(one)} had its effect ${count} times` };
  }
  for (const [key, versions] of firstsOf(effects))
    if (!isCounting(versions)) yield { check: "order of effects", what: `${key}: ${versions.join()}` };
  for (const [key, all] of Map.groupBy(changes, (one) => one.key))
    if (copy.get(key) !== all.length) yield { check: "copy", what: `${key} is ${copy.get(key) ?? 0} of ${all.length}` };
}

/** A compacted topic keeps the last record of a key, so that has to be its newest state. */
function* newestLast({ changes, log }: RelayPlant): Iterable<Found> {
  const last = new Map(log.partitions.flat().map(({ value }) => [toldBy(value).key, toldBy(value).version]));
  for (const [key, all] of Map.groupBy(changes, (one) => one.key))
    if (last.get(key) !== all.length)
      yield { check: "newest last", what: `${key} ends with ${last.get(key) ?? 0} of ${all.length}` };
}

/** What does not hold of a history that has come to rest. */
export function violationsOf(plant: RelayPlant, isGentle: boolean): Found[] {
  const all = plant.log.partitions.flat().map(({ value }) => toldBy(value));
  return [...published(plant, all), ...heard(plant), ...(isGentle ? newestLast(plant) : [])];
}
