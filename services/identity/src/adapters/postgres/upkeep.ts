import { type Day } from "@kinerja/common/kernel";
import { enqueue } from "@kinerja/common/messaging";
import { type Database, lockKey, noScope } from "@kinerja/common/postgres";

import { type Facts } from "./facts.ts";

/** Tells calendars that were changed since they were told last (by a migration, or for an agency). */
export async function tellCalendars(db: Database, facts: Facts, now: number): Promise<number> {
  return db.transaction(noScope, async (tx) => {
    await lockKey(tx, "identity/calendar");
    const due = await tx.query<{ year: number; version: bigint }>(
      "select year, version from calendar where agency_id is null and told_version < version",
    );
    for (const { year, version } of due) {
      const holidays = await tx.query<{ day: Day; name: string; collectiveLeave: boolean }>(
        `select day, name, collective_leave as "collectiveLeave" from holiday
         where agency_id is null and extract(year from day) = $1 order by day`,
        [year],
      );
      const cause = { actor: "system/identity", role: "SYSTEM", requestId: `calendar/${year}`, at: now };
      await enqueue(tx, [facts.calendar({ agencyId: "", year, version: Number(version) }, holidays, cause)]);
      await tx.query("update calendar set told_version = version where agency_id is null and year = $1", [year]);
    }
    return due.length;
  });
}

/** Removes what can never be used again: run-out codes, forgotten attempts, sessions 30 days after their last token. */
export async function sweep(db: Database, now: number): Promise<void> {
  const day = 86_400_000;
  await db.query("delete from activation_code where expires_at < $1", [new Date(now)]);
  await db.query("delete from sign_in_delay where last_at < $1", [new Date(now - day)]);
  await db.query("delete from session where refresh_expires_at < $1", [new Date(now - 30 * day)]);
  await db.query("delete from request_key where at < $1", [new Date(now - 30 * day)]);
}
