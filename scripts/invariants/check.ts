import { type Address } from "../platform/address.ts";
import { checkIsolation, type DemoWorld } from "./agencies.ts";
import { checkAudit } from "./audit.ts";
import { checkCopies } from "./copies.ts";
import { checkEvents } from "./events.ts";
import { doesNotApply, queryOf, together, type Finding, type Findings, type Queries } from "./finding.ts";
import { type HistoryLine, readHistory } from "./history.ts";
import { checkLog } from "./log.ts";
import { checkMoney } from "./money.ts";
import { checkRollUps } from "./months.ts";
import { checkOrder } from "./order.ts";
import { readFacts, type Facts } from "./records.ts";
import { checkSessions, type Observed } from "./session.ts";
import { type Stores } from "./stores.ts";
import { checkVersions } from "./versions.ts";

/** What is checked beside the stores. */
export interface Evidence {
  readonly address: Pick<Address, "brokers" | "site">;
  readonly historyFile: string;
  readonly observed: Observed;
  /** Where the archive of weeks of long ago writes its files, if it does. */
  readonly archiveFolder?: string;
  /** Whose passwords are known, so that they can ask for what they may not see. */
  readonly world?: DemoWorld | undefined;
  /** A month was played: entries, evaluations and money must be there. Of a personnel file alone nobody knows a password. */
  readonly isPlayed: boolean;
}

/** I5: what each service tells, and what the others have of it. */
export async function checkFacts(queries: Queries, facts: Facts): Promise<Finding> {
  return together([await checkVersions(queries, facts), await checkCopies(queries), await checkEvents(queries, facts)]);
}

/** I1 to I8, over the stores as they are. */
async function checkStores(
  queries: Queries,
  facts: Facts,
  history: readonly HistoryLine[],
  { observed, archiveFolder }: Evidence,
): Promise<Findings> {
  const activity = queryOf(queries, "activity");
  return {
    ...(await checkLog(activity, history, archiveFolder)),
    I3: await checkRollUps(activity, queryOf(queries, "evaluation")),
    I4: await checkOrder(activity, facts, archiveFolder),
    I5: await checkFacts(queries, facts),
    I6: await checkMoney(queryOf(queries, "allowance")),
    I7: await checkSessions(activity, history, observed),
    I8: await checkAudit(queries),
  };
}

/** Checks every invariant, exactly, over all stores; what does not apply says so. Federation (I9) is not there yet. */
export async function checkInvariants({ queries }: Stores, evidence: Evidence): Promise<Findings> {
  const { address, historyFile, world, isPlayed } = evidence;
  const facts = await readFacts(address);
  if (!isPlayed) {
    const none = Object.fromEntries(["I1", "I2", "I3", "I4", "I6", "I7", "I9", "I10"].map((id) => [id, doesNotApply]));
    return { ...none, I5: await checkFacts(queries, facts), I8: await checkAudit(queries) };
  }
  return {
    ...(await checkStores(queries, facts, readHistory(historyFile), evidence)),
    I9: doesNotApply,
    I10: world === undefined ? doesNotApply : await checkIsolation(queries, world, facts),
  };
}
