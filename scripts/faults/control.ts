import { checkDays, checkLog } from "../invariants/log.ts";
import { type Query } from "../invariants/finding.ts";
import { readHistory } from "../invariants/history.ts";

/** What a broken store would look like: one acknowledged entry gone, one changed, one day counted twice. */
const breaks = [
  ["lost", "delete from entry where id = (select id from entry order by id limit 1)"],
  ["changed", "update entry set body_sha256 = decode(repeat('ab', 32), 'hex') where id = (select max(id::text)::uuid from entry)"],
  ["counted twice", "update day set minutes = minutes + 1 where ctid = (select ctid from day where minutes > 0 limit 1)"],
] as const; // prettier-ignore

/** Breaks the store on purpose, last of all, and returns which breaks the checker failed to notice: none may be missed. */
export async function missedBreaks(activity: Query, historyFile: string): Promise<string[]> {
  const missed: string[] = [];
  for (const [name, sql] of breaks) {
    const before = await violations(activity, historyFile);
    await activity(sql);
    if ((await violations(activity, historyFile)) <= before) missed.push(name);
  }
  return missed;
}

async function violations(activity: Query, historyFile: string): Promise<number> {
  const { I1, I2 } = await checkLog(activity, readHistory(historyFile));
  const days = await checkDays(activity);
  return I1.violations + I2.violations + days.violations;
}
