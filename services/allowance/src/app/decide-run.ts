import { Refusal } from "@kinerja/common/errors";

import { type NewHash } from "../domain/hashing.ts";
import { postingsOf } from "../domain/ledger.ts";
import { amountIn, payoutPeriodOf } from "../domain/payout.ts";
import { approve, type Batch, type BatchNumber, check, type FlagDecision, resolve } from "../domain/run.ts";
import { type Acting, asOfficer, type OfficerNeeds } from "./authorise.ts";
import { batchHash } from "./hash-run.ts";
import { type ParsePolicy } from "./policies.ts";
import { type Caller, type Records, type Run, type RunSummary, type StoredBatch, type Transfer } from "./ports.ts";
import { existingBatch, existingRun, type RunRef, summaryOf } from "./read-runs.ts";

export type DecideNeeds = OfficerNeeds & {
  readonly newHash: NewHash;
  readonly newId: () => string;
  readonly parse: ParsePolicy;
};

type BatchRef = RunRef & { readonly batch: BatchNumber; readonly sha256: string };
type Found = { readonly run: Run; readonly batch: StoredBatch };

async function findBatch(
  records: Records,
  { agencyId, runId, batch: number }: Omit<BatchRef, "sha256">,
): Promise<Found> {
  await records.lock(`run/${runId}`);
  const run = await existingRun(records, agencyId, runId);
  return { run, batch: await existingBatch(records, run, number) };
}

/** Applies a decision of the domain to the batch as it stands now. */
async function decide(acting: Acting, ref: BatchRef, caller: Caller, decision: typeof check): Promise<Found> {
  const { records, at } = acting;
  const { run, batch } = await findBatch(records, ref);
  const act = {
    by: caller.personId,
    sha256: ref.sha256,
    hasOwnRow: await records.rows.hasPayout(run.id, batch.batch, caller.personId),
    openFlags: (await records.flags.open(run.id)).get(batch.batch) ?? 0,
  };
  const decided: Batch = decision(batch, act);
  const next = { ...batch, ...decided };
  await records.runs.saveBatch(run.id, next, at);
  return { run, batch: next };
}

const auditOf = (action: string, { agencyId, runId, batch, sha256 }: BatchRef) => ({
  action,
  resource: "run",
  objectId: runId,
  agencyId,
  detail: { batch, sha256 },
});

/** A second officer has compared the batch with its papers. */
export const checkRun =
  (needs: DecideNeeds) =>
  (caller: Caller, ref: BatchRef): Promise<RunSummary> =>
    asOfficer(needs, caller, ["check", "run"], ref.agencyId, async (acting) => {
      const { records, actor, at } = acting;
      await records.once(caller, async () => {
        await decide(acting, ref, caller, check);
        await records.audit(actor, auditOf("check", ref), at);
        return ref.runId;
      });
      return summaryOf(records, ref.agencyId, ref.runId);
    });

/** What is paid is what was computed and read: the documents have their hashes, the amounts stand in them, and the batch is bound to just these. */
async function payableRows({ newHash }: DecideNeeds, records: Records, run: Run, batch: StoredBatch) {
  const rows = await records.rows.payable(run.id, batch.batch);
  const stored = (await records.rows.payoutHashes(run.id)).filter((row) => row.batch === batch.batch);
  const isIntact =
    rows.every((row) => amountIn(row, newHash) === row.amount) &&
    batchHash(newHash, run, batch.batch, stored).sha256 === batch.sha256;
  if (!isIntact) throw new Error(`batch ${batch.batch} of run ${run.id} is not what was computed`);
  return rows;
}

/** The ledger must say what the batch says before anything is told. */
async function refuseUnlessBalanced(records: Records, run: Run, batch: StoredBatch): Promise<void> {
  const totals = await records.ledger.batchTotals(run.id, batch.batch);
  const sum = totals.reduce((total, { amount }) => total + amount, 0n);
  const debit = totals.reduce((total, { amount }) => (amount > 0n ? total + amount : total), 0n);
  if (sum !== 0n || debit !== batch.net)
    throw new Error(`the ledger of run ${run.id} does not meet its batch ${batch.batch}`);
}

