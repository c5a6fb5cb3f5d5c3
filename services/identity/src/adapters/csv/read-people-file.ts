import { CsvFault, type CsvRecord, readCsvRecords } from "@kinerja/common/csv";
import { Refusal } from "@kinerja/common/errors";
import { type FileStore } from "@kinerja/common/files";
import { type Nip } from "@kinerja/common/kernel";

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

async function* recordsOf(content: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<CsvRecord> {
  try {
    yield* readCsvRecords(decodeUtf8(content, limitBytes), sniffDelimiter);
  } catch (error) {
    throw error instanceof CsvFault ? new Refusal("refused", "CSV_INVALID", { line: error.line }) : error;
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
  for await (const { cells, line } of recordsOf(content, limits.bytes)) {
    if (columns === undefined) {
      columns = readHeader(cells);
      continue;
    }
    if (cells.every((cell) => cell.trim() === "")) continue;
    lines += 1;
    if (lines > limits.rows) throw new Refusal("refused", "TOO_MANY_ROWS", { max: limits.rows });
    if (pace.isDue()) await pace.rest();
    const row = readRow(cells, line, { columns, ...needs }, findings);
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
