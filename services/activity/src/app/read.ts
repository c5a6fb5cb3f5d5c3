import { invalid, Refusal } from "@kinerja/common/errors";
import {
  type Day,
  daysBetween,
  firstDay,
  isDay,
  lastDay,
  pagePlaceOf,
  pageSizeOf,
  pageTokenOf,
  parsePeriod,
  type Period,
  type Zone,
} from "@kinerja/common/kernel";

import { deadlineOf } from "../domain/deadline.ts";
import { countFlags, type FlagName } from "../domain/flags.ts";
import { type Known, type ListedEntry, withDerivedFlags } from "../domain/listing.ts";
import { type ReturnedTogether, type WaitingTasks } from "../domain/notices.ts";
import { type TaskCounts, type Todays } from "../domain/team-work.ts";
import { type Version } from "../domain/version.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { type PeriodStateName } from "./close.ts";
import { coversHistory, type HandedUp, readingOf } from "./handed-up.ts";
import { type OwnEmployment } from "./notices.ts";

/** What a decision left on an entry. */
type DecisionNote = { readonly reason: string | undefined; readonly note: string | undefined };

/** An entry with everything that a person sees of it. */
export type ShownEntry = ListedEntry & {
  readonly bodySha256: Buffer;
  readonly body: Buffer;
  readonly returned: DecisionNote | undefined;
};

export type DayTotals = {
  readonly workDate: Day;
  readonly minutes: number;
  readonly entries: number;
  readonly approvedMinutes: number;
  readonly openEntries: number;
};

export type Span = { readonly from: Day; readonly to: Day };

export type EntryHistory = {
  readonly current: ShownEntry;
  /** The version that stands behind a current one that came too late, if nobody has decided on it; else 0. */
  readonly waiting: number;
  readonly others: readonly Version[];
  readonly conflicts: readonly { readonly body: Buffer; readonly acceptedAt: Date }[];
  readonly decisions: readonly (DecisionNote & {
    readonly version: number;
    readonly kind: "approved" | "returned";
    readonly actorId: string;
    readonly decidedAt: number;
    /** Nobody decided in time; the actor is the assessor who did not. */
    readonly byTimeout: boolean;
    /** That was when its month was sealed. */
    readonly byClosing: boolean;
  })[];
};

/** One look into the store under a grant; a reading of somebody else's data leaves an audit row in the same transaction. */
export type ReadStore = {
  look<T>(grant: Grant, audit: AuditNote | undefined, work: (view: View) => Promise<T>): Promise<T>;
};

export type AuditNote = {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly objectId: string;
};

/** When somebody came and went, local to the place of work, and by how many minutes too late or too early, as the file says; what it does not is empty. */
type Presence = {
  readonly checkIn: string;
  readonly checkOut: string;
  readonly lateMinutes: number;
  readonly earlyMinutes: number;
  readonly missedChecks: number;
};

/** The fact of a day; its status is empty where there is none. */
export type AttendanceOfDay = Presence & {
  readonly attendance: string;
  /** When it came. */
  readonly attendanceAt: Date | undefined;
  /** It came after the month was sealed, and was taken in when that was opened again. */
  readonly attendanceCorrected: boolean;
  /** A person corrected it, and why. */
  readonly attendanceByHand: boolean;
  readonly attendanceReason: string;
  /** What came after the month was sealed and waits until it is opened again. */
  readonly correction: (Presence & { readonly status: string; readonly cameAt: Date }) | undefined;
};

