import { Readable } from "node:stream";

import { Refusal } from "@kinerja/common/errors";
import { type FileStore } from "@kinerja/common/files";
import { type Nip } from "@kinerja/common/kernel";
import { CsvError, type Info, parse } from "csv-parse";

import { type PeopleFile, type ReadPeopleFile } from "../../app/imports.ts";
import { type NipIndex } from "../../app/ports.ts";
import { type Columns, readHeader, sniffDelimiter } from "../../domain/import/columns.ts";
import { gatherFindings } from "../../domain/import/finding.ts";
import { readRow, type ReadRowNeeds, type Row } from "../../domain/import/row.ts";
import { openPace } from "../pace.ts";
import { decodeUtf8 } from "./decode.ts";

/** What is read at most. */
export type Limits = { readonly bytes: number; readonly rows: number };
const ordinary: Limits = { bytes: 20_000_000, rows: 200_000 };
const headerLimit = 64 * 1024;
type Record = { readonly record: string[]; readonly info: Info };

/** Takes the text until the end of its first line, and gives it back before the rest. */
async function peekHeader(text: AsyncGenerator<string>): Promise<{ header: string; all: AsyncGenerator<string> }> {
  let head = "";
  for (let next = await text.next(); !next.done; next = await text.next()) {
    head += next.value;
    if (head.length > headerLimit || /[\r\n]/.test(head)) break;
  }
  async function* all(): AsyncGenerator<string> {
    yield head;
    yield* text;
  }
  return { header: head.split(/[\r\n]/, 1)[0] ?? "", all: all() };
}

async function* recordsOf(content: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Record> {
  const { header, all } = await peekHeader(decodeUtf8(content, limitBytes));
  const parser = parse({
    delimiter: sniffDelimiter(header),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: headerLimit,
  });
  const source = Readable.from(all);
  // What the source refuses must reach the reader of the parser.
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    yield* parser as AsyncIterable<Record>;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Refusal("refused", "CSV_INVALID", { line: Number(error["lines"] ?? 0) });
  } finally {
    source.destroy();
  }
}

/** A superior's number stands in many lines. */
function remembered(indexOf: NipIndex): NipIndex {
  const known = new Map<Nip, string>();
  return (nip) => {
    const index = known.get(nip) ?? indexOf(nip);
    known.set(nip, index);
    return index;
  };
}

async function readPeople(
  content: AsyncIterable<Uint8Array>,
  { limits, ...needs }: Omit<ReadRowNeeds, "columns"> & { readonly limits: Limits },
): Promise<PeopleFile> {
  const findings = gatherFindings();
  const pace = openPace();
  const rows: Row[] = [];
  let columns: Columns | undefined;
  let lines = 0;
  for await (const { record, info } of recordsOf(content, limits.bytes)) {
    if (columns === undefined) {
      columns = readHeader(record);
      continue;
    }
    if (record.every((cell) => cell.trim() === "")) continue;
    lines += 1;
    if (lines > limits.rows) throw new Refusal("refused", "TOO_MANY_ROWS", { max: limits.rows });
    if (pace.isDue()) await pace.rest();
    const row = readRow(record, info.lines, { columns, ...needs }, findings);
    if (row) rows.push(row);
  }
  if (columns === undefined) readHeader([]);
  return { rows, lines, namesSuperiors: columns?.has("atasan_nip") ?? false, findings };
}

/** Reads SIASN's "Export Data ASN" from the file store, in one pass. */
export const peopleFileReader =
  (files: FileStore, indexOf: NipIndex, limits = ordinary): ReadPeopleFile =>
  async (fileId, from) => {
    const file = await files.open(fileId);
    if (file === undefined) throw new Refusal("not-found", "FILE_UNKNOWN");
    if (file.size > limits.bytes) {
      file.content.destroy();
      throw new Refusal("invalid", "FILE_TOO_LARGE", { limitBytes: limits.bytes });
    }
    return readPeople(file.content as AsyncIterable<Uint8Array>, { indexOf: remembered(indexOf), from, limits });
  };
