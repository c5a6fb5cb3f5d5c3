import { createCrew, lasting, storm } from "./crew.ts";
import { violationsOf } from "./relay-checks.ts";
import { change, createPlant, hearer, realParts, type RelayParts, type RelayPlant, teller } from "./relay-plant.ts";
import type { OutboxDb } from "./outbox-db.ts";
import type { Played } from "./played.ts";
import { createWorld } from "./world.ts";

const stormMs = 6_000;
const limit = { ms: 90_000, steps: 40_000 };
/** Longer than anything that is on its way can take. */
const quietMs = 2_600;

function disasters(
  { world, log, lock, outbox, inbox, away }: RelayPlant,
  crews: ReturnType<typeof crewsOf>,
  isGentle: boolean,
) {
  const { random } = world;
  const outage = (): void => {
    world.note("brokers are away");
    log.setUp(false);
    world.after(random.between(100, 5_000), "brokers are back", () => log.setUp(true));
  };
  const kill = (database: OutboxDb): void => {
    world.note("a database is killed");
    away.add(database);
    database.endAll();
    world.after(random.between(100, 4_000), "a database is back", () => away.delete(database));
  };
  const move = (): void => {
    log.moveLeader(random.below(log.partitions.length));
  };
  const onReaders = [
    () => random.pick(crews.hearers).kill(),
    () => random.pick(crews.hearers).freeze(random.below(8_000)),
  ];
  // A relay that dies or loses its lead may still have something on its way.
  const onRelays = [
    () => random.pick(crews.tellers).kill(),
    () => random.pick(crews.tellers).freeze(random.below(8_000)),
    () => random.pick(crews.tellers).stop(),
    () => lock.endSession(),
  ];
  return [outage, move, () => kill(outbox), () => kill(inbox), ...onReaders, ...(isGentle ? [] : onRelays)];
}

function crewsOf(plant: RelayPlant, parts: RelayParts) {
  const { world } = plant;
  const several = (name: string, start: ReturnType<typeof teller>) =>
    Array.from({ length: world.random.between(1, 3) }, (_, nr) => createCrew(world, `${name}-${nr}`, start));
  return { tellers: several("teller", teller(plant, parts)), hearers: several("hearer", hearer(plant, parts)) };
}

/** Plays one history to its end; in a gentle one no relay dies, is frozen or loses its lead. */
export async function playRelay(seed: number, broken: Partial<RelayParts> = {}): Promise<Played> {
  const parts = { ...realParts, ...broken };
  const world = createWorld(seed);
  const { random } = world;
  const isGentle = random.chance(0.3);
  const plant = createPlant(world, {
    partitions: random.between(1, 3),
    brokers: random.between(1, 2),
    batchLimit: random.between(1, 6),
  });
  const crews = crewsOf(plant, parts);
  const keys = ["a", "b", "c", "d"].slice(0, random.between(1, 4));
  for (let nr = random.between(5, 20); nr > 0; nr--)
    world.after(random.below(stormMs), "change", () => {
      const some = [random.pick(keys), ...keys.filter(() => random.chance(0.3))];
      void change(plant, parts, random.pick(crews.tellers).current(), [...new Set(some)].sort());
    });
  plant.network.worsen();
  storm(world, disasters(plant, crews, isGentle), { count: random.below(9), ms: stormMs });
  let isCalm = false;
  world.after(stormMs, "calm", () => {
    isCalm = true;
    plant.network.clear();
  });
  const isHeard = (): boolean =>
    plant.log.ends().every((end, partition) => (plant.group.committed(partition) ?? 0n) >= end);
  const isOver = lasting(world, quietMs, () => isCalm && plant.outbox.waiting().length === 0 && isHeard());
  const ended = await world.run(isOver, limit);
  const violations = violationsOf(plant, isGentle);
  if (!ended) violations.push({ check: "comes to rest", what: `still not after ${world.now()} ms` });
  return { seed, violations, world };
}
