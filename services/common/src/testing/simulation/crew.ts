import type { Process, World } from "./world.ts";

/** A job that some process always does: one that ends is replaced. */
export interface Crew {
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
  let process: Process;
  let end: () => Promise<unknown>;
  const begin = (): void => {
    process = world.process(name);
    process.onEnd(() => {
      world.note(`${name} has ended`);
      world.after(world.random.between(1, 3_000), `${name} starts again`, begin);
    });
    end = start(process);
  };
  begin();
  return {
    current: () => process,
    kill: () => process.kill(),
    freeze(ms) {
      world.note(`${name} is frozen for ${ms} ms`);
      process.freeze(ms);
    },
    stop() {
      const asked = process;
      world.note(`${name} is asked to end`);
      world.after(patienceMs, `${name} had its time`, () => asked.kill());
      void end().then(() => asked.kill());
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

/** True once it has been so all the while. */
export function lasting(world: World, ms: number, isSo: () => boolean): () => boolean {
  let since = Infinity;
  return () => {
    since = isSo() ? Math.min(since, world.now()) : Infinity;
    return world.now() - since >= ms;
  };
}