export type View = {
  /** All entries of one person on these days, without their bodies. */
  listed(personId: string, span: Span): Promise<ListedEntry[]>;
  /** Some of them with what is shown. */
  shown(entries: readonly ListedEntry[]): Promise<ShownEntry[]>;
  /** What flags of these entries depend on. */
  known(entries: readonly ListedEntry[]): Promise<Known>;
  days(personId: string, span: Span): Promise<DayTotals[]>;
  /** Weeks in the archive that entries of these days may lie in, "2024w07". */
  archivedWeeks(personId: string, span: Span): Promise<string[]>;
  attendance(personId: string, span: Span): Promise<ReadonlyMap<Day, AttendanceOfDay>>;
  /** All entries of several people on these days, without their bodies. */
  listedOf(personIds: readonly string[], span: Span): Promise<ListedEntry[]>;
  /** The same, each in the version that is to be decided: where a late one is current and nobody has decided on the one that stands, that one on its day. */
  standingOf(personIds: readonly string[], span: Span): Promise<ListedEntry[]>;
  /** Days on which people are excused from logging, "person/day". */
  leaveDays(personIds: readonly string[], span: Span): Promise<ReadonlySet<string>>;
  /** Validity of all employments of a person, newest first. */
  ownEmployments(personId: string): Promise<OwnEmployment[]>;
  /** Returned entries of one person by the decision that returned them. */
  returned(entries: readonly ListedEntry[]): Promise<ReturnedTogether[]>;
  /** Open entries of these days that went up to the person in the version that is to be decided. */
  escalatedTo(personId: string, span: Span): Promise<Pick<ListedEntry, "personId" | "id" | "version">[]>;
  /** What of one person's entries ever went up to another, newest first. */
  handedUp(personId: string, toPersonId: string): Promise<HandedUp[]>;
  /** How many entries wait for the person since a superior below stayed silent, and since when. */
  escalatedCount(personId: string): Promise<{ readonly count: number; readonly since: number }>;
  /** Tasks of these days, by person; late ones by what day it is where the person works. */
  taskCounts(personIds: readonly string[], span: Span, todays: Todays): Promise<ReadonlyMap<string, TaskCounts>>;
  /** Own tasks to be done, and given ones to be confirmed. */
  waitingTasks(personId: string): Promise<WaitingTasks>;
  history(personId: string, entryId: string): Promise<EntryHistory | undefined>;
  /** Whether the file was kept as this person's evidence. */
  isKept(personId: string, fileId: string): Promise<boolean>;
  /** Open when nothing is recorded. */
  periodState(agencyId: string, period: Period): Promise<PeriodStateName>;
};

export type ReadNeeds = {
  readonly store: ReadStore;
  readonly accessTo: AccessTo;
  /** True when the log is stored up to the place, in a bounded time. */
  readonly isStoredUpTo: (position: string) => Promise<boolean>;
};

export type MonthNeeds = ReadNeeds & {
  /** Days after a month's end in which its entries are not yet late. */
  readonly deadlineDays: number;
};

const maxDays = 31;

/** At most a month of days. */
export function spanOf(from: string, to: string): Span {
  if (!isDay(from)) throw invalid("/fromDate", "DATE_FORM");
  if (!isDay(to)) throw invalid("/toDate", "DATE_FORM");
  const days = daysBetween(from, to);
  if (days < 0 || days >= maxDays) throw invalid("/toDate", "DATE_SPAN", { maxDays });
  return { from, to };
}

/** An audit row, unless somebody reads the own log. */
export const noteFor = (
  grant: Grant,
  caller: Caller,
  [action, resource]: readonly [string, string],
  objectId: string,
): AuditNote | undefined => (grant.role === "self" ? undefined : { caller, action, resource, objectId });

/** A place in an ordered list: what comes after it is on the next page. */
const cursorOf = ({ workDate, id }: ListedEntry): string => pageTokenOf(workDate, id);

function afterCursor(token: string | undefined): (entry: ListedEntry) => boolean {
  const place = pagePlaceOf(token, isDay);
  if (place === undefined) return () => true;
  return ({ workDate, id }) => workDate < place.order || (workDate === place.order && id < place.id);
}

const pending = async (needs: ReadNeeds, after: string | undefined): Promise<boolean> =>
  after !== undefined && !(await needs.isStoredUpTo(after));

export type ListQuery = {
  readonly personId: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly after: string | undefined;
  readonly pageSize: number | undefined;
  readonly pageToken: string | undefined;
};

/** Entries of a person on some days, newest work first. */
export const listEntries =
  (needs: ReadNeeds) =>
  async (caller: Caller, query: ListQuery): Promise<{ entries: ShownEntry[]; next: string; pending: boolean }> => {
    const span = spanOf(query.from, query.to);
    const isAfter = afterCursor(query.pageToken);
    const size = pageSizeOf(query.pageSize);
    const personId = query.personId ?? caller.personId;
    const { grant, covers, refusal } = await readingOf(needs, caller, "list", personId);
    const isPending = await pending(needs, query.after);
    return needs.store.look(grant, noteFor(grant, caller, ["list", "entry"], personId), async (view) => {
      const listed = await view.listed(personId, span);
      const flagged = withDerivedFlags(listed, await view.known(listed));
      const covered = flagged.filter(covers);
      if (covered.length === 0 && refusal !== undefined) throw refusal;
      const rest = covered.filter(isAfter).sort(newestFirst);
      const page = rest.slice(0, size);
      const last = page.at(-1);
      const next = last !== undefined && rest.length > size ? cursorOf(last) : "";
      return { entries: await view.shown(page), next, pending: isPending };
    });
  };

