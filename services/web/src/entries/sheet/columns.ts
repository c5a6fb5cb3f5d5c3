/** Which column of a sheet holds what: by the names in its first row, else by what stands below. */
import { type Cells } from "./cells.ts";
import { dateIn, minutesIn, spanIn, timeIn } from "./values.ts";

export const columnNames = [
  "date",
  "description",
  "starts",
  "ends",
  "span",
  "minutes",
  "hours",
  "quantity",
  "unit",
  "kind",
  "place",
  "reason",
  "evidence",
] as const;

export type Column = (typeof columnNames)[number];

/** By place, what each column holds; undefined for one that is not used. */
export type Columns = readonly (Column | undefined)[];

const headings: Readonly<Record<Column, readonly string[]>> = {
  date: ["tanggal", "tgl", "hari tanggal", "tanggal kegiatan", "date", "day", "work date"],
  description: [
    ...["kegiatan", "uraian", "uraian kegiatan", "nama kegiatan", "aktivitas", "uraian tugas", "pekerjaan"],
    ...["deskripsi", "rincian kegiatan", "tugas", "description", "activity", "work", "task", "what"],
  ],
  starts: ["mulai", "jam mulai", "waktu mulai", "dari", "dari jam", "start", "starts", "start time", "from"],
  ends: ["selesai", "jam selesai", "waktu selesai", "sampai", "akhir", "end", "ends", "end time", "to", "until"],
  span: ["jam", "waktu", "pukul", "jam kerja", "waktu pelaksanaan", "time"],
  minutes: [
    "menit",
    "lama",
    "lama menit",
    "durasi",
    "durasi menit",
    "waktu menit",
    "minutes",
    "duration",
    "duration minutes",
  ],
  hours: ["lama jam", "durasi jam", "jumlah jam", "hours", "duration hours"],
  quantity: ["hasil", "jumlah", "volume", "kuantitas", "output", "jumlah hasil", "quantity", "result", "count"],
  unit: ["satuan", "satuan hasil", "unit", "unit of result"],
  kind: ["jenis", "jenis tugas", "jenis kegiatan", "kategori", "kind", "type", "kind of task"],
  place: ["tempat", "lokasi", "tempat kerja", "place", "location"],
  reason: ["alasan", "keterangan", "reason", "note"],
  evidence: [
    "bukti",
    "tautan",
    "tautan bukti",
    "link",
    "link bukti",
    "bukti dukung",
    "evidence",
    "evidence link",
    "url",
  ],
};

const byHeading = new Map(columnNames.flatMap((column) => headings[column].map((name) => [name, column] as const)));

const named = (cell: string): Column | undefined =>
  byHeading.get(
    cell
      .toLowerCase()
      .replace(/[^\p{L}\d]+/gu, " ")
      .trim(),
  );

/** A column has one meaning, and the first that claims it keeps it. */
function once(columns: Columns): Columns {
  const seen = new Set<Column>();
  return columns.map((column) => {
    if (column === undefined || seen.has(column)) return undefined;
    seen.add(column);
    return column;
  });
}

/** The columns that a first row names; undefined when it is no heading: names are not dates. */
export function headingOf(row: readonly string[] | undefined): Columns | undefined {
  const columns = once((row ?? []).map(named));
  return columns.filter((column) => column !== undefined).length >= 2 ? columns : undefined;
}

const isMost = (cells: readonly string[], test: (cell: string) => boolean): boolean => {
  const filled = cells.filter((cell) => cell !== "");
  return filled.length > 0 && filled.filter(test).length * 2 > filled.length;
};

const isClock = (cell: string): boolean => /[.:]\d{2}/.test(cell) && timeIn(cell) !== undefined;

/** What a column seems to hold, the surest first. Times come twice: start, then end. */
const guesses: readonly (readonly [Column, (cell: string) => boolean])[] = [
  ["date", (cell) => dateIn(cell) !== undefined],
  ["starts", isClock],
  ["ends", isClock],
  ["span", (cell) => spanIn(cell) !== undefined],
  ["description", (cell) => /\p{L}{3}/u.test(cell) && cell.includes(" ")],
  ["minutes", (cell) => (minutesIn(cell, "minutes") ?? 0) > 4],
];

const guessOne = (cells: readonly string[], taken: ReadonlySet<Column>): Column | undefined =>
  guesses.find(([column, test]) => !taken.has(column) && isMost(cells, test))?.[0];

/** What the columns seem to hold, where no row names them; a person looks at it before it counts. */
export function guessColumns(cells: Cells): Columns {
  const width = Math.max(0, ...cells.map((row) => row.length));
  const taken = new Set<Column>();
  return Array.from({ length: width }, (_, place) => {
    const sample = cells.slice(0, 20).map((row) => row[place] ?? "");
    const column = guessOne(sample, taken);
    if (column !== undefined) taken.add(column);
    return column;
  });
}

export type ColumnFault = "dateMissing" | "descriptionMissing" | "timeMissing";

/** What is missing before lines can be made. */
export function columnFault(columns: Columns): ColumnFault | undefined {
  const has = (column: Column) => columns.includes(column);
  if (!has("date")) return "dateMissing";
  if (!has("description")) return "descriptionMissing";
  return (has("starts") && has("ends")) || has("span") || has("minutes") || has("hours") ? undefined : "timeMissing";
}
