/**
 * Work that can be put down between two steps: a file of 50,000 lines is planned in some seconds, and whoever signs in meanwhile must not wait for it.
 * The work stays a pure function; who runs it decides when to rest.
 */
export type Steps<T> = Generator<undefined, T>;

const itemsOfAStep = 100;

/** As `flatMap`, some items a step. */
export function* flatMapSteps<A, B>(items: Iterable<A>, work: (item: A) => readonly B[]): Steps<B[]> {
  const results: B[] = [];
  let count = 0;
  for (const item of items) {
    for (const result of work(item)) results.push(result);
    count += 1;
    if (count % itemsOfAStep === 0) yield;
  }
  yield;
  return results;
}

/** As `filter`, some items a step. */
export const filterSteps = <A>(items: Iterable<A>, keep: (item: A) => boolean): Steps<A[]> =>
  flatMapSteps(items, (item) => (keep(item) ? [item] : []));

/** As `forEach`, some items a step. */
export const eachStep = <A>(items: Iterable<A>, work: (item: A) => void): Steps<unknown> =>
  flatMapSteps(items, (item) => {
    work(item);
    return [];
  });
