import { Readable } from "node:stream";

import { type FileStore } from "@kinerja/common/files";
import { CsvError, type Info, parse } from "csv-parse";

import { type AttendanceFile, createAttendanceFile } from "../../domain/attendance.ts";
import { readTextFile } from "../read-text.ts";

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

/** Reads a CSV of attendance facts: UTF-8 with or without BOM, comma or semicolon, cells with or without quotes. */
export async function readAttendance(text: string): Promise<AttendanceFile> {
  const file = createAttendanceFile();
  try {
    for await (const { record, info } of recordsOf(text)) if (!isBlank(record) && !file.take(record, info.lines)) break;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { rows: [], violations: [{ pointer: `/lines/${Number(error["lines"] ?? 0)}`, code: "LINE_QUOTES" }] };
  }
  return file.result();
}

/** Of an uploaded file; undefined when there is none. */
export const readAttendanceFile = (files: FileStore) => {
  const readText = readTextFile(files);
  return async (fileId: string): Promise<AttendanceFile | undefined> => {
    const text = await readText(fileId);
    return text === undefined ? undefined : readAttendance(text);
  };
};
