import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";

import { paymentFile, textCell } from "./payment-file.ts";

describe("the payment file", () => {
  it("has the sums of its lines", () => {
    const row = (personId: string, gross: bigint, cut: bigint, net: bigint) =>
      ({ personId, gross: rupiah(gross), cut: rupiah(cut), net: rupiah(net), amount: rupiah(net) }) as const;
    const rows = [row("a", 10n, 3n, 7n), row("b", 9_007_199_254_740_993n, 0n, 1n)];
    const header = "no,nip,nama,bank,nomor_rekening,nama_rekening,bruto,potongan,neto,dibayarkan,person_id\r\n";
    const ani = { name: 'ANI "A", S.E.', nip: "198703142011012901", bankName: "Bank", accountNumber: "0000000901", holderName: "ANI" }; // prettier-ignore
    const file = (withBom: boolean): string => [...paymentFile(rows, new Map([["a", ani]]), { withBom })].join("");
    expect(file(false)).toBe(
      `${header}1,198703142011012901,"ANI ""A"", S.E.",Bank,0000000901,ANI,10,3,7,7,a\r\n` +
        "2,,,,,,9007199254740993,0,1,1,b\r\n,,jumlah,,,,9007199254741003,3,8,8,\r\n",
    );
    expect(file(true)).toBe(`\u{feff}${file(false)}`);
    const form = { withBom: false, delimiter: "semicolon" } as const;
    expect([...paymentFile(rows, new Map([["a", { ...ani, holderName: "ANI; B" }]]), form)].join("")).toBe(
      `${header.replaceAll(",", ";")}1;198703142011012901;"ANI ""A"", S.E.";Bank;0000000901;"ANI; B";10;3;7;7;a\r\n` +
        "2;;;;;;9007199254740993;0;1;1;b\r\n;;jumlah;;;;9007199254741003;3;8;8;\r\n",
    );
  });

  it.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+62", "'+62"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    [" =1", "' =1"],
    ["\t=1", "' =1"],
    ["\r\n=1", "' =1"],
    ["\uff1d1", "'\uff1d1"],
    ['="a",1', `"'=""a"",1"`],
    ["A;B", '"A;B"'],
    ["NI LUH AYU, S.E.", '"NI LUH AYU, S.E."'],
    ["ANI-BUDI", "ANI-BUDI"],
  ])("shows %j as %j, which no spreadsheet computes", (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });
});
