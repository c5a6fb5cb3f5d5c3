import { type HistoryLine } from "../../invariants/history.ts";
import { factOf, readFacts } from "../../invariants/records.ts";
import { type Site } from "./site.ts";

/** Versions that the log holds more often than clients meant to send them: what a repetition put there. */
export async function doubledInLog({ name, servers }: Site, history: readonly HistoryLine[]): Promise<number> {
  const { SubmittedBatch } = await import("@kinerja/proto/activity/v1/activity_events");
  const { Entry } = await import("@kinerja/proto/activity/v1/ingest_service");
  const facts = await readFacts({ brokers: servers.parts.brokers, site: name });
  const wanted = new Map<string, number>();
  for (const line of history) {
    if (line.op !== "invoke") continue;
    const key = `${line.id}/${line.version}`;
    wanted.set(key, (wanted.get(key) ?? 0) + 1);
  }
  const found = new Map<string, number>();
  for (const { value } of factOf(facts, "activity.submitted").records)
    for (const item of value === null ? [] : SubmittedBatch.decode(value).items) {
      const { id, version } = Entry.decode(item.entry);
      const key = `${id}/${version}`;
      found.set(key, (found.get(key) ?? 0) + 1);
    }
  return [...found].reduce((sum, [key, times]) => sum + Math.max(0, times - (wanted.get(key) ?? 0)), 0);
}
