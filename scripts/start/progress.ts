import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** What a played month has come to: steps done and what they counted. Written after each step, so that a stopped month goes on. */
export interface Progress {
  isDone(step: string): boolean;
  done(step: string): void;
  /** Counters that outlive a stop. */
  readonly totals: Record<string, number>;
  add(name: string, count: number): void;
  save(): void;
}

interface Stored {
  readonly steps: readonly string[];
  readonly totals: Record<string, number>;
}

export function openProgress(file: string): Progress {
  const stored: Stored = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Stored)
    : { steps: [], totals: {} };
  const steps = new Set(stored.steps);
  const totals = { ...stored.totals };
  const save = (): void => {
    writeFileSync(`${file}.new`, JSON.stringify({ steps: [...steps], totals }));
    renameSync(`${file}.new`, file);
  };
  return {
    isDone: (step) => steps.has(step),
    done: (step) => {
      steps.add(step);
      save();
    },
    save,
    totals,
    add: (name, count) => {
      totals[name] = (totals[name] ?? 0) + count;
    },
  };
}
