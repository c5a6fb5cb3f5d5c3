import { type Violation } from "@kinerja/common/errors";
import { type Rupiah } from "@kinerja/common/kernel";

import { columnSums, fileName } from "./file.ts";
import { type SheetFile } from "./sheet.ts";
import { amountFaults, nipFaults, refuse, safeText, textFaults } from "./text.ts";

/** One person of a batch. */
export type RecapRow = {
  readonly nip: string;
  readonly name: string;
  readonly unit: string;
  readonly grade: string;
  readonly gross: Rupiah;
  readonly net: Rupiah;
  /** What is transferred: the net after contributions, tax and what is taken back. */
  readonly amount: Rupiah;
};

export type RecapTitle = {
  readonly period: string;
  readonly batch: number;
  /** Lines above the table: the agency, what is paid. */
  readonly lines: readonly string[];
};

const texts = [
  { title: "No", width: 6 },
  { title: "NIP", width: 22 },
  { title: "Nama", width: 36 },
  { title: "Unit", width: 36 },
  { title: "Kelas", width: 8 },
];
export const recapAmounts = [
  ["Bruto", "gross"],
  ["Potongan", "cut"],
  ["Neto", "net"],
  ["Dibayarkan", "amount"],
] as const;
const amountWidth = 18;

function rowFaults(row: RecapRow, index: number): Violation[] {
  const at = (field: keyof RecapRow): string => `/rows/${index}/${field}`;
  return [
    ...nipFaults(at("nip"), row.nip),
    ...textFaults(at("name"), row.name, { min: 1, max: 100 }),
    ...textFaults(at("unit"), row.unit, { max: 200 }),
    ...textFaults(at("grade"), row.grade, { max: 20 }),
    ...amountFaults(at("gross"), row.gross),
    ...amountFaults(at("net"), row.net, row.gross),
    ...amountFaults(at("amount"), row.amount),
  ];
}

/** The recap of a batch for people to read and sign: rows in the order given, and a last one with their sums. */
export function recapSheet(rows: readonly RecapRow[], { period, batch, lines }: RecapTitle): SheetFile {
  refuse([
    ...lines.flatMap((line, index) => textFaults(`/lines/${index}`, line, { max: 200 })),
    ...rows.flatMap(rowFaults),
  ]);
  const paid = rows.map((row) => ({ ...row, cut: row.gross - row.net }));
  const names = recapAmounts.map(([, name]) => name);
  const totals = columnSums(paid, names);
  return {
    name: fileName(["rekap", period, String(batch)], "xlsx"),
    sheet: {
      name: "Rekap",
      heading: lines.map(safeText),
      columns: [...texts, ...recapAmounts.map(([title]) => ({ title, width: amountWidth }))],
      rows: paid.map(({ nip, name, unit, grade, ...amounts }, index) => [
        BigInt(index + 1),
        nip,
        safeText(name),
        safeText(unit),
        safeText(grade),
        ...names.map((column) => amounts[column]),
      ]),
      total: ["", "", "Jumlah", "", "", ...names.map((column) => totals[column])],
    },
    rows: rows.length,
    totals,
  };
}
