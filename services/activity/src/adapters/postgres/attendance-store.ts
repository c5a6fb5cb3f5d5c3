import { appendAudit } from "@kinerja/common/audit";
import { periodOf } from "@kinerja/common/kernel";
import { type Database, type Db } from "@kinerja/common/postgres";

import { type AttendanceStore, type ImportCommand, type ImportResult } from "../../app/attendance.ts";
import { type AttendanceRow } from "../../domain/attendance.ts";
import { dateArray, int4Array, uuidArray } from "./binary.ts";
import { refuseSealed } from "./decision-store.ts";
import { onceAs } from "./once.ts";

async function strangers(db: Db, agencyId: string, rows: readonly AttendanceRow[]): Promise<AttendanceRow[]> {
  const found = await db.query<{ nr: bigint }>(
    `select k.nr from unnest($2::uuid[], $3::date[]) with ordinality as k (person, day, nr)
     where not exists (select from employment_copy c where c.agency_id = $1 and c.person_id = k.person
       and c.valid_from <= k.day and (c.valid_to is null or k.day <= c.valid_to))
     order by k.nr`,
    [agencyId, uuidArray(rows.map(({ personId }) => personId)), dateArray(rows.map(({ date }) => date))],
  );
  return found.flatMap(({ nr }) => rows[Number(nr) - 1] ?? []);
}

async function write(db: Db, now: number, { agencyId, fileId }: ImportCommand, rows: readonly AttendanceRow[]) {
  const [row] = await db.query<{ changed: number }>(
    `with written as (
       insert into attendance as a (agency_id, person_id, work_date, status, late_minutes, early_minutes, missed_checks, file_id, imported_at)
       select $1, t.*, $2, $3 from unnest($4::uuid[], $5::date[], $6::text[], $7::int4[], $8::int4[], $9::int4[]) as t
       on conflict (agency_id, person_id, work_date) do update set status = excluded.status, late_minutes = excluded.late_minutes,
         early_minutes = excluded.early_minutes, missed_checks = excluded.missed_checks, file_id = excluded.file_id,
         imported_at = excluded.imported_at
       where (a.status, a.late_minutes, a.early_minutes, a.missed_checks)
         is distinct from (excluded.status, excluded.late_minutes, excluded.early_minutes, excluded.missed_checks)
       returning 1)
     select count(*)::int as changed from written`,
    [
      agencyId,
      fileId,
      new Date(now),
      uuidArray(rows.map(({ personId }) => personId)),
      dateArray(rows.map(({ date }) => date)),
      rows.map(({ status }) => status),
      int4Array(rows.map(({ lateMinutes }) => lateMinutes)),
      int4Array(rows.map(({ earlyMinutes }) => earlyMinutes)),
      int4Array(rows.map(({ missedChecks }) => missedChecks)),
    ],
  );
  return row?.changed ?? 0;
}

export const postgresAttendanceStore = (db: Database, now: () => number): AttendanceStore => ({
  strangers: (agencyId, rows) => db.transaction({ agencies: [agencyId] }, (tx) => strangers(tx, agencyId, rows)),
  importRows: (caller, grant, command, rows) =>
    db.transaction({ agencies: [command.agencyId] }, (tx) =>
      onceAs<ImportResult>(tx, caller, "attendance:import", command, async () => {
        const { agencyId } = command;
        await refuseSealed(
          tx,
          rows.map(({ date }) => ({ agencyId, period: periodOf(date) })),
        );
        const changed = await write(tx, now(), command, rows);
        await appendAudit(tx, {
          at: new Date(now()),
          actor: caller.personId,
          role: grant.role,
          action: "import",
          resource: "attendance",
          objectId: command.fileId,
          agencyId,
          requestId: caller.requestId,
          detail: { rows: rows.length, changed },
        });
        return { rows: rows.length, changed };
      }),
    ),
});
