/** "606000" or "1214000/3": exact amounts and factors as the trace writes them. */
export interface Exact {
  readonly over: bigint;
  readonly under: bigint;
}

export function exactOf(text: string): Exact | undefined {
  const match = /^(-?\d+)(?:\/([1-9]\d*))?$/.exec(text);
  if (match?.[1] === undefined) return undefined;
  return { over: BigInt(match[1]), under: BigInt(match[2] ?? "1") };
}

/** To the nearest whole, halves away from zero. */
export function rounded({ over, under }: Exact): bigint {
  const positive = over < 0n ? -over : over;
  const whole = (2n * positive + under) / (2n * under);
  return over < 0n ? -whole : whole;
}

export const isWhole = ({ over, under }: Exact): boolean => over % under === 0n;

/** Percent with at most three digits after the point, and whether that is all of it. */
export function percentOf({ over, under }: Exact): { readonly percent: number; readonly isExact: boolean } {
  const scaled = { over: over * 100_000n, under };
  return { percent: Number(rounded(scaled)) / 1_000, isExact: isWhole(scaled) };
}
