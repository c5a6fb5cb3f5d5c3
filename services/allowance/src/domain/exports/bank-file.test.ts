import { describe, expect, it } from "@jest/globals";
import { type Day, parseDay, rupiah } from "@kinerja/common/kernel";
import { array, assert, bigInt, property, record } from "fast-check";

import { fineText, nipOf, sha256 } from "../../testing/export-rows.ts";
import { bankFile, type BankRow } from "./bank-file.ts";
import { type BankTemplate, mandiriBulk, parseBankTemplate } from "./bank-template.ts";
import { sumOf, textOf } from "./file.ts";

const order = { date: parseDay("2026-08-03"), debitAccount: "0000000900", note: "" };
const row = (n: number, more: Partial<BankRow> = {}): BankRow => ({
  nip: nipOf(n),
  account: `00000009${String(n + 1).padStart(2, "0")}`,
  holder: `PEGAWAI ${n + 1}`,
  amount: rupiah(9_851_765n),
  bankCode: "008",
  bankName: "BANK CONTOH",
  note: "Tukin Juli",
  ...more,
});

describe("a bulk file of a bank", () => {
  it("has a first line with day, account, count and total, and a line for each row", () => {
    const rows = [row(0), row(1, { amount: rupiah(1n), holder: "PEGAWAI 2, S.E.", note: "=1" })];
    const file = bankFile(mandiriBulk, rows, order, sha256);
    expect(textOf(file.bytes)).toBe(
      "P,20260803,0000000900,2,9851766\r\n" +
        "0000000901,PEGAWAI 1,,,,IDR,9851765,Tukin Juli\r\n" +
        `0000000902,"PEGAWAI 2, S.E.",,,,IDR,1,'=1\r\n`,
    );
    expect(file).toMatchObject({
      name: "bank-mandiri-mcm-2026-08-03.csv",
      contentType: "text/csv; charset=utf-8",
      rows: 2,
      totals: { amount: 9_851_766n },
    });
  });

  it("follows another template: separator, last line, all fields", () => {
    const other: BankTemplate = {
      id: "BPD Contoh",
      source: "test",
      separator: "|",
      lineEnd: "\n",
      ending: "txt",
      header: [],
      columns: (["number", "nip", "bankCode", "bankName", "account", "holder", "amount", "note"] as const).map(
        (field) => ({ field }),
      ),
      trailer: [{ text: "T" }, { field: "count" }, { field: "total" }, { field: "note" }],
    };
    expect(parseBankTemplate(other)).toEqual(other);
    const file = bankFile(other, [row(0, { holder: `A|"B"` })], { ...order, note: "Juli" }, sha256);
    expect(textOf(file.bytes)).toBe(
      `1|${nipOf(0)}|008|BANK CONTOH|0000000901|"A|""B"""|9851765|Tukin Juli\nT|1|9851765|Juli\n`,
    );
    expect([file.name, file.contentType]).toEqual(["bank-bpd-contoh-2026-08-03.txt", "text/plain; charset=utf-8"]);
  });

  it("is refused with row and field; a person is paid once", () => {
    const rows = [row(0, { amount: rupiah(0n), note: "a\tb" }), row(1, { nip: nipOf(0), holder: "" })];
    const bad = { date: "2026-02-30" as Day, debitAccount: "1", note: "\n" };
    expect(() => bankFile(mandiriBulk, rows, bad, sha256)).toThrow(
      expect.objectContaining({
        violations: [
          ["/date", "DATE_FORM"],
          ["/debitAccount", "ACCOUNT_NUMBER_FORM"],
          ["/note", "TEXT_CONTROL_CHARACTER"],
          ["/rows/0/amount", "NUMBER_OUT_OF_RANGE"],
          ["/rows/0/note", "TEXT_CONTROL_CHARACTER"],
          ["/rows/1/holder", "FIELD_REQUIRED"],
          ["/rows/1/nip", "PAID_TWICE"],
        ].map(([pointer, code]) => expect.objectContaining({ pointer, code }) as unknown),
      }),
    );
  });

  it("says the sum and number of its own lines, whatever the names hold", () => {
    const people = array(record({ holder: fineText, amount: bigInt({ min: 1n, max: 200_000_000n }) }), {
      maxLength: 20,
    });
    assert(
      property(people, (list) => {
        const rows = list.map(({ holder, amount }, n) => row(n, { holder, amount: rupiah(amount) }));
        const lines = textOf(bankFile(mandiriBulk, rows, order, sha256).bytes).split("\r\n");
        const amounts = lines.slice(1, -1).map((line) => BigInt(/,IDR,(\d+),Tukin Juli$/.exec(line)?.[1] ?? "-1"));
        expect(lines[0]).toBe(`P,20260803,0000000900,${rows.length},${sumOf(amounts)}`);
        expect(amounts).toEqual(rows.map(({ amount }) => amount));
      }),
    );
  });
});

