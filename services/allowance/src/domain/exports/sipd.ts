import { type Violation } from "@kinerja/common/errors";
import { type Period, type Rupiah } from "@kinerja/common/kernel";

import { byText, columnSums, fileName, sumOf } from "./file.ts";
import { type SheetFile } from "./sheet.ts";
import {
  accountFaults,
  amountFaults,
  choiceFaults,
  nipFaults,
  refuse,
  safeText,
  textFaults,
  twiceFaults,
} from "./text.ts";

/** Fields of the region's pay record. Contributions of the region stand on both sides: they are given and paid on at once. */
const given = [
  "tpp_beban_kerja",
  "tpp_tempat_bertugas",
  "tpp_kondisi_kerja",
  "tpp_kelangkaan_profesi",
  "tpp_prestasi_kerja",
  "tunjangan_pph",
] as const;
const passedOn = [
  "iuran_jaminan_kesehatan",
  "iuran_jaminan_kecelakaan_kerja",
  "iuran_jaminan_kematian",
  "iuran_simpanan_tapera",
  "iuran_pensiun",
  "tunjangan_jaminan_hari_tua",
] as const;
const taken = ["potongan_iwp", "potongan_pph_21", "zakat", "bulog"] as const;

export const sipdFields = [...given, ...passedOn, ...taken] as const;
export type SipdField = (typeof sipdFields)[number];

/** Sums, written as numbers: the receiving page would read a formula as nothing. */
export const sipdSums = ["jumlah_tpp", "jumlah_potongan", "jumlah_ditransfer"] as const;
export const sipdTexts = [
  "nip_pegawai",
  "nama_pegawai",
  "status_asn",
  "golongan",
  "kode_bank",
  "nama_bank",
  "nomor_rekening_bank_pegawai",
] as const;

export type SipdRow = {
  readonly nip: string;
  readonly name: string;
  readonly status: "PNS" | "CPNS" | "PPPK";
  readonly golongan: string;
  readonly bankCode: string;
  readonly bankName: string;
  readonly accountNumber: string;
  /** What is not named is nothing. */
  readonly amounts: Readonly<Partial<Record<SipdField, Rupiah>>>;
};

/** THR and the 13th salary have months of their own. */
const ownMonths = { tpp: undefined, thr: "13", gaji13: "14" } as const;
export type SipdKind = keyof typeof ownMonths;

/** The month under which the pay record is imported, 01 to 14; the file itself has no column for it. */
export const sipdMonth = (period: Period, kind: SipdKind): string => ownMonths[kind] ?? period.slice(5);

/** 1 and 3 are imported as PNS (3 while on probation), 2 as PPPK. */
export const statusAsn = { PNS: "1", PPPK: "2", CPNS: "3" } as const;

export type SipdAmounts = Readonly<Record<SipdField | (typeof sipdSums)[number], bigint>>;

export function sipdAmounts(row: SipdRow["amounts"]): SipdAmounts {
  const amounts = columnSums([row], sipdFields);
  const sum = (fields: readonly SipdField[]): bigint => sumOf(fields.map((field) => amounts[field]));
  const [all, off] = [sum([...given, ...passedOn]), sum([...passedOn, ...taken])];
  return { ...amounts, jumlah_tpp: all, jumlah_potongan: off, jumlah_ditransfer: all - off };
}

function rowFaults(row: SipdRow, index: number): Violation[] {
  const at = (field: string): string => `/rows/${index}/${field}`;
  const { jumlah_ditransfer: transferred, ...rest } = sipdAmounts(row.amounts);
  return [
    ...nipFaults(at("nip"), row.nip),
    ...textFaults(at("name"), row.name, { min: 1, max: 100 }),
    ...choiceFaults(at("status"), row.status, Object.keys(statusAsn)),
    ...textFaults(at("golongan"), row.golongan, { max: 10 }),
    ...textFaults(at("bankCode"), row.bankCode, { min: 1, max: 20 }),
    ...textFaults(at("bankName"), row.bankName, { min: 1, max: 100 }),
    ...accountFaults(at("accountNumber"), row.accountNumber),
    ...sipdFields.flatMap((field) => amountFaults(at(`amounts/${field}`), rest[field])),
    ...amountFaults(at("amounts"), transferred),
  ];
}

const widthOf = (title: string): number => Math.max(14, title.length + 2);

/** The workbook for SIPD. No total row: the page would read it as a person. */
export function sipdSheet(
  rows: readonly SipdRow[],
  month: { readonly period: Period; readonly kind: SipdKind },
): SheetFile {
  const nips = rows.map(({ nip }) => nip);
  refuse([...rows.flatMap(rowFaults), ...twiceFaults(nips, (index) => `/rows/${index}/nip`, "PAID_TWICE")]);
  const numbers = [...sipdFields, ...sipdSums];
  const sorted = rows
    .toSorted((a, b) => byText(a.nip, b.nip))
    .map((row) => ({ row, amounts: sipdAmounts(row.amounts) }));
  const { period, kind } = month;
  return {
    name: fileName(["sipd", kind, period.slice(0, 4), sipdMonth(period, kind)], "xlsx"),
    sheet: {
      name: "TPP",
      heading: [],
      columns: [...sipdTexts, ...numbers].map((title) => ({ title, width: widthOf(title) })),
      rows: sorted.map(({ row, amounts }) => [
        row.nip,
        safeText(row.name),
        statusAsn[row.status],
        safeText(row.golongan),
        safeText(row.bankCode),
        safeText(row.bankName),
        row.accountNumber,
        ...numbers.map((field) => amounts[field]),
      ]),
      total: undefined,
    },
    rows: rows.length,
    totals: columnSums(
      sorted.map(({ amounts }) => amounts),
      numbers,
    ),
  };
}
