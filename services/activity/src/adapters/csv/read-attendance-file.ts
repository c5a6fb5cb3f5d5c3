import { CsvFault, piecesOf, readCsvRecords } from "@kinerja/common/csv";
import { type FileStore } from "@kinerja/common/files";

import { type AttendanceFile, createAttendanceFile } from "../../domain/attendance.ts";
import { type LineFile } from "../../domain/person-lines.ts";
import { createShiftFile, type ShiftFile } from "../../domain/shift.ts";
import { readTextFile } from "../read-text.ts";

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === "");

type Taking<Row> = {
  take(cells: readonly string[], line: number): boolean;
  result(): LineFile<Row>;
};

/** Reads a CSV: UTF-8 with or without BOM, comma or semicolon, cells with or without quotes. */
async function readInto<Row>(text: string, file: Taking<Row>): Promise<LineFile<Row>> {
  try {
    for await (const { cells, line } of readCsvRecords(piecesOf(text)))
      if (!isBlank(cells) && !file.take(cells, line)) break;
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    return { rows: [], violations: [{ pointer: `/lines/${error.line}`, code: "LINE_QUOTES" }] };
  }
  return file.result();
}

/** Attendance facts. */
export const readAttendance = (text: string, nights = false): Promise<AttendanceFile> =>
  readInto(text, createAttendanceFile(nights));

/** Of an uploaded file; undefined when there is none. */
export const readAttendanceFile = (files: FileStore) => {
  const readText = readTextFile(files);
  return async (fileId: string, nights: boolean): Promise<AttendanceFile | undefined> => {
    const text = await readText(fileId);
    return text === undefined ? undefined : readAttendance(text, nights);
  };
};

/** Shift days of an uploaded file; undefined when there is none. */
export const readShiftFile = (files: FileStore) => {
  const readText = readTextFile(files);
  return async (fileId: string): Promise<ShiftFile | undefined> => {
    const text = await readText(fileId);
    return text === undefined ? undefined : readInto(text, createShiftFile());
  };
};
