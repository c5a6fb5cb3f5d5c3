import { Refusal } from "@kinerja/common/errors";

import { type BatchNumber } from "../domain/run.ts";
import { asOfficer, type OfficerNeeds } from "./authorise.ts";
import {
  type Caller,
  type Page,
  type Records,
  type Run,
  type RunFlag,
  type RunStatement,
  type RunStatementQuery,
  type RunSummary,
  type StoredBatch,
} from "./ports.ts";
import { type WaitingDues } from "./range-ports.ts";

export type RunRef = { readonly agencyId: string; readonly runId: string };

export async function existingRun(records: Records, agencyId: string, runId: string): Promise<Run> {
  const run = await records.runs.find(agencyId, runId);
  if (!run) throw new Refusal("not-found", "RUN_UNKNOWN");
  return run;
}

export async function existingBatch(records: Records, run: Run, number: BatchNumber): Promise<StoredBatch> {
  const batch = (await records.runs.batches(run.id)).find((one) => one.batch === number);
  if (batch) return batch;
  if (["COMPUTED", "POSTED", "SETTLED"].includes(run.state)) throw new Refusal("not-found", "RUN_UNKNOWN");
  throw new Refusal("refused", "RUN_STATE", { state: run.state, needed: "COMPUTED" });
}

async function summarise(records: Records, run: Run): Promise<RunSummary> {
  return { run, batches: await records.runs.batches(run.id), openFlags: await records.flags.open(run.id) };
}

export const summaryOf = async (records: Records, agencyId: string, runId: string): Promise<RunSummary> =>
  summarise(records, await existingRun(records, agencyId, runId));

export const getRun =
  (needs: OfficerNeeds) =>
  (caller: Caller, { agencyId, runId }: RunRef): Promise<RunSummary> =>
    asOfficer(needs, caller, ["read", "run"], agencyId, ({ records }) => summaryOf(records, agencyId, runId));

export type ListedRuns = { readonly runs: readonly RunSummary[]; readonly waiting: readonly WaitingDues[] };

async function waitingDues({ runs, dues }: Records, agencyId: string): Promise<readonly WaitingDues[]> {
  const paid = await runs.lastPaid(agencyId);
  return paid === undefined ? [] : dues.waiting(agencyId, paid);
}

/** Runs, and beside the newest of them what waits for a run that nobody has started. */
export const listRuns =
  (needs: OfficerNeeds) =>
  (caller: Caller, agencyId: string, page: Page): Promise<ListedRuns> =>
    asOfficer(needs, caller, ["list", "run"], agencyId, async ({ records }) => {
      const summaries: RunSummary[] = [];
      for (const run of await records.runs.page(agencyId, page)) summaries.push(await summarise(records, run));
      return { runs: summaries, waiting: page.after === undefined ? await waitingDues(records, agencyId) : [] };
    });

/** Anomalies name people: reading them is one audit row. */
export const listRunFlags =
  (needs: OfficerNeeds) =>
  (caller: Caller, { agencyId, runId }: RunRef, page: Page): Promise<RunFlag[]> =>
    asOfficer(needs, caller, ["read", "run"], agencyId, async ({ records, actor, at }) => {
      await existingRun(records, agencyId, runId);
      await records.audit(actor, { action: "read", resource: "flag", objectId: runId, agencyId }, at);
      return records.flags.page(runId, page);
    });

/** Who is paid what by a run; reading a page is one audit row. */
export const listRunStatements =
  (needs: OfficerNeeds) =>
  (caller: Caller, { agencyId, runId }: RunRef, query: RunStatementQuery): Promise<RunStatement[]> =>
    asOfficer(needs, caller, ["list", "run-statement"], agencyId, async ({ records, actor, at }) => {
      await existingRun(records, agencyId, runId);
      const detail = { after: query.after ?? "", limit: query.limit };
      const note = { action: "list", resource: "run-statement", objectId: runId, agencyId, detail };
      await records.audit(actor, note, at);
      return records.rows.page(runId, query);
    });
