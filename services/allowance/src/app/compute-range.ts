import { sourcesRead } from "../domain/policy/anomalies.ts";
import { type Policy } from "../domain/policy/compile.ts";
import { type DocumentRun, documentsMaker } from "../domain/run-documents.ts";
import { type Digest, layoutOf } from "../domain/statement.ts";
import { type BulkRows, type RangeRun } from "./range-ports.ts";

/** What a thread must know of a run, all of it plain values. */
export type ComputeJob = {
  readonly run: RangeRun & DocumentRun;
  /** Text of the policy, which was found to be the one that the run names. */
  readonly policy: string;
  /** Of the run: how its statements are read. */
  readonly layout: string;
};

export type ComputeNeeds = {
  readonly bulk: Pick<BulkRows, "compute">;
  readonly compile: (job: ComputeJob) => Policy;
  readonly digest: Digest;
};

/** Computes one range from its frozen rows and writes it, if it still waits: a pure function between a read and a write. */
export async function computeRange(needs: ComputeNeeds, job: ComputeJob, no: number): Promise<void> {
  const policy = needs.compile(job);
  // Statements of two layouts in one run: nobody could read them. The run is looked at before, by its worker; this thread may be older or newer.
  if (layoutOf(policy) !== job.layout) throw new Error(`run ${job.run.id} has another layout than this engine makes`);
  const asked = sourcesRead(policy.document);
  const documentsOf = documentsMaker(policy, job.run, needs.digest);
  await needs.bulk.compute(job.run, no, documentsOf, (name) => asked.has(name));
}
