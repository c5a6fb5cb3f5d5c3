/** How far a run was at an instant, milliseconds. */
export interface Sample {
  readonly at: number;
  readonly done: number;
}

export interface Pace {
  readonly perSecond: number;
  /** Seconds until everybody is computed; undefined while nothing moves. */
  readonly remainingS: number | undefined;
}

/** The last half minute says more about now than the whole run. */
const lookBackMs = 30_000;

/** Keeps what the pace is made of; the same count again says that time has passed. */
export function withSample(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && (next.done < last.done || next.at <= last.at)) return [next];
  const recent = samples.filter(({ at }) => next.at - at <= lookBackMs);
  return [...recent, next];
}

/** People a second, and what is left; undefined before there are two looks. */
export function paceOf(samples: readonly Sample[], all: number): Pace | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at === first.at) return undefined;
  const perSecond = ((last.done - first.done) * 1_000) / (last.at - first.at);
  return { perSecond, remainingS: perSecond > 0 ? Math.ceil(Math.max(all - last.done, 0) / perSecond) : undefined };
}

/** Soon at first, later less often; what moves is looked at more often than what waits. In milliseconds. */
export function waitMs(looksWithoutMove: number): number {
  return Math.min(1_000 * 2 ** Math.min(looksWithoutMove, 4), 15_000);
}