async function post(needs: DecideNeeds, { records, actor, at }: Acting, { run, batch }: Found): Promise<void> {
  const policy = await records.policies.find(run.agencyId, run.policyId);
  const { document } = needs.parse(policy?.document ?? "");
  if (!document) throw new Error(`run ${run.id} has lost its policy`);
  const payable = await payableRows(needs, records, run, batch);
  const transfers = payable.flatMap((row): Transfer[] => {
    const transferId = needs.newId();
    return postingsOf(document.kind, row).map((posting) => ({ ...posting, transferId }));
  });
  await records.ledger.insert(run, batch.batch, payoutPeriodOf(document, run.period), transfers, at);
  await refuseUnlessBalanced(records, run, batch);
  await records.rows.markPosted(run.id, batch.batch);
  await records.notices.tellPosted(run, batch.batch, at);
  const all = await records.runs.batches(run.id);
  const isDone = all.every(({ state }) => state === "POSTED");
  const version = run.version + 1;
  const posted: Run = { ...run, state: isDone ? "POSTED" : run.state, version };
  await records.runs.save(posted, at);
  await records.tellPosted({ run: posted, batch: batch.batch, count: payable.length, sha256: batch.sha256, actor }, at);
}

/** A third officer lets a batch be paid: it is posted in the same transaction. */
export const approveRun =
  (needs: DecideNeeds) =>
  (caller: Caller, ref: BatchRef): Promise<RunSummary> =>
    asOfficer(needs, caller, ["approve", "run"], ref.agencyId, async (acting) => {
      const { records, actor, at } = acting;
      await records.once(caller, async () => {
        await post(needs, acting, await decide(acting, ref, caller, approve));
        await records.audit(actor, auditOf("approve", ref), at);
        return ref.runId;
      });
      return summaryOf(records, ref.agencyId, ref.runId);
    });

type Resolution = RunRef & { readonly flagId: string; readonly decision: FlagDecision; readonly reason: string };

/** A held person leaves the batch, which then has another hash. */
async function holdOut(
  needs: DecideNeeds,
  { records, at }: Acting,
  { run, batch }: Found,
  resolution: Resolution & { personId: string; by: string },
): Promise<void> {
  const { personId, by, reason } = resolution;
  await records.flags.holdAll(run.id, personId, { decidedBy: by, reason }, at);
  await records.rows.hold(run.id, personId);
  const rows = (await records.rows.payoutHashes(run.id)).filter((row) => row.batch === batch.batch);
  await records.runs.saveBatch(run.id, { ...batch, ...batchHash(needs.newHash, run, batch.batch, rows) }, at);
}

/** Decides on an anomaly, with the name and the reason of whoever decides. */
export const resolveFlag =
  (needs: DecideNeeds) =>
  (caller: Caller, resolution: Resolution): Promise<void> =>
    asOfficer(needs, caller, ["resolve", "flag"], resolution.agencyId, async (acting) => {
      const { records, actor, at } = acting;
      const { agencyId, runId, flagId, decision, reason } = resolution;
      await records.once(caller, async () => {
        const flag = await records.flags.find(runId, flagId);
        if (!flag) throw new Refusal("not-found", "FLAG_UNKNOWN");
        const found = await findBatch(records, { agencyId, runId, batch: flag.batch });
        // Read again under the lock: somebody else may have decided meanwhile.
        const current = (await records.flags.find(runId, flagId)) ?? flag;
        resolve(current, found.batch.state, decision, caller.personId);
        const by = caller.personId;
        if (decision === "HOLD") await holdOut(needs, acting, found, { ...resolution, personId: flag.personId, by });
        else await records.flags.decide({ ...current, decision, decidedBy: by, reason }, at);
        await records.audit(
          actor,
          { action: "resolve", resource: "flag", objectId: flagId, agencyId, detail: { decision } },
          at,
        );
        return flagId;
      });
    });
