import { describe, expect, it } from "@jest/globals";
import { parsePeriod, rupiah } from "@kinerja/common/kernel";

import { nipOf, sipdRow } from "../../testing/export-rows.ts";
import { readSipd } from "./read-sheets.ts";
import { sipdAmounts, sipdFields, sipdMonth, sipdSheet, type SipdRow } from "./sipd.ts";

const june = parsePeriod("2026-06");
const tpp = { period: june, kind: "tpp" } as const;

describe("the workbook for SIPD", () => {
  it.each([
    ["tpp", "06", "sipd-tpp-2026-06.xlsx"],
    ["thr", "13", "sipd-thr-2026-13.xlsx"],
    ["gaji13", "14", "sipd-gaji13-2026-14.xlsx"],
  ] as const)("of %s belongs to month %s", (kind, month, name) => {
    expect(sipdMonth(june, kind)).toBe(month);
    expect(sipdSheet([sipdRow(0)], { period: june, kind }).name).toBe(name);
  });

  it("has the field names of SIPD, NIP and accounts as texts, status 1, 2, 3, no month and no total row", () => {
    const rows = [sipdRow(2, { status: "PPPK" }), sipdRow(0), sipdRow(1, { status: "CPNS" })];
    const { sheet, rows: count, totals } = sipdSheet(rows, tpp);
    expect(sheet.columns.map(({ title }) => title).join()).toBe(
      "nip_pegawai,nama_pegawai,status_asn,golongan,kode_bank,nama_bank,nomor_rekening_bank_pegawai,tpp_beban_kerja,tpp_tempat_bertugas,tpp_kondisi_kerja,tpp_kelangkaan_profesi,tpp_prestasi_kerja,tunjangan_pph,iuran_jaminan_kesehatan,iuran_jaminan_kecelakaan_kerja,iuran_jaminan_kematian,iuran_simpanan_tapera,iuran_pensiun,tunjangan_jaminan_hari_tua,potongan_iwp,potongan_pph_21,zakat,bulog,jumlah_tpp,jumlah_potongan,jumlah_ditransfer",
    );
    expect(sheet.rows.map((cells) => cells.slice(0, 8))).toEqual([
      [nipOf(0), "PEGAWAI 1, S.E.", "1", "III/d", "114", "BPD CONTOH", "0000000901", 4_000_000n],
      [nipOf(1), "PEGAWAI 2, S.E.", "3", "III/d", "114", "BPD CONTOH", "0000000902", 4_000_000n],
      [nipOf(2), "PEGAWAI 3, S.E.", "2", "III/d", "114", "BPD CONTOH", "0000000903", 4_000_000n],
    ]);
    expect(sheet.total).toBeUndefined();
    expect([count, totals["jumlah_ditransfer"]]).toEqual([3, 12_000_000n]);
  });

  it("gives what is paid on, and takes it off again", () => {
    const amounts = {
      tpp_beban_kerja: rupiah(1_000n),
      tpp_prestasi_kerja: rupiah(500n),
      tunjangan_pph: rupiah(75n),
      iuran_jaminan_kesehatan: rupiah(40n),
      potongan_iwp: rupiah(10n),
      potongan_pph_21: rupiah(75n),
    };
    expect(sipdAmounts(amounts)).toMatchObject({
      tpp_kondisi_kerja: 0n,
      jumlah_tpp: 1_615n,
      jumlah_potongan: 125n,
      jumlah_ditransfer: 1_490n,
    });
  });

  it("refuses a negative transfer, an unknown status, and somebody twice", () => {
    const rows = [
      sipdRow(0, { amounts: { zakat: rupiah(1n) } }),
      sipdRow(0, { status: "HONORER" as SipdRow["status"] }),
      sipdRow(1, { amounts: { tpp_beban_kerja: rupiah(5n), bulog: rupiah(-1n) } }),
    ];
    expect(() => sipdSheet(rows, tpp)).toThrow(
      expect.objectContaining({
        violations: [
          expect.objectContaining({ pointer: "/rows/0/amounts", code: "NUMBER_OUT_OF_RANGE" }),
          expect.objectContaining({ pointer: "/rows/1/status", code: "CHOICE_UNKNOWN" }),
          expect.objectContaining({ pointer: "/rows/2/amounts/bulog", code: "NUMBER_OUT_OF_RANGE" }),
          expect.objectContaining({ pointer: "/rows/1/nip", code: "PAID_TWICE" }),
        ],
      }),
    );
  });
});

describe("cells of SIPD that are read", () => {
  const titles = ["Nama_Pegawai", " NIP_PEGAWAI ", ...sipdFields, "jumlah_tpp", "jumlah_potongan", "jumlah_ditransfer"];
  const zeros = sipdFields.map(() => 0);

  it("are found by their titles in any order, also without the columns that are only texts", () => {
    const { rows, people, printed } = readSipd([
      ["TPP Juni"],
      titles,
      ["A", nipOf(0), 1_000, ...zeros.slice(1), "1.000", 0, 1_000],
      ["", ""],
      ["Jumlah", "", 1_000, ...zeros.slice(1), 1_000, 0, 1_000],
      ["Mengetahui,"],
      ["KEPALA BADAN", "tanda tangan"],
    ]);
    expect(rows).toMatchObject([
      { nip: nipOf(0), name: "A", amounts: { tpp_beban_kerja: 1_000n, jumlah_tpp: 1_000n } },
    ]);
    expect(people).toMatchObject([{ status: undefined, golongan: "", accountNumber: "" }]);
    expect(printed).toMatchObject({ jumlah_ditransfer: 1_000n });
  });

  it("are refused where a NIP became a number, an amount has sen, or a column is missing", () => {
    const line = ["A", 1.98e17, 1_000.5, ...zeros.slice(1), "x", 0, 0];
    expect(() => readSipd([titles, line])).toThrow(
      expect.objectContaining({
        violations: [
          { pointer: "/lines/1/nip", code: "NIP_ROUNDED" },
          { pointer: "/lines/1/tpp_beban_kerja", code: "AMOUNT_FORM" },
          { pointer: "/lines/1/jumlah_tpp", code: "AMOUNT_FORM" },
        ],
      }),
    );
    expect(() => readSipd([["nip_pegawai"]])).toThrow(
      expect.objectContaining({
        violations: expect.arrayContaining([
          { pointer: "/lines/0", code: "FILE_COLUMN_MISSING", params: { column: "nama_pegawai" } },
        ]) as unknown,
      }),
    );
    expect(() => readSipd([])).toThrow("REQUEST_INVALID");
  });

  it("lose nobody who has no NIP", () =>
    expect(() => readSipd([titles, ["A"]])).toThrow(
      expect.objectContaining({ violations: [{ pointer: "/lines/1/nip", code: "NIP_LENGTH", params: { length: 0 } }] }),
    ));

  it("know a line of sums by its word or its silence, and the amounts of one may be wrong too", () => {
    expect(readSipd([titles, ["", "", 5]]).printed).toMatchObject({ tpp_beban_kerja: 5n, jumlah_tpp: 0n });
    expect(readSipd([titles, ["", "TOTAL TPP", 5]]).rows).toEqual([]);
    expect(() => readSipd([titles, ["Jumlah", "", "x"]])).toThrow(
      expect.objectContaining({ violations: [{ pointer: "/lines/1/tpp_beban_kerja", code: "AMOUNT_FORM" }] }),
    );
  });
});
