/** Smallest, middle and largest of some measurements. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const [lower, upper] = [Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2)];
  return { min: at(0), median: (at(lower) + at(upper)) / 2, max: at(sorted.length - 1) };
}

/** Runs the methods in turn, again and again, so that a noisy minute of the machine meets all of them; the first round only warms up. */
export async function interleaved<Name extends string, Measured>(
  rounds: number,
  methods: Readonly<Record<Name, () => Promise<Measured>>>,
): Promise<Record<Name, Measured[]>> {
  const names = Object.keys(methods) as Name[];
  const found = Object.fromEntries(names.map((name) => [name, [] as Measured[]])) as Record<Name, Measured[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const measured = await methods[name]();
      if (round > 0) found[name].push(measured);
    }
  }
  return found;
}

/** Ratios of two methods, round by round: what disturbed one round disturbed both of them. */
export const ratios = (over: readonly number[], under: readonly number[]): number[] =>
  over.map((value, round) => value / (under[round] ?? Number.NaN));
