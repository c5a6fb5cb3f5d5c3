import { type Violation } from "@kinerja/common/errors";
import { type Rupiah } from "@kinerja/common/kernel";

import { isTotalWord, type PaidRow, type ReadFile, readAmounts, readNip, readText } from "./read-rows.ts";
import { recapAmounts, type RecapRow, unitSum } from "./recap.ts";
import { type ReadCell } from "./sheet.ts";
import { sipdFields, type SipdRow, sipdSums, statusAsn } from "./sipd.ts";
import { refuse } from "./text.ts";

type Line = { readonly cell: (title: string) => ReadCell | undefined; readonly at: string };
type Table = { readonly titles: readonly string[]; readonly lines: readonly Line[] };

const plainTitle = (cell: ReadCell): string => String(cell).trim();
const keyOf = (title: string): string => title.toLowerCase();

/** The lines below the first one that has the title of the NIP; columns are found by their titles, in any order. */
function tableOf(cells: readonly (readonly ReadCell[])[], nipTitle: string): Table {
  const start = cells.findIndex((row) => row.some((cell) => keyOf(plainTitle(cell)) === keyOf(nipTitle)));
  const titles = (cells[start] ?? []).map((cell) => keyOf(plainTitle(cell)));
  const lines = cells.flatMap((row, index) => {
    const cell = (title: string): ReadCell | undefined => row[titles.indexOf(keyOf(title))];
    const isBlank = row.every((value) => String(value).trim() === "");
    return index <= start || isBlank ? [] : [{ cell, at: `/lines/${index}` }];
  });
  return { titles, lines };
}

const missing = ({ titles }: Table, needed: readonly string[]): Violation[] =>
  needed
    .filter((title) => !titles.includes(keyOf(title)))
    .map((column) => ({ pointer: "/lines/0", code: "FILE_COLUMN_MISSING", params: { column } }));

type Columns = {
  readonly nip: string;
  readonly name: string;
  /** Name of an amount, and the title of its column. */
  readonly amounts: readonly (readonly [column: string, title: string])[];
};

type Found = { readonly line: Line; readonly paid: PaidRow; readonly faults: Violation[] };

/** The sums stand below the people; what comes after them are signatures. */
function peopleAndTotal(
  lines: readonly Line[],
  { nip, name }: Columns,
): readonly [people: readonly Line[], total: Line | undefined] {
  const at = lines.findIndex(({ cell }) => isTotalWord(cell(nip)) && isTotalWord(cell(name)));
  return at < 0 ? [lines, undefined] : [lines.slice(0, at), lines[at]];
}

/** Sums of a unit, between the people; a total row of the whole has another word. */
const isUnitSum = ({ cell }: Line, { nip, name }: Columns): boolean =>
  String(cell(nip) ?? "").trim() === "" && readText(cell(name)) === unitSum;

const amountsOf = ({ cell, at }: Line, { amounts }: Columns): ReturnType<typeof readAmounts> =>
  readAmounts(
    amounts.map(([column, title]) => [column, cell(title)] as const),
    at,
  );

function readPerson(line: Line, columns: Columns): Found {
  const { amounts, faults } = amountsOf(line, columns);
  const { nip, faults: nipFaults } = readNip(line.cell(columns.nip), `${line.at}/nip`);
  return { line, paid: { nip, name: readText(line.cell(columns.name)), amounts }, faults: [...nipFaults, ...faults] };
}

type SheetRows = ReadFile & { readonly people: readonly Found[] };

function readTable(cells: readonly (readonly ReadCell[])[], columns: Columns): SheetRows {
  const table = tableOf(cells, columns.nip);
  refuse(missing(table, [columns.nip, columns.name, ...columns.amounts.map(([, title]) => title)]));
  const [lines, total] = peopleAndTotal(
    table.lines.filter((line) => !isUnitSum(line, columns)),
    columns,
  );
  const people = lines.map((line) => readPerson(line, columns));
  const printed = total && amountsOf(total, columns);
  refuse([...people.flatMap(({ faults }) => faults), ...(printed?.faults ?? [])]);
  return { people, rows: people.map(({ paid }) => paid), printed: printed?.amounts };
}

const sipdNumbers = [...sipdFields, ...sipdSums];
/** Somebody of a file for SIPD; a file of somebody else may name no status, or another one. */
type SipdPerson = Omit<SipdRow, "status"> & { readonly status: SipdRow["status"] | undefined };
type SipdFile = ReadFile & { readonly people: readonly SipdPerson[] };
const statuses = Object.keys(statusAsn) as SipdRow["status"][];

function sipdPerson({ cell }: Line, { nip, name, amounts }: PaidRow): SipdPerson {
  const code = String(cell("status_asn")).trim();
  return {
    nip,
    name,
    status: statuses.find((status) => statusAsn[status] === code),
    golongan: readText(cell("golongan")),
    bankCode: readText(cell("kode_bank")),
    bankName: readText(cell("nama_bank")),
    accountNumber: readText(cell("nomor_rekening_bank_pegawai")),
    amounts: Object.fromEntries(sipdFields.map((field) => [field, amounts[field] as Rupiah])),
  };
}

/** A workbook of SIPD, by the names of its columns. */
export function readSipd(cells: readonly (readonly ReadCell[])[]): SipdFile {
  const columns = {
    nip: "nip_pegawai",
    name: "nama_pegawai",
    amounts: sipdNumbers.map((field) => [field, field] as const),
  };
  const { people, rows, printed } = readTable(cells, columns);
  return { rows, printed, people: people.map(({ line, paid }) => sipdPerson(line, paid)) };
}

type RecapFile = ReadFile & { readonly people: readonly RecapRow[] };

/** Our own recap, or one that keeps its titles. */
export function readRecap(cells: readonly (readonly ReadCell[])[]): RecapFile {
  const columns = { nip: "NIP", name: "Nama", amounts: recapAmounts.map(([title, name]) => [name, title] as const) };
  const { people, rows, printed } = readTable(cells, columns);
  return {
    rows,
    printed,
    people: people.map(({ line: { cell }, paid: { nip, name, amounts } }) => ({
      nip,
      name,
      unit: readText(cell("Unit")),
      unitCode: readText(cell("Kode Unit") ?? ""),
      grade: readText(cell("Kelas")),
      gross: amounts["gross"] as Rupiah,
      net: amounts["net"] as Rupiah,
      amount: amounts["amount"] as Rupiah,
    })),
  };
}
