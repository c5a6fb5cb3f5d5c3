/** How far the reader of a topic has come, by partition: the next record that it takes in. */
export type Offsets = readonly bigint[];

/** Records that are still to be taken in before everything up to these ends is. */
export const missingUpTo = (ends: Offsets, taken: Offsets): bigint =>
  ends.reduce((sum, end, partition) => {
    const next = taken[partition] ?? 0n;
    return next < end ? sum + end - next : sum;
  }, 0n);
