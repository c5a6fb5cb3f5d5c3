import { type Violation } from "@kinerja/common/errors";
import { type Period, previousPeriod, type Rupiah } from "@kinerja/common/kernel";

import { byText, columnSums, dotted, type ExportFile, fileName, sealed, type Sha256, textBytes } from "./file.ts";
import { accountFaults, amountFaults, nipFaults, refuse, safeText, textFaults, twiceFaults } from "./text.ts";

/** One person of an ADK for the treasury's web application. Empty texts where nothing is known and the column may be empty. */
export type AdkRow = {
  readonly satker: string;
  readonly nip: string;
  readonly name: string;
  /** Number of the decree of the class of position. */
  readonly decree: string;
  readonly grade: string;
  /** The whole tariff of the class, before any cut. A net in its place once hid the cuts of all rows (G9). */
  readonly gross: Rupiah;
  readonly net: Rupiah;
  readonly bankCode: string;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly holderName: string;
  readonly oldNumber: string;
  readonly newNumber: string;
};

export type AdkOrder = {
  /** Month of payment. */
  readonly paid: Period;
  /** Months of work; without it the month before the payment, which for January is December of the year before. */
  readonly worked?: { readonly from: Period; readonly to: Period };
  readonly header: boolean;
  readonly numberColumn: boolean;
};

type Place = {
  readonly row: AdkRow;
  readonly number: number;
  readonly paid: Period;
  readonly from: Period;
  readonly to: Period;
};

const year = (period: Period): string => period.slice(0, 4);
const month = (period: Period): string => period.slice(5);

/** In the order of the sample file; the reader goes by this order, not by the names. */
export const adkColumns: readonly (readonly [title: string, cell: (place: Place) => string])[] = [
  ["NO", ({ number }) => String(number)],
  ["Kode Satker", ({ row }) => safeText(row.satker)],
  ["Bulan", ({ paid }) => month(paid)],
  ["Tahun", ({ paid }) => year(paid)],
  ["NIP", ({ row }) => row.nip],
  ["Nama Pegawai", ({ row }) => safeText(row.name)],
  ["Nomor SK", ({ row }) => safeText(row.decree)],
  ["Kode Grade", ({ row }) => row.grade.padStart(2, "0")],
  ["Nilai Bruto", ({ row }) => String(row.gross)],
  ["Nilai Potongan", ({ row }) => String(row.gross - row.net)],
  ["Nilai Bersih", ({ row }) => String(row.net)],
  ["Kode Bank SPAN", ({ row }) => safeText(row.bankCode)],
  ["Nama Bank", ({ row }) => safeText(row.bankName)],
  ["Nomor Rekening", ({ row }) => row.accountNumber],
  ["Nama Rekening", ({ row }) => safeText(row.holderName)],
  ["Bulan Awal", ({ from }) => month(from)],
  ["Tahun Awal", ({ from }) => year(from)],
  ["Bulan Akhir", ({ to }) => month(to)],
  ["Tahun Akhir", ({ to }) => year(to)],
  ["Tukin Kali", () => "1"],
  ["Nomor Tukin Lama", ({ row }) => safeText(row.oldNumber)],
  ["Nomor Tukin Baru", ({ row }) => safeText(row.newNumber)],
];

const lineEnd = "\r\n";
const totalTitles: ReadonlyMap<string, "gross" | "cut" | "net"> = new Map([
  ["Nilai Bruto", "gross"],
  ["Nilai Potongan", "cut"],
  ["Nilai Bersih", "net"],
]);

/** Our own bounds: the treasury's page prints none that we have read. */
const longest = { satker: 20, name: 100, decree: 100, bankCode: 20, bankName: 100, holderName: 100 } as const;
const optional = new Set(["decree"]);

function rowFaults(row: AdkRow, index: number): Violation[] {
  const at = (field: keyof AdkRow): string => `/rows/${index}/${field}`;
  const texts = Object.entries(longest).flatMap(([name, max]) => {
    const field = name as keyof typeof longest;
    return textFaults(at(field), row[field], { min: optional.has(field) ? 0 : 1, max });
  });
  return [
    ...texts,
    ...nipFaults(at("nip"), row.nip),
    ...(/^[1-9]\d?$/.test(row.grade)
      ? []
      : [{ pointer: at("grade"), code: "NUMBER_OUT_OF_RANGE", params: { min: 1, max: 99 } }]),
    ...amountFaults(at("gross"), row.gross),
    ...amountFaults(at("net"), row.net, row.gross),
    ...accountFaults(at("accountNumber"), row.accountNumber),
    ...textFaults(at("oldNumber"), row.oldNumber, { max: 100 }),
    ...textFaults(at("newNumber"), row.newNumber, { max: 100 }),
  ];
}

/** One file: whole amounts as they are, no rounding here; the last line adds what the lines above say. */
function adkFile(rows: readonly AdkRow[], order: AdkOrder, sha256: Sha256): ExportFile {
  const { paid, header, numberColumn } = order;
  const { from, to } = order.worked ?? { from: previousPeriod(paid), to: previousPeriod(paid) };
  const columns = numberColumn ? adkColumns : adkColumns.slice(1);
  const totals = columnSums(
    rows.map(({ gross, net }) => ({ gross, cut: gross - net, net })),
    ["gross", "cut", "net"],
  );
  const total = columns.map(([title]) => {
    const column = totalTitles.get(title);
    return column === undefined ? "" : ` ${dotted(totals[column])} `;
  });
  const lines = [
    ...(header ? [columns.map(([title]) => title)] : []),
    ...rows.map((row, index) => columns.map(([, cell]) => cell({ row, number: index + 1, paid, from, to }))),
    total,
  ];
  const [{ satker, bankCode }] = rows as readonly [AdkRow];
  return sealed(
    {
      name: fileName(["adk-tukin", paid, satker, bankCode], "txt"),
      contentType: "text/plain; charset=utf-8",
      bytes: textBytes(lines.map((cells) => cells.join("\t") + lineEnd).join("")),
      rows: rows.length,
      totals,
    },
    sha256,
  );
}

/**
 * The ADK of performance pay: one file for each treasury code (satker) and bank, in this order, people by NIP. Nothing is written when one row can't be;
 * the refusal names the rows in the order in which they were given.
 */
export function adkTukinFiles(rows: readonly AdkRow[], order: AdkOrder, sha256: Sha256): ExportFile[] {
  const key = ({ satker, bankCode }: AdkRow): string => `${satker}\t${bankCode}`;
  const keys = rows.map((row) => `${row.satker}\t${row.nip}`);
  refuse([...rows.flatMap(rowFaults), ...twiceFaults(keys, (index) => `/rows/${index}/nip`, "PAID_TWICE")]);
  return [...Map.groupBy(rows, key)]
    .sort(([a], [b]) => byText(a, b))
    .map(([, group]) =>
      adkFile(
        group.toSorted((a, b) => byText(a.nip, b.nip)),
        order,
        sha256,
      ),
    );
}
