/** Buckets that one database holds, the first and the last of them. */
export type BucketRange = { readonly first: number; readonly last: number };

export const rangeText = ({ first, last }: BucketRange): string => `${first}-${last}`;
export const holdsBucket = ({ first, last }: BucketRange, bucket: number): boolean => first <= bucket && bucket <= last;
export const isWhole = ({ first, last }: BucketRange, partitions: number): boolean =>
  first === 0 && last === partitions - 1;

function readRange(text: string): BucketRange {
  const [, first, last] = /^(\d{1,3})-(\d{1,3})$/.exec(text) ?? [];
  if (first === undefined || last === undefined || Number(first) > Number(last))
    throw new Error(`${text} is no range of buckets, such as 0-47.`);
  return { first: Number(first), last: Number(last) };
}

/** The databases' ranges in the order of their buckets: each bucket lies in one of them. None named means one database. */
export function readRanges(texts: readonly string[], partitions: number): BucketRange[] {
  if (texts.length === 0) return [{ first: 0, last: partitions - 1 }];
  const ranges = texts.map(readRange);
  let next = 0;
  for (const range of ranges) {
    if (range.first > next) throw new Error(`No database holds the buckets ${rangeText({ first: next, last: range.first - 1 })}.`);
    if (range.first < next) throw new Error(`${rangeText(range)} overlaps what is named before it: bucket ${range.first}.`);
    next = range.last + 1;
  }
  if (next < partitions) throw new Error(`No database holds the buckets ${rangeText({ first: next, last: partitions - 1 })}.`);
  if (next > partitions) throw new Error(`The log has ${partitions} partitions, ranges go to ${next - 1}.`);
  return ranges;
} // prettier-ignore

/** Which of the ranges holds a bucket; they hold all of them. */
export const shardOf = (ranges: readonly BucketRange[], bucket: number): number =>
  ranges.findIndex((range) => holdsBucket(range, bucket));
