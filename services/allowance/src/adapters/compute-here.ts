import { type ComputeJob, type ComputeNeeds, computeRange } from "../app/compute-range.ts";
import { type Computers } from "../app/work-parts.ts";
import { type BulkRows } from "../app/range-ports.ts";
import { compilePolicy, type Policy } from "../domain/policy/compile.ts";
import { digest } from "./ids.ts";
import { readPolicy } from "./policy/read-policy.ts";

/** The policy of the run before is kept: ranges of one run come one after the other. */
function rememberingCompiler(): (job: ComputeJob) => Policy {
  let last: { readonly key: string; readonly policy: Policy } | undefined;
  return ({ run, policy: text }) => {
    const key = `${run.policySha256}/${run.period}`;
    if (last?.key === key) return last.policy;
    const { document } = readPolicy(text);
    if (!document) throw new Error(`the policy of run ${run.id} can't be read`);
    const policy = compilePolicy(document, run.period);
    last = { key, policy };
    return policy;
  };
}

/** Everything that computes ranges on these rows. */
export const computeNeeds = (bulk: BulkRows): ComputeNeeds => ({
  ...{ bulk, compile: rememberingCompiler(), digest },
});

/** Computes in this thread: for tests, and where there is one core only. */
export function computeHere(bulk: BulkRows): Computers {
  const needs = computeNeeds(bulk);
  return { atOnce: 1, compute: (job, no) => computeRange(needs, job, no) };
}
