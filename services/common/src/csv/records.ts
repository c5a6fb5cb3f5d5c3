import { Readable } from "node:stream";

import { CsvError, type Info, parse } from "csv-parse";

/** One record and the number of its last line in the file, as an editor counts them. */
export type CsvRecord = { readonly cells: readonly string[]; readonly line: number };

/** A line that is no CSV: a quotation that nobody closed, or one that is longer than any line. */
export class CsvFault extends Error {
  readonly line: number;
  constructor(line: number) {
    super(`line ${line} is no CSV`);
    this.name = "CsvFault";
    this.line = line;
  }
}

/** Longer ones are a quotation that nobody closed. */
const mostOfLine = 64 * 1024;

/** A text in pieces, so that others have their turn while it is read. */
export function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += mostOfLine) yield text.slice(at, at + mostOfLine);
}

type Pieces = AsyncIterable<string> | Iterable<string>;

/** Takes the text until the end of its first line, and gives it back before the rest. */
async function peekHeader(text: Pieces): Promise<{ header: string; all: AsyncGenerator<string> }> {
  async function* each(): AsyncGenerator<string> {
    yield* text;
  }
  const pieces = each();
  let head = "";
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    head += next.value;
    if (head.length > mostOfLine || /[\r\n]/.test(head)) break;
  }
  async function* all(): AsyncGenerator<string> {
    yield head;
    yield* pieces;
  }
  return { header: head.split(/[\r\n]/, 1)[0] ?? "", all: all() };
}

type Read = { readonly record: string[]; readonly info: Info };

const usual = (header: string): string => (header.includes(";") ? ";" : ",");

/**
 * The records of a CSV as spreadsheets and registers of this country write it: with or without a byte order mark, any line ends, cells with or
 * without quotes, lines that are too short or too long. Empty lines are left out; the header is a record like any other. Errors: CsvFault, and
 * whatever the text itself throws.
 */
export async function* readCsvRecords(text: Pieces, delimiterOf = usual): AsyncGenerator<CsvRecord> {
  const { header, all } = await peekHeader(text);
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(header),
    record_delimiter: ["\r\n", "\n", "\r"],
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: mostOfLine,
  });
  const source = Readable.from(all);
  // What the source refuses must reach the reader of the parser.
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<Read>) yield { cells: record, line: info.lines };
  } catch (error) {
    throw error instanceof CsvError ? new CsvFault(Number(error["lines"] ?? 0)) : error;
  } finally {
    source.destroy();
  }
}
