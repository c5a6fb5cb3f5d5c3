import { CsvFault, piecesOf, readCsvRecords } from "@kinerja/common/csv";

import { createFactFile, type FactFile } from "../../domain/facts/fact-file.ts";
import { type FactKind } from "../../domain/facts/kinds.ts";

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === "");

/** Reads a CSV of facts of one kind: UTF-8 with or without BOM, comma or semicolon, cells with or without quotes. */
export async function readFactsFile(kind: FactKind, text: string): Promise<FactFile> {
  const file = createFactFile(kind);
  try {
    for await (const { cells, line } of readCsvRecords(piecesOf(text)))
      if (!isBlank(cells) && !file.take(cells, line)) break;
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    return { lines: [], violations: [{ pointer: `/lines/${error.line}`, code: "LINE_QUOTES" }] };
  }
  return file.result();
}
