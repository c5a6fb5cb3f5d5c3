import { type Period, type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type NewRun, type Run, type RunRecords } from "../../app/ports.ts";
import { engineVersion } from "../../domain/policy/compile.ts";
import { type RunKind, type RunState } from "../../domain/run.ts";
import { batches, insertBatch, saveBatch } from "./batches.ts";

type RunRow = {
  id: string;
  agency_id: string;
  kind: RunKind;
  sequence: number;
  dues_only: boolean;
  period: Period;
  payout_period: Period;
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
  calendar_count: bigint | null;
  calendar_sha256: string | null;
  facts_moment: Date | null;
  facts_count: bigint | null;
  facts_sha256: string | null;
  snapshot_sha256: string | null;
  layout: string | null;
  range_size: number;
  ranges: number;
  statements: number;
  gross: Rupiah;
  cut: Rupiah;
  net: Rupiah;
  amount: Rupiah;
  sha256: string | null;
  version: number;
  started_at: Date;
  computed_at: Date | null;
  posted_at: Date | null;
  settled_at: Date | null;
  people: bigint;
  people_computed: bigint;
};

const sealOf = (count: bigint | null, sha256: string | null): Run["roster"] =>
  sha256 === null ? undefined : { count: count ?? 0n, sha256 };

const sealsOf = (row: RunRow): Pick<Run, "activity" | "evaluation" | "roster" | "calendar" | "facts"> => ({
  activity: { revision: row.activity_revision, count: row.activity_count, sha256: row.activity_sha256 },
  evaluation: { revision: row.evaluation_revision, count: row.evaluation_count, sha256: row.evaluation_sha256 },
  roster: sealOf(row.roster_count, row.roster_sha256),
  calendar: sealOf(row.calendar_count, row.calendar_sha256),
  facts:
    row.facts_moment === null || row.facts_sha256 === null
      ? undefined
      : { moment: row.facts_moment.getTime(), count: row.facts_count ?? 0n, sha256: row.facts_sha256 },
});

const runOf = (row: RunRow): Run => ({
  id: row.id,
  agencyId: row.agency_id,
  kind: row.kind,
  sequence: row.sequence,
  duesOnly: row.dues_only,
  period: row.period,
  payoutPeriod: row.payout_period,
  state: row.state,
  cause: row.cause ?? undefined,
  policyId: row.policy_id,
  policySha256: row.policy_sha256,
  makerId: row.maker_id,
  officers: row.officers,
  ...sealsOf(row),
  snapshotSha256: row.snapshot_sha256 ?? undefined,
  layout: row.layout ?? undefined,
  rangeSize: row.range_size,
  ranges: row.ranges,
  statements: row.statements,
  gross: row.gross,
  cut: row.cut,
  net: row.net,
  amount: row.amount,
  sha256: row.sha256 ?? undefined,
  version: row.version,
  startedAt: row.started_at,
  computedAt: row.computed_at ?? undefined,
  postedAt: row.posted_at ?? undefined,
  settledAt: row.settled_at ?? undefined,
  people: Number(row.people),
  peopleComputed: Number(row.people_computed),
});

const columns = `r.*, (select coalesce(sum(g.people), 0) from run_range g where g.run_id = r.id) as people,
  (select coalesce(sum(g.people), 0) from run_range g where g.run_id = r.id and g.state = 'COMPUTED') as people_computed`;

const queue = async (db: Db, runId: string, { agencyId, period }: NewRun): Promise<void> => {
  await db.query("insert into run_work (run_id, agency_id, period) values ($1, $2, $3) on conflict do nothing", [
    runId,
    agencyId,
    period,
  ]);
};

/** What a run is started from: the same columns at its start and at its restart. */
const startColumns =
  "payout_period, policy_id, policy_sha256, engine, maker_id, started_at, range_size, activity_revision, activity_count, activity_sha256, evaluation_revision, evaluation_count, evaluation_sha256";
const startValues = (run: NewRun, at: number): unknown[] => [
  run.payoutPeriod,
  run.policyId,
  run.policySha256,
  engineVersion,
  run.makerId,
  new Date(at),
  run.rangeSize,
  ...[run.activity, run.evaluation].flatMap(({ revision, count, sha256 }) => [revision, count, sha256]),
];
const places = (from: number): string =>
  startColumns.split(", ").map((_, index) => `$${from + index}`).join(); // prettier-ignore

