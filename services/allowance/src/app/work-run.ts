import { Refusal } from "@kinerja/common/errors";
import { rupiah, sumRupiah } from "@kinerja/common/kernel";

import { layoutOf } from "../domain/statement.ts";
import { allRanges } from "./all-ranges.ts";
import { type ComputeJob } from "./compute-range.ts";
import { freezeRun } from "./freeze-run.ts";
import { batchHash, runHash } from "./hash-run.ts";
import { type QueuedRun, type Records, type Run } from "./ports.ts";
import { compiledPolicy, policyTextOf, step, type WorkNeeds } from "./work-parts.ts";

const rangesAtOnce = 1_000;

/** Of all ranges. */
async function totalsOf(records: Records, run: Run): Promise<Pick<Run, "statements" | "gross" | "cut" | "net">> {
  const all = await allRanges(records.ranges, run.id);
  return {
    statements: all.reduce((sum, { statements }) => sum + statements, 0),
    gross: sumRupiah(all.map(({ gross }) => gross)),
    cut: sumRupiah(all.map(({ cut }) => cut)),
    net: sumRupiah(all.map(({ net }) => net)),
  };
}

/** The sums of all ranges, the hashes of the batches and of the run. */
async function finish(needs: WorkNeeds, records: Records, run: Run): Promise<void> {
  const totals = await totalsOf(records, run);
  const ranges = await records.ranges.batches(run.id);
  for (const batch of [1, 2] as const) {
    if (batch === 2 && ranges.every((range) => range.batch !== batch)) continue;
    await records.runs.insertBatch(run.id, run.agencyId, {
      ...{ batch, state: "COMPUTED", makerId: run.makerId },
      ...{ checkerId: undefined, approverId: undefined, settlerId: undefined },
      ...batchHash(needs.newHash, run, batch, ranges),
    });
  }
  const sums = { amount: sumRupiah(ranges.map(({ amount }) => amount)), sha256: runHash(needs.newHash, run, ranges) };
  await records.runs.save({ ...run, ...totals, ...sums, state: "COMPUTED" }, needs.now());
  await records.runs.unqueue(run.id);
}

type Next = { readonly job: ComputeJob; readonly waiting: readonly number[] };

/**
 * The run with the layout of this engine, which may be another one than that which froze it: nothing is lost as long as nothing is computed. Statements
 * of two engines in one run would be read by one layout; such a run has failed, its days are free again, and the next one has another sequence.
 */
async function ofThisEngine(needs: WorkNeeds, records: Records, run: Run, policy: string): Promise<Run | undefined> {
  const layout = layoutOf(compiledPolicy(needs.parse, policy, run));
  if (layout === run.layout) return run;
  const version = run.version + 1;
  if (run.peopleComputed === 0) {
    await records.runs.save({ ...run, layout, version }, needs.now());
    return { ...run, layout, version };
  }
  await records.ranges.releaseAll(run);
  await records.runs.save({ ...run, version, state: "FAILED", cause: "ENGINE_CHANGED" }, needs.now());
  await records.runs.unqueue(run.id);
  return undefined;
}

/** What is to be computed next; when nothing is left the run is finished. */
const nextOf = (needs: WorkNeeds, queued: QueuedRun): Promise<Next | undefined> =>
  step(needs, queued, "COMPUTING", async (records, frozen) => {
    const waiting = await records.ranges.waiting(frozen.id, rangesAtOnce);
    if (waiting.length === 0) {
      await finish(needs, records, frozen);
      return undefined;
    }
    const policy = await policyTextOf(records, frozen);
    const run = await ofThisEngine(needs, records, frozen, policy);
    if (run === undefined) return undefined;
    const { id, agencyId, period, payoutPeriod, policySha256, officers, layout = "" } = run;
    return { waiting, job: { run: { id, agencyId, period, payoutPeriod, policySha256, officers }, policy, layout } };
  });

/** As many at once as there are computers. All of them have ended when one's error is thrown. */
async function computeRanges({ computers, isEnding }: WorkNeeds, { job, waiting }: Next): Promise<void> {
  const rest = waiting.values();
  const errors: unknown[] = [];
  const one = async (): Promise<void> => {
    for (const no of rest) {
      if (isEnding() || errors.length > 0) return;
      await computers.compute(job, no).catch((error: unknown) => void errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: computers.atOnce }, one));
  if (errors.length > 0) throw errors[0];
}

const fail = (needs: WorkNeeds, queued: QueuedRun, cause: string): Promise<unknown> =>
  step(needs, queued, "FREEZING", async (records, run) => {
    await records.ranges.discard(run);
    const nothing = { statements: 0, gross: rupiah(0n), cut: rupiah(0n), net: rupiah(0n) };
    await records.runs.save({ ...run, ...nothing, state: "FAILED", cause }, needs.now());
    await records.runs.unqueue(run.id);
  });

/**
 * Takes a run from where it stands to COMPUTED. A crash anywhere loses at most the ranges that were on their way, and a freeze begins anew. What other
 * services refuse for good ends the run with that cause; anything else is thrown, and the run stays queued.
 */
export const workRun =
  (needs: WorkNeeds) =>
  async (queued: QueuedRun): Promise<void> => {
    try {
      await freezeRun(needs, queued);
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === "unavailable" || error.kind === "deadline") throw error;
      await fail(needs, queued, error.code);
      return;
    }
    for (
      let next = await nextOf(needs, queued);
      next !== undefined && !needs.isEnding();
      next = await nextOf(needs, queued)
    )
      // prettier-ignore
      await computeRanges(needs, next);
  };
