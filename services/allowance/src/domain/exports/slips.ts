import { type PolicyDocument } from "../policy/document.ts";
import { type ExportContext, letterheadOf, type PaidPerson } from "./paid-person.ts";
import { type Payslip, type PayslipLine, printedSlip, type PrintedSlip } from "./payslip.ts";

/** What the slip is called, by what is paid. */
export const slipTitles: Readonly<Record<PolicyDocument["kind"], string>> = {
  tukin: "Rincian Tunjangan Kinerja",
  tpp: "Rincian Tambahan Penghasilan Pegawai",
  thr: "Rincian Tunjangan Hari Raya",
  gaji13: "Rincian Gaji Ketiga Belas",
  rapel: "Rincian Kekurangan Pembayaran",
};

const sum = (lines: readonly PayslipLine[]): bigint => lines.reduce((total, { amount }) => total + amount, 0n);

/**
 * The lines of a slip: each step of the statements in place of the one line that the payout has for them, where both come to the same; then what is
 * added and taken in the month of payment. Together they are what is transferred.
 */
export function slipLines({ statement, payment }: Pick<PaidPerson, "statement" | "payment">): readonly PayslipLine[] {
  const earned = payment.lines.filter(({ role }) => role === "earned");
  if (statement.length === 0 || sum(statement) !== sum(earned)) return payment.lines;
  return [...statement, ...payment.lines.filter(({ role }) => role !== "earned")];
}

/** The slip of one person of a batch, not yet checked. */
export function payslipOf(
  person: Pick<PaidPerson, "nip" | "name" | "amount" | "statement" | "payment">,
  context: Pick<ExportContext, "policyKind" | "period" | "settings" | "watermark">,
  notes: readonly string[],
): Payslip {
  const { policyKind, period, settings, watermark } = context;
  const lines = slipLines(person).filter(({ amount }) => amount !== 0n);
  return {
    ...{ letterhead: letterheadOf(settings), title: slipTitles[policyKind], period },
    ...{ nip: person.nip, name: person.name, facts: [], net: person.amount },
    lines: lines.map(({ label, cite, amount }) => ({ label, cite, amount })),
    ...{ notes, who: person.name, when: watermark },
  };
}

export const slipOf = (person: PaidPerson, context: ExportContext): PrintedSlip =>
  printedSlip(payslipOf(person, context, [`Dokumen pembayaran: ${person.payment.sha256}`]));