async function insertRun(db: Db, run: NewRun, at: number): Promise<string> {
  const [row] = await db.query<{ id: string }>(
    `insert into run (agency_id, kind, sequence, period, dues_only, state, ${startColumns}) values ($1, $2, $3, $4, $5, 'FREEZING', ${places(6)}) returning id`,
    [run.agencyId, run.kind, run.sequence, run.period, run.duesOnly, ...startValues(run, at)],
  );
  const id = row?.id ?? "";
  await queue(db, id, run);
  return id;
}

async function restartRun(db: Db, runId: string, run: NewRun, at: number): Promise<void> {
  await db.query(
    `update run set state = 'FREEZING', cause = null, version = version + 1, (${startColumns}) = row (${places(2)}) where id = $1 and state = 'FAILED'`,
    [runId, ...startValues(run, at)],
  );
  await queue(db, runId, run);
}

const sealValues = (seal: Run["roster"]): unknown[] => (seal ? [seal.count, seal.sha256] : [null, null]);
const factsValues = (facts: Run["facts"]): unknown[] => [facts ? new Date(facts.moment) : null, ...sealValues(facts)];

/** What changes after the start. */
async function saveRun(db: Db, run: Run, at: number): Promise<void> {
  await db.query(
    `update run set state = $2, cause = $3, officers = $4::uuid[], roster_count = $5, roster_sha256 = $6, calendar_count = $7, calendar_sha256 = $8,
       facts_moment = $9, facts_count = $10, facts_sha256 = $11, snapshot_sha256 = $12, layout = $13, ranges = $14, statements = $15, gross = $16,
       cut = $17, net = $18, amount = $19, sha256 = $20, version = $21,
       computed_at = case when $2 = 'COMPUTED' then coalesce(computed_at, $22) else computed_at end,
       posted_at = case when $2 = 'POSTED' then coalesce(posted_at, $22) else posted_at end,
       settled_at = case when $2 = 'SETTLED' then coalesce(settled_at, $22) else settled_at end
     where id = $1`,
    [
      run.id,
      run.state,
      run.cause ?? null,
      run.officers,
      ...sealValues(run.roster),
      ...sealValues(run.calendar),
      ...factsValues(run.facts),
      run.snapshotSha256 ?? null,
      run.layout ?? null,
      run.ranges,
      run.statements,
      run.gross,
      run.cut,
      run.net,
      run.amount,
      run.sha256 ?? null,
      run.version,
      new Date(at),
    ],
  );
}

const lastPosted = `r.agency_id = $1 and not r.dues_only
  and exists (select from batch where batch.run_id = r.id and batch.state in ('POSTED', 'SETTLED'))
  and exists (select from policy where policy.id = r.policy_id and policy.kind = any($2::text[]))
  order by r.period desc, r.sequence desc limit 1`;

export function runRecords(db: Db): RunRecords {
  const select = async (where: string, params: readonly unknown[]): Promise<Run[]> =>
    (await db.query<RunRow>(`select ${columns} from run r where ${where}`, params)).map(runOf);
  const first = async (where: string, params: readonly unknown[]): Promise<Run | undefined> =>
    (await select(where, params))[0];
  return {
    find: (agencyId, id) => first("r.agency_id = $1 and r.id = $2", [agencyId, id]),
    findLatest: (agencyId, kind, period) =>
      first("r.agency_id = $1 and r.kind = $2 and r.period = $3 order by r.sequence desc limit 1", [agencyId, kind, period]), // prettier-ignore
    findOpen: (agencyId, payoutPeriod) =>
      first(
        `r.agency_id = $1 and ($2::text is null or r.payout_period = $2) and r.state in ('FREEZING', 'COMPUTING', 'COMPUTED')
         order by r.id limit 1`,
        [agencyId, payoutPeriod ?? null],
      ),
    lastPaid: async (agencyId) =>
      (
        await first(
          `r.agency_id = $1 and exists (select from batch where batch.run_id = r.id and batch.state in ('POSTED', 'SETTLED'))
           order by r.payout_period desc limit 1`,
          [agencyId],
        )
      )?.payoutPeriod,
    lastPosted: (agencyId, kinds) => first(lastPosted, [agencyId, kinds]),
    page: (agencyId, { limit, after }) =>
      select("r.agency_id = $1 and ($3::uuid is null or r.id < $3) order by r.id desc limit $2", [
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
    batches: (runId) => batches(db, runId),
    insertBatch: (runId, agencyId, batch) => insertBatch(db, runId, agencyId, batch),
    saveBatch: (runId, batch, at) => saveBatch(db, runId, batch, at),
  };
}
