import { Refusal } from "@kinerja/common/errors";

import { type NewHash } from "../domain/hashing.ts";
import { rangeBatches } from "../domain/range-totals.ts";
import { holdOut } from "../domain/run.ts";
import { type Acting, asOfficer, type OfficerNeeds } from "./authorise.ts";
import { batchHash } from "./hash-run.ts";
import { type Caller, type Hold, type Run, type RunSummary } from "./ports.ts";
import { type FoundBatch } from "./post-batch.ts";
import { existingBatch, existingRun, type RunRef, summaryOf } from "./read-runs.ts";

export type HoldNeeds = OfficerNeeds & { readonly newHash: NewHash };

/** The range of the person, and with it the batch, have other sums and another hash. */
async function rehash(
  newHash: NewHash,
  { records, at }: Acting,
  { run, batch }: FoundBatch,
  no: number,
): Promise<void> {
  for (const range of rangeBatches(newHash, no, await records.rows.payoutsOfRange(run.id, no)))
    await records.ranges.saveBatch(run.id, range);
  const bound = batchHash(newHash, run, batch.batch, await records.ranges.batches(run.id));
  await records.runs.saveBatch(run.id, { ...batch, ...bound }, at);
}

/** A held person leaves the batch and gives back the days; no other question about the person is open. */
export async function holdPersonOut(newHash: NewHash, acting: Acting, found: FoundBatch, hold: Hold): Promise<void> {
  const { records, at } = acting;
  const { run } = found;
  const no = await records.ranges.rangeOf(run.id, hold.personId);
  if (no === undefined) throw new Refusal("not-found", "PERSON_NOT_IN_RUN");
  await records.flags.holdAll(run.id, hold.personId, { decidedBy: hold.by, reason: hold.reason }, at);
  await records.holds.insert(run, hold, at);
  await records.ranges.release(run.id, [hold.personId]);
  await rehash(newHash, acting, found, no);
}

/** In which batch the person is; undefined when the run does not have the person, or the person is held already. */
async function batchOf({ records }: Acting, run: Run, personId: string): Promise<1 | 2 | undefined> {
  for (const batch of [1, 2] as const) if (await records.rows.hasPayout(run.id, batch, personId)) return batch;
  return undefined;
}

type Command = RunRef & { readonly personId: string; readonly reason: string };

async function hold({ newHash }: HoldNeeds, acting: Acting, command: Command, by: string): Promise<string> {
  const { records, actor, at } = acting;
  const { agencyId, runId, personId, reason } = command;
  await records.lock(`run/${runId}`);
  const run = await existingRun(records, agencyId, runId);
  if (await records.holds.find(runId, personId)) throw new Refusal("refused", "PERSON_HELD");
  const number = await batchOf(acting, run, personId);
  const batch = await existingBatch(records, run, number ?? 1);
  if (number === undefined) throw new Refusal("not-found", "PERSON_NOT_IN_RUN");
  holdOut(personId, batch.state, by);
  await holdPersonOut(newHash, acting, { run, batch }, { personId, batch: number, by, reason });
  const note = { action: "hold", resource: "run", objectId: runId, agencyId, detail: { personId } };
  await records.audit(actor, note, at);
  return runId;
}

/** Holds a person out of a run though nothing is odd, with a reason and a name. */
export const holdPerson =
  (needs: HoldNeeds) =>
  (caller: Caller, command: Command): Promise<RunSummary> =>
    asOfficer(needs, caller, ["hold", "run"], command.agencyId, async (acting) => {
      const { records } = acting;
      await records.once(caller, () => hold(needs, acting, command, caller.personId));
      return summaryOf(records, command.agencyId, command.runId);
    });