describe("a bank's template", () => {
  it("that is given as an example is a right one", () =>
    expect(parseBankTemplate(structuredClone(mandiriBulk))).toEqual(mandiriBulk));

  it.each([
    ["no object", [], ["", "EXPECTED_OBJECT"]],
    ["null", null, ["", "EXPECTED_OBJECT"]],
    ["an unknown name", { ...mandiriBulk, colour: 1 }, ["/colour", "FIELD_UNKNOWN"]],
    ["no name", { ...mandiriBulk, id: "" }, ["/id", "FIELD_REQUIRED"]],
    ["a source that is no text", { ...mandiriBulk, source: 1 }, ["/source", "EXPECTED_TEXT"]],
    ["another separator", { ...mandiriBulk, separator: "x" }, ["/separator", "CHOICE_UNKNOWN"]],
    ["a part that is a text", { ...mandiriBulk, trailer: ["x"] }, ["/trailer/0", "EXPECTED_OBJECT"]],
    ["a part of two", { ...mandiriBulk, trailer: [{ text: "", field: "count" }] }, ["/trailer/0", "FIELD_UNKNOWN"]],
    ["a part of none", { ...mandiriBulk, trailer: [{}] }, ["/trailer/0", "FIELD_UNKNOWN"]],
    ["another part", { ...mandiriBulk, trailer: [{ formula: "" }] }, ["/trailer/0", "FIELD_UNKNOWN"]],
    ["a field that is a number", { ...mandiriBulk, trailer: [{ field: 1 }] }, ["/trailer/0/field", "EXPECTED_TEXT"]],
    ["a row's field in a last line", { ...mandiriBulk, trailer: [{ field: "nip" }] }, ["/trailer/0/field", "CHOICE_UNKNOWN"]], // prettier-ignore
    ["a tab in a text", { ...mandiriBulk, trailer: [{ text: "\t" }] }, ["/trailer/0/text", "TEXT_CONTROL_CHARACTER"]],
    ["no count and no total", { ...mandiriBulk, header: [] }, ["/header", "TEMPLATE_LACKS"]],
    ["an account of its own", { ...mandiriBulk, columns: [{ text: "1234567890" }, ...mandiriBulk.columns] }, ["/columns/0/text", "TEMPLATE_DIGITS"]], // prettier-ignore
    ["one with gaps", { ...mandiriBulk, columns: [{ text: "12-34.5" }, ...mandiriBulk.columns] }, ["/columns/0/text", "TEMPLATE_DIGITS"]], // prettier-ignore
    ["one in its first line", { ...mandiriBulk, header: [...mandiriBulk.header, { text: "١٢٣٤٥" }] }, ["/header/5/text", "TEMPLATE_DIGITS"]], // prettier-ignore
    ["two accounts", { ...mandiriBulk, columns: [{ field: "account" }, ...mandiriBulk.columns] }, ["/columns", "TEMPLATE_TWICE"]], // prettier-ignore
    ["two amounts", { ...mandiriBulk, columns: [{ field: "amount" }, ...mandiriBulk.columns] }, ["/columns", "TEMPLATE_TWICE"]], // prettier-ignore
    ["no account", { ...mandiriBulk, columns: [{ field: "amount" }] }, ["/columns", "TEMPLATE_LACKS"]],
  ])("with %s is refused", (_, template, [pointer, code]) =>
    expect(() => parseBankTemplate(template)).toThrow(
      expect.objectContaining({ violations: [expect.objectContaining({ pointer, code })] }),
    ),
  );

  it("without its lists is refused once for each", () => {
    const { header, columns, trailer, ...rest } = mandiriBulk;
    expect([header.length, columns.length, trailer.length]).toEqual([5, 8, 0]);
    expect(() => parseBankTemplate(rest)).toThrow(
      expect.objectContaining({
        violations: expect.arrayContaining(
          ["/header", "/columns", "/trailer"].map((pointer) => ({ pointer, code: "EXPECTED_LIST" })),
        ) as unknown,
      }),
    );
  });
});
