import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";

import { nipOf, recapRow } from "../../testing/export-rows.ts";
import { recapSheet } from "./recap.ts";

const title = { period: "2026-07", batch: 2, lines: ["Rekapitulasi tunjangan kinerja", "Juli 2026"] };

describe("the recap of a batch", () => {
  it("has people unit by unit with the sums of each, NIP as text, and a last row with the sums of the units", () => {
    const elsewhere = { unit: "-Dinas", unitCode: "9", gross: rupiah(5_000_000n), net: rupiah(5_000_000n) };
    const given = [recapRow(2, { unit: "", unitCode: "" }), recapRow(1, { name: "=PEGAWAI()" }), recapRow(3, elsewhere), recapRow(0)]; // prettier-ignore
    const { name, sheet, rows, totals } = recapSheet(given, title);
    expect(name).toBe("rekap-2026-07-2.xlsx");
    expect(sheet.heading).toEqual(title.lines);
    expect(sheet.columns.map(({ title: text }) => text)).toEqual([
      ...["No", "NIP", "Nama", "Unit", "Kode Unit", "Kelas"],
      ...["Bruto", "Potongan", "Neto", "Dibayarkan"],
    ]);
    const paid = [9_896_000n, 44_235n, 9_851_765n, 9_800_000n];
    const [general, other] = [["Bagian Umum", "A5EB03E2"], ["'-Dinas", "9"]]; // prettier-ignore
    expect(sheet.rows).toEqual([
      [1n, nipOf(3), "PEGAWAI 4, S.E.", ...other, "12", 5_000_000n, 0n, 5_000_000n, 9_800_000n],
      ["", "", "Subjumlah", ...other, "", 5_000_000n, 0n, 5_000_000n, 9_800_000n],
      [2n, nipOf(0), "PEGAWAI 1, S.E.", ...general, "12", ...paid],
      [3n, nipOf(1), "'=PEGAWAI()", ...general, "12", ...paid],
      ["", "", "Subjumlah", ...general, "", 19_792_000n, 88_470n, 19_703_530n, 19_600_000n],
      [4n, nipOf(2), "PEGAWAI 3, S.E.", "", "", "12", ...paid],
      ["", "", "Subjumlah", "Tanpa unit", "", "", ...paid],
    ]);
    const sums = [34_688_000n, 132_705n, 34_555_295n, 39_200_000n];
    expect(sheet.total).toEqual(["", "", "Jumlah", "", "", "", ...sums]);
    expect([rows, Object.values(totals)]).toEqual([4, sums]);
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
