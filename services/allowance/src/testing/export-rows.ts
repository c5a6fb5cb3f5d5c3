import { parsePeriod, rupiah } from "@kinerja/common/kernel";
import { type Arbitrary, bigInt, constantFrom, integer, oneof, string, tuple, uniqueArray } from "fast-check";

import { sha256OfBytes } from "../adapters/files/hash.ts";
import { type AdkRow } from "../domain/exports/adk-tukin.ts";
import { type Payslip } from "../domain/exports/payslip.ts";
import { type RecapRow } from "../domain/exports/recap.ts";
import { type SipdRow } from "../domain/exports/sipd.ts";
import { textFaults } from "../domain/exports/text.ts";

export const sha256 = sha256OfBytes;

/** An invented NIP of the repository's tests: serial 901 and on, at most 999. */
export const nipOf = (n: number, birth = "19870314"): string => `${birth}2011012${901 + n}`;

/** Somebody of the sample of H7, in class 12 of one treasury code. */
export const adkRow = (n: number, more: Partial<AdkRow> = {}): AdkRow => ({
  satker: "019011",
  nip: nipOf(n),
  name: `PEGAWAI ${n + 1}, S.E.`,
  decree: "KEP.1/2026",
  grade: "12",
  gross: rupiah(9_896_000n),
  net: rupiah(9_896_000n),
  bankCode: "520009000990",
  bankName: "BANK CONTOH",
  accountNumber: `000000090${n + 1}`,
  holderName: `PEGAWAI ${n + 1}`,
  oldNumber: "",
  newNumber: "",
  ...more,
});

/** What people and attackers write into a text: letters of all kinds, formulas, apostrophes, tabs, halves of characters. */
export const anyText: Arbitrary<string> = oneof(
  string({ unit: "grapheme-ascii", maxLength: 30 }),
  string({ unit: "grapheme", maxLength: 20 }),
  string({ unit: "binary", maxLength: 10 }),
  tuple(constantFrom("=", "+", "-", "@", "'", "''=", " =", "\t", "\u{ff1d}", "\n", '"', "&<>", "\ud800"), string()).map(
    ([start, rest]) => (start + rest).slice(0, 40),
  ),
);

/** Those of them that a file takes: formulas and apostrophes are among them. */
export const fineText: Arbitrary<string> = anyText.filter(
  (text) => textFaults("/text", text, { min: 1, max: 100 }).length === 0,
);

/** The largest pay of the land, and amounts about it. */
export const anyAmount: Arbitrary<bigint> = bigInt({ min: 0n, max: 200_000_000n });

/** Invented NIPs, none of them twice. */
export const anyNips: Arbitrary<string[]> = uniqueArray(integer({ min: 0, max: 98 }), { maxLength: 12 }).map(
  (serials) => serials.map((serial) => nipOf(serial)),
);

/** A transfer of somebody, and the region's record of the same person. */
export const sipdRow = (n: number, more: Partial<SipdRow> = {}): SipdRow => ({
  nip: nipOf(n),
  name: `PEGAWAI ${n + 1}, S.E.`,
  status: "PNS",
  golongan: "III/d",
  bankCode: "114",
  bankName: "BPD CONTOH",
  accountNumber: `000000090${n + 1}`,
  amounts: { tpp_beban_kerja: rupiah(4_000_000n) },
  ...more,
});

export const recapRow = (n: number, more: Partial<RecapRow> = {}): RecapRow => ({
  nip: nipOf(n),
  name: `PEGAWAI ${n + 1}, S.E.`,
  unit: "Bagian Umum",
  unitCode: "A5EB03E2",
  grade: "12",
  gross: rupiah(9_896_000n),
  net: rupiah(9_851_765n),
  amount: rupiah(9_800_000n),
  ...more,
});

export const slip = (more: Partial<Payslip> = {}): Payslip => ({
  letterhead: ["PEMERINTAH PROVINSI CONTOH", "BADAN KEPEGAWAIAN DAERAH"],
  title: "Rincian Tunjangan Kinerja",
  period: parsePeriod("2026-07"),
  nip: nipOf(0),
  name: "PEGAWAI 1, S.E.",
  facts: [{ label: "Kelas", text: "12" }],
  lines: [
    { label: "Tunjangan kelas 12", cite: "Permen 1/2026 Pasal 5", amount: rupiah(9_896_000n) },
    { label: "Terlambat \u2265 31 menit, 2 kali", cite: "Pasal 13", amount: rupiah(-44_235n) },
  ],
  net: rupiah(9_851_765n),
  notes: ["Dihitung dari kebijakan contoh versi 1."],
  who: "PEGAWAI 1, S.E.",
  when: "30 November 2026 15.06 WIB",
  ...more,
});
