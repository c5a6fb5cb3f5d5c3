import { addDays, type Day } from "@kinerja/common/kernel";

/** Tables that are partitioned by week of the entry's id, each archived on its own. */
export const weeklyTables = ["entry", "entry_version", "entry_conflict"] as const;
export type WeeklyTable = (typeof weeklyTables)[number];

/** A week of ids, by its ISO name in the name of the partition: "entry_2026w41" is the week of Monday 2026-10-05. */
export type Week = { readonly name: string; readonly monday: Day };

/** Days in which an id of a week may still come, or its month still be open: ids reach 100 days back, months are closed days after their end. */
const restlessDays = 140;

/** At least so many weeks stay in the database, whatever the agency's retention says. */
export const fewestWeeks = Math.ceil(restlessDays / 7);

/** Weeks that are over for longer than they are kept, oldest first. */
export function weeksToArchive(weeks: readonly Week[], today: Day, keepWeeks: number): Week[] {
  const cutoff = addDays(today, -7 * (Math.max(keepWeeks, fewestWeeks) + 1));
  return weeks.filter(({ monday }) => monday <= cutoff).sort((one, other) => (one.monday < other.monday ? -1 : 1));
}

/** What the folder of an archive holds beside the data: enough to read it without us. */
export type Manifest = {
  readonly table: WeeklyTable;
  readonly week: string;
  readonly monday: Day;
  /** In the order of the data. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: number;
  /** Of the data as PostgreSQL's COPY gave it (text format), before compression. */
  readonly bytes: number;
  readonly sha256: string;
  readonly archivedAt: string;
};
