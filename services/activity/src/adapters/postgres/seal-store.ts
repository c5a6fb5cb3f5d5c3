import { appendAudit } from "@kinerja/common/audit";
import { createHash } from "node:crypto";

import { failpoint } from "@kinerja/common/failpoint";
import { firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { enqueue, type Topic } from "@kinerja/common/messaging";
import { type Database, type Db, lockKey, noScope } from "@kinerja/common/postgres";
import { PeriodClosed } from "@kinerja/proto/activity/v1/activity_events";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";

import { type MonthKey, monthText } from "../../app/close.ts";
import { type Closing, type Fixed, type SealStore } from "../../app/seal.ts";
import { type FlagName } from "../../domain/flags.ts";
import { type MonthRow, type Sealable, sealPerson } from "../../domain/seal.ts";
import { toFlagCounts } from "../flag-counts.ts";
import { archivedWeeksOf } from "./archived.ts";
import { byteaArray, uuidArray } from "./binary.ts";
import { monthLock } from "./decision-store.ts";
import { backfillRulesOf, plansOf, tasksOf } from "./known.ts";
import { parkedIn } from "./parked.ts";
import { readPositions } from "./positions.ts";
import { schedulesOf } from "./schedule-store.ts";
import { attendanceOf, employmentsOf, peopleOf, sealablesOf } from "./sealables.ts";

export type SealOptions = {
  readonly db: Database;
  readonly site: string;
  readonly partitions: number;
  readonly deadlineDays: number;
  readonly topic: Topic;
};

const slice = 500;
const nobody = "00000000-0000-0000-0000-000000000000";

/** Any version of an entry may be the one that stands. */
const namedIn = (entries: readonly Sealable[]) =>
  entries.flatMap(({ personId, versions }) =>
    versions.map(({ planItemId, taskId }) => ({ personId, planItemId, taskId })),
  );

async function* monthRows(db: Db, month: Closing, now: number, options: SealOptions): AsyncIterable<MonthRow[]> {
  const { agencyId, period } = month;
  const backfill = (await backfillRulesOf(db, [agencyId])).get(agencyId) ?? [];
  // Read once: what is recorded meanwhile counts for all people of the month, or for none.
  const schedules = await schedulesOf(db, agencyId, firstDay(period), lastDay(period));
  for (let after = nobody; ;) {
    const people = await peopleOf(db, month, after, slice);
    const last = people.at(-1);
    if (last === undefined) return;
    const entries = await sealablesOf(db, period, people, options.partitions);
    const employments = await employmentsOf(db, month, people);
    const attendance = await attendanceOf(db, month, people, schedules);
    const named = namedIn([...entries.values()].flat());
    const plans = await plansOf(db, named);
    const tasks = await tasksOf(db, named);
    yield people.flatMap((personId) =>
      sealPerson({
        personId,
        agencyId,
        period,
        deadlineDays: options.deadlineDays,
        entries: entries.get(personId) ?? [],
        employments: employments.get(personId) ?? [],
        attendance: attendance.get(personId) ?? [],
        plans: plans.get(personId) ?? [],
        tasks,
        backfill,
        now,
      }),
    );
    after = last;
  }
}

const encode = (row: MonthRow): Buffer =>
  Buffer.from(
    SealedMonth.encode({ ...row, attendance: [...row.attendance], byFlag: toFlagCounts(row.byFlag) }).finish(),
  );

async function keepRows(
  db: Db,
  { agencyId, period }: Closing,
  revision: number,
  rows: readonly MonthRow[],
  bodies: readonly Buffer[],
) {
  await db.query(
    `insert into sealed_month (agency_id, period, revision, person_id, employment_id, body)
     select $1, $2, $3, * from unnest($4::uuid[], $5::uuid[], $6::bytea[])`,
    [
      agencyId,
      period,
      revision,
      uuidArray(rows.map(({ personId }) => personId)),
      uuidArray(rows.map(({ employmentId }) => employmentId)),
      byteaArray(bodies),
    ],
  );
}

/** What has a flag in a revision, and what nobody has decided. */
function createFlagSum() {
  const byFlag = new Map<FlagName, number>();
  let [flagged, undecided] = [0, 0];
  return {
    add(rows: readonly MonthRow[]): void {
      for (const row of rows) {
        flagged += row.flaggedEntries;
        undecided += row.openEntries;
        for (const [name, count] of row.byFlag) byFlag.set(name, (byFlag.get(name) ?? 0) + count);
      }
    },
    sum: () => ({ flagged, undecided, byFlag: Object.fromEntries(byFlag) }),
  };
}

type Sealed = { readonly revision: number; readonly count: number; readonly sha256: string; readonly now: number };

async function tell(db: Db, closing: Fixed, { revision, count, sha256, now }: Sealed, options: SealOptions) {
  const { agencyId, period, offsets } = closing;
  const [made] = await db.query<{ id: string }>("select uuidv7() as id");
  const id = made?.id ?? "";
  const payload = PeriodClosed.encode({
    meta: {
      id,
      type: "PeriodClosed",
      aggregateId: `${agencyId}/${period}`,
      version: BigInt(revision),
      time: new Date(now),
      agencyId,
      site: options.site,
      actor: "system/activity",
      causeId: id,
    },
    agencyId,
    period,
    revision,
    count: BigInt(count),
    sha256,
    offsets: [...offsets],
  }).finish();
  await enqueue(db, [{ id, topic: options.topic, key: agencyId, type: "PeriodClosed", payload }]);
  await appendAudit(db, {
    at: new Date(now),
    actor: "system/activity",
    role: "system",
    action: "seal",
    resource: "period",
    objectId: period,
    agencyId,
    requestId: id,
    detail: { revision, count, sha256 },
  });
}

async function sealIn(db: Db, closing: Fixed, now: number, options: SealOptions): Promise<void> {
  const { agencyId, period } = closing;
  await lockKey(db, monthLock(agencyId, period));
  // Another leader may have gone on meanwhile; what it has fixed is what it seals.
  const [row] = await db.query<{ revision: number }>(
    "select revision from period where agency_id = $1 and period = $2 and state = 'closing' and offsets = $3 for update",
    [agencyId, period, JSON.stringify(closing.offsets.map(String))],
  );
  if (row === undefined) return;
  const revision = row.revision + 1;
  const hash = createHash("sha256");
  const flags = createFlagSum();
  let count = 0;
  for await (const rows of monthRows(db, closing, now, options)) {
    const bodies = rows.map(encode);
    for (const body of bodies) hash.update(body);
    count += rows.length;
    flags.add(rows);
    await keepRows(db, closing, revision, rows, bodies);
  }
  const sha256 = hash.digest("hex");
  const { flagged, undecided, byFlag } = flags.sum();
  await db.query(
    `update period set state = 'sealed', revision = $3, count = $4, sha256 = $5, sealed_at = $6, flagged = $7, by_flag = $8,
       undecided = $9
     where agency_id = $1 and period = $2`,
    [agencyId, period, revision, count, sha256, new Date(now), flagged, JSON.stringify(byFlag), undecided],
  );
  await tell(db, closing, { revision, count, sha256, now }, options);
}

const maxOf = (one: bigint, other: bigint): bigint => (one > other ? one : other);

type ClosingRow = { agency_id: string; period: Period; deadline: Date; offsets: string[] | null };
const closingsAtOnce = 1_000;

/** A page after a month in the order of the key; of a nation hundreds of agencies close within the same days. */
async function closingsAfter(db: Db, after: MonthKey | undefined): Promise<Closing[]> {
  const rows = await db.query<ClosingRow>(
    // A month that was opened again is closed for what was decided until it was asked for; its deadline stays what it was.
    `select agency_id, period, case when revision > 0 then requested_at else deadline end as deadline, offsets
     from period where state = 'closing' and (agency_id, period) > ($1, $2) order by agency_id, period limit ${closingsAtOnce}`,
    [after?.agencyId ?? nobody, after?.period ?? ""],
  );
  return rows.map(({ agency_id: agencyId, period, deadline, offsets }) => ({
    agencyId,
    period,
    deadline: deadline.getTime(),
    offsets: offsets?.map(BigInt),
  }));
}

export const postgresSealStore = (options: SealOptions): SealStore => ({
  async closings() {
    const all: Closing[] = [];
    for (let page: Closing[] | undefined; page === undefined || page.length === closingsAtOnce; all.push(...page))
      page = await closingsAfter(options.db, all.at(-1));
    return all.sort((one, other) => one.deadline - other.deadline);
  },
  fixEnds: async (closings, ends) => {
    const kept = await options.db.transaction(noScope, async (tx) => {
      // Whoever is storing is waited for, and who comes after sees what is fixed here: `fixedEndsOf` is read behind the step of a position.
      // Who stands still in a transaction must not stop all others with us: the next look tries again.
      await tx.query("set local lock_timeout = '2s'");
      await tx.query("lock table consumer_position in share row exclusive mode");
      const stored = await readPositions(tx);
      const offsets = ends.map((end, partition) => String(maxOf(end, stored.get(partition) ?? 0n)));
      const rows = await tx.query<MonthKey & { offsets: string[] }>(
        `update period p set offsets = coalesce(p.offsets, $1), first_offsets = coalesce(p.first_offsets, p.offsets, $1)
         from unnest($2::uuid[], $3::text[]) as k (agency_id, period)
         where (p.agency_id, p.period) = (k.agency_id, k.period) and p.state = 'closing' returning p.agency_id as "agencyId", p.period, p.offsets`,
        [JSON.stringify(offsets), closings.map(({ agencyId }) => agencyId), closings.map(({ period }) => period)],
      );
      const fixed = new Map(rows.map((row) => [monthText(row), row.offsets.map(BigInt)]));
      return closings.flatMap((closing) => {
        const known = fixed.get(monthText(closing));
        return known === undefined ? [] : [{ ...closing, offsets: known }];
      });
    });
    failpoint("closing.afterEnds");
    return kept;
  },
  positions: () => readPositions(options.db),
  parked: (closing) => parkedIn(options.db, closing, options.partitions),
  archived: async (closing) => BigInt((await archivedWeeksOf(options.db, closing)).length),
  seal: (closing, now) => options.db.transaction(noScope, (tx) => sealIn(tx, closing, now, options)),
});
