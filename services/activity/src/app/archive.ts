import { type Day, dayAt } from "@kinerja/common/kernel";

import { type Manifest, type Week, weeklyTables, type WeeklyTable, weeksToArchive } from "../domain/archive.ts";

export type ArchiveStore = {
  /**
   * Weeks that have partitions, attached or left detached by a run that was cut off. One that was restored is left alone for 30 days: somebody
   * reads it.
   */
  weeks(): Promise<Week[]>;
  /** Months that entries of the week belong to and that are not sealed, "agency/month"; at most ten are named. */
  openMonths(week: Week): Promise<string[]>;
  isThere(table: WeeklyTable, week: Week): Promise<boolean>;
  /** Takes the partition out of its table; one that is out already stays so. Readers and writers wait for an instant only. */
  detach(table: WeeklyTable, week: Week): Promise<void>;
  /**
   * Writes a detached partition into the folder and reads it back: what is there is what was in the table. When it returns, the disk has said that
   * files and folder outlive a power cut.
   */
  write(table: WeeklyTable, week: Week, archivedAt: string): Promise<Manifest>;
  /** Notes what was archived and drops the partition, in one transaction. */
  drop(manifest: Manifest): Promise<void>;
  /** Reads a folder back into a partition of its own and attaches it; refuses what does not have the hash of its manifest. */
  restore(table: WeeklyTable, week: string): Promise<Manifest | undefined>;
};

export type Archived = {
  readonly week: Week;
  readonly tables: readonly Manifest[];
  /** Why the week was left alone. */
  readonly openMonths: readonly string[];
};

/** Moves weeks that are over for longer than they are kept out of the database, oldest first; a week with an open month stays. */
export const archiveWeeks =
  ({ store, now }: { store: ArchiveStore; now: () => number }) =>
  async (keepWeeks: number): Promise<Archived[]> => {
    const today: Day = dayAt(now(), "WIB");
    const archived: Archived[] = [];
    for (const week of weeksToArchive(await store.weeks(), today, keepWeeks)) {
      const openMonths = await store.openMonths(week);
      const tables: Manifest[] = [];
      if (openMonths.length === 0)
        for (const table of weeklyTables) {
          if (!(await store.isThere(table, week))) continue;
          await store.detach(table, week);
          const manifest = await store.write(table, week, new Date(now()).toISOString());
          await store.drop(manifest);
          tables.push(manifest);
        }
      archived.push({ week, tables, openMonths });
    }
    return archived;
  };

/** Brings a week back, as an auditor may ask years later. */
export const restoreWeek =
  ({ store }: { store: ArchiveStore }) =>
  async (week: string): Promise<Manifest[]> => {
    const restored: Manifest[] = [];
    for (const table of weeklyTables) {
      const manifest = await store.restore(table, week);
      if (manifest !== undefined) restored.push(manifest);
    }
    return restored;
  };