const newestFirst = (one: ListedEntry, other: ListedEntry): number =>
  one.workDate === other.workDate ? (one.id < other.id ? 1 : -1) : one.workDate < other.workDate ? 1 : -1;

export type MonthDay = DayTotals & AttendanceOfDay & { readonly flagged: number };

export type Month = {
  readonly days: readonly MonthDay[];
  readonly state: PeriodStateName;
  /** Entries with a flag, and the same by flag. */
  readonly flagged: number;
  readonly byFlag: ReadonlyMap<FlagName, number>;
  readonly deadline: number;
  readonly pending: boolean;
  /** Their days are totalled, their entries are not listed. */
  readonly archivedWeeks: readonly string[];
};

export type MonthQuery = {
  readonly personId: string | undefined;
  readonly period: string;
  readonly after: string | undefined;
};

/** Of a day without a fact. */
export const noAttendance: AttendanceOfDay = {
  ...{ attendance: "", checkIn: "", checkOut: "", lateMinutes: 0, earlyMinutes: 0, missedChecks: 0 },
  ...{ attendanceAt: undefined, attendanceCorrected: false, correction: undefined },
  ...{ attendanceByHand: false, attendanceReason: "" },
};
const noTotals = { minutes: 0, entries: 0, approvedMinutes: 0, openEntries: 0 };

/** The zone in which the person works on a day; the last known one where no employment covers it. */
async function zoneAt(view: View, personId: string, day: Day): Promise<Zone> {
  const employments = await view.ownEmployments(personId);
  const covers = ({ validFrom, validTo }: OwnEmployment) =>
    validFrom <= day && (validTo === undefined || day <= validTo);
  return (employments.find(covers) ?? employments[0])?.zone ?? "WIB";
}

/** The days of a person's month that have entries or attendance. */
export const getMonth =
  (needs: MonthNeeds) =>
  async (caller: Caller, query: MonthQuery): Promise<Month> => {
    const period = parsePeriod(query.period, "/period");
    const span = { from: firstDay(period), to: lastDay(period) };
    const personId = query.personId ?? caller.personId;
    const grant = await authorise(needs.accessTo, caller, ["read", "month"], { personId });
    const isPending = await pending(needs, query.after);
    return needs.store.look(grant, noteFor(grant, caller, ["read", "month"], personId), async (view) => {
      const totals = await view.days(personId, span);
      const attendance = await view.attendance(personId, span);
      const entries = await view.listed(personId, span);
      const listed = withDerivedFlags(entries, await view.known(entries)).filter(({ flags }) => flags !== 0);
      const flagged = Map.groupBy(listed, ({ workDate }) => workDate);
      const byDay = new Map(totals.map((day) => [day.workDate, day]));
      const days = [...new Set([...byDay.keys(), ...attendance.keys(), ...flagged.keys()])].sort();
      const agencyId = grant.agencies[0] ?? caller.agencyIds[0];
      return {
        days: days.map((workDate) => ({
          ...(byDay.get(workDate) ?? { workDate, ...noTotals }),
          flagged: flagged.get(workDate)?.length ?? 0,
          ...(attendance.get(workDate) ?? noAttendance),
        })),
        state: agencyId === undefined ? "open" : await view.periodState(agencyId, period),
        flagged: listed.length,
        byFlag: countFlags(listed),
        deadline: deadlineOf(period, await zoneAt(view, personId, span.to), needs.deadlineDays),
        pending: isPending,
        archivedWeeks: await view.archivedWeeks(personId, span),
      };
    });
  };

/** All versions, refused twins and decisions of one entry. */
export const getEntryHistory =
  (needs: ReadNeeds) =>
  async (caller: Caller, query: { personId: string | undefined; entryId: string }): Promise<EntryHistory> => {
    const personId = query.personId ?? caller.personId;
    const reading = await readingOf(needs, caller, "read", personId);
    const { grant, refusal } = reading;
    const note = noteFor(grant, caller, ["read", "entry"], query.entryId);
    return needs.store.look(grant, note, async (view) => {
      const history = await view.history(personId, query.entryId);
      if (history === undefined || !coversHistory(reading, history))
        throw refusal ?? new Refusal("not-found", "NOT_FOUND");
      const { workDate } = history.current;
      const day = await view.listed(personId, { from: workDate, to: workDate });
      const flagged = withDerivedFlags(day, await view.known(day));
      const flags = flagged.find(({ id }) => id === query.entryId)?.flags ?? history.current.flags;
      return { ...history, current: { ...history.current, flags } };
    });
  };
