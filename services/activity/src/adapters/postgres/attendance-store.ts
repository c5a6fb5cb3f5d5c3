import { appendAudit } from "@kinerja/common/audit";
import { periodOf } from "@kinerja/common/kernel";
import { type Database, type Db } from "@kinerja/common/postgres";

import { type AttendanceStore, type ImportCommand, type ImportResult } from "../../app/attendance.ts";
import { type AttendanceRow, splitBySealed } from "../../domain/attendance.ts";
import { dateArray, uuidArray } from "./binary.ts";
import { factArrays, factColumns, factRows, keepCorrections, onFactConflict } from "./corrections.ts";
import { holdMonths } from "./decision-store.ts";
import { onceAs } from "./once.ts";
import { hasNights, notThroughNight } from "./schedule-store.ts";

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
       insert into attendance as a (agency_id, ${factColumns}, file_id, imported_at)
       select $1, t.*, $2, $3 from ${factRows} as t
       ${onFactConflict}
       returning 1)
     select count(*)::int as changed from written`,
    [agencyId, fileId, new Date(now), ...factArrays(rows)],
  );
  return row?.changed ?? 0;
}

export const postgresAttendanceStore = (db: Database, now: () => number): AttendanceStore => ({
  strangers: (agencyId, rows) => db.transaction({ agencies: [agencyId] }, (tx) => strangers(tx, agencyId, rows)),
  hasNights: (agencyId) => db.transaction({ agencies: [agencyId] }, (tx) => hasNights(tx, agencyId)),
  notThroughNight: (agencyId, rows) =>
    db.transaction({ agencies: [agencyId] }, (tx) => notThroughNight(tx, agencyId, rows)),
  importRows: (caller, grant, command, rows) =>
    db.transaction({ agencies: [command.agencyId] }, (tx) =>
      onceAs<ImportResult>(tx, caller, "attendance:import", command, async () => {
        const { agencyId } = command;
        const months = await holdMonths(
          tx,
          rows.map(({ date }) => ({ agencyId, period: periodOf(date) })),
        );
        const sealed = new Set(months.filter(({ state }) => state === "sealed").map(({ period }) => period));
        const { inTime, late } = splitBySealed(rows, (period) => sealed.has(period));
        const changed = await write(tx, now(), command, inTime);
        const corrections = await keepCorrections(tx, caller, now(), command, late);
        await appendAudit(tx, {
          at: new Date(now()),
          actor: caller.personId,
          role: grant.role,
          action: "import",
          resource: "attendance",
          objectId: command.fileId,
          agencyId,
          requestId: caller.requestId,
          detail: {
            rows: rows.length,
            changed,
            corrections: corrections.map(({ period, facts }) => `${period}: ${facts}`),
          },
        });
        return { rows: rows.length, changed, corrections };
      }),
    ),
});
