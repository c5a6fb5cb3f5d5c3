import { Refusal } from "@kinerja/common/errors";

import { approve, type Batch, type BatchNumber, check, type FlagDecision, resolve, settle } from "../domain/run.ts";
import { type Acting, asOfficer, type OfficerNeeds } from "./authorise.ts";
import { holdPersonOut, type HoldNeeds } from "./hold-person.ts";
import { type Caller, type Records, type RunSummary } from "./ports.ts";
import { commitBatch, type FoundBatch, postBatch, type PostNeeds, settleBatch } from "./post-batch.ts";
import { existingBatch, existingRun, type RunRef, summaryOf } from "./read-runs.ts";

export type DecideNeeds = OfficerNeeds & HoldNeeds & PostNeeds;

type BatchOf = RunRef & { readonly batch: BatchNumber };
type BatchRef = BatchOf & { readonly sha256: string };

async function findBatch(records: Records, { agencyId, runId, batch: number }: BatchOf): Promise<FoundBatch> {
  await records.lock(`run/${runId}`);
  const run = await existingRun(records, agencyId, runId);
  return { run, batch: await existingBatch(records, run, number) };
}

/** More would not fit into an answer. */
const mostNamed = 10;

/**
 * Two runs that were frozen at once can pay one item; the first that is checked pays it. Checks of an agency wait for each other here. People of the
 * other run are held, and what was not taken of theirs is open again.
 */
async function refuseTakenItems({ records }: Acting, { run, batch }: FoundBatch): Promise<void> {
  await records.lock(`dues/${run.agencyId}`);
  const people = await records.dues.takenFrom(run, batch.batch);
  if (people.length === 0) return;
  const named = people.slice(0, mostNamed).join(", ");
  throw new Refusal("refused", "DUE_TAKEN", { count: people.length, people: named });
}

/** Applies a decision of the domain to the batch as it stands now. */
async function decide(acting: Acting, ref: BatchRef, caller: Caller, decision: typeof check): Promise<FoundBatch> {
  const { records, at } = acting;
  const { run, batch } = await findBatch(records, ref);
  const act = {
    by: caller.personId,
    sha256: ref.sha256,
    hasOwnRow: await records.rows.hasPayout(run.id, batch.batch, caller.personId),
    openFlags: (await records.flags.open(run.id)).get(batch.batch) ?? 0,
  };
  const decided: Batch = decision(batch, act);
  await refuseTakenItems(acting, { run, batch });
  const next = { ...batch, ...decided };
  await records.runs.saveBatch(run.id, next, at);
  return { run, batch: next };
}

const auditOf = (action: string, { agencyId, runId }: RunRef, detail: Readonly<Record<string, string | number>>) => ({
  ...{ action, resource: "run", objectId: runId, agencyId, detail },
});

/** A second officer has compared the batch with its papers: from now on it is a commitment. */
export const checkRun =
  (needs: DecideNeeds) =>
  (caller: Caller, ref: BatchRef): Promise<RunSummary> =>
    asOfficer(needs, caller, ["check", "run"], ref.agencyId, async (acting) => {
      const { records, actor, at } = acting;
      await records.once(caller, async () => {
        await commitBatch(needs, acting, await decide(acting, ref, caller, check));
        await records.audit(actor, auditOf("check", ref, { batch: ref.batch, sha256: ref.sha256 }), at);
        return ref.runId;
      });
      return summaryOf(records, ref.agencyId, ref.runId);
    });

/** A third officer lets a batch be paid: it is posted in the same transaction. */
export const approveRun =
  (needs: DecideNeeds) =>
  (caller: Caller, ref: BatchRef): Promise<RunSummary> =>
    asOfficer(needs, caller, ["approve", "run"], ref.agencyId, async (acting) => {
      const { records, actor, at } = acting;
      await records.once(caller, async () => {
        await postBatch(needs, acting, await decide(acting, ref, caller, approve));
        await records.audit(actor, auditOf("approve", ref, { batch: ref.batch, sha256: ref.sha256 }), at);
        return ref.runId;
      });
      return summaryOf(records, ref.agencyId, ref.runId);
    });

type Settlement = BatchOf & {
  /** Number of the treasury's order (SP2D). */
  readonly reference: string;
};

/** The treasury has paid a posted batch, says an officer who did not approve it. */
export const settleRun =
  (needs: DecideNeeds) =>
  (caller: Caller, ref: Settlement): Promise<RunSummary> =>
    asOfficer(needs, caller, ["settle", "run"], ref.agencyId, async (acting) => {
      const { records, actor, at } = acting;
      const { batch: number, reference } = ref;
      await records.once(caller, async () => {
        const { run, batch } = await findBatch(records, ref);
        const settled = { ...batch, ...settle(batch, caller.personId) };
        await records.runs.saveBatch(run.id, settled, at);
        await settleBatch(needs, acting, { run, batch: settled }, reference);
        await records.audit(actor, auditOf("settle", ref, { batch: number, reference }), at);
        return ref.runId;
      });
      return summaryOf(records, ref.agencyId, ref.runId);
    });

type Resolution = RunRef & { readonly flagId: string; readonly decision: FlagDecision; readonly reason: string };

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
        const { personId, batch } = flag;
        const by = caller.personId;
        if (decision === "HOLD") await holdPersonOut(needs.newHash, acting, found, { personId, batch, by, reason });
        else await records.flags.decide({ ...current, decision, decidedBy: by, reason }, at);
        const detail = { decision };
        await records.audit(actor, { action: "resolve", resource: "flag", objectId: flagId, agencyId, detail }, at);
        return flagId;
      });
    });
