import { type Day } from "@kinerja/common/kernel";
import { enqueue } from "@kinerja/common/messaging";
import { type Database, lockKey, noScope } from "@kinerja/common/postgres";

import { issueCodesMethod, receiptValidMs } from "../../domain/code-receipt.ts";
import { type Facts } from "./facts.ts";

type Due = { readonly agencyId: string | null; readonly year: number; readonly version: bigint };

/** A calendar has the whole state of its own: an agency's names only the days that the agency adds to the nation's. */
async function tellCalendar(db: Database, facts: Facts, now: number, { agencyId, year }: Due): Promise<boolean> {
  return db.transaction({ agencies: agencyId === null ? [] : [agencyId] }, async (tx) => {
    await lockKey(tx, "identity/calendar");
    const [due] = await tx.query<{ version: bigint }>(
      "select version from calendar where agency_id is not distinct from $1 and year = $2 and told_version < version",
      [agencyId, year],
    );
    if (due === undefined) return false;
    const holidays = await tx.query<{ day: Day; name: string; collectiveLeave: boolean }>(
      `select day, name, collective_leave as "collectiveLeave" from holiday
       where agency_id is not distinct from $1 and extract(year from day) = $2 order by day`,
      [agencyId, year],
    );
    const cause = { actor: "system/identity", role: "SYSTEM", requestId: `calendar/${year}`, at: now };
    const state = { agencyId: agencyId ?? "", year, version: Number(due.version) };
    await enqueue(tx, [facts.calendar(state, holidays, cause)]);
    await tx.query("update calendar set told_version = $3 where agency_id is not distinct from $1 and year = $2", [
      agencyId,
      year,
      due.version,
    ]);
    return true;
  });
}

/** Tells calendars that were changed since they were told last, by a migration or by an officer. */
export async function tellCalendars(db: Database, facts: Facts, now: number): Promise<number> {
  const due = await db.query<Due>(
    `select agency_id as "agencyId", year, version from calendar where told_version < version order by year limit 2000`,
  );
  let told = 0;
  for (const calendar of due) if (await tellCalendar(db, facts, now, calendar)) told += 1;
  return told;
}

/** Longer than clocks and the log may be behind. */
const marginMs = 86_400_000;
const forgetLimit = 5_000;

/** Ended sessions whose last token has run out are of no use to anybody: here the rows go, in the log their keys. */
async function forgetEnded(db: Database, facts: Facts, now: number): Promise<void> {
  await db.transaction(noScope, async (tx) => {
    const gone = await tx.query<{ id: string }>(
      `delete from session where id in (
         select id from session where ended_at is not null and diary_expires_at < $1 order by diary_expires_at limit $2
       ) returning id`,
      [new Date(now - marginMs), forgetLimit],
    );
    await enqueue(
      tx,
      gone.map(({ id }) => facts.revocationOver(id, now)),
    );
  });
}

/** A dry run that was never applied: after these days its people have changed, and it is begun anew. */
const unfinishedMs = 90 * 86_400_000;

/** Those of the files that an import reads when it is applied. */
export async function neededByImports(reader: Database, fileIds: readonly string[], now: number): Promise<Set<string>> {
  const rows = await reader.query<{ file_id: string }>(
    "select distinct file_id from import where file_id = any($1::text[]) and state = 'CHECKED' and started_at > $2",
    [fileIds, new Date(now - unfinishedMs)],
  );
  return new Set(rows.map(({ file_id }) => file_id));
}

/** Removes what can never be used again: run-out codes, forgotten attempts, sessions 30 days after their last token. */
export async function sweep(db: Database, facts: Facts, now: number): Promise<void> {
  const day = 86_400_000;
  await db.query("delete from activation_code where expires_at < $1", [new Date(now)]);
  await db.query("delete from sign_in_delay where last_at < $1", [new Date(now - day)]);
  await forgetEnded(db, facts, now);
  await db.query("delete from session where ended_at is null and refresh_expires_at < $1", [new Date(now - 30 * day)]);
  await db.query("delete from request_key where at < $1", [new Date(now - 30 * day)]);
  await db.query("update request_key set response = '' where method = $1 and response <> '' and at < $2", [
    issueCodesMethod,
    new Date(now - receiptValidMs),
  ]);
}
