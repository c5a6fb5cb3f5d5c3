import { multiply, noRupiah, rational, roundToRupiah, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

import { type Percent } from "../policy/document.ts";
import { least, notBelowZero, partOf } from "./lines.ts";

/** What was paid too much and is still to be paid back. */
export type Receivable = {
  readonly id: string;
  readonly label: string;
  /** Day on which it became known: the oldest is taken first. */
  readonly since: string;
  readonly open: Rupiah;
};

export type RecoveryMonth = {
  /** Net of the allowances of the month of payment, this payment included; a THR or 13th month beside them is not one of them. */
  readonly net: Rupiah;
  /** Taken back from earlier payments of the month. */
  readonly already: Rupiah;
  /** What this payment still holds after contributions and tax. */
  readonly payable: Rupiah;
};

export type Recovered = { readonly receivable: Receivable; readonly amount: Rupiah };
export type Recovery = { readonly most: Rupiah; readonly taken: readonly Recovered[]; readonly total: Rupiah };

const byAge = (a: Receivable, b: Receivable): number =>
  a.since === b.since ? (a.id < b.id ? -1 : 1) : a.since < b.since ? -1 : 1;

/** At most a percent of the month's net, downwards to whole rupiah, and never more than there is. */
export function recover(receivables: readonly Receivable[], percent: Percent, month: RecoveryMonth): Recovery {
  const cap = roundToRupiah(multiply(rational(month.net), partOf(percent)), "down");
  const most = least(notBelowZero(cap - month.already), notBelowZero(month.payable));
  const taken: Recovered[] = [];
  let rest = most;
  for (const receivable of receivables.toSorted(byAge)) {
    const amount = least(rest, notBelowZero(receivable.open));
    if (amount === noRupiah) continue;
    taken.push({ receivable, amount });
    rest = rupiah(rest - amount);
  }
  return { most, taken, total: sumRupiah(taken.map(({ amount }) => amount)) };
}
