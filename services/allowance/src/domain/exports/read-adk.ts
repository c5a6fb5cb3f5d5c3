import { type Violation } from "@kinerja/common/errors";
import { type Rupiah } from "@kinerja/common/kernel";

import { adkColumns, type AdkRow } from "./adk-tukin.ts";
import { textOf, type Totals } from "./file.ts";
import { isTotalWord, type PaidRow, type ReadFile, readAmounts, readNip } from "./read-rows.ts";
import { plainText, refuse } from "./text.ts";

const titles = adkColumns.map(([title]) => title);
/** A line that has all of its columns has this one. */
const cellOf = (cells: readonly string[], title: string): string => cells[titles.indexOf(title)] as string;
const amountTitles = [
  ["gross", "Nilai Bruto"],
  ["cut", "Nilai Potongan"],
  ["net", "Nilai Bersih"],
] as const;

/** Months as the file has them: "2026-07". */
export type AdkLine = { readonly row: AdkRow; readonly paid: string; readonly from: string; readonly to: string };
export type AdkFile = ReadFile & { readonly lines: readonly AdkLine[] };

const amountsOf = (cells: readonly string[], at: string): { readonly amounts: Totals; readonly faults: Violation[] } =>
  readAmounts(
    amountTitles.map(([column, title]) => [column, cellOf(cells, title)] as const),
    at,
  );

function lineOf(cells: readonly string[], nip: string, { gross, net }: Totals): AdkLine {
  const text = (title: string): string => plainText(cellOf(cells, title));
  const month = (which: string): string => `${text(`Tahun${which}`)}-${text(`Bulan${which}`).padStart(2, "0")}`;
  return {
    row: {
      satker: text("Kode Satker"),
      nip,
      name: text("Nama Pegawai"),
      decree: text("Nomor SK"),
      grade: text("Kode Grade").replace(/^0+/, ""),
      gross: gross as Rupiah,
      net: net as Rupiah,
      bankCode: text("Kode Bank SPAN"),
      bankName: text("Nama Bank"),
      accountNumber: text("Nomor Rekening"),
      holderName: text("Nama Rekening"),
      oldNumber: text("Nomor Tukin Lama"),
      newNumber: text("Nomor Tukin Baru"),
    },
    paid: month(""),
    from: month(" Awal"),
    to: month(" Akhir"),
  };
}

type Found = { line?: AdkLine; row?: PaidRow; printed?: Totals; faults: Violation[] };

/** One line: a title line gives nothing, a line without NIP and name is the total, everything else is a person. */
function readLine(text: string, index: number): Found {
  const at = `/lines/${index}`;
  const all = text.split("\t");
  const cells = all.length === titles.length - 1 ? ["", ...all] : all;
  if (cells.length !== titles.length) {
    return { faults: [{ pointer: at, code: "FILE_COLUMNS", params: { found: all.length, expected: titles.length } }] };
  }
  const cell = cellOf(cells, "NIP");
  if (cell.trim() === "NIP") return { faults: [] };
  const { amounts, faults } = amountsOf(cells, at);
  if (cell.trim() === "" && isTotalWord(cellOf(cells, "Nama Pegawai"))) return { printed: amounts, faults };
  const { nip, faults: nipFaults } = readNip(cell, `${at}/nip`);
  const line = lineOf(cells, nip, amounts);
  return { line, row: { nip, name: line.row.name, amounts }, faults: [...nipFaults, ...faults] };
}

/** An ADK of performance pay, with or without header and number column, as a program wrote it or a spreadsheet saved it. */
export function readAdkTukin(bytes: Uint8Array): AdkFile {
  const found = textOf(bytes)
    .split(/\r\n|\n|\r/)
    .map((text, index) => ({ text, index }))
    .filter(({ text }) => text.trim() !== "")
    .map(({ text, index }) => readLine(text, index));
  refuse(found.flatMap(({ faults }) => faults));
  return {
    lines: found.flatMap(({ line }) => line ?? []),
    rows: found.flatMap(({ row }) => row ?? []),
    printed: found.findLast(({ printed }) => printed !== undefined)?.printed,
  };
}
