import { createCrew, createWorld, lasting, type Played, storm } from "@kinerja/common/testing/simulation";

import { isStored, violationsOf } from "./checks.ts";
import { startPhones, versionKey } from "./phones.ts";
import { type Acknowledged, createPlant, ingest, type Parts, type Plant, realParts, writer } from "./plant.ts";

const stormMs = 6_000;
const quietMs = 2_600;
const limit = { ms: 90_000, steps: 40_000 };

function crewsOf(plant: Plant) {
  const { world } = plant;
  const { random } = world;
  return {
    ingests: Array.from({ length: random.between(1, 2) }, (_, nr) => createCrew(world, `ingest-${nr}`, ingest(plant))),
    writers: Array.from({ length: random.between(1, 3) }, (_, nr) => createCrew(world, `writer-${nr}`, writer(plant))),
  };
}

/** What may go wrong: each history has some of it. */
function disasters(plant: Plant, { ingests, writers }: ReturnType<typeof crewsOf>): (() => void)[] {
  const { world, log, drainLock } = plant;
  const { random } = world;
  const outage = (): void => {
    world.note("brokers are away");
    log.setUp(false);
    world.after(random.between(100, 5_000), "brokers are back", () => log.setUp(true));
  };
  const kill = (what: "database" | "spool"): void => {
    world.note(`the ${what} is killed`);
    plant.away.add(what);
    (what === "spool" ? plant.spool : plant.store).endAll();
    world.after(random.between(100, 4_000), `the ${what} is back`, () => plant.away.delete(what));
  };
  const poison = (): void => {
    if (log.isUp()) log.append(random.below(log.partitions.length), [{ key: null, value: Buffer.from([255]) }]);
    world.note("something unreadable is in the log");
  };
  const all = [
    outage,
    poison,
    () => kill("database"),
    () => kill("spool"),
    () => log.moveLeader(random.below(log.partitions.length)),
    () => random.pick(writers).kill(),
    () => random.pick(writers).freeze(random.below(9_000)),
    () => random.pick(writers).stop(),
    () => random.pick(ingests).kill(),
    () => random.pick(ingests).freeze(random.below(6_000)),
    () => random.pick(ingests).stop(),
    () => drainLock.endSession(),
  ];
  return all.filter(() => random.chance(0.5));
}

/** A writer in a group of its own takes partitions over that others hold, for a while. */
function stranger(plant: Plant): void {
  const { world } = plant;
  const process = world.process("stranger");
  writer(plant, plant.strangers)(process);
  world.after(world.random.below(stormMs), "the stranger goes", () => process.kill());
}

/** I7: whoever was told a place in the log and asks when it has been passed, sees the entry. */
function watchReaders(plant: Plant, isBlind: (one: Acknowledged) => void): () => void {
  let seen = 0;
  return () => {
    for (; seen < plant.acknowledged.length; seen++) {
      const one = plant.acknowledged[seen] as Acknowledged;
      const [partition, offset] = one.position.split(":");
      if (partition === "spool") continue;
      plant.world.after(plant.world.random.below(2_000), "somebody reads", () => {
        const next = plant.store.tables.positions.get(Number(partition))?.next ?? 0n;
        if (next > BigInt(offset ?? 0) && !isStored(plant, one)) isBlind(one);
      });
    }
  };
}

/** Plays one history to its end: a storm of so many seconds, then calm until everything has come to rest. */
export async function play(seed: number, broken: Partial<Parts> = {}): Promise<Played> {
  const world = createWorld(seed);
  const { random } = world;
  const plant = createPlant(
    world,
    { partitions: random.between(1, 4), brokers: random.between(1, 2) },
    { ...realParts, ...broken },
  );
  const crews = crewsOf(plant);
  startPhones(plant, random.between(1, 3), stormMs);
  plant.network.worsen();
  storm(world, disasters(plant, crews), { count: random.below(10), ms: stormMs });
  if (random.chance(0.1)) stranger(plant);
  let isCalm = false;
  world.after(stormMs, "calm", () => {
    isCalm = true;
    plant.network.clear();
  });
  const blind: Acknowledged[] = [];
  const watch = watchReaders(plant, (one) => blind.push(one));
  const { positions } = plant.store.tables;
  const isRead = (): boolean => plant.log.ends().every((end, at) => (positions.get(at)?.next ?? 0n) >= end);
  const isOver = lasting(world, quietMs, () => {
    watch();
    return isCalm && plant.unfinished === 0 && plant.spool.waiting().length === 0 && isRead();
  });
  const ended = await world.run(isOver, limit);
  const violations = violationsOf(plant);
  for (const one of blind) violations.push({ check: "I7 read your writes", what: versionKey(one) });
  if (!ended) violations.push({ check: "comes to rest", what: `still not after ${world.now()} ms` });
  return { seed, violations, world };
}
