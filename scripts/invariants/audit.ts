import { keepers } from "../platform/services.ts";
import { allActs, type Acts } from "./acts.ts";
import { finding, queryOf, together, type Finding, type Queries, type Query } from "./finding.ts";

async function countKeys(query: Query, sql: string): Promise<Map<string, number>> {
  const rows = await query<{ key: string; count: bigint }>(`select key, count(*) from (${sql}) as keys group by key`);
  return new Map(rows.map(({ key, count }) => [key, Number(count)]));
}

async function checkActs(queries: Queries, { service, what, acts, audited, isExact }: Acts): Promise<Finding> {
  const query = queryOf(queries, service);
  const [done, told] = [await countKeys(query, acts), await countKeys(query, audited)];
  const keys = isExact ? new Set([...done.keys(), ...told.keys()]) : new Set(done.keys());
  const wrong = [...keys].flatMap((key) => {
    const [act, rows] = [done.get(key) ?? 0, told.get(key) ?? 0];
    const holds = isExact ? act === rows : act <= rows;
    return holds ? [] : [`${service}: ${what}, ${key}: ${act} acts, ${rows} audit rows`];
  });
  return finding(
    [...done.values()].reduce((sum, count) => sum + count, 0),
    wrong,
  );
}

async function checkChain(service: string, query: Query): Promise<Finding> {
  const { verifyAudit } = await import("@kinerja/common/audit");
  const { links, unsealed, faults } = await verifyAudit({ query });
  const wrong = faults.map(({ position, fault }) => `${service}: link ${position} ${fault}`);
  if (unsealed > 0) wrong.push(`${service}: ${unsealed} rows are not sealed`);
  return finding(links, wrong);
}

/** I8: the chain of each service verifies, and there are as many audit rows as acts that must have one: a chain that was cut short has too few. */
export async function checkAudit(queries: Queries): Promise<Finding> {
  const chains = keepers.map((service) => checkChain(service, queryOf(queries, service)));
  const acts = allActs.map((one) => checkActs(queries, one));
  return together(await Promise.all([...chains, ...acts]));
}
