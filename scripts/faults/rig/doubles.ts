import { type HistoryLine } from "../../invariants/history.ts";
import { versionReader } from "../../invariants/order.ts";
import { factOf, readFacts } from "../../invariants/records.ts";
import { type Site } from "./site.ts";

/** Versions that the log holds more often than clients meant to send them: what a repetition put there. */
export async function doubledInLog({ name, servers }: Site, history: readonly HistoryLine[]): Promise<number> {
  const versionsIn = await versionReader();
  const facts = await readFacts({ brokers: servers.parts.brokers, site: name });
  const left = new Map<string, number>();
  const count = (key: string, by: number): void => void left.set(key, (left.get(key) ?? 0) + by);
  for (const line of history) if (line.op === "invoke") count(`${line.id}/${line.version}`, -1);
  for (const { value } of factOf(facts, "activity.submitted").records)
    for (const { id, version } of versionsIn(value)) count(`${id}/${version}`, 1);
  return [...left.values()].reduce((sum, one) => sum + Math.max(0, one), 0);
}
