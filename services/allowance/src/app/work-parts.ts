import { type Day } from "@kinerja/common/kernel";

import { type NewHash } from "../domain/hashing.ts";
import { compilePolicy, type Policy } from "../domain/policy/compile.ts";
import { type Digest } from "../domain/statement.ts";
import { type ComputeJob } from "./compute-range.ts";
import { type ChangedPeople } from "./corrections/ports.ts";
import { type ParsePolicy } from "./policies.ts";
import {
  type Now,
  type PayOfficers,
  type QueuedRun,
  type Records,
  type Run,
  type SealedPeriods,
  type Store,
} from "./ports.ts";
import { type BulkRows } from "./range-ports.ts";

/** Computes ranges beside the main thread, so that calls are answered meanwhile. */
export interface Computers {
  /** How many ranges at once. */
  readonly atOnce: number;
  /** Computes and writes one range; one that is computed already is left as it is. */
  compute(job: ComputeJob, no: number): Promise<void>;
}

/** Posts of at least one of these days: first ones, or second ones as well. */
export type PostsWithin = { readonly from: Day; readonly to: Day; readonly posts: "FIRST" | "ANY" };
/** Which of these people hold such a post in the agency. At most some ten thousand. */
export type EmployedWithin = (
  agencyId: string,
  personIds: readonly string[],
  within: PostsWithin,
) => Promise<ReadonlySet<string>>;

export type WorkNeeds = {
  readonly store: Store;
  readonly bulk: BulkRows;
  readonly computers: Computers;
  readonly sealed: SealedPeriods;
  readonly payOfficers: PayOfficers;
  readonly employedWithin: EmployedWithin;
  readonly changedPeople: ChangedPeople;
  readonly parse: ParsePolicy;
  readonly newHash: NewHash;
  readonly digest: Digest;
  readonly now: Now;
  /** Lets the calls that wait have their turn. */
  readonly breathe: () => Promise<void>;
  /** True when this process is about to end: the run goes on later, from where it stands. */
  readonly isEnding: () => boolean;
};

/** One step of a run in one transaction, if the run still stands where the step begins: a second worker finds it done and does nothing. */
export async function step<T>(
  needs: Pick<WorkNeeds, "store">,
  { runId, agencyId }: QueuedRun,
  from: Run["state"],
  work: (records: Records, run: Run) => Promise<T>,
): Promise<T | undefined> {
  return needs.store.transaction({ agencies: [agencyId] }, async (records) => {
    await records.lock(`run/${runId}`);
    const run = await records.runs.find(agencyId, runId);
    return run?.state === from ? work(records, run) : undefined;
  });
}

/** The document that the run names by its hash. */
export async function policyTextOf(records: Records, run: Run): Promise<string> {
  const stored = await records.policies.find(run.agencyId, run.policyId);
  if (stored?.sha256 !== run.policySha256) throw new Error(`the policy of run ${run.id} is not what it was`);
  return stored.document;
}

export function compiledPolicy(parse: ParsePolicy, text: string, run: Pick<Run, "id" | "period">): Policy {
  const { document } = parse(text);
  if (!document) throw new Error(`the policy of run ${run.id} can't be read`);
  return compilePolicy(document, run.period);
}
