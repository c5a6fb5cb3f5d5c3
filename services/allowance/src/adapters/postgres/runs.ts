import { type Period, type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type NewRun, type Run, type RunRecords, type StoredBatch } from "../../app/ports.ts";
import { engineVersion } from "../../domain/policy/compile.ts";
import { type BatchNumber, type BatchState, type RunState } from "../../domain/run.ts";

type RunRow = {
  id: string;
  agency_id: string;
  period: Period;
  state: RunState;
  cause: string | null;
  policy_id: string;
  policy_sha256: string;
  maker_id: string;
  officers: string[];
  activity_revision: number;
  activity_count: bigint;
  activity_sha256: string;
  evaluation_revision: number;
  evaluation_count: bigint;
  evaluation_sha256: string;
  roster_count: bigint | null;
  roster_sha256: string | null;
  snapshot_sha256: string | null;
  cursor_person: string | null;
  statements: number;
  gross: Rupiah;
  cut: Rupiah;
  net: Rupiah;
  sha256: string | null;
  version: number;
  started_at: Date;
  computed_at: Date | null;
  posted_at: Date | null;
  people: number;
  people_computed: number;
};

const runOf = (row: RunRow): Run => ({
  id: row.id,
  agencyId: row.agency_id,
  period: row.period,
  state: row.state,
  cause: row.cause ?? undefined,
  policyId: row.policy_id,
  policySha256: row.policy_sha256,
  makerId: row.maker_id,
  officers: row.officers,
  activity: { revision: row.activity_revision, count: row.activity_count, sha256: row.activity_sha256 },
  evaluation: { revision: row.evaluation_revision, count: row.evaluation_count, sha256: row.evaluation_sha256 },
  roster: row.roster_sha256 === null ? undefined : { count: row.roster_count ?? 0n, sha256: row.roster_sha256 },
  snapshotSha256: row.snapshot_sha256 ?? undefined,
  cursorPerson: row.cursor_person ?? undefined,
  statements: row.statements,
  gross: row.gross,
  cut: row.cut,
  net: row.net,
  sha256: row.sha256 ?? undefined,
  version: row.version,
  startedAt: row.started_at,
  computedAt: row.computed_at ?? undefined,
  postedAt: row.posted_at ?? undefined,
  people: row.people,
  peopleComputed: row.people_computed,
});

const seals = ({ activity, evaluation }: NewRun): unknown[] => [
  activity.revision,
  activity.count,
  activity.sha256,
  evaluation.revision,
  evaluation.count,
  evaluation.sha256,
];

async function insertRun(db: Db, run: NewRun, at: number): Promise<string> {
  const [row] = await db.query<{ id: string }>(
    `insert into run (agency_id, period, state, policy_id, policy_sha256, engine, maker_id, started_at,
       activity_revision, activity_count, activity_sha256, evaluation_revision, evaluation_count, evaluation_sha256)
     values ($1, $2, 'FREEZING', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id`,
    [run.agencyId, run.period, run.policyId, run.policySha256, engineVersion, run.makerId, new Date(at), ...seals(run)],
  );
  const id = row?.id ?? "";
  await queue(db, id, run);
  return id;
}

const queue = async (db: Db, runId: string, { agencyId, period }: NewRun): Promise<void> => {
  await db.query("insert into run_work (run_id, agency_id, period) values ($1, $2, $3) on conflict do nothing", [
    runId,
    agencyId,
    period,
  ]);
};

async function restartRun(db: Db, runId: string, run: NewRun, at: number): Promise<void> {
  await db.query(
    `update run set state = 'FREEZING', cause = null, version = version + 1, policy_id = $2, policy_sha256 = $3, engine = $4, maker_id = $5,
       started_at = $6, activity_revision = $7, activity_count = $8, activity_sha256 = $9, evaluation_revision = $10, evaluation_count = $11,
       evaluation_sha256 = $12 where id = $1 and state = 'FAILED'`,
    [runId, run.policyId, run.policySha256, engineVersion, run.makerId, new Date(at), ...seals(run)],
  );
  await queue(db, runId, run);
}

