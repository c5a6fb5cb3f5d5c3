import { Refusal, type Violation } from "@kinerja/common/errors";
import { type Day, firstDay, isDay, lastDay, parsePeriod } from "@kinerja/common/kernel";

import { mostViolations, violationsOf } from "../domain/person-lines.ts";
import { outOfReach } from "../domain/reach.ts";
import { readShift, type Shift, type ShiftFile, type ShiftRow, type WrittenShift } from "../domain/shift.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { peopleOfLines, type PeopleNeeds, refuseCsv, unknownLines } from "./people-of-lines.ts";
import { type AuditNote, noteFor, type Span } from "./read.ts";

type WrittenDay = WrittenShift & { readonly personId: string; readonly date: string };
export type ShiftCommand = {
  readonly agencyId: string;
  readonly days: readonly WrittenDay[];
  readonly decree: string;
  /** Needed where a day has begun or its attendance is known. */
  readonly reason?: string | undefined;
};
export type ShiftFileCommand = Omit<ShiftCommand, "days"> & { readonly fileId: string };
export type ShiftResult = { readonly days: number; readonly changed: number };

export type RecordedShift = Shift & {
  readonly personId: string;
  readonly date: Day;
  readonly agencyId: string;
  readonly decree: string;
  /** Why it was set when the day had begun, or its attendance was known; empty where it was set before. */
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly replacedAt: Date | undefined;
};

/** What of a roster stands after reading. */
export type Roster = {
  readonly agencyId: string;
  readonly decree: string;
  /** Undefined where it is missing or too short to be one. */
  readonly reason: string | undefined;
  /** What the lines of its rows are counted in: the request's `days`, or the `lines` of a file. */
  readonly list: "days" | "lines";
  readonly rows: readonly ShiftRow[];
};

export type ListedShifts = { readonly days: readonly RecordedShift[]; readonly more: boolean };

export type ShiftStore = {
  readonly strangers: PeopleNeeds["strangers"];
  /**
   * Whole, with a row of the audit; once for a request key. What says nothing new is left as it was. Refuses with PERIOD_SEALED, and without a reason days
   * that have begun or whose attendance is known (SHIFT_REASON_MISSING), each by line.
   */
  record(caller: Caller, grant: Grant, roster: Roster, command: unknown): Promise<ShiftResult>;
  /** By day, of each the one that was recorded last first; what holds before what was replaced, where not all are told. */
  list(grant: Grant, note: AuditNote | undefined, personId: string, span: Span): Promise<ListedShifts>;
};

export type ShiftNeeds = Omit<PeopleNeeds, "strangers"> & {
  readonly shifts: ShiftStore;
  readonly accessTo: AccessTo;
  readonly readFile: (fileId: string) => Promise<ShiftFile | undefined>;
  readonly now: () => number;
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

const leastReason = 10;

function rosterOf(
  { agencyId, decree, reason = "" }: Omit<ShiftCommand, "days">,
  list: Roster["list"],
  rows: readonly ShiftRow[],
): Roster {
  const told = reason.trim();
  const isTold = Array.from(told).length >= leastReason;
  return { agencyId, decree: decree.trim(), reason: isTold ? told : undefined, list, rows };
}

/** Own hours would let the own lateness go. */
function refuseOwn(caller: Caller, rows: readonly ShiftRow[]): void {
  if (rows.some(({ personId }) => personId === caller.personId)) throw new Refusal("forbidden", "OWN_ATTENDANCE");
}

/** Records the shifts of persons; they count wherever a day is not sealed yet. */
export const setShiftDays =
  (needs: ShiftNeeds) =>
  async (caller: Caller, command: ShiftCommand): Promise<ShiftResult> => {
    const { agencyId } = command;
    const grant = await authorise(needs.accessTo, caller, ["set", "shift-day"], { agencyId });
    const rows = rowsOf(command.days);
    refuseOwn(caller, rows);
    const tooFar = outOfReach(rows, "days", needs.now());
    if (tooFar.length > 0) throw refuse(tooFar);
    const unknown = await unknownLines(peopleNeeds(needs), agencyId, rows);
    if (unknown.length > 0)
      throw refuse(
        unknown.map(({ pointer, code }) => ({ pointer: `/days/${pointer.split("/")[2] ?? ""}/personId`, code })),
      );
    return needs.shifts.record(caller, grant, rosterOf(command, "days", rows), command);
  };

/** The same from a file; the same file again changes nothing. */
export const importShiftDays =
  (needs: ShiftNeeds) =>
  async (caller: Caller, command: ShiftFileCommand): Promise<ShiftResult> => {
    const { agencyId, fileId } = command;
    const grant = await authorise(needs.accessTo, caller, ["set", "shift-day"], { agencyId });
    const file = await needs.readFile(fileId);
    if (file === undefined) throw new Refusal("not-found", "FILE_UNKNOWN");
    if (file.violations.length > 0) throw refuseCsv(file.violations);
    const tooFar = outOfReach(file.rows, "lines", needs.now());
    if (tooFar.length > 0) throw refuseCsv(tooFar);
    const { rows, violations } = await peopleOfLines(peopleNeeds(needs), caller, agencyId, file.rows);
    if (violations.length > 0) throw refuseCsv(violations);
    refuseOwn(caller, rows);
    const unknown = await unknownLines(peopleNeeds(needs), agencyId, rows);
    if (unknown.length > 0) throw refuseCsv(unknown);
    return needs.shifts.record(caller, grant, rosterOf(command, "lines", rows), command);
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
