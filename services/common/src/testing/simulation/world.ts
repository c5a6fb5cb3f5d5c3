import { createHash } from "node:crypto";
import { setImmediate } from "node:timers";
import type { Timers } from "../../messaging/timers.ts";
import { createRandom, type Random } from "./random.ts";
import { createSteps, type Step } from "./steps.ts";

/** A process of the simulated world: killed, its steps are never taken again; frozen, they wait. */
export interface Process {
  readonly name: string;
  readonly timers: Timers;
  isAlive(): boolean;
  kill(): void;
  freeze(ms: number): void;
  frozenUntil(): number;
  /** Called when it is killed: what others notice of it. */
  onEnd(run: () => void): void;
}

/** Virtual time and everything that is going to happen in it. */
export interface World {
  readonly random: Random;
  now(): number;
  /** Lets something happen in so many milliseconds, as a step of a process or of the world itself; returns what cancels it. */
  after(ms: number, what: string, run: () => void, of?: Process): () => void;
  process(name: string): Process;
  note(what: string): void;
  /** Takes steps until it is over; false when there was nothing left to do or a limit was reached. */
  run(isOver: () => boolean, limit: { readonly ms: number; readonly steps: number }): Promise<boolean>;
  /** What happened, in order. */
  readonly trace: readonly string[];
  traceHash(): string;
}

/** All promises that can go on have gone on: nothing in the simulated world waits for anything but steps. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function createProcess(name: string, world: Pick<World, "now" | "after">): Process {
  let alive = true;
  let thawsAt = 0;
  const endings: (() => void)[] = [];
  const process: Process = {
    name,
    isAlive: () => alive,
    frozenUntil: () => thawsAt,
    kill() {
      if (!alive) return;
      alive = false;
      for (const run of endings) run();
    },
    freeze: (ms) => (thawsAt = Math.max(thawsAt, world.now() + ms)),
    onEnd: (run) => endings.push(run),
    timers: { now: world.now, after: (ms, run) => world.after(ms, "timer", run, process) },
  };
  return process;
}

/** One seed is one history: whatever is due is taken in an order that the seed chooses, and nothing else decides anything. */
export function createWorld(seed: number): World {
  const random = createRandom(seed);
  const steps = createSteps();
  const due: Step[] = [];
  const trace: string[] = [];
  let now = 0;

  function gather(): boolean {
    if (due.length === 0) now = Math.max(now, steps.first()?.at ?? now);
    while ((steps.first()?.at ?? Infinity) <= now) due.push(steps.pop() as Step);
    return due.length > 0;
  }

  function choose(): Step | undefined {
    const index = random.below(due.length);
    const step = due[index] as Step;
    due[index] = due.at(-1) as Step;
    due.pop();
    if (step.isCancelled || step.of?.isAlive() === false) return undefined;
    const thawsAt = step.of?.frozenUntil() ?? 0;
    if (thawsAt <= now) return step;
    step.at = thawsAt;
    steps.push(step);
    return undefined;
  }

  const world: World = {
    random,
    now: () => now,
    after(ms, what, run, of) {
      const step: Step = { at: now + Math.max(0, Math.ceil(ms)), what, run, of, isCancelled: false };
      steps.push(step);
      return () => (step.isCancelled = true);
    },
    process: (name) => createProcess(name, world),
    note: (what) => trace.push(`${now} ${what}`),
    async run(isOver, limit) {
      let left = limit.steps;
      await settled();
      while (!isOver()) {
        if (left === 0 || !gather() || now > limit.ms) return false;
        const step = choose();
        if (step === undefined) continue;
        left--;
        trace.push(`${now} ${step.of?.name ?? ""} ${step.what}`);
        step.run();
        await settled();
      }
      return true;
    },
    trace,
    traceHash: () => createHash("sha256").update(trace.join("\n")).digest("hex"),
  };
  return world;
}
