import { Refusal, type Violation } from "@kinerja/common/errors";
import { type Period } from "@kinerja/common/kernel";

import { type AttendanceFile, type AttendanceRow, backwardsIn, tapsAhead } from "../domain/attendance.ts";
import { readBatch, refusalsOf, type RowRefusal, type ToldRow, without } from "../domain/attendance-batch.ts";
import { mostViolations } from "../domain/person-lines.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { peopleOfLines, type PeopleNeeds, refuseCsv, unknownLines } from "./people-of-lines.ts";

export type ImportCommand = { readonly agencyId: string; readonly fileId: string };
export type MonthCorrections = { readonly period: Period; readonly facts: number };
export type ImportResult = {
  readonly rows: number;
  readonly changed: number;
  /** What came after its month was sealed, and is other than what is known: kept until the month is opened again. */
  readonly corrections: readonly MonthCorrections[];
};

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
  /** Of rows whose check out reads earlier than the check in: those whose hours do not go past midnight. */
  notThroughNight(agencyId: string, rows: readonly AttendanceRow[]): Promise<AttendanceRow[]>;
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

const peopleNeeds = ({ attendance, employmentsOf, peopleOf }: RecordNeeds): PeopleNeeds => ({
  strangers: (agencyId, rows) => attendance.strangers(agencyId, rows),
  ...{ employmentsOf, peopleOf },
});

/** Checks in the wrong order on days whose hours do not go past midnight. */
async function backwardsLines(
  { attendance }: RecordNeeds,
  agencyId: string,
  rows: readonly AttendanceRow[],
): Promise<Violation[]> {
  const backwards = await attendance.notThroughNight(agencyId, backwardsIn(rows));
  return backwards.map(({ line }) => ({ pointer: `/lines/${line}/check_out`, code: "TAP_ORDER" }));
}

function refuseAny(violations: readonly Violation[]): void {
  if (violations.length > 0) throw refuseCsv(violations.slice(0, mostViolations));
}

/** Imports attendance facts; the same file again changes nothing. */
export const importAttendance =
  (needs: ImportNeeds) =>
  async (caller: Caller, command: ImportCommand): Promise<ImportResult> => {
    const { agencyId, fileId } = command;
    const grant = await authorise(needs.accessTo, caller, ["import", "attendance"], { agencyId });
    const nights = await needs.attendance.hasNights(agencyId);
    const file = await needs.readFile(fileId, nights);
    if (file === undefined) throw new Refusal("not-found", "FILE_UNKNOWN");
    refuseAny(file.violations.length > 0 ? file.violations : tapsAhead(file.rows, needs.now()));
    const people = peopleNeeds(needs);
    const { rows, violations } = await peopleOfLines(people, caller, agencyId, file.rows);
    refuseAny(violations);
    refuseAny(await unknownLines(people, agencyId, rows));
    refuseAny(await backwardsLines(needs, agencyId, rows));
    return needs.attendance.importRows(caller, grant, command, rows);
  };

const all = Number.MAX_SAFE_INTEGER;

/** Rows that can be taken, and why the others cannot: each is told once, by what was found first. */
async function sorted(needs: RecordNeeds, caller: Caller, { agencyId, rows: told }: BatchCommand) {
  const people = peopleNeeds(needs);
  const read = readBatch(told);
  const ahead = tapsAhead(read.rows, needs.now(), all);
  const named = await peopleOfLines(people, caller, agencyId, without(read.rows, ahead), all);
  const unknown = await unknownLines(people, agencyId, named.rows, all);
  const known = without(named.rows, unknown);
  const backwards = await backwardsLines(needs, agencyId, known);
  const violations = [...read.violations, ...ahead, ...named.violations, ...unknown, ...backwards];
  return { rows: without(known, backwards), refused: refusalsOf(violations) };
}

/** Records what machines read, each row on its own; the same batch again is what it was. */
export const recordAttendance =
  (needs: RecordNeeds) =>
  async (caller: Caller, command: BatchCommand): Promise<BatchResult> => {
    const { agencyId } = command;
    const grant = await authorise(needs.accessTo, caller, ["record", "attendance"], { agencyId });
    const before = await needs.attendance.answerOf(command);
    if (before !== undefined) return before;
    return needs.attendance.recordRows(caller, grant, command, await sorted(needs, caller, command));
  };
