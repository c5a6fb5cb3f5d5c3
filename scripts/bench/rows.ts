import { type ReportRow } from "../reports.ts";
import { spreadOf } from "./sample.ts";

interface Wanted {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly atLeast?: number;
  readonly atMost?: number;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** A figure with its target; judged by its median. Without a target it stands there to be read. */
export function rowOf({ id, what, unit, values, atLeast, atMost }: Wanted): ReportRow {
  const { min, median, max } = spreadOf(values);
  const target = atLeast === undefined ? (atMost === undefined ? "–" : `≤ ${atMost}`) : `≥ ${atLeast}`;
  const holds = median >= (atLeast ?? -Infinity) && median <= (atMost ?? Infinity);
  return { id, what, value: rounded(median), unit, target, holds, spread: [rounded(min), rounded(max)] };
}
