import { invalid, type Violation } from "@kinerja/common/errors";
import { type Day, isDay } from "@kinerja/common/kernel";

import {
  type About,
  type Cells,
  createLineFile,
  type LineFile,
  type Named,
  namedByOf,
  nameOf,
  type OfPerson,
  type Read,
  violationsOf,
} from "./person-lines.ts";
import { type Hours, type Planned, readHours } from "./schedule.ts";

/** What a day is by the roster; SCHEDULE: by the hours of the unit again. */
export type ShiftKind = "WORK" | "OFF" | "SCHEDULE";
export type Shift = { readonly kind: ShiftKind; readonly hours: Hours | undefined };

type Fact = About & Shift;
export type ShiftRow = OfPerson<Fact>;
export type ReadShift = Named<Fact>;
export type ShiftFile = LineFile<ReadShift>;

export type WrittenShift = {
  readonly kind: ShiftKind;
  readonly starts?: string | undefined;
  readonly ends?: string | undefined;
  readonly breakFrom?: string | undefined;
  readonly breakTo?: string | undefined;
};

/** Refuses by field: a day of work needs its hours (FIELD_REQUIRED), any other has none (SHIFT_WITH_HOURS). */
export function readShift({ kind, ...times }: WrittenShift, pointer: string): Shift {
  const { starts, ends, breakFrom, breakTo } = times;
  if (kind !== "WORK") {
    const [told] = Object.entries(times).find(([, time]) => time !== undefined) ?? [];
    if (told !== undefined) throw invalid(`${pointer}/${told}`, "SHIFT_WITH_HOURS");
    return { kind, hours: undefined };
  }
  if (starts === undefined) throw invalid(`${pointer}/starts`, "FIELD_REQUIRED");
  if (ends === undefined) throw invalid(`${pointer}/ends`, "FIELD_REQUIRED");
  return { kind, hours: readHours({ starts, ends, breakFrom, breakTo }, pointer) };
}

/** What the day is measured by; undefined where the hours of the unit hold. */
export const plannedByShift = (shift: Shift | undefined): Planned | undefined =>
  shift === undefined || shift.kind === "SCHEDULE" ? undefined : { hours: shift.hours };

const columns: Readonly<Record<string, string>> = { breakFrom: "break_from", breakTo: "break_to" };
const kinds: Readonly<Partial<Record<string, ShiftKind>>> = {
  "": "WORK",
  DINAS: "WORK",
  LIBUR: "OFF",
  JADWAL: "SCHEDULE",
};

const writtenIn = (kind: ShiftKind, cells: Cells): WrittenShift => ({
  kind,
  starts: cells["starts"] || undefined,
  ends: cells["ends"] || undefined,
  breakFrom: cells["break_from"] || undefined,
  breakTo: cells["break_to"] || undefined,
});

function shiftIn(cells: Cells, line: number): Shift | readonly Violation[] {
  const kind = kinds[(cells["kind"] ?? "").toUpperCase()];
  if (kind === undefined)
    return [{ pointer: `/lines/${line}/kind`, code: "CHOICE_UNKNOWN", params: { choices: "DINAS, LIBUR, JADWAL" } }];
  try {
    return readShift(writtenIn(kind, cells), `/lines/${line}`);
  } catch (error) {
    return violationsOf(error).map((violation) => ({
      ...violation,
      pointer: violation.pointer.replace(/[^/]+$/, (field) => columns[field] ?? field),
    }));
  }
}

/** One line by column; what is wrong becomes violations that name the line and the column. */
function readLine(cells: Cells, line: number): Read<ReadShift> {
  const { date = "" } = cells;
  const namedBy = namedByOf(cells);
  const name = nameOf(cells, namedBy, line);
  const shift = shiftIn(cells, line);
  const violations = [
    ...(typeof name === "string" ? [] : [name]),
    ...(isDay(date) ? [] : [{ pointer: `/lines/${line}/date`, code: "DATE_FORM" }]),
    ...("kind" in shift ? [] : shift),
  ];
  if (violations.length > 0 || typeof name !== "string" || !("kind" in shift)) return { row: undefined, violations };
  return { row: { line, namedBy, name, date: date as Day, ...shift }, violations: [] };
}

/** Takes the lines of a file of shift days. */
export const createShiftFile = () => createLineFile(["date"], readLine);