/** What changes after the start. */
async function saveRun(db: Db, run: Run, at: number): Promise<void> {
  await db.query(
    `update run set state = $2, cause = $3, officers = $4::uuid[], roster_count = $5, roster_sha256 = $6, snapshot_sha256 = $7, cursor_person = $8,
       statements = $9, gross = $10, cut = $11, net = $12, sha256 = $13, version = $14,
       people = $16, people_computed = $17,
       computed_at = case when $2 = 'COMPUTED' then coalesce(computed_at, $15) else computed_at end,
       posted_at = case when $2 = 'POSTED' then coalesce(posted_at, $15) else posted_at end
     where id = $1`,
    [
      run.id,
      run.state,
      run.cause ?? null,
      run.officers,
      run.roster?.count ?? null,
      run.roster?.sha256 ?? null,
      run.snapshotSha256 ?? null,
      run.cursorPerson ?? null,
      run.statements,
      run.gross,
      run.cut,
      run.net,
      run.sha256 ?? null,
      run.version,
      new Date(at),
      run.people,
      run.peopleComputed,
    ],
  );
}

type BatchRow = {
  batch: BatchNumber;
  state: BatchState;
  rows: number;
  held: number;
  net: Rupiah;
  sha256: string;
  maker_id: string;
  checker_id: string | null;
  approver_id: string | null;
  checked_at: Date | null;
  posted_at: Date | null;
};

const batchOf = ({ maker_id, checker_id, approver_id, checked_at, posted_at, ...row }: BatchRow): StoredBatch => ({
  ...row,
  checkedAt: checked_at ?? undefined,
  postedAt: posted_at ?? undefined,
  makerId: maker_id,
  checkerId: checker_id ?? undefined,
  approverId: approver_id ?? undefined,
});

async function saveBatch(db: Db, runId: string, batch: StoredBatch, at: number): Promise<void> {
  await db.query(
    `update batch set state = $3, rows = $4, held = $5, net = $6, sha256 = $7, checker_id = $8, approver_id = $9,
       checked_at = case when $8::uuid is null then null else coalesce(checked_at, $10) end,
       posted_at = case when $9::uuid is null then null else coalesce(posted_at, $10) end
     where run_id = $1 and batch = $2`,
    [
      runId,
      batch.batch,
      batch.state,
      batch.rows,
      batch.held,
      batch.net,
      batch.sha256,
      batch.checkerId ?? null,
      batch.approverId ?? null,
      new Date(at),
    ],
  );
}

export function runRecords(db: Db): RunRecords {
  const select = async (where: string, params: readonly unknown[]): Promise<Run[]> =>
    (await db.query<RunRow>(`select * from run where ${where}`, params)).map(runOf);
  return {
    find: async (agencyId, id) => (await select("agency_id = $1 and id = $2", [agencyId, id]))[0],
    lastPosted: async (agencyId, kinds) =>
      (
        await select(
          `agency_id = $1 and exists (select from batch where run_id = run.id and batch.state = 'POSTED')
             and exists (select from policy where policy.id = run.policy_id and kind = any($2::text[]))
           order by period desc limit 1`,
          [agencyId, kinds],
        )
      )[0],
    findByPeriod: async (agencyId, period) => (await select("agency_id = $1 and period = $2", [agencyId, period]))[0],
    page: (agencyId, { limit, after }) =>
      select(`agency_id = $1 and ($3::uuid is null or id < $3) order by id desc limit $2`, [
        agencyId,
        limit,
        after ?? null,
      ]),
    insert: (run, at) => insertRun(db, run, at),
    restart: (runId, run, at) => restartRun(db, runId, run, at),
    save: (run, at) => saveRun(db, run, at),
    queued: async (limit) =>
      (
        await db.query<{ run_id: string; agency_id: string }>(
          "select run_id, agency_id from run_work order by run_id limit $1",
          [limit],
        )
      ).map(({ run_id, agency_id }) => ({ runId: run_id, agencyId: agency_id })),
    async unqueue(runId) {
      await db.query("delete from run_work where run_id = $1", [runId]);
    },
    batches: async (runId) =>
      (
        await db.query<BatchRow>(
          "select batch, state, rows, held, net, sha256, maker_id, checker_id, approver_id, checked_at, posted_at from batch where run_id = $1 order by batch",
          [runId],
        )
      ).map(batchOf),
    async insertBatch(runId, agencyId, { batch, state, rows, held, net, sha256, makerId }) {
      await db.query(
        "insert into batch (run_id, batch, agency_id, state, rows, held, net, sha256, maker_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [runId, batch, agencyId, state, rows, held, net, sha256, makerId],
      );
    },
    saveBatch: (runId, batch, at) => saveBatch(db, runId, batch, at),
  };
}
