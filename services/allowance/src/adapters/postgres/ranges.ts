import { type Db, lockKey } from "@kinerja/common/postgres";

import { type Range, type RangeBatch, type RangeRecords, type RangeRun } from "../../app/range-ports.ts";
import { type ClaimClass } from "../../domain/claims.ts";
import { type BatchNumber } from "../../domain/run.ts";
import { type Claim, type Taken } from "../../domain/snapshot.ts";
import { sumColumns, sumsOfRow, type SumsRow, sumValues } from "./sums.ts";
import { verify } from "./verify.ts";

type RangeRow = Pick<Range, "no" | "people" | "rows" | "state" | "statements" | "gross" | "cut" | "net"> & {
  first_person: string;
  last_person: string;
  frozen_sha256: string;
};

const rangeOfRow = ({ first_person, last_person, frozen_sha256, ...row }: RangeRow): Range => ({
  ...row,
  firstPerson: first_person,
  lastPerson: last_person,
  sha256: frozen_sha256,
});

type BatchRow = SumsRow & { no: number; batch: BatchNumber; rows: number; held: number; sha256: string };

const batchOfRow = (row: BatchRow): RangeBatch => ({
  no: row.no,
  batch: row.batch,
  rows: row.rows,
  held: row.held,
  ...sumsOfRow(row),
  sha256: row.sha256,
});

/** Rows of so many ranges are deleted by one statement, well within its time. */
const rangesAtOnce = 50;

async function releaseAll(db: Db, { id, period }: Pick<RangeRun, "id" | "period">): Promise<void> {
  await db.query("delete from day_claim where period in ($1, left($1, 4)) and run_id = $2", [period, id]);
  await db.query("delete from day_short where run_id = $1", [id]);
}

/** Waits for ranges that are on their way, and lets no new ones begin before it is over. */
async function discard(db: Db, { id, period }: RangeRun): Promise<void> {
  await db.query("select from run where id = $1 for update", [id]);
  const [row] = await db.query<{ ranges: number }>(
    "select coalesce(max(no) + 1, 0) as ranges from run_range where run_id = $1",
    [id],
  );
  for (let from = 0; from < (row?.ranges ?? 0); from += rangesAtOnce)
    await db.query("delete from frozen where period = $1 and run_id = $2 and range_no >= $3 and range_no < $4", [
      ...[period, id, from, from + rangesAtOnce],
    ]);
  await db.query("delete from run_range where run_id = $1", [id]);
  await releaseAll(db, { id, period });
}

/** As PostgreSQL writes arrays of ids and numbers: the driver would look at each of some thousand items for quotes. */
const arrayText = (items: readonly (string | number)[]): string => `{${items.join()}}`;

/** Only what nobody else has is claimed, so that no day ever has two claims. An attempt to freeze claims a person once: a second time fails. The lock holds until the transaction ends. */
async function claim(
  db: Db,
  { id, period }: { readonly id: string; readonly period: string },
  of: ClaimClass,
  claims: readonly Claim[],
): Promise<Taken> {
  const [, rows] = await Promise.all([
    lockKey(db, `days/${of}/${period}`),
    db.query<{ person_id: string; days: number; by: { agency: string; run: string }[] }>(
      `with wanted as (select person_id, days from unnest($4::uuid[], $5::int[]) as w (person_id, days)),
       taken as (select c.person_id, bit_or(c.days) as days, coalesce(jsonb_agg(jsonb_build_object('agency', c.agency_id, 'run', c.run_id)
             order by c.run_id) filter (where c.days & w.days <> 0), '[]') as by
         from day_claim c join wanted w using (person_id)
         where c.kind = $1 and c.period = $2 and c.person_id = any($4::uuid[]) and c.run_id <> $3 group by c.person_id),
       claimed as (insert into day_claim (kind, period, person_id, run_id, agency_id, days)
         select $1, $2, w.person_id, $3, r.agency_id, w.days & ~coalesce(t.days, 0) from wanted w join run r on r.id = $3
         left join taken t using (person_id) where w.days & ~coalesce(t.days, 0) <> 0 order by w.person_id),
       short as (insert into day_short (kind, period, person_id, run_id, agency_id, run_period, days)
         select $1, $2, w.person_id, $3, r.agency_id, r.period, w.days & t.days from wanted w join taken t using (person_id)
         join run r on r.id = $3 where w.days & t.days <> 0 order by w.person_id
         on conflict (kind, period, person_id, run_id) do update set days = excluded.days)
       select person_id, days, by from taken`,
      [of, period, id, arrayText(claims.map(({ personId }) => personId)), arrayText(claims.map(({ days }) => days))],
    ),
  ]);
  const holders = (by: (typeof rows)[number]["by"]) => by.map(({ agency, run }) => ({ agencyId: agency, runId: run }));
  return new Map(rows.map(({ person_id, days, by }) => [person_id, { days, by: holders(by) }]));
}

async function saveBatch(db: Db, runId: string, batch: RangeBatch): Promise<void> {
  await db.query(
    `update range_batch set rows = $4, held = $5, sha256 = $6, (${sumColumns}) = row ($7, $8, $9, $10, $11, $12, $13, $14, $15)
     where run_id = $1 and no = $2 and batch = $3`,
    [runId, batch.no, batch.batch, batch.rows, batch.held, batch.sha256, ...sumValues(batch)],
  );
}

export function rangeRecords(db: Db): RangeRecords {
  return {
    async prepare(period, payoutPeriod) {
      await db.query("select prepare_pay_month($1, $2)", [period, payoutPeriod]);
    },
    discard: (run) => discard(db, run),
    page: async (runId, after, limit) =>
      (
        await db.query<RangeRow>(
          `select no, first_person, last_person, people, rows, frozen_sha256, state, statements, gross, cut, net from run_range
           where run_id = $1 and no > $2 order by no limit $3`,
          [runId, after ?? -1, limit],
        )
      ).map(rangeOfRow),
    waiting: async (runId, limit) =>
      (
        await db.query<{ no: number }>(
          "select no from run_range where run_id = $1 and state = 'FROZEN' order by no limit $2",
          [runId, limit],
        )
      ).map(({ no }) => no),
    batches: async (runId) =>
      (
        await db.query<BatchRow>(
          `select no, batch, rows, held, sha256, ${sumColumns} from range_batch where run_id = $1 order by no, batch`,
          [runId],
        )
      ).map(batchOfRow),
    saveBatch: (runId, batch) => saveBatch(db, runId, batch),
    rangeOf: async (runId, personId) => {
      const [row] = await db.query<{ no: number }>(
        `select g.no from run_range g join run r on r.id = g.run_id where g.run_id = $1 and $2::uuid between g.first_person and g.last_person
           and exists (select from frozen f where f.period = r.period and f.run_id = r.id and f.range_no = g.no and f.person_id = $2)`,
        [runId, personId],
      );
      return row?.no;
    },
    claim: (run, of, claims) => claim(db, run, of, claims),
    async release(runId, personIds) {
      await db.query(
        "delete from day_claim where period in (select unnest(array[period, left(period, 4)]) from run where id = $1) and person_id = any($2::uuid[]) and run_id = $1",
        [runId, personIds],
      );
    },
    releaseAll: (run) => releaseAll(db, run),
    verify: (run) => verify(db, run),
  };
}
