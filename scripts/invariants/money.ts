import { finding, together, type Finding, type Query } from "./finding.ts";

interface Rule {
  readonly table: string;
  /** Keys of the rows that contradict it. */
  readonly broken: string;
  readonly says: string;
}

const rules: readonly Rule[] = [
  { table: "entitlement", says: "gross − cuts is not net", broken: "select concat_ws('/', run_id, person_id) as key from entitlement where gross - cut <> net" },
  {
    table: "posting",
    says: "the transfer does not sum to zero",
    broken: "select transfer_id::text as key from posting group by transfer_id having sum(amount) <> 0",
  },
  {
    table: "payout",
    says: "the payout is not what its entitlements say",
    broken: `select concat_ws('/', run_id, person_id) as key from payout p
      full join (select run_id, person_id, sum(gross) as gross, sum(cut) as cut, sum(net) as net from entitlement group by 1, 2) e
        using (run_id, person_id)
      where (p.gross, p.cut, p.net) is distinct from (e.gross, e.cut, e.net) or p.net - p.deduction <> p.amount`,
  },
  {
    table: "payout",
    says: "the ledger does not hold what was paid, once",
    broken: `select concat_ws('/', run_id, person_id) as key from (select run_id, person_id, amount from payout where posted and amount <> 0) p
      full join (select run_id, person_id, sum(amount) filter (where amount > 0) as amount from posting group by 1, 2) g using (run_id, person_id)
      where p.amount is distinct from g.amount`,
  },
  {
    table: "batch",
    says: "the ledger holds another sum than the batch",
    broken: `select concat_ws('/', b.run_id, b.batch) as key from batch b
      where b.state = 'POSTED' and b.net <> (select coalesce(sum(amount), 0) from posting g
        where g.run_id = b.run_id and g.batch = b.batch and g.amount > 0)`,
  },
  {
    table: "batch",
    says: "the batch is not the sum of its payouts",
    broken: `select concat_ws('/', b.run_id, b.batch) as key from batch b
      left join lateral (select count(*) filter (where not held) as rows, count(*) filter (where held) as held,
        coalesce(sum(net) filter (where not held), 0) as net from payout p where p.run_id = b.run_id and p.batch = b.batch) p on true
      where (b.rows, b.held, b.net) is distinct from (p.rows, p.held, p.net)`,
  },
  {
    table: "run",
    says: "the totals are not those of its statements",
    broken: `select r.id::text as key from run r
      left join lateral (select count(*) as statements, coalesce(sum(gross), 0) as gross, coalesce(sum(cut), 0) as cut,
        coalesce(sum(net), 0) as net from entitlement e where e.run_id = r.id) e on true
      where r.state in ('COMPUTED', 'POSTED') and (r.statements, r.gross, r.cut, r.net) is distinct from (e.statements, e.gross, e.cut, e.net)`,
  },
  {
    table: "snapshot_row",
    says: "a day is paid twice",
    broken: `select concat_ws('/', s.person_id, r.period) as key from snapshot_row s join run r on r.id = s.run_id
      join policy p on p.id = r.policy_id where r.state <> 'FAILED'
      group by s.person_id, r.period, p.kind having bit_or(s.days)::bigint <> sum(s.days)`,
  },
]; // prettier-ignore

async function checkRule(query: Query, { table, broken, says }: Rule): Promise<Finding> {
  const [all] = await query<{ count: bigint }>(`select count(*) from ${table}`);
  const rows = await query<{ key: string }>(broken);
  return finding(
    Number(all?.count ?? 0),
    rows.map(({ key }) => `${key}: ${says}`),
  );
}

/** Each run computed anew from its frozen rows has the same bytes. */
async function checkBytes(query: Query): Promise<Finding> {
  const { recomputeRuns } = await import("@kinerja/allowance/recompute");
  const { checked, wrong } = await recomputeRuns({ query });
  return finding(checked, wrong);
}

/**
 * I6: gross − cuts = net on every row, payouts are their entitlements, transfers and the whole ledger sum to zero and hold what was paid, batches and
 * runs equal their rows, no day is paid twice, and computing a run again gives the same bytes.
 */
export async function checkMoney(query: Query): Promise<Finding> {
  const sums = await Promise.all(rules.map((rule) => checkRule(query, rule)));
  return together([...sums, await checkBytes(query)]);
}

export async function ledgerSum(query: Query): Promise<bigint> {
  const [row] = await query<{ sum: string | null }>("select sum(amount)::text as sum from posting");
  return BigInt(row?.sum ?? 0);
}
