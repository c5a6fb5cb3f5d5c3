import { type Day } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";

import { type OwnEmployment } from "../../app/notices.ts";
import { type ListedEntry } from "../../domain/listing.ts";
import { type ReturnedTogether } from "../../domain/notices.ts";
import { uuidArray } from "./binary.ts";
import { zoneOf } from "./versions.ts";

export async function readOwnEmployments(db: Db, personId: string): Promise<OwnEmployment[]> {
  const rows = await db.query<{ zone: number; valid_from: Day; valid_to: Day | null }>(
    "select zone, valid_from, valid_to from employment_copy where person_id = $1 order by valid_from desc",
    [personId],
  );
  return rows.map((row) => ({ zone: zoneOf(row.zone), validFrom: row.valid_from, validTo: row.valid_to ?? undefined }));
}

type ReturnedRow = {
  readonly id: string;
  readonly work_date: Day;
  readonly decision_id: string;
  readonly reason: string | null;
  readonly decided_at: Date;
};

export async function readReturned(
  db: Db,
  entries: readonly ListedEntry[],
  partitions: number,
): Promise<ReturnedTogether[]> {
  const ids = entries.map(({ id }) => id).sort();
  const personId = entries[0]?.personId;
  if (personId === undefined) return [];
  const rows = await db.query<ReturnedRow>(
    `select e.id, e.work_date, d.id as decision_id, d.reason, d.decided_at
     from entry e join decision d on d.bucket = e.bucket and d.person_id = e.person_id and d.id = e.decision_id
     where e.bucket = $1 and e.person_id = $2 and e.id = any ($3::uuid[]) and e.id between $4 and $5`,
    [partitionFor(personId, partitions), personId, uuidArray(ids), ids[0], ids.at(-1)],
  );
  const decisions = [...Map.groupBy(rows, ({ decision_id }) => decision_id)];
  return decisions.map(([decisionId, together]) => ({
    decisionId,
    at: together[0]?.decided_at.getTime() ?? 0,
    reason: together[0]?.reason ?? "OTHER",
    entries: together.map(({ id, work_date: workDate }) => ({ id, workDate })),
  }));
}
