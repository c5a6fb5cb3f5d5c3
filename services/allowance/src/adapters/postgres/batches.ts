import { type Db } from "@kinerja/common/postgres";

import { type StoredBatch } from "../../app/ports.ts";
import { type BatchNumber, type BatchState } from "../../domain/run.ts";
import { sumColumns, sumsOfRow, type SumsRow, sumValues } from "./sums.ts";

type BatchRow = SumsRow & {
  batch: BatchNumber;
  state: BatchState;
  rows: number;
  held: number;
  sha256: string;
  maker_id: string;
  checker_id: string | null;
  approver_id: string | null;
  settler_id: string | null;
  checked_at: Date | null;
  posted_at: Date | null;
  settled_at: Date | null;
};

const batchOf = (row: BatchRow): StoredBatch => ({
  batch: row.batch,
  state: row.state,
  rows: row.rows,
  held: row.held,
  sha256: row.sha256,
  ...sumsOfRow(row),
  makerId: row.maker_id,
  checkerId: row.checker_id ?? undefined,
  approverId: row.approver_id ?? undefined,
  settlerId: row.settler_id ?? undefined,
  checkedAt: row.checked_at ?? undefined,
  postedAt: row.posted_at ?? undefined,
  settledAt: row.settled_at ?? undefined,
});

export const batches = async (db: Db, runId: string): Promise<StoredBatch[]> =>
  (
    await db.query<BatchRow>(
      `select batch, state, rows, held, sha256, maker_id, checker_id, approver_id, settler_id, checked_at, posted_at, settled_at, ${sumColumns}
       from batch where run_id = $1 order by batch`,
      [runId],
    )
  ).map(batchOf);

export async function insertBatch(db: Db, runId: string, agencyId: string, batch: StoredBatch): Promise<void> {
  await db.query(
    `insert into batch (run_id, batch, agency_id, state, rows, held, sha256, maker_id, ${sumColumns})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      ...[runId, batch.batch, agencyId, batch.state, batch.rows, batch.held, batch.sha256, batch.makerId],
      ...sumValues(batch),
    ],
  );
}

/** Each step keeps the time at which it was taken first. */
export async function saveBatch(db: Db, runId: string, batch: StoredBatch, at: number): Promise<void> {
  await db.query(
    `update batch set state = $3, rows = $4, held = $5, sha256 = $6, checker_id = $7, approver_id = $8, settler_id = $9,
       checked_at = case when $7::uuid is null then null else coalesce(checked_at, $10) end,
       posted_at = case when $8::uuid is null then null else coalesce(posted_at, $10) end,
       settled_at = case when $9::uuid is null then null else coalesce(settled_at, $10) end,
       (${sumColumns}) = row ($11, $12, $13, $14, $15, $16, $17, $18, $19)
     where run_id = $1 and batch = $2`,
    [
      ...[runId, batch.batch, batch.state, batch.rows, batch.held, batch.sha256],
      ...[batch.checkerId ?? null, batch.approverId ?? null, batch.settlerId ?? null, new Date(at)],
      ...sumValues(batch),
    ],
  );
}
