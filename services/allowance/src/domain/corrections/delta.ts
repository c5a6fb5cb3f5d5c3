import { noRupiah, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

/** What stands for a month that was posted: what the run has paid or held, and what corrections have changed since. */
export type MonthPaid = {
  /** Net of the person's statements in the run. */
  readonly statements: Rupiah;
  /** Of it what falls due in later months by items of its own; they open when a hold is released. */
  readonly late: Rupiah;
  /** Of earlier corrections of the month; less than 0 where more was taken back than added. */
  readonly corrected: Rupiah;
  /** Of `corrected` what concerns components that fall due in a later month. */
  readonly correctedLate: Rupiah;
  /**
   * PAID: with its batch, or released since. HELD: out of the batch still. REPLACED: a correction has let go of the hold, and paid the month
   * itself. ABSENT: the run did not have the person.
   */
  readonly state: "PAID" | "HELD" | "REPLACED" | "ABSENT";
};

/**
 * Σ of everything that is paid or promised for the month. A correction of a held month pays it itself, and lets go of the hold: late parts of the
 * old statement open then and count, its own net never does.
 */
export function paidSoFar({ statements, late, corrected, state }: MonthPaid): Rupiah {
  const run = { PAID: statements, HELD: late, REPLACED: late, ABSENT: noRupiah }[state];
  return rupiah(run + corrected);
}

/** Of it what falls due in later months, paid or not. */
const lateSoFar = ({ late, correctedLate, state }: MonthPaid): Rupiah =>
  rupiah((state === "ABSENT" ? 0n : late) + correctedLate);

/** What is still owed for the month (more than 0), or was paid too much (less than 0). */
export const deltaOf = (newNet: Rupiah, paid: MonthPaid): Rupiah => rupiah(newNet - paidSoFar(paid));

/** A difference by its parts: of components that are paid with their month, and of those that fall due later. */
export type Delta = { readonly now: Rupiah; readonly late: Rupiah };

/** `late`: of the new net what falls due in a later month. */
export function partsOf(fresh: { readonly net: Rupiah; readonly late: Rupiah }, paid: MonthPaid): Delta {
  const late = rupiah(fresh.late - lateSoFar(paid));
  return { now: rupiah(deltaOf(fresh.net, paid) - late), late };
}

/** What a confirmation makes of a month; each 0 or more. Nothing is both owed and claimed back. */
export type Settlement = { readonly due: Rupiah; readonly dueLate: Rupiah; readonly receivable: Rupiah };

/** Each part is paid in its own time; where one is less than it was, the other one makes up for it first. */
export function settlementOf({ now, late }: Delta): Settlement {
  const nothing = { due: noRupiah, dueLate: noRupiah, receivable: noRupiah };
  if (now >= 0n && late >= 0n) return { ...nothing, due: now, dueLate: late };
  const sum = rupiah(now + late);
  if (sum <= 0n) return { ...nothing, receivable: rupiah(0n - sum) };
  return now > 0n ? { ...nothing, due: sum } : { ...nothing, dueLate: sum };
}

type Component = { readonly net: Rupiah; readonly monthsLate: number };

/** Months by which the late part of a month waits: as long as the latest of its components. */
export const monthsToWait = (components: readonly Component[]): number =>
  Math.max(0, ...components.filter(({ net }) => net > 0n).map(({ monthsLate }) => monthsLate));

type Netted = { readonly net: Rupiah };
export const netOf = (statements: readonly Netted[]): Rupiah => sumRupiah(statements.map(({ net }) => net));
