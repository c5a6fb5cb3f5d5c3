import { join } from "node:path";
import { breaks, checkOf, findingOf, type Looked } from "../invariants/breaks.ts";
import { readHistory } from "../invariants/history.ts";
import { readFacts } from "../invariants/records.ts";
import { openStores } from "../invariants/stores.ts";
import { readAddress } from "../platform/address.ts";

/** Breaks that the checker fails to notice, beside what it finds anyway. */
async function missedIn(looked: Looked): Promise<string[]> {
  const before = new Map<string, number>();
  const missed: string[] = [];
  for (const broken of breaks) {
    const { invariant, what } = broken;
    const known = before.get(invariant) ?? (await checkOf(looked, broken)).violations;
    before.set(invariant, known);
    if ((await findingOf(looked, broken)).violations <= known) missed.push(`${invariant}: ${what}`);
  }
  return missed;
}

/** Breaks each store of a platform that runs in this folder, in transactions that never commit, and returns what was not noticed: none may be. */
export async function missedBreaks(dir: string): Promise<string[]> {
  const address = readAddress(dir);
  const stores = await openStores(address);
  try {
    return await missedIn({
      queries: stores.queries,
      facts: await readFacts(address),
      history: readHistory(join(dir, "history.jsonl")),
      // What clients saw is in no store.
      observed: { looked: 0, unseen: 0 },
    });
  } finally {
    await stores.close();
  }
}
