/** A record of the fault tests: each key's records are numbered from 1 by their only writer. */
export interface Numbered {
  readonly key: string;
  readonly number: number;
}

export interface LogFaults {
  /** Acknowledged, and not in the log. */
  readonly lost: number;
  /** In the log again after the first time. */
  readonly doubled: number;
  /** In the log for the first time after a later one of the same key. */
  readonly reordered: number;
}

/** Compares what was acknowledged with what the log holds, given partition by partition in log order. */
export function checkLog(acknowledged: readonly Numbered[], stored: readonly Numbered[]): LogFaults {
  const seen = new Map<string, Set<number>>();
  const highest = new Map<string, number>();
  let doubled = 0;
  let reordered = 0;
  for (const { key, number } of stored) {
    const numbers = seen.get(key) ?? new Set();
    seen.set(key, numbers);
    if (numbers.has(number)) {
      doubled++;
      continue;
    }
    numbers.add(number);
    const before = highest.get(key) ?? 0;
    if (number < before) reordered++;
    else highest.set(key, number);
  }
  const lost = acknowledged.filter(({ key, number }) => seen.get(key)?.has(number) !== true).length;
  return { lost, doubled, reordered };
}
