import { type Violation } from "@kinerja/common/errors";
import { type Rupiah } from "@kinerja/common/kernel";

import { columnSums, fileName } from "./file.ts";
import { type Cell, type SheetFile } from "./sheet.ts";
import { amountFaults, nipFaults, refuse, safeText, textFaults } from "./text.ts";
import { inUnits } from "./units.ts";

/** One person of a batch. */
export type RecapRow = {
  readonly nip: string;
  readonly name: string;
  readonly unit: string;
  readonly unitCode: string;
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
  { title: "Kode Unit", width: 34 },
  { title: "Kelas", width: 8 },
];
export const recapAmounts = [
  ["Bruto", "gross"],
  ["Potongan", "cut"],
  ["Neto", "net"],
  ["Dibayarkan", "amount"],
] as const;
const amountWidth = 18;

/** What stands in place of a name before the sums of a unit, and where a unit has no name. */
export const unitSum = "Subjumlah";
const noUnit = "Tanpa unit";

function rowFaults(row: RecapRow, index: number): Violation[] {
  const at = (field: keyof RecapRow): string => `/rows/${index}/${field}`;
  return [
    ...nipFaults(at("nip"), row.nip),
    ...textFaults(at("name"), row.name, { min: 1, max: 100 }),
    ...textFaults(at("unit"), row.unit, { max: 200 }),
    ...textFaults(at("unitCode"), row.unitCode, { max: 100 }),
    ...textFaults(at("grade"), row.grade, { max: 20 }),
    ...amountFaults(at("gross"), row.gross),
    ...amountFaults(at("net"), row.net, row.gross),
    ...amountFaults(at("amount"), row.amount),
  ];
}

type Amounts = Readonly<Record<(typeof recapAmounts)[number][1], bigint>>;
type Paid = RecapRow & Amounts;

const names = recapAmounts.map(([, name]) => name);
const amountCells = (amounts: Amounts): bigint[] => names.map((name) => amounts[name]);
const rowOf = (paid: Paid, number: number): Cell[] => [
  ...[BigInt(number), paid.nip, safeText(paid.name), safeText(paid.unit), safeText(paid.unitCode)],
  ...[safeText(paid.grade), ...amountCells(paid)],
];

type Summed = { readonly rows: readonly Paid[]; readonly sums: Amounts };

const summed = (rows: readonly Paid[]): Summed => ({ rows, sums: columnSums(rows, names) });

function sumRow({ rows, sums }: Summed): Cell[] {
  const { unit = "", unitCode = "" } = rows[0] ?? {};
  return ["", "", unitSum, safeText(unit === "" ? noUnit : unit), safeText(unitCode), "", ...amountCells(sums)];
}

/**
 * The recap of a batch for people to read and sign: people unit by unit, below each unit its sums, and a last row with the sums of the units. The file's
 * own sums are those of the units, so a person whom no unit has is found when the file is compared with the ledger.
 */
export function recapSheet(rows: readonly RecapRow[], { period, batch, lines }: RecapTitle): SheetFile {
  refuse([
    ...lines.flatMap((line, index) => textFaults(`/lines/${index}`, line, { max: 200 })),
    ...rows.flatMap(rowFaults),
  ]);
  const paid = rows.map((row) => ({ ...row, unitName: row.unit, cut: row.gross - row.net }));
  const units = inUnits(paid).map(summed);
  const totals = columnSums(
    units.map(({ sums }) => sums),
    names,
  );
  let number = 0;
  return {
    name: fileName(["rekap", period, String(batch)], "xlsx"),
    sheet: {
      name: "Rekap",
      heading: lines.map(safeText),
      columns: [...texts, ...recapAmounts.map(([title]) => ({ title, width: amountWidth }))],
      rows: units.flatMap((unit) => [...unit.rows.map((one) => rowOf(one, (number += 1))), sumRow(unit)]),
      total: ["", "", "Jumlah", "", "", "", ...amountCells(totals)],
    },
    rows: rows.length,
    totals,
  };
}
