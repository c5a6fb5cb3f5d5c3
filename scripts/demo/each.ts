/** Works through items, so many at a time; the first failure ends it. */
export async function each<T>(items: Iterable<T>, width: number, work: (item: T) => Promise<void>): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let step = iterator.next(); !step.done; step = iterator.next()) await work(step.value);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** Takes from each group in turn: neighbours in one group would wait for one lock. */
export function spread<T>(items: readonly T[], groupOf: (item: T) => string): T[] {
  const places = new Map<string, number>();
  const placed = items.map((item) => {
    const place = places.get(groupOf(item)) ?? 0;
    places.set(groupOf(item), place + 1);
    return { item, place };
  });
  return placed.toSorted((a, b) => a.place - b.place).map(({ item }) => item);
}
