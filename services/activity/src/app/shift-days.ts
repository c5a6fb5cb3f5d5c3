import { Refusal, type Violation } from "@kinerja/common/errors";
import { type Day, firstDay, isDay, lastDay, parsePeriod } from "@kinerja/common/kernel";

import { mostViolations, violationsOf } from "../domain/person-lines.ts";
import { readShift, type Shift, type ShiftFile, type ShiftRow, type WrittenShift } from "../domain/shift.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { peopleOfLines, type PeopleNeeds, refuseCsv, unknownLines } from "./people-of-lines.ts";
import { type AuditNote, noteFor, type Span } from "./read.ts";

type WrittenDay = WrittenShift & { readonly personId: string; readonly date: string };
export type ShiftCommand = {
  readonly agencyId: string;
  readonly days: readonly WrittenDay[];
  readonly decree: string;
};
export type ShiftFileCommand = { readonly agencyId: string; readonly fileId: string; readonly decree: string };
export type ShiftResult = { readonly days: number; readonly changed: number };

export type RecordedShift = Shift & {
  readonly personId: string;
  readonly date: Day;
  readonly agencyId: string;
  readonly decree: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly replacedAt: Date | undefined;
};

/** What of a roster stands after reading. */
export type Roster = { readonly agencyId: string; readonly decree: string; readonly rows: readonly ShiftRow[] };

export type ShiftStore = {
  readonly strangers: PeopleNeeds["strangers"];
  /** Whole, with a row of the audit; once for a request key. What says nothing new is left as it was. */
  record(caller: Caller, grant: Grant, roster: Roster, command: unknown): Promise<ShiftResult>;
  /** By day, of each the one that was recorded last first. */
  list(grant: Grant, note: AuditNote | undefined, personId: string, span: Span): Promise<RecordedShift[]>;
};

export type ShiftNeeds = Omit<PeopleNeeds, "strangers"> & {
  readonly shifts: ShiftStore;
  readonly accessTo: AccessTo;
  readonly readFile: (fileId: string) => Promise<ShiftFile | undefined>;
};

const peopleNeeds = ({ shifts, employmentsOf, peopleOf }: ShiftNeeds): PeopleNeeds => ({
  strangers: (agencyId, rows) => shifts.strangers(agencyId, rows),
  ...{ employmentsOf, peopleOf },
});

function shiftAt({ personId, date, ...written }: WrittenDay, line: number): ShiftRow | readonly Violation[] {
  if (!isDay(date)) return [{ pointer: `/days/${line}/date`, code: "DATE_FORM" }];
  try {
    return { ...readShift(written, `/days/${line}`), line, namedBy: "person_id", personId, date };
  } catch (error) {
    return violationsOf(error);
  }
}

const refuse = (violations: readonly Violation[]): Refusal =>
  new Refusal("invalid", "REQUEST_INVALID", {}, violations.slice(0, mostViolations));

function rowsOf(days: readonly WrittenDay[]): ShiftRow[] {
  const read = days.map(shiftAt);
  const violations = read.flatMap((one) => ("kind" in one ? [] : one));
  if (violations.length > 0) throw refuse(violations);
  const rows = read.flatMap((one) => ("kind" in one ? one : []));
  const first = new Map(rows.map((row) => [`${row.personId}/${row.date}`, row]).reverse() as [string, ShiftRow][]);
  const twice = rows.filter((row) => first.get(`${row.personId}/${row.date}`) !== row);
  if (twice.length > 0) throw refuse(twice.map(({ line }) => ({ pointer: `/days/${line}/date`, code: "LINE_TWICE" })));
  return rows;
}

/** Own hours would let the own lateness go. */
function refuseOwn(caller: Caller, rows: readonly ShiftRow[]): void {
  if (rows.some(({ personId }) => personId === caller.personId)) throw new Refusal("forbidden", "OWN_ATTENDANCE");
}

/** Records the shifts of persons; they count wherever a day is not sealed yet. */
export const setShiftDays =
  (needs: ShiftNeeds) =>
  async (caller: Caller, command: ShiftCommand): Promise<ShiftResult> => {
    const { agencyId, decree } = command;
    const grant = await authorise(needs.accessTo, caller, ["set", "shift-day"], { agencyId });
    const rows = rowsOf(command.days);
    refuseOwn(caller, rows);
    const unknown = await unknownLines(peopleNeeds(needs), agencyId, rows);
    if (unknown.length > 0)
      throw refuse(
        unknown.map(({ pointer, code }) => ({ pointer: `/days/${pointer.split("/")[2] ?? ""}/personId`, code })),
      );
    return needs.shifts.record(caller, grant, { agencyId, decree: decree.trim(), rows }, command);
  };

/** The same from a file; the same file again changes nothing. */
export const importShiftDays =
  (needs: ShiftNeeds) =>
  async (caller: Caller, command: ShiftFileCommand): Promise<ShiftResult> => {
    const { agencyId, decree, fileId } = command;
    const grant = await authorise(needs.accessTo, caller, ["set", "shift-day"], { agencyId });
    const file = await needs.readFile(fileId);
    if (file === undefined) throw new Refusal("not-found", "FILE_UNKNOWN");
    if (file.violations.length > 0) throw refuseCsv(file.violations);
    const { rows, violations } = await peopleOfLines(peopleNeeds(needs), caller, agencyId, file.rows);
    if (violations.length > 0) throw refuseCsv(violations);
    refuseOwn(caller, rows);
    const unknown = await unknownLines(peopleNeeds(needs), agencyId, rows);
    if (unknown.length > 0) throw refuseCsv(unknown);
    return needs.shifts.record(caller, grant, { agencyId, decree: decree.trim(), rows }, command);
  };

export const listShiftDays =
  ({ shifts, accessTo }: Pick<ShiftNeeds, "shifts" | "accessTo">) =>
  async (caller: Caller, query: { readonly period: string; readonly personId?: string | undefined }) => {
    const period = parsePeriod(query.period, "/period");
    const personId = query.personId ?? caller.personId;
    const grant = await authorise(accessTo, caller, ["list", "shift-day"], { personId });
    const note = noteFor(grant, caller, ["list", "shift-day"], personId);
    return shifts.list(grant, note, personId, { from: firstDay(period), to: lastDay(period) });
  };
