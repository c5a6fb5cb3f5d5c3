import { rupiah, type Rupiah } from "@kinerja/common/kernel";

import { type PolicyDocument } from "./policy/document.ts";

/** Expense of the agency, debited. */
export const expenseAccount = {
  tukin: "belanja.tunjangan-kinerja",
  tpp: "belanja.tambahan-penghasilan",
  thr: "belanja.tunjangan-hari-raya",
  gaji13: "belanja.gaji-ketiga-belas",
  rapel: "belanja.kekurangan-tunjangan",
} as const satisfies Record<PolicyDocument["kind"], string>;
/** What the agency owes its people, credited. */
export const payableAccount = "utang.pegawai";

export type Posting = { readonly personId: string; readonly account: string; readonly amount: Rupiah };

/** Double entry of one payout: debit positive, credit negative; each transfer sums to zero. Nothing to pay leaves no line. */
export function postingsOf(kind: keyof typeof expenseAccount, payout: { personId: string; amount: Rupiah }): Posting[] {
  const { personId, amount } = payout;
  if (amount === 0n) return [];
  return [
    { personId, account: expenseAccount[kind], amount },
    { personId, account: payableAccount, amount: rupiah(0n - amount) },
  ];
}
