import { finding, together, type Finding, type Query } from "./finding.ts";

async function rowsThat(query: Query, sql: string, describe: string): Promise<string[]> {
  const rows = await query<{ key: string }>(sql);
  return rows.map(({ key }) => `${key}: ${describe}`);
}

async function count(query: Query, table: string): Promise<number> {
  const [row] = await query<{ count: bigint }>(`select count(*) from ${table}`);
  return Number(row?.count ?? 0);
}

/** I6: gross − cuts = net on every row, payouts are their entitlements, transfers and the whole ledger sum to zero, runs equal their rows. */
export async function checkMoney(query: Query): Promise<Finding> {
  const rows = await rowsThat(
    query,
    "select concat_ws('/', run_id, person_id) as key from entitlement where gross - cut <> net",
    "gross − cuts is not net",
  );
  const transfers = await rowsThat(
    query,
    "select transfer_id::text as key from posting group by transfer_id having sum(amount) <> 0",
    "the transfer does not sum to zero",
  );
  const payouts = await rowsThat(
    query,
    `select concat_ws('/', p.run_id, p.person_id) as key from payout p
     join (select run_id, person_id, sum(net) as net from entitlement where status = 'payable' group by 1, 2) e using (run_id, person_id)
     where p.net <> e.net or p.net - p.deduction <> p.amount`,
    "the payout is not what its entitlements say",
  );
  const posted = await rowsThat(
    query,
    `select concat_ws('/', b.run_id, b.batch) as key from batch b
     where b.state = 'POSTED' and b.net <> (select coalesce(sum(amount), 0) from posting g
       where g.run_id = b.run_id and g.batch = b.batch and g.amount > 0)`,
    "the ledger holds another sum than the batch",
  );
  const twice = await rowsThat(
    query,
    `select concat_ws('/', person_id, r.period) as key from snapshot_row s join run r on r.id = s.run_id where r.state <> 'FAILED'
     group by person_id, r.period having bit_or(days)::bigint <> sum(days)`,
    "a day is paid twice",
  );
  return together([
    finding(await count(query, "snapshot_row"), twice),
    finding(await count(query, "entitlement"), rows),
    finding(await count(query, "posting"), transfers),
    finding(await count(query, "payout"), payouts),
    finding(await count(query, "batch"), posted),
  ]);
}

export async function ledgerSum(query: Query): Promise<bigint> {
  const [row] = await query<{ sum: string | null }>("select sum(amount)::text as sum from posting");
  return BigInt(row?.sum ?? 0);
}
