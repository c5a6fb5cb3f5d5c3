export interface Phase {
  readonly name: string;
  readonly seconds: number;
}

/** Runs named phases one after another, tells how long each took, and remembers it for the report. */
export function timeline(print: (line: string) => void) {
  const phases: Phase[] = [];
  const started = performance.now();
  const since = (from: number): number => Math.round((performance.now() - from) / 10) / 100;
  return {
    phases,
    seconds: () => since(started),
    async phase<T>(name: string, work: () => Promise<T> | T): Promise<T> {
      const from = performance.now();
      const result = await work();
      const seconds = since(from);
      phases.push({ name, seconds });
      print(`  ${name} ${".".repeat(Math.max(2, 58 - name.length))} ${seconds.toFixed(1)} s`);
      return result;
    },
  };
}

export type Timeline = ReturnType<typeof timeline>;
