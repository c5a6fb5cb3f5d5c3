import { Readable } from "node:stream";

import { CsvError, type Info, parse } from "csv-parse";

import { createFactFile, type FactFile } from "../../domain/facts/fact-file.ts";
import { type FactKind } from "../../domain/facts/kinds.ts";

type Record = { readonly record: string[]; readonly info: Info };

/** Longer ones are a quotation that nobody closed. */
const mostOfLine = 64 * 1024;

/** In pieces, so that others have their turn meanwhile. */
function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += mostOfLine) yield text.slice(at, at + mostOfLine);
}

function recordsOf(text: string): AsyncIterable<Record> {
  const header = text.slice(0, mostOfLine).split(/\r?\n/, 1)[0] ?? "";
  const parser = parse({
    bom: true,
    delimiter: header.includes(";") ? ";" : ",",
    record_delimiter: ["\r\n", "\n"],
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: mostOfLine,
  });
  return Readable.from(piecesOf(text)).pipe(parser) as AsyncIterable<Record>;
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === "");

/** Reads a CSV of facts of one kind: UTF-8 with or without BOM, comma or semicolon, cells with or without quotes. */
export async function readFactsFile(kind: FactKind, text: string): Promise<FactFile> {
  const file = createFactFile(kind);
  try {
    for await (const { record, info } of recordsOf(text)) if (!isBlank(record) && !file.take(record, info.lines)) break;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { lines: [], violations: [{ pointer: `/lines/${Number(error["lines"] ?? 0)}`, code: "LINE_QUOTES" }] };
  }
  return file.result();
}
