import { finding, together, type Finding, type Query } from "./finding.ts";
import { moneyRules, type MoneyRule } from "./money-rules.ts";

async function checkRule(query: Query, { table, broken, says }: MoneyRule): Promise<Finding> {
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
 * I6: gross − cuts = net on every row; payouts are their statements and open items, less what they deduct; ranges, batches, runs and the ledger are the
 * sums of them; transfers sum to zero; no day is paid twice, no item twice, and nothing is taken back that is not owed; and computing a run again gives
 * the same bytes.
 */
export async function checkMoney(query: Query): Promise<Finding> {
  const sums = await Promise.all(moneyRules.map((rule) => checkRule(query, rule)));
  return together([...sums, await checkBytes(query)]);
}

export async function ledgerSum(query: Query): Promise<bigint> {
  const [row] = await query<{ sum: string | null }>("select sum(amount)::text as sum from posting");
  return BigInt(row?.sum ?? 0);
}
