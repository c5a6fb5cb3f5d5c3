import { type Violation } from "@kinerja/common/errors";
import { type Day, isDay, type Rupiah } from "@kinerja/common/kernel";

import { type BankFileField, type BankRowField, type BankTemplate, type Part } from "./bank-template.ts";
import { type ExportFile, fileName, sealed, type Sha256, sumOf, textBytes } from "./file.ts";
import { accountFaults, amountFaults, nipFaults, refuse, safeText, textFaults, twiceFaults } from "./text.ts";

/** One transfer. */
export type BankRow = {
  readonly nip: string;
  readonly account: string;
  readonly holder: string;
  readonly amount: Rupiah;
  readonly bankCode: string;
  readonly bankName: string;
  readonly note: string;
};

export type BankOrder = { readonly date: Day; readonly debitAccount: string; readonly note: string };

function rowFaults(row: BankRow, index: number): Violation[] {
  const at = (field: keyof BankRow): string => `/rows/${index}/${field}`;
  return [
    ...nipFaults(at("nip"), row.nip),
    ...accountFaults(at("account"), row.account),
    ...textFaults(at("holder"), row.holder, { min: 1, max: 100 }),
    // A transfer of nothing is no transfer; who gets none this month has no row.
    ...amountFaults(at("amount"), row.amount, undefined, 1n),
    ...textFaults(at("bankCode"), row.bankCode, { max: 20 }),
    ...textFaults(at("bankName"), row.bankName, { max: 100 }),
    ...textFaults(at("note"), row.note, { max: 100 }),
  ];
}

const orderFaults = ({ date, debitAccount, note }: BankOrder): Violation[] => [
  ...(isDay(date) ? [] : [{ pointer: "/date", code: "DATE_FORM" }]),
  ...accountFaults("/debitAccount", debitAccount),
  ...textFaults("/note", note, { max: 100 }),
];

/** A file by the bank's template: its first line, a line for each row in the order given, its last line; lines without a part are left out. */
export function bankFile(
  template: BankTemplate,
  rows: readonly BankRow[],
  order: BankOrder,
  sha256: Sha256,
): ExportFile {
  const nips = rows.map(({ nip }) => nip);
  const again = twiceFaults(nips, (index) => `/rows/${index}/nip`, "PAID_TWICE");
  refuse([...orderFaults(order), ...rows.flatMap(rowFaults), ...again]);
  const total = sumOf(rows.map(({ amount }) => amount));
  const ofFile: Record<BankFileField, string> = {
    date: order.date.replaceAll("-", ""),
    debitAccount: order.debitAccount,
    count: String(rows.length),
    total: String(total),
    note: safeText(order.note),
  };
  const ofRow = (row: BankRow, index: number): Record<BankRowField, string> => ({
    account: row.account,
    holder: safeText(row.holder),
    amount: String(row.amount),
    bankCode: safeText(row.bankCode),
    bankName: safeText(row.bankName),
    nip: row.nip,
    note: safeText(row.note),
    number: String(index + 1),
  });
  const { separator, lineEnd } = template;
  const quoted = (text: string): string =>
    text.includes(separator) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
  const line = <Field extends string>(
    parts: readonly Part<Field>[],
    fields: Readonly<Record<Field, string>>,
  ): string =>
    parts.length === 0
      ? ""
      : parts.map((part) => quoted("field" in part ? fields[part.field] : part.text)).join(separator) + lineEnd;
  const lines = [
    line(template.header, ofFile),
    ...rows.map((row, index) => line(template.columns, ofRow(row, index))),
    line(template.trailer, ofFile),
  ];
  return sealed(
    {
      name: fileName(["bank", template.id, order.date], template.ending),
      contentType: template.ending === "csv" ? "text/csv; charset=utf-8" : "text/plain; charset=utf-8",
      bytes: textBytes(lines.join("")),
      rows: rows.length,
      totals: { amount: total },
    },
    sha256,
  );
}
