import type { Process, World } from "./world.ts";

/** A job that some process always does: one that ends is replaced. */
export interface Crew {
  readonly name: string;
  kill(): void;
  freeze(ms: number): void;
  /** Asks it to end, as a deployment would, and kills it when it does not in time. */
  stop(): void;
  current(): Process;
}

/** Starts the work of a process; returns how it ends gently. */
export type Start = (process: Process) => () => Promise<unknown>;

const patienceMs = 3_000;

export function createCrew(world: World, name: string, start: Start): Crew {
  let process = world.process(name);
  let end = start(process);
  const replace = (dead: Process): void => {
    world.after(world.random.between(1, 3_000), `${name} starts again`, () => {
      if (dead !== process) return;
      process = world.process(name);
      end = start(process);
    });
  };
  const kill = (victim: Process): void => {
    if (!victim.isAlive()) return;
    world.note(`${name} is killed`);
    victim.kill();
    replace(victim);
  };
  return {
    name,
    current: () => process,
    kill: () => kill(process),
    freeze(ms) {
      world.note(`${name} is frozen for ${ms} ms`);
      process.freeze(ms);
    },
    stop() {
      const victim = process;
      world.note(`${name} is asked to end`);
      world.after(patienceMs, `${name} had its time`, () => kill(victim));
      void end().then(() => kill(victim));
    },
  };
}

/** Lets so many bad things happen within a while, each at an instant of its own. */
export function storm(
  world: World,
  disasters: readonly (() => void)[],
  { count, ms }: { count: number; ms: number },
): void {
  if (disasters.length === 0) return;
  for (let nr = 0; nr < count; nr++) world.after(world.random.below(ms), "storm", () => world.random.pick(disasters)());
}
