import { CsvFault, piecesOf, readCsvRecords } from "@kinerja/common/csv";
import { type FileStore } from "@kinerja/common/files";

import { type AttendanceFile, createAttendanceFile } from "../../domain/attendance.ts";
import { readTextFile } from "../read-text.ts";

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === "");

/** Reads a CSV of attendance facts: UTF-8 with or without BOM, comma or semicolon, cells with or without quotes. */
export async function readAttendance(text: string, nights = false): Promise<AttendanceFile> {
  const file = createAttendanceFile(nights);
  try {
    for await (const { cells, line } of readCsvRecords(piecesOf(text)))
      if (!isBlank(cells) && !file.take(cells, line)) break;
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    return { rows: [], violations: [{ pointer: `/lines/${error.line}`, code: "LINE_QUOTES" }] };
  }
  return file.result();
}

/** Of an uploaded file; undefined when there is none. */
export const readAttendanceFile = (files: FileStore) => {
  const readText = readTextFile(files);
  return async (fileId: string, nights: boolean): Promise<AttendanceFile | undefined> => {
    const text = await readText(fileId);
    return text === undefined ? undefined : readAttendance(text, nights);
  };
};
