import { noRupiah, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

import { least, notBelowZero } from "../payout/lines.ts";

/** An item of a corrected month that was paid, and has contributed where it was paid: of a hold that has ended, of a correction, of a late component. */
export type PaidItem = {
  /** The run whose month it is of. */
  readonly ofRun: string;
  /** The run that has paid it. */
  readonly paidBy: string;
  readonly amount: Rupiah;
};

/** What has paid the months of runs. */
export type PaidBy = {
  /** By the run, what its own payout has paid of them; a run that is not there has paid the person nothing. */
  readonly own: ReadonlyMap<string, Rupiah>;
  /** In the order in which they were paid. */
  readonly items: readonly PaidItem[];
};

export type ShiftsByRun = ReadonlyMap<string, Rupiah>;

const add = (to: Map<string, Rupiah>, runId: string, amount: Rupiah): void => {
  if (amount !== 0n) to.set(runId, rupiah((to.get(runId) ?? noRupiah) + amount));
};

/** Of a difference below zero, by run: what is beyond the own payout of the run that has computed the month. */
function beyondOwn(runId: string, shift: Rupiah, { own, items }: PaidBy): ShiftsByRun {
  const found = new Map<string, Rupiah>();
  let rest = notBelowZero(0n - shift - (own.get(runId) ?? noRupiah));
  for (const { paidBy, amount } of items.filter(({ ofRun }) => ofRun === runId)) {
    const part = least(rest, amount);
    add(found, paidBy, rupiah(0n - part));
    rest = rupiah(rest - part);
  }
  return found;
}

/**
 * In whose payouts the differences of months count: in that of the run that has computed the month, but less at most what it has paid itself. What was
 * too much beyond that counts where the items of the month were paid, at most their amounts; what nobody has paid stays with the run.
 * @param shifts by the run that has computed the month
 */
export function placeShifts(shifts: ShiftsByRun, paidBy: PaidBy): ShiftsByRun {
  const placed = new Map<string, Rupiah>();
  for (const [runId, shift] of shifts) {
    const elsewhere = beyondOwn(runId, shift, paidBy);
    for (const [other, part] of elsewhere) add(placed, other, part);
    add(placed, runId, rupiah(shift - sumRupiah([...elsewhere.values()])));
  }
  return placed;
}

/** By the run, one more than the other. */
export const addShifts = (some: ShiftsByRun, more: ShiftsByRun): ShiftsByRun => {
  const sums = new Map(some);
  for (const [runId, shift] of more) add(sums, runId, shift);
  return sums;
};

/** What more a difference changes where earlier ones of the same months stand. */
export function placeMore(earlier: ShiftsByRun, now: ShiftsByRun, paidBy: PaidBy): ShiftsByRun {
  const before = [...placeShifts(earlier, paidBy)].map(([runId, shift]) => [runId, rupiah(0n - shift)] as const);
  return addShifts(placeShifts(addShifts(earlier, now), paidBy), new Map(before));
}
