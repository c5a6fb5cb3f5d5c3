import { type Database, type Db } from "@kinerja/common/postgres";

import { type AttendanceVersion, type History, type HistoryStore } from "../../app/attendance-history.ts";
import { type Span } from "../../app/read.ts";
import { batchPrefix } from "./attendance-store.ts";
import { noteReading } from "./note-reading.ts";

type Row = Omit<AttendanceVersion, "source" | "sourceId" | "work" | "knownTo"> & {
  readonly byHand: boolean;
  readonly sourceId: string;
  readonly work: boolean | null;
  readonly knownTo: Date | null;
};

const fact = (row: string): string =>
  `${row}.agency_id, ${row}.work_date, ${row}.status, ${row}.late_minutes, ${row}.early_minutes, ${row}.missed_checks, ${row}.check_in, ${row}.check_out, ${row}.work`;
const mostVersions = 500;
const notByHand = "false, '', '{}'::text[], '{}'::text[]";

// What waited and was taken in is a fact since, known from when it came; of several about one day, the others were known until then.
const sql = `
with standing as (
  select agency_id, work_date from corrected_day
  where person_id = $1 and work_date between $2 and $3 and replaced_at is null and status is not null),
known as (
  select ${fact("a")}, a.file_id as source_id, a.imported_by as recorded_by, a.imported_at as known_from, null::timestamptz as known_to,
    not exists (select from standing s where s.agency_id = a.agency_id and s.work_date = a.work_date) as counts, false as waiting,
    ${notByHand}
  from attendance a where a.person_id = $1 and a.work_date between $2 and $3
  union all
  select ${fact("p")}, p.file_id, p.imported_by, p.imported_at, p.replaced_at, false, false, ${notByHand}
  from attendance_past p where p.person_id = $1 and p.work_date between $2 and $3
  union all
  select ${fact("w")}, w.file_id, w.came_by, w.came_at, w.taken_at, false, w.taken_at is null, ${notByHand}
  from attendance_correction w where w.person_id = $1 and w.work_date between $2 and $3
    and not (w.taken_at is not null and w.position = (
      select max(n.position) from attendance_correction n where n.agency_id = w.agency_id and n.person_id = w.person_id
        and n.work_date = w.work_date and n.taken_at = w.taken_at))
  union all
  select ${fact("c")}, c.id::text, c.recorded_by, c.recorded_at, c.replaced_at, c.replaced_at is null and c.status is not null, false,
    true, c.reason, c.evidence_file_ids, c.evidence_file_names
  from corrected_day c where c.person_id = $1 and c.work_date between $2 and $3)
select agency_id as "agencyId", work_date as date, coalesce(status, '') as status, coalesce(check_in, '') as "checkIn",
  coalesce(check_out, '') as "checkOut", late_minutes as "lateMinutes", early_minutes as "earlyMinutes", missed_checks as "missedChecks",
  work, source_id as "sourceId", coalesce(recorded_by::text, '') as "recordedBy", known_from as "knownFrom", known_to as "knownTo",
  counts, waiting, "byHand", reason, files as "evidenceFileIds", names as "evidenceFileNames"
from known as k (agency_id, work_date, status, late_minutes, early_minutes, missed_checks, check_in, check_out, work, source_id, recorded_by,
  known_from, known_to, counts, waiting, "byHand", reason, files, names)
where $4::timestamptz is null or (known_from <= $4 and (known_to is null or known_to > $4))
order by counts desc, known_to is not null, known_from desc, work_date desc limit ${mostVersions + 1}`;

function sourceOf({ byHand, status, sourceId }: Row): Pick<AttendanceVersion, "source" | "sourceId"> {
  if (byHand) return { source: status === "" ? "WITHDRAWAL" : "CORRECTION", sourceId };
  if (!sourceId.startsWith(batchPrefix)) return { source: "FILE", sourceId };
  return { source: "BATCH", sourceId: sourceId.slice(batchPrefix.length) };
}

const versionOf = (row: Row): AttendanceVersion => {
  const { byHand: _, work, knownTo, ...version } = row;
  return { ...version, ...sourceOf(row), work: work ?? undefined, knownTo: knownTo ?? undefined };
};

/** Newest first; of one moment what still holds. */
const byKnowledge = (one: AttendanceVersion, other: AttendanceVersion): number =>
  other.knownFrom.getTime() - one.knownFrom.getTime() ||
  Number(other.knownTo === undefined) - Number(one.knownTo === undefined) ||
  (one.date < other.date ? 1 : -1);

/** Where they are too many, what was replaced longest ago is cut. */
async function versions(db: Db, personId: string, { from, to }: Span, knownAt: number | undefined): Promise<History> {
  const at = knownAt === undefined ? null : new Date(knownAt);
  const rows = await db.query<Row>(sql, [personId, from, to, at]);
  const told = rows.slice(0, mostVersions).map(versionOf).sort(byKnowledge);
  return { versions: told, more: rows.length > mostVersions };
}

export const postgresHistoryStore = (db: Database, now: () => number): HistoryStore => ({
  list: (grant, note, personId, span, knownAt) =>
    db.transaction({ agencies: grant.agencies, person: grant.person }, async (tx) => {
      const known = await versions(tx, personId, span, knownAt);
      await noteReading(tx, grant, note, now());
      return known;
    }),
  nameOf: (grant, note, personId, { correctionId, fileId }) =>
    db.transaction({ agencies: grant.agencies, person: grant.person }, async (tx) => {
      const [row] = await tx.query<{ name: string }>(
        `select coalesce(evidence_file_names[array_position(evidence_file_ids, $3)], '') as name from corrected_day
         where id = $1 and person_id = $2 and $3 = any (evidence_file_ids)`,
        [correctionId, personId, fileId],
      );
      await noteReading(tx, grant, note, now());
      return row?.name;
    }),
});
