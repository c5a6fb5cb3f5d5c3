import { setTimeout as sleep } from "node:timers/promises";
import { readFacts } from "../../invariants/records.ts";
import { finding, type Findings, queryOf, together } from "../../invariants/finding.ts";
import { type HistoryLine } from "../../invariants/history.ts";
import { checkLog } from "../../invariants/log.ts";
import { checkDays } from "../../invariants/months.ts";
import { checkOrder } from "../../invariants/order.ts";
import { checkSessions, type Observed } from "../../invariants/session.ts";
import { type Site } from "./site.ts";

/** What still waits: entries in the spool alone, records of the log that are not stored. */
export async function waiting({ queries, admin, log }: Site): Promise<{ spool: number; records: number }> {
  const [spooled] = await queryOf(queries, "activity_spool")<{ n: number }>("select count(*)::int as n from outbox");
  const rows = await queryOf(
    queries,
    "activity",
  )<{ partition: number; next: bigint }>("select partition, next_offset as next from consumer_position");
  const stored = new Map(rows.map(({ partition, next }) => [partition, next]));
  const ends = await admin.endOffsets(log);
  const behind = ends.map((end, partition) => Number(end - (stored.get(partition) ?? 0n)));
  return { spool: spooled?.n ?? 0, records: behind.reduce((sum, one) => sum + Math.max(one, 0), 0) };
}

/** Seconds until nothing waits any more; undefined when something still does at the limit. */
export async function untilQuiet(site: Site, limitMs: number): Promise<number | undefined> {
  const started = performance.now();
  while (performance.now() - started < limitMs) {
    const left = await waiting(site).catch(() => undefined);
    if (left?.spool === 0 && left.records === 0) return (performance.now() - started) / 1_000;
    await sleep(50);
  }
  return undefined;
}

/** So often the stores are looked at once more when the log has grown meanwhile: a send that was given up may arrive at any time. */
const looks = 5;

/** The invariants that speak of the activity service, over its stores as they are at one moment. */
export async function judge(site: Site, history: readonly HistoryLine[], observed: Observed): Promise<Findings> {
  for (let look = 1; ; look++) {
    const before = await site.admin.endOffsets(site.log);
    const findings = await judgeOnce(site, history, observed);
    const after = await site.admin.endOffsets(site.log);
    if (look === looks || before.every((end, partition) => end === after[partition])) return findings;
  }
}

async function judgeOnce(
  { name, queries, servers }: Site,
  history: readonly HistoryLine[],
  observed: Observed,
): Promise<Findings> {
  const activity = queryOf(queries, "activity");
  const facts = await readFacts({ brokers: servers.parts.brokers, site: name });
  return {
    ...(await checkLog(activity, history)),
    I3: together([await checkDays(activity), await checkOnce(activity)]),
    I4: await checkOrder(activity, facts),
    I7: await checkSessions(activity, history, observed),
  };
}

/** I3, once: no version of an entry stands twice. */
async function checkOnce(activity: ReturnType<typeof queryOf>) {
  const rows = await activity<{ key: string; times: number }>(
    `select concat_ws('/', person_id, id, version) as key, count(*)::int as times from (
       select person_id, id, version from entry union all select person_id, id, version from entry_version) as stored
     group by person_id, id, version`,
  );
  const wrong = rows.filter(({ times }) => times > 1);
  return finding(rows.length, wrong.map(({ key, times }) => `${key} is stored ${times} times`)); // prettier-ignore
}
