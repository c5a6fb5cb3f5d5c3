import { Refusal, type Violation } from "@kinerja/common/errors";
import { type Period } from "@kinerja/common/kernel";

import { type AttendanceFile, type AttendanceRow } from "../domain/attendance.ts";
import { readBatch, refusalsOf, type RowRefusal, type ToldRow, without } from "../domain/attendance-batch.ts";
import { asksForHours, daysAhead, ownIn, wrongChecks } from "../domain/attendance-limits.ts";
import { lineOf, mostViolations } from "../domain/person-lines.ts";
import { outOfReach } from "../domain/reach.ts";
import { type Hours } from "../domain/schedule.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { peopleOfLines, type PeopleNeeds, refuseWrongLines, unknownLines } from "./people-of-lines.ts";

export type ImportCommand = { readonly agencyId: string; readonly fileId: string };
export type MonthCorrections = { readonly period: Period; readonly facts: number };
export type ImportResult = {
  readonly rows: number;
  readonly changed: number;
  /** What came after its month was sealed, and is other than what is known: kept until the month is opened again. */
  readonly corrections: readonly MonthCorrections[];
};
/** Beside what was taken in: the lines of the caller's own days, which were not. */
export type FileResult = ImportResult & { readonly ownLines: readonly number[] };

export type BatchCommand = { readonly agencyId: string; readonly batchKey: string; readonly rows: readonly ToldRow[] };
export type BatchResult = {
  readonly recorded: number;
  readonly changed: number;
  readonly corrections: readonly MonthCorrections[];
  readonly refused: readonly RowRefusal[];
};

export type AttendanceStore = {
  readonly strangers: PeopleNeeds["strangers"];
  /** Whether hours past midnight were ever recorded in the agency. */
  hasNights(agencyId: string): Promise<boolean>;
  /** By what each of the rows' days is measured, in their order; undefined on days off and where no hours hold. */
  hoursOn(agencyId: string, rows: readonly AttendanceRow[]): Promise<(Hours | undefined)[]>;
  /** Whole or not at all; facts of sealed months become corrections. */
  importRows(
    caller: Caller,
    grant: Grant,
    command: ImportCommand,
    rows: readonly AttendanceRow[],
  ): Promise<ImportResult>;
  /** The answer that the batch had before; refuses with BATCH_KEY_USED what came with other rows. */
  answerOf(command: BatchCommand): Promise<BatchResult | undefined>;
  /** As `importRows`, once for the key of the batch. */
  recordRows(
    caller: Caller,
    grant: Grant,
    command: BatchCommand,
    taken: { readonly rows: readonly AttendanceRow[]; readonly refused: readonly RowRefusal[] },
  ): Promise<BatchResult>;
};

export type RecordNeeds = Omit<PeopleNeeds, "strangers"> & {
  readonly attendance: AttendanceStore;
  readonly accessTo: AccessTo;
  readonly now: () => number;
};
export type ImportNeeds = RecordNeeds & {
  /** What an uploaded file says; undefined when there is none, a Refusal when it is no UTF-8. */
  readonly readFile: (fileId: string, nights: boolean) => Promise<AttendanceFile | undefined>;
};

/** Checks that cannot be, by the hours of their days. */
export async function impossibleChecks(
  { attendance, now }: { readonly attendance: Pick<AttendanceStore, "hoursOn">; readonly now: () => number },
  agencyId: string,
  rows: readonly AttendanceRow[],
  most = mostViolations,
): Promise<Violation[]> {
  const at = now();
  const asked = asksForHours(rows, at);
  return wrongChecks(asked, asked.length === 0 ? [] : await attendance.hoursOn(agencyId, asked), at, most);
}

/** Imports attendance facts, all but the caller's own; the same file again changes nothing. */
export const importAttendance =
  (needs: ImportNeeds) =>
  async (caller: Caller, command: ImportCommand): Promise<FileResult> => {
    const { agencyId, fileId } = command;
    const grant = await authorise(needs.accessTo, caller, ["import", "attendance"], { agencyId });
    const nights = await needs.attendance.hasNights(agencyId);
    const file = await needs.readFile(fileId, nights);
    if (file === undefined) throw new Refusal("not-found", "FILE_UNKNOWN");
    refuseWrongLines(file.violations.length > 0 ? file.violations : outOfReach(file.rows, "lines", needs.now()));
    const people = { ...needs, strangers: needs.attendance.strangers };
    const { rows, violations } = await peopleOfLines(people, caller, agencyId, file.rows);
    refuseWrongLines(violations);
    const own = ownIn(rows, caller.personId);
    const others = without(rows, own);
    refuseWrongLines(await unknownLines(people, agencyId, others));
    refuseWrongLines(await impossibleChecks(needs, agencyId, others));
    const result = await needs.attendance.importRows(caller, grant, command, others);
    return { ...result, ownLines: own.map(lineOf) };
  };

const all = Number.MAX_SAFE_INTEGER;

/** Rows that can be taken, and why the others cannot: each is told once, by what was found first. */
async function sorted(needs: RecordNeeds, caller: Caller, { agencyId, rows: told }: BatchCommand) {
  const people = { ...needs, strangers: needs.attendance.strangers };
  const read = readBatch(told);
  const ahead = daysAhead(read.rows, needs.now(), all);
  const begun = without(read.rows, ahead);
  const outside = outOfReach(begun, "rows", needs.now());
  if (outside.length > 0) throw new Refusal("invalid", "REQUEST_INVALID", {}, outside);
  const named = await peopleOfLines(people, caller, agencyId, begun, all);
  const own = ownIn(named.rows, caller.personId);
  const others = without(named.rows, own);
  const unknown = await unknownLines(people, agencyId, others, all);
  const known = without(others, unknown);
  const impossible = await impossibleChecks(needs, agencyId, known, all);
  const violations = [...read.violations, ...ahead, ...named.violations, ...own, ...unknown, ...impossible];
  return { rows: without(known, impossible), refused: refusalsOf(violations) };
}

/** Records what machines read, each row on its own and none of the caller's own days; the same batch again is what it was. */
export const recordAttendance =
  (needs: RecordNeeds) =>
  async (caller: Caller, command: BatchCommand): Promise<BatchResult> => {
    const { agencyId } = command;
    const grant = await authorise(needs.accessTo, caller, ["record", "attendance"], { agencyId });
    const before = await needs.attendance.answerOf(command);
    if (before !== undefined) return before;
    return needs.attendance.recordRows(caller, grant, command, await sorted(needs, caller, command));
  };
