import { Refusal, type Violation } from "@kinerja/common/errors";
import { type Day, firstDay, isDay, lastDay, parsePeriod } from "@kinerja/common/kernel";

import { inRequest, mostViolations, violationsOf, withPeople } from "../domain/person-lines.ts";
import { outOfReach } from "../domain/reach.ts";
import {
  type ReadShift,
  readShift,
  type Shift,
  type ShiftFile,
  type ShiftRow,
  type WrittenShift,
} from "../domain/shift.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { peopleOfLines, type PeopleNeeds, refuseWrongLines, unknownLines } from "./people-of-lines.ts";
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

function shiftAt({ personId, date, ...written }: WrittenDay, line: number): ReadShift | readonly Violation[] {
  if (!isDay(date)) return [{ pointer: `/days/${line}/date`, code: "DATE_FORM" }];
  try {
    return { ...readShift(written, `/days/${line}`), line, namedBy: "person_id", name: personId, date };
  } catch (error) {
    return violationsOf(error);
  }
}

/** Violations of lines, as those of the days of the request. */
const ofDays = (violations: readonly Violation[]): Violation[] => violations.map((one) => inRequest(one, "days"));

function refuseWrongDays(violations: readonly Violation[]): void {
  if (violations.length > 0) throw new Refusal("invalid", "REQUEST_INVALID", {}, violations.slice(0, mostViolations));
}

function rowsOf(days: readonly WrittenDay[]): ShiftRow[] {
  const read = days.map(shiftAt);
  refuseWrongDays(read.flatMap((one) => ("kind" in one ? [] : one)));
  const { rows, violations } = withPeople(
    read.flatMap((one) => ("kind" in one ? one : [])),
    () => undefined,
  );
  refuseWrongDays(ofDays(violations));
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
    refuseWrongDays(outOfReach(rows, "days", needs.now()));
    const people = { ...needs, strangers: needs.shifts.strangers };
    refuseWrongDays(ofDays(await unknownLines(people, agencyId, rows)));
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
    refuseWrongLines(file.violations);
    refuseWrongLines(outOfReach(file.rows, "lines", needs.now()));
    const people = { ...needs, strangers: needs.shifts.strangers };
    const { rows, violations } = await peopleOfLines(people, caller, agencyId, file.rows);
    refuseWrongLines(violations);
    refuseOwn(caller, rows);
    refuseWrongLines(await unknownLines(people, agencyId, rows));
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
