import { rupiah, type Rupiah } from "@kinerja/common/kernel";

import { type PolicyDocument } from "./policy/document.ts";
import { type RunKind } from "./run.ts";

/** PENDING: checked, a commitment. POSTED: owed. SETTLED: the treasury has paid. */
export type Phase = "PENDING" | "POSTED" | "SETTLED";

/** Debit positive, credit negative; never 0. */
export type Posting = { readonly account: string; readonly amount: Rupiah };

/** Expense of the agency, debited. */
const expenses = {
  tukin: "belanja.tunjangan-kinerja",
  tpp: "belanja.tambahan-penghasilan",
  thr: "belanja.tunjangan-hari-raya",
  gaji13: "belanja.gaji-ketiga-belas",
  rapel: "belanja.kekurangan-tunjangan",
} as const satisfies Record<PolicyDocument["kind"], string>;

/** Arrears are computed by the month's own policy, and are an expense of their own. */
export const expenseAccount = (run: RunKind, policy: PolicyDocument["kind"]): string =>
  expenses[run === "RAPEL" ? "rapel" : policy];

export const accounts = {
  /** What the agency owes its people. */
  payable: "utang.pegawai",
  /** What its people owe: corrections below zero, until they are taken back. */
  receivable: "piutang.pegawai",
  contribution: "utang.iuran.pegawai",
  employerExpense: "belanja.iuran.pemberi-kerja",
  employer: "utang.iuran.pemberi-kerja",
  tax: "utang.pajak.pph21",
  taxBorneExpense: "beban.pajak-ditanggung",
  committedExpense: "komitmen.belanja",
  committed: "komitmen.utang",
  cash: "kas",
} as const;

/** Sums of a batch, rupiah. gross − cut may lie below 0; what then is missing to net is carried to a receivable. */
export type LedgerSums = {
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  readonly contribution: Rupiah;
  readonly employer: Rupiah;
  readonly tax: Rupiah;
  readonly taxBorne: Rupiah;
  readonly recovery: Rupiah;
  readonly amount: Rupiah;
};

/** Lines of one account become one, and nothing leaves no line. */
function linesOf(amounts: readonly (readonly [account: string, amount: bigint])[]): Posting[] {
  const sums = new Map<string, bigint>();
  for (const [account, amount] of amounts) sums.set(account, (sums.get(account) ?? 0n) + amount);
  return [...sums].filter(([, amount]) => amount !== 0n).map(([account, amount]) => ({ account, amount: rupiah(amount) })); // prettier-ignore
}

/** What a check commits. */
export const pendingLines = ({ net }: LedgerSums): Posting[] =>
  linesOf([
    [accounts.committedExpense, net],
    [accounts.committed, 0n - net],
  ]);

/** What an approval makes owed; the commitment is over. */
export const postedLines = (expense: string, sums: LedgerSums): Posting[] =>
  linesOf([
    [accounts.committedExpense, 0n - sums.net],
    [accounts.committed, sums.net],
    [expense, sums.gross - sums.cut],
    [accounts.receivable, sums.net - (sums.gross - sums.cut) - sums.recovery],
    [accounts.payable, 0n - sums.amount],
    [accounts.contribution, 0n - sums.contribution],
    [accounts.tax, 0n - sums.tax - sums.taxBorne],
    [accounts.taxBorneExpense, sums.taxBorne],
    [accounts.employerExpense, sums.employer],
    [accounts.employer, 0n - sums.employer],
  ]);

/** A correction that found a month paid too much: the person owes it, and it is no expense of the run. `amount` is more than 0. */
export const overpaidLines = (expense: string, amount: Rupiah): Posting[] =>
  linesOf([
    [accounts.receivable, amount],
    [expense, 0n - amount],
  ]);

/** A share of contributions that no payment could take: the person owes it, and the agency owes it to the fund. `amount` is more than 0. */
export const billedLines = (amount: Rupiah): Posting[] =>
  linesOf([
    [accounts.receivable, amount],
    [accounts.contribution, 0n - amount],
  ]);

/** The treasury has paid. */
export const settledLines = ({ amount }: LedgerSums): Posting[] =>
  linesOf([
    [accounts.payable, amount],
    [accounts.cash, 0n - amount],
  ]);
