import { cpuSeconds } from "./processes.ts";

export interface Phase {
  readonly name: string;
  readonly seconds: number;
  /** Of this process and all that it started. */
  readonly cpuSeconds: number;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Runs named phases one after another, tells how long each took, and remembers it for the report. */
export function timeline(print: (line: string) => void) {
  const phases: Phase[] = [];
  const started = performance.now();
  const add = (phase: Phase): void => {
    phases.push(phase);
    const dots = ".".repeat(Math.max(2, 58 - phase.name.length));
    print(`  ${phase.name} ${dots} ${phase.seconds.toFixed(1)} s (${phase.cpuSeconds.toFixed(1)} s of CPU)`);
  };
  const since = (from: number): number => rounded((performance.now() - from) / 1_000);
  return {
    phases,
    /** What was done before this process began, by its seconds. */
    before: (name: string, seconds: number) => add({ name, seconds, cpuSeconds: 0 }),
    seconds: () => since(started),
    async phase<T>(name: string, work: () => Promise<T> | T): Promise<T> {
      const from = performance.now();
      const before = cpuSeconds([process.pid]);
      const result = await work();
      const phase = { name, seconds: since(from), cpuSeconds: rounded(cpuSeconds([process.pid]) - before) };
      add(phase);
      return result;
    },
  };
}

export type Timeline = ReturnType<typeof timeline>;
