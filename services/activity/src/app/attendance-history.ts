import { Refusal } from "@kinerja/common/errors";
import {
  addDays,
  type Day,
  firstDay,
  lastDay,
  parseDay,
  parsePeriod,
  type Period,
  startOfDay,
} from "@kinerja/common/kernel";

import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { type Evidence } from "./evidence.ts";
import { type AuditNote, noteFor, type Span } from "./read.ts";

/** What is said of a day. */
export type Said = {
  /** Empty in a withdrawal. */
  readonly status: string;
  readonly checkIn: string;
  readonly checkOut: string;
  readonly lateMinutes: number;
  readonly earlyMinutes: number;
  readonly missedChecks: number;
  readonly work: boolean | undefined;
};

/** What was known of a day's attendance, from when until when. */
export type AttendanceVersion = Said & {
  readonly date: Day;
  readonly agencyId: string;
  readonly source: "FILE" | "BATCH" | "CORRECTION" | "WITHDRAWAL";
  /** Hash of the file, key of the batch, or id of the correction. */
  readonly sourceId: string;
  /** Empty for facts from before this was kept. */
  readonly recordedBy: string;
  readonly reason: string;
  readonly knownFrom: Date;
  readonly knownTo: Date | undefined;
  /** The day counts by it now. */
  readonly counts: boolean;
  /** It came after the month was sealed and waits until that is opened again. */
  readonly waiting: boolean;
  readonly evidenceFileIds: readonly string[];
  readonly evidenceFileNames: readonly string[];
};

export type HistoryQuery = {
  readonly period: string;
  readonly personId?: string | undefined;
  readonly date?: string | undefined;
  readonly asOf?: string | undefined;
};

export type EvidenceOfCorrection = {
  readonly correctionId: string;
  readonly fileId: string;
  readonly personId?: string | undefined;
};

export type History = {
  /** Newest knowledge first; what holds or waits is always among them. */
  readonly versions: readonly AttendanceVersion[];
  /** There is more, replaced earlier, that is not told. */
  readonly more: boolean;
};

export type HistoryStore = {
  /** With `knownAt` (milliseconds of Unix time) only what was known then. */
  list(
    grant: Grant,
    note: AuditNote | undefined,
    personId: string,
    span: Span,
    knownAt: number | undefined,
  ): Promise<History>;
  /** What a correction of the person calls the file; undefined where it does not name it. */
  nameOf(
    grant: Grant,
    note: AuditNote | undefined,
    personId: string,
    evidence: EvidenceOfCorrection,
  ): Promise<string | undefined>;
};

export type HistoryNeeds = {
  readonly history: HistoryStore;
  readonly accessTo: AccessTo;
  readonly open: (fileId: string) => Promise<{ readonly content: AsyncIterable<Buffer> } | undefined>;
};

function spanIn(period: Period, date: string | undefined): Span {
  const month = { from: firstDay(period), to: lastDay(period) };
  if (date === undefined) return month;
  const day = parseDay(date, "/date");
  return { from: day > month.from ? day : month.from, to: day < month.to ? day : month.to };
}

/** What was known of a person's month, by whom and why. */
export const listAttendanceHistory =
  ({ history, accessTo }: HistoryNeeds) =>
  async (caller: Caller, query: HistoryQuery): Promise<History> => {
    const period = parsePeriod(query.period, "/period");
    const personId = query.personId ?? caller.personId;
    const grant = await authorise(accessTo, caller, ["list", "attendance"], { personId });
    const note = noteFor(grant, caller, ["list", "attendance"], personId);
    const knownAt =
      query.asOf === undefined ? undefined : startOfDay(addDays(parseDay(query.asOf, "/asOf"), 1), "WIB") - 1;
    return history.list(grant, note, personId, spanIn(period, query.date), knownAt);
  };

/** A file for whoever may see the correction that names it; the content alone is nobody's. */
export const getAttendanceEvidence =
  ({ history, accessTo, open }: HistoryNeeds) =>
  async (caller: Caller, query: EvidenceOfCorrection): Promise<Evidence> => {
    const personId = query.personId ?? caller.personId;
    const grant = await authorise(accessTo, caller, ["list", "attendance"], { personId });
    const note = noteFor(grant, caller, ["read", "attendance"], query.correctionId);
    const name = await history.nameOf(grant, note, personId, query);
    const file = name === undefined ? undefined : await open(query.fileId);
    if (name === undefined || file === undefined) throw new Refusal("not-found", "NOT_FOUND");
    return { content: file.content, name };
  };
