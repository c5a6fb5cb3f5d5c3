import { type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type ComparisonRecords } from "../../app/compare-runs.ts";
import { type BatchNumber } from "../../domain/run.ts";
import { bandLimits, type Joined } from "../../domain/run-comparison.ts";

/** Sums leave PostgreSQL as texts: JSON has no whole numbers of that size. */
type Answer = {
  groups: { before_batch: BatchNumber | null; after_batch: BatchNumber | null; people: number; changed: number; before: string; after: string }[] | null; // prettier-ignore
  bands: { loss: boolean; band: number | null; people: number; change: string }[] | null;
  largest: { person_id: string; before: string | null; after: string | null }[] | null;
};

const amountOf = (text: string): Rupiah => rupiah(BigInt(text));
const maybe = (text: string | null): Rupiah | undefined => (text === null ? undefined : amountOf(text));

const joinedOf = ({ groups, bands, largest }: Answer): Joined => ({
  groups: (groups ?? []).map(({ before_batch, after_batch, people, changed, before, after }) => ({
    ...{ batchBefore: before_batch ?? undefined, batchAfter: after_batch ?? undefined, people, changed },
    ...{ before: amountOf(before), after: amountOf(after) },
  })),
  bands: (bands ?? []).map(({ loss, band, people, change }) => ({
    ...{ loss, band: band ?? undefined, people, change: amountOf(change) },
  })),
  largest: (largest ?? []).map(({ person_id, before, after }) => ({
    ...{ personId: person_id, before: maybe(before), after: maybe(after) },
  })),
});

/** Both runs are read once, in the order of people. A change from nothing has no percent: it is in the last band. */
const joined = `
  with joined as materialized (
    select person_id, b.batch as before_batch, a.batch as after_batch, b.net as before, a.net as after
    from (select person_id, batch, net from payout where run_id = $1 and payout_period = $2) a
    full join (select person_id, batch, net from payout where run_id = $3 and payout_period = $4) b using (person_id)
  ), grouped as (
    select before_batch, after_batch, count(*)::int as people, count(*) filter (where before <> after)::int as changed,
      coalesce(sum(before), 0)::text as before, coalesce(sum(after), 0)::text as after
    from joined group by before_batch, after_batch
  ), banded as (
    select after < before as loss,
      case when after = before then null
        when before = 0 then cardinality($5::int[])
        else cardinality($5::int[]) - width_bucket(-abs(after - before)::numeric * 10000 / before,
          (select array_agg(-one order by one desc) from unnest($5::int[]) one)::numeric[]) end as band,
      after - before as change
    from joined where before is not null and after is not null
  )
  select (select json_agg(grouped) from grouped) as groups,
    (select json_agg(one) from (select loss, band, count(*)::int as people, sum(change)::text as change
       from banded group by loss, band) one) as bands,
    (select json_agg(one) from (select person_id, before::text, after::text from joined
       where before is distinct from after
       order by abs(coalesce(after, 0) - coalesce(before, 0)) desc, person_id limit $6) one) as largest`;

/** Reading, joining and sorting a million people takes some seconds. */
export const comparisonRecords = (db: Db): ComparisonRecords => ({
  async before({ id, agencyId, kind, period }) {
    const [row] = await db.query<{ id: string; period: Period; payout_period: Period }>(
      `select id, period, payout_period from run where agency_id = $1 and kind = $2 and period < $3 and dues_only = (select r.dues_only from run r where r.id = $4)
         and exists (select from batch where run_id = run.id and batch.state in ('POSTED', 'SETTLED'))
       order by period desc, sequence desc limit 1`,
      [agencyId, kind, period, id],
    );
    return row && { id: row.id, period: row.period, payoutPeriod: row.payout_period };
  },
  async join(run, before, largest) {
    const params = [run.id, run.payoutPeriod, before.id, before.payoutPeriod, bandLimits, largest];
    const [row] = await db.query<Answer>(joined, params);
    if (!row) throw new Error("a select without a group by gave no row");
    return joinedOf(row);
  },
});
