import { appendAudit } from "@kinerja/common/audit";
import { firstDay, lastDay } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";

import { type Said } from "../../app/attendance-history.ts";
import { type CorrectionListStore, type ListedCorrection } from "../../app/correction-list.ts";

type SaidRow = Omit<Said, "work"> & { readonly work: boolean | null };

type Row = Omit<ListedCorrection, "before" | "after" | "withdrawal"> & {
  readonly before: SaidRow | null;
  readonly after: SaidRow;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawalReason: string | null;
};

const saidOf = (
  row: string,
): string => `jsonb_build_object('status', ${row}.status, 'checkIn', coalesce(${row}.check_in, ''),
  'checkOut', coalesce(${row}.check_out, ''), 'lateMinutes', ${row}.late_minutes, 'earlyMinutes', ${row}.early_minutes,
  'missedChecks', ${row}.missed_checks, 'work', ${row}.work)`;

const sameDay = (row: string): string =>
  `${row}.agency_id = c.agency_id and ${row}.person_id = c.person_id and ${row}.work_date = c.work_date`;

// What replaces a record of a day is recorded in the instant in which the other one ends.
const withdrawalOf = `corrected_day w where ${sameDay("w")} and w.recorded_at = c.replaced_at and w.status is null and w.id <> c.id`;

// What the day counted by before is looked for on the page only: the correction that ended then, else the source's fact of that time.
const sql = `
select c.id, c.person_id as "personId", c.work_date as date, c.reason, cardinality(c.evidence_file_ids) as "evidenceCount",
  c.recorded_by as "recordedBy", c.recorded_at as "recordedAt", ${saidOf("c")} as after,
  case when c.replaced_at is null then 'STANDING' when w.id is null then 'REPLACED' else 'WITHDRAWN' end as state,
  w.recorded_by as "withdrawnBy", w.recorded_at as "withdrawnAt", w.reason as "withdrawalReason",
  coalesce(
    (select ${saidOf("b")} from corrected_day b where ${sameDay("b")} and b.replaced_at = c.recorded_at and b.status is not null and b.id <> c.id
     order by b.recorded_at desc limit 1),
    (select ${saidOf("p")} from attendance_past p where ${sameDay("p")} and p.imported_at <= c.recorded_at and p.replaced_at > c.recorded_at
     order by p.replaced_at limit 1),
    (select ${saidOf("a")} from attendance a where ${sameDay("a")} and a.imported_at <= c.recorded_at)) as before
from (
  select * from corrected_day c where c.agency_id = $1 and c.work_date between $2 and $3 and c.status is not null
    and ($4::uuid is null or c.id < $4) and ($5::uuid is null or c.recorded_by = $5)
    and case $6::text when 'STANDING' then c.replaced_at is null
      when 'REPLACED' then c.replaced_at is not null and not exists (select from ${withdrawalOf})
      when 'WITHDRAWN' then c.replaced_at is not null and exists (select from ${withdrawalOf}) else true end
  order by c.id desc limit $7) c
left join lateral (select * from ${withdrawalOf} limit 1) w on true
order by c.id desc`;

const readSaid = ({ work, ...said }: SaidRow): Said => ({ ...said, work: work ?? undefined });

function readRow({ before, after, withdrawnBy, withdrawnAt, withdrawalReason, ...row }: Row): ListedCorrection {
  const isWithdrawn = withdrawnBy !== null && withdrawnAt !== null;
  return {
    ...row,
    before: before === null ? undefined : readSaid(before),
    after: readSaid(after),
    withdrawal: isWithdrawn ? { by: withdrawnBy, at: withdrawnAt, reason: withdrawalReason ?? "" } : undefined,
  };
}

export const postgresCorrectionListStore = (db: Database, now: () => number): CorrectionListStore => ({
  corrections: (caller, grant, { agencyId, period, state, recordedBy, before, limit }) =>
    db.transaction({ agencies: [agencyId] }, async (tx) => {
      const rows = await tx.query<Row>(sql, [
        ...[agencyId, firstDay(period), lastDay(period), before ?? null, recordedBy ?? null, state ?? null, limit],
      ]);
      await appendAudit(tx, {
        ...{ at: new Date(now()), actor: caller.personId, role: grant.role, action: "list", agencyId },
        ...{ resource: "attendance-correction", objectId: period, requestId: caller.requestId },
      });
      return rows.map(readRow);
    }),
});
