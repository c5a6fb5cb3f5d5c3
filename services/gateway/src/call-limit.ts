export interface CallLimit {
  /** How many calls may wait now. */
  readonly now: number;
  /** Tells when a call began and ended, in milliseconds of one clock, and how many waited when it began, itself among them. */
  answered(call: { readonly from: number; readonly to: number; readonly waiting: number }): void;
}

export interface CallLimits {
  readonly most: number;
  readonly least: number;
  /** An answer that takes longer says that too many wait. */
  readonly slowMs: number;
}

/** So much is left by a slow answer at least, and so much is added by a quick one. */
const [left, added] = [0.9, 8];

/**
 * How many calls may wait for a service: as many as it can answer in a few seconds on the machine that it has, and no more, since what waits longer runs into its deadline and was
 * work for nothing. A slow answer says how many that are: of those that waited before it, the part that would have been in time. One alone may be an accident, so each lowers the
 * limit by a tenth only; a quick one raises it a little while the limit is felt.
 */
export function callLimit({ most, least, slowMs }: CallLimits): CallLimit {
  let limit = most;
  return {
    get now() {
      return Math.floor(limit);
    },
    answered({ from, to, waiting }) {
      const tookMs = to - from;
      if (tookMs <= slowMs) {
        if (waiting * 2 >= limit) limit = Math.min(most, limit + added / limit);
        return;
      }
      const inTime = (waiting * slowMs) / tookMs;
      limit = Math.max(least, Math.min(limit, Math.max(inTime, limit * left)));
    },
  };
}
