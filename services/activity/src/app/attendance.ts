import { Refusal, type Violation } from "@kinerja/common/errors";

import { type AttendanceRow, parseAttendance } from "../domain/attendance.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";

export type ImportCommand = { readonly agencyId: string; readonly fileId: string };
export type ImportResult = { readonly rows: number; readonly changed: number };

export type AttendanceStore = {
  /** Whole or not at all; refuses with PERIOD_SEALED. Lines of people without an employment in the agency come back as violations. */
  importRows(
    caller: Caller,
    grant: Grant,
    command: ImportCommand,
    rows: readonly AttendanceRow[],
  ): Promise<ImportResult | readonly Violation[]>;
};

export type ImportNeeds = {
  readonly attendance: AttendanceStore;
  readonly accessTo: AccessTo;
  /** The text of an uploaded file; undefined when there is none, a Refusal when it is no UTF-8. */
  readonly readFile: (fileId: string) => Promise<string | undefined>;
};

const refuseCsv = (violations: readonly Violation[]): Refusal =>
  new Refusal("invalid", "CSV_INVALID", { count: violations.length }, violations);

/** Imports attendance facts; the same file again changes nothing. */
export const importAttendance =
  (needs: ImportNeeds) =>
  async (caller: Caller, command: ImportCommand): Promise<ImportResult> => {
    const grant = await authorise(needs.accessTo, caller, ["import", "attendance"], { agencyId: command.agencyId });
    const text = await needs.readFile(command.fileId);
    if (text === undefined) throw new Refusal("not-found", "FILE_UNKNOWN");
    const { rows, violations } = parseAttendance(text);
    if (violations.length > 0) throw refuseCsv(violations);
    const result = await needs.attendance.importRows(caller, grant, command, rows);
    if (!("changed" in result)) throw refuseCsv(result);
    return result;
  };
