import { Refusal, type Violation } from "@kinerja/common/errors";
import { type Day, type Period } from "@kinerja/common/kernel";

import {
  type AttendanceFile,
  type AttendanceRow,
  backwardsIn,
  type ReadRow,
  tapsAhead,
  withPeople,
} from "../domain/attendance.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";

export type ImportCommand = { readonly agencyId: string; readonly fileId: string };
export type MonthCorrections = { readonly period: Period; readonly facts: number };
export type ImportResult = {
  readonly rows: number;
  readonly changed: number;
  /** What came after its month was sealed, and is other than what is known: kept until the month is opened again. */
  readonly corrections: readonly MonthCorrections[];
};

export type AttendanceStore = {
  /** Rows of people of whom nothing was heard yet that they have an employment in the agency on that day. */
  strangers(agencyId: string, rows: readonly AttendanceRow[]): Promise<AttendanceRow[]>;
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
};

/** Where somebody works, as identity has it at this moment. */
export type Employed = {
  readonly personId: string;
  readonly agencyId: string;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
};

export type ImportNeeds = {
  readonly attendance: AttendanceStore;
  readonly accessTo: AccessTo;
  readonly employmentsOf: (personIds: readonly string[], from: Day, to: Day) => Promise<readonly Employed[]>;
  /** Whose NIPs these are, in their order; undefined for whoever never worked in the agency. NIPs stay in identity: nothing keeps them here. */
  readonly peopleOf: (
    caller: Caller,
    agencyId: string,
    nips: readonly string[],
  ) => Promise<readonly (string | undefined)[]>;
  /** What an uploaded file says; undefined when there is none, a Refusal when it is no UTF-8. */
  readonly readFile: (fileId: string, nights: boolean) => Promise<AttendanceFile | undefined>;
  readonly now: () => number;
};

const refuseCsv = (violations: readonly Violation[]): Refusal =>
  new Refusal("invalid", "CSV_INVALID", { count: violations.length }, violations);

const mostAsked = 500;
const mostViolations = 100;

/** What identity recorded a moment ago may not have been heard here yet: before a line is refused for good, identity itself is asked. */
async function unknownLines(
  { attendance, employmentsOf }: ImportNeeds,
  agencyId: string,
  rows: readonly AttendanceRow[],
): Promise<Violation[]> {
  const unheard = await attendance.strangers(agencyId, rows);
  const people = [...new Set(unheard.map(({ personId }) => personId))];
  const dates = unheard.map(({ date }) => date).sort();
  const [from, to] = [dates[0], dates.at(-1)];
  if (from === undefined || to === undefined) return [];
  // More than came with any one change: a file of another agency.
  const employed = people.length > mostAsked ? [] : await employmentsOf(people, from, to);
  const here = Map.groupBy(
    employed.filter((one) => one.agencyId === agencyId),
    ({ personId }) => personId,
  );
  const isThere = ({ personId, date }: AttendanceRow): boolean =>
    (here.get(personId) ?? []).some(({ validFrom, validTo }) => validFrom <= date && (validTo ?? date) >= date);
  return unheard
    .filter((row) => !isThere(row))
    .slice(0, mostViolations)
    .map(({ line, namedBy }) => ({ pointer: `/lines/${line}/${namedBy}`, code: "PERSON_UNKNOWN" }));
}

/** As many as identity takes in one call. */
const nipsAtOnce = 5_000;

async function resolve(
  { peopleOf }: ImportNeeds,
  caller: Caller,
  agencyId: string,
  read: readonly ReadRow[],
): Promise<AttendanceRow[]> {
  const nips = [...new Set(read.filter(({ namedBy }) => namedBy === "nip").map(({ name }) => name))];
  const people = new Map<string, string>();
  for (let at = 0; at < nips.length; at += nipsAtOnce) {
    const some = nips.slice(at, at + nipsAtOnce);
    const found = await peopleOf(caller, agencyId, some);
    for (const [index, nip] of some.entries()) if (found[index] !== undefined) people.set(nip, found[index]);
  }
  const { rows, violations } = withPeople(read, (nip) => people.get(nip));
  if (violations.length > 0) throw refuseCsv(violations);
  return rows;
}

/** Imports attendance facts; the same file again changes nothing. */
export const importAttendance =
  (needs: ImportNeeds) =>
  async (caller: Caller, command: ImportCommand): Promise<ImportResult> => {
    const grant = await authorise(needs.accessTo, caller, ["import", "attendance"], { agencyId: command.agencyId });
    const nights = await needs.attendance.hasNights(command.agencyId);
    const file = await needs.readFile(command.fileId, nights);
    if (file === undefined) throw new Refusal("not-found", "FILE_UNKNOWN");
    const { rows: read } = file;
    const violations = file.violations.length > 0 ? file.violations : tapsAhead(read, needs.now());
    if (violations.length > 0) throw refuseCsv(violations);
    const rows = await resolve(needs, caller, command.agencyId, read);
    const unknown = await unknownLines(needs, command.agencyId, rows);
    if (unknown.length > 0) throw refuseCsv(unknown);
    const backwards = await needs.attendance.notThroughNight(command.agencyId, backwardsIn(rows));
    if (backwards.length > 0)
      throw refuseCsv(
        backwards
          .slice(0, mostViolations)
          .map(({ line }) => ({ pointer: `/lines/${line}/check_out`, code: "TAP_ORDER" })),
      );
    return needs.attendance.importRows(caller, grant, command, rows);
  };
