import { invalid } from "@kinerja/common/errors";

/** The cells of CSV (RFC 4180), with empty lines: quotes may hold separators and line breaks. No place is looked at twice. */
export function csvRows(text: string, separator: string): string[][] {
  const next = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n${separator}]*))([${separator}]|\\r\\n|\\n|\\r|$)`, "y");
  const rows: string[][] = [[]];
  while (next.lastIndex < text.length) {
    const found = next.exec(text);
    if (!found) throw invalid(`/lines/${rows.length - 1}`, "CSV_QUOTES");
    const [, quoted, plain = "", end] = found;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== separator) rows.push([]);
  }
  return rows;
}

export const isBlankRow = (row: readonly string[]): boolean => row.every((one) => one.trim() === "");
