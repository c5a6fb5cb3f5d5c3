import { describe, expect, it } from "@jest/globals";
import { parseDay, rupiah } from "@kinerja/common/kernel";
import { array, assert, bigInt, constantFrom, property, record } from "fast-check";

import { fineText, nipOf, sha256 } from "../../testing/export-rows.ts";
import { bankFile, type BankRow } from "./bank-file.ts";
import { type BankTemplate, mandiriBulk } from "./bank-template.ts";
import { differences, differenceText } from "./differences.ts";
import { textBytes, textOf } from "./file.ts";
import { readBank } from "./read-bank.ts";

const order = { date: parseDay("2026-08-03"), debitAccount: "0000000900", note: "" };
const row = (n: number, more: Partial<BankRow> = {}): BankRow => ({
  ...{ nip: nipOf(n), account: `00000009${String(n + 1).padStart(2, "0")}`, holder: `PEGAWAI ${n + 1}` },
  ...{ amount: rupiah(1_000_000n + BigInt(n)), bankCode: "008", bankName: "BANK CONTOH", note: "Tukin Juli" },
  ...more,
});
const piped: BankTemplate = {
  ...{ id: "BPD Contoh", source: "test", separator: "|", lineEnd: "\n", ending: "txt", header: [] },
  columns: (["number", "nip", "account", "holder", "amount", "note"] as const).map((field) => ({ field })),
  trailer: [{ text: "T" }, { field: "count" }, { field: "total" }],
};
const textFile = (template: BankTemplate, rows: readonly BankRow[]) => textOf(bankFile(template, rows, order, sha256).bytes); // prettier-ignore
const read = (template: BankTemplate, text: string) => readBank(textBytes(text), template);
const told = (template: BankTemplate, ours: string, theirs: string): string[] =>
  differences(read(template, ours).rows, read(template, theirs).rows, ["amount"]).map((one) => differenceText(one, "id")); // prettier-ignore
const faults = (run: () => unknown): unknown[] => {
  try {
    run();
    return [];
  } catch (error) {
    return (error as { violations: { pointer: string; code: string }[] }).violations.map(({ pointer, code }) => [pointer, code]); // prettier-ignore
  }
};

describe("a bulk file of a bank that is read again", () => {
  const anyRows = array(
    record({ holder: fineText, note: fineText, amount: bigInt({ min: 1n, max: 200_000_000n }) }),
    { maxLength: 6 }, // prettier-ignore
  );

  it("says what was written, by any template", () =>
    assert(
      property(anyRows, constantFrom(mandiriBulk, piped), (made, template) => {
        const rows = made.map(({ holder, note, amount }, n) => row(n, { holder, note, amount: rupiah(amount) }));
        const found = read(template, textFile(template, rows));
        expect(found.rows.map(({ number, amounts }) => [number?.digits, amounts["amount"]])).toEqual(
          rows.map(({ account, amount }) => [account, amount]),
        );
        expect(found.printed).toEqual({ amount: rows.reduce((sum, { amount }) => sum + amount, 0n) });
      }),
    ));

  it.each([
    ["without NIP", mandiriBulk, "rekening …902", "rekening …777"],
    ["with NIP", piped, "NIP …902", "NIP …902"],
  ] as const)("tells another amount, another account, and who is in one only: %s", (_, template, ours2, theirs2) => {
    const ours = textFile(template, [row(0), row(1), row(3)]);
    const theirs = textFile(template, [row(0, { amount: rupiah(900_000n) }), row(1, { account: "000000777" }), row(3)]);
    const [amount, ...rest] = told(template, ours, theirs);
    expect(amount).toContain("yang dibayarkan di berkas kita Rp1.000.000, di berkas mereka Rp900.000; berkas kita lebih Rp100.000."); // prettier-ignore
    expect(rest).toEqual([
      `PEGAWAI 2 (${ours2}) hanya ada di berkas kita: yang dibayarkan Rp1.000.001.`,
      `PEGAWAI 2 (${theirs2}) hanya ada di berkas mereka: yang dibayarkan Rp1.000.001.`,
    ]);
  });

  it("is refused with line and column: of another bank, cut off, or spoiled by a spreadsheet", () => {
    const text = textFile(mandiriBulk, [row(0), row(1)]);
    expect(faults(() => read(mandiriBulk, text.replaceAll(",IDR,", ",USD,")))).toEqual([
      ["/lines/1/6", "CELL_OTHER"],
      ["/lines/2/6", "CELL_OTHER"],
    ]);
    expect(faults(() => read(mandiriBulk, text.split("\r\n").slice(0, 2).join("\r\n")))).toEqual([["/lines/0/count", "FILE_COUNT"]]); // prettier-ignore
    expect(faults(() => read(mandiriBulk, text.replace("0000000901", "9,01E+02")))).toEqual([["/lines/1", "FILE_COLUMNS"]]); // prettier-ignore
    expect(faults(() => read(mandiriBulk, text.replace("0000000901", "=901").replace("1000001", "1000001.50")))).toEqual([
      ["/lines/1/account", "ACCOUNT_NUMBER_FORM"],
      ["/lines/2/amount", "AMOUNT_FORM"],
    ]); // prettier-ignore
    expect(faults(() => read(mandiriBulk, text.replace("PEGAWAI 1", '"PEGAWAI 1')))).toEqual([["/lines/1", "CSV_QUOTES"]]); // prettier-ignore
    expect(faults(() => read(piped, ""))).toEqual([["/lines/0", "FILE_COLUMNS"]]);
    expect(faults(() => read(piped, "a|b\n".repeat(150_003)))).toEqual([["/lines", "LIST_TOO_LONG"]]);
  });
});
