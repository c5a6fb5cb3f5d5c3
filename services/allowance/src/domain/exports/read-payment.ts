import { type paymentColumns } from "../payment-file.ts";
import { textOf } from "./file.ts";
import { csvRows, isBlankRow } from "./read-csv.ts";
import { isTotalWord, type PaidRow, type ReadFile, readAmounts, readNip, readText } from "./read-rows.ts";
import { refuse } from "./text.ts";

const amounts = [
  ["gross", "bruto"],
  ["cut", "potongan"],
  ["net", "neto"],
  ["amount", "dibayarkan"],
] as const;

/** Our payment file again, or one that keeps its titles; columns may stand in any order, and spreadsheets of this country write semicolons. */
export function readPaymentFile(bytes: Uint8Array): ReadFile {
  const text = textOf(bytes);
  const [first = ""] = text.split("\n", 1);
  const separator = first.includes(";") ? ";" : ",";
  const [header = [], ...lines] = csvRows(text, separator).filter((row) => !isBlankRow(row));
  const titles = header.map((title) => title.trim().toLowerCase());
  const needed = ["nip", "nama", ...amounts.map(([, title]) => title)] satisfies (typeof paymentColumns)[number][];
  refuse(
    needed
      .filter((title) => !titles.includes(title))
      .map((column) => ({ pointer: "/lines/0", code: "FILE_COLUMN_MISSING", params: { column } })),
  );
  const cell = (cells: readonly string[], title: string): string => cells[titles.indexOf(title)] ?? "";
  const found = lines.map((cells, index) => {
    const at = `/lines/${index + 1}`;
    const isTotal = cell(cells, "nip").trim() === "" && isTotalWord(cell(cells, "nama"));
    const read = readAmounts(
      amounts.map(([column, title]) => [column, cell(cells, title)] as const),
      at,
    );
    const { nip, faults } = isTotal ? { nip: "", faults: [] } : readNip(cell(cells, "nip"), `${at}/nip`);
    const row: PaidRow = { nip, name: readText(cell(cells, "nama")), amounts: read.amounts };
    return { isTotal, row, faults: [...faults, ...read.faults] };
  });
  refuse(found.flatMap(({ faults }) => faults));
  return {
    rows: found.filter(({ isTotal }) => !isTotal).map(({ row }) => row),
    printed: found.findLast(({ isTotal }) => isTotal)?.row.amounts,
  };
}
