import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";

import { nipOf, recapRow } from "../../testing/export-rows.ts";
import { recapSheet } from "./recap.ts";

const title = { period: "2026-07", batch: 2, lines: ["Rekapitulasi tunjangan kinerja", "Juli 2026"] };

describe("the recap of a batch", () => {
  it("has the rows as given, NIP as text, and a last row with the sums", () => {
    const { name, sheet, rows, totals } = recapSheet([recapRow(1, { name: "=PEGAWAI()" }), recapRow(0)], title);
    expect(name).toBe("rekap-2026-07-2.xlsx");
    expect(sheet.heading).toEqual(title.lines);
    expect(sheet.columns.map(({ title: text }) => text)).toEqual([
      "No",
      "NIP",
      "Nama",
      "Unit",
      "Kelas",
      "Bruto",
      "Potongan",
      "Neto",
      "Dibayarkan",
    ]);
    expect(sheet.rows).toEqual([
      [1n, nipOf(1), "'=PEGAWAI()", "Bagian Umum", "12", 9_896_000n, 44_235n, 9_851_765n, 9_800_000n],
      [2n, nipOf(0), "PEGAWAI 1, S.E.", "Bagian Umum", "12", 9_896_000n, 44_235n, 9_851_765n, 9_800_000n],
    ]);
    expect(sheet.total).toEqual(["", "", "Jumlah", "", "", 19_792_000n, 88_470n, 19_703_530n, 19_600_000n]);
    expect([rows, totals]).toEqual([2, { gross: 19_792_000n, cut: 88_470n, net: 19_703_530n, amount: 19_600_000n }]);
  });

  it("is refused with row and field", () => {
    const rows = [recapRow(0, { unit: "a\nb", net: rupiah(9_896_001n) })];
    expect(() => recapSheet(rows, { ...title, lines: ["a\tb"] })).toThrow(
      expect.objectContaining({
        violations: [
          { pointer: "/lines/0", code: "TEXT_CONTROL_CHARACTER" },
          { pointer: "/rows/0/unit", code: "TEXT_CONTROL_CHARACTER" },
          { pointer: "/rows/0/net", code: "NUMBER_OUT_OF_RANGE", params: { min: 0n, max: 9_896_000n } },
        ],
      }),
    );
  });
});
