import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";

import { nipOf, slip } from "../../testing/export-rows.ts";
import { printedSlip } from "./payslip.ts";

describe("a payslip", () => {
  it("has the lines of the statement, their sum, and who asked for it when", () => {
    expect(printedSlip(slip())).toEqual({
      name: "slip-2026-07-901.pdf",
      letterhead: ["PEMERINTAH PROVINSI CONTOH", "BADAN KEPEGAWAIAN DAERAH"],
      title: "Rincian Tunjangan Kinerja",
      facts: [
        ["Nama", "PEGAWAI 1, S.E."],
        ["NIP", nipOf(0)],
        ["Bulan", "Juli 2026"],
        ["Kelas", "12"],
      ],
      lines: [
        ["Tunjangan kelas 12", "Permen 1/2026 Pasal 5", "9.896.000"],
        ["Terlambat >= 31 menit, 2 kali", "Pasal 13", "-44.235"],
      ],
      total: ["Jumlah", "Rp9.851.765"],
      notes: ["Dihitung dari kebijakan contoh versi 1."],
      watermark: "PEGAWAI 1, S.E. · 30 November 2026 15.06 WIB",
      rows: 2,
      totals: { gross: 9_896_000n, cut: 44_235n, net: 9_851_765n },
    });
  });

  it("may take more than it gives", () => {
    const lines = [{ label: "Pengembalian", cite: "", amount: rupiah(-5_000n) }];
    expect(printedSlip(slip({ lines, net: rupiah(-5_000n) })).total).toEqual(["Jumlah", "Rp-5.000"]);
  });

  it("joins a letter and its mark, and refuses letters that the font has not", () => {
    expect(printedSlip(slip({ name: "Andre\u0301" })).facts[0]).toEqual(["Nama", "André"]);
    const bad = slip({ name: "山田", letterhead: ["Ḥ"], who: "a\u0000b", facts: [{ label: "", text: "" }] });
    expect(() => printedSlip(bad)).toThrow(
      expect.objectContaining({
        violations: [
          { pointer: "/name", code: "TEXT_NOT_LATIN" },
          { pointer: "/who", code: "TEXT_CONTROL_CHARACTER" },
          { pointer: "/letterhead/0", code: "TEXT_NOT_LATIN" },
          { pointer: "/facts/0/label", code: "FIELD_REQUIRED" },
        ],
      }),
    );
  });

  it("is refused when its lines don't come to what is paid", () => {
    expect(() => printedSlip(slip({ net: rupiah(9_851_766n) }))).toThrow(
      expect.objectContaining({
        violations: [
          { pointer: "/lines", code: "LINES_DO_NOT_ADD", params: { found: 9_851_765n, expected: 9_851_766n } },
        ],
      }),
    );
  });
});
