import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";

import { nipOf } from "../../testing/export-rows.ts";
import { paymentLines } from "../payment-file.ts";
import { readOvertimeList } from "./adk-orders.ts";
import { textBytes } from "./file.ts";
import { readPaymentFile } from "./read-payment.ts";

const row = (n: number, name: string) => ({
  ...{ personId: `p${n}`, gross: rupiah(1_000n), cut: rupiah(100n), net: rupiah(900n), amount: rupiah(850n) },
  ...{ nip: nipOf(n), name, bankName: "", accountNumber: "", holderName: "" },
});
const amounts = { gross: 1_000n, cut: 100n, net: 900n, amount: 850n };
const codes = (read: () => unknown): string[] => {
  try {
    read();
    return [];
  } catch (error) {
    return (error as { violations: { code: string }[] }).violations.map(({ code }) => code);
  }
};

describe("a payment file that is read again", () => {
  it.each(["comma", "semicolon"] as const)(
    "says what was written with a %s, with names that need quotes, and its sums",
    (delimiter) => {
      const { header, row: line, total } = paymentLines({ withBom: true, delimiter });
      const text = header() + line(row(0, '=ANI "A", S.E.')) + line(row(1, "BUDI; S.T.")) + total();
      expect(readPaymentFile(textBytes(text))).toEqual({
        rows: [
          { nip: nipOf(0), name: '=ANI "A", S.E.', amounts },
          { nip: nipOf(1), name: "BUDI; S.T.", amounts },
        ],
        printed: { gross: 2_000n, cut: 200n, net: 1_800n, amount: 1_700n },
      });
    },
  );

  it("is taken from a spreadsheet with semicolons and its own order of columns", () => {
    const text = `nama;NIP;neto;bruto;potongan;dibayarkan\nANI;${nipOf(0)};900;1.000;100;850\n\n`;
    expect(readPaymentFile(textBytes(text))).toEqual({ rows: [{ nip: nipOf(0), name: "ANI", amounts }], printed: undefined }); // prettier-ignore
  });

  it("is refused with all that is wrong", () => {
    expect(codes(() => readPaymentFile(textBytes("nip,nama,bruto,potongan")))).toEqual(["FILE_COLUMN_MISSING", "FILE_COLUMN_MISSING"]); // prettier-ignore
    const head = "nip,nama,bruto,potongan,neto,dibayarkan\n";
    expect(codes(() => readPaymentFile(textBytes(`${head}12,ANI,1,5,x,1\n`)))).toEqual(["NIP_LENGTH", "AMOUNT_FORM"]);
    expect(codes(() => readPaymentFile(textBytes(`${head}"12,ANI`)))).toEqual(["CSV_QUOTES"]);
    expect(codes(() => readPaymentFile(textBytes(`${head}"a"b,ANI`)))).toEqual(["CSV_QUOTES"]);
    expect(codes(() => readPaymentFile(textBytes("")))).toHaveLength(6);
  });
});

describe("a list of overtime", () => {
  it("has orders and work of each day", () => {
    const text = `\u{feff}nip;tanggal;jam_perintah;menit\r\n${nipOf(0)};2026-10-01;2;150\r\n${nipOf(1)},2026-10-02,0,90\n\n`;
    expect(readOvertimeList(text)).toEqual({
      worked: [
        { nip: nipOf(0), day: "2026-10-01", minutes: 150 },
        { nip: nipOf(1), day: "2026-10-02", minutes: 90 },
      ],
      orders: [{ nip: nipOf(0), day: "2026-10-01", hours: 2 }],
    });
  });

  it("is refused with all that is wrong", () => {
    expect(codes(() => readOvertimeList("1;2026-13-01;x;-5\n1;2"))).toEqual([
      ...["NIP_LENGTH", "DATE_FORM", "EXPECTED_DIGITS", "EXPECTED_DIGITS"],
      "FILE_COLUMNS",
    ]);
  });
});
