import { type NewHash } from "../domain/hashing.ts";
import { expenseAccount, pendingLines, type Phase, postedLines, type Posting, settledLines } from "../domain/ledger.ts";
import { isPosted } from "../domain/run.ts";
import { type Acting } from "./authorise.ts";
import { batchHash } from "./hash-run.ts";
import { type ParsePolicy } from "./policies.ts";
import { type Records, type Run, type StoredBatch } from "./ports.ts";

export type PostNeeds = { readonly newId: () => string; readonly parse: ParsePolicy; readonly newHash: NewHash };

export type FoundBatch = { readonly run: Run; readonly batch: StoredBatch };

/** One transfer of a batch, with its lines. */
async function transfer(
  { newId }: PostNeeds,
  { records, actor, at }: Acting,
  { run, batch }: FoundBatch,
  { phase, reference, postings }: { phase: Phase; reference?: string; postings: readonly Posting[] },
): Promise<void> {
  const made = { id: newId(), phase, by: actor.personId, reference, postings };
  await records.ledger.insert(run, batch.batch, made, at);
}

/** A checked batch is a commitment. */
export const commitBatch = (needs: PostNeeds, acting: Acting, found: FoundBatch): Promise<void> =>
  transfer(needs, acting, found, { phase: "PENDING", postings: pendingLines(found.batch) });

/** What is paid is what was computed and read: the documents have their hashes, and the sums of rows are those of their ranges and of the batch. */
async function refuseUnlessIntact({ newHash }: PostNeeds, records: Records, { run, batch }: FoundBatch): Promise<void> {
  const wrong = [...(await records.ranges.verify(run))];
  const bound = batchHash(newHash, run, batch.batch, await records.ranges.batches(run.id));
  if (bound.sha256 !== batch.sha256) wrong.push("its ranges have another hash");
  if (wrong.length > 0)
    throw new Error(`batch ${batch.batch} of run ${run.id} is not what was computed: ${wrong.join("; ")}`);
}

/** The run is as far as the batch that is least far. */
export async function advanceRun({ records, at }: Acting, run: Run): Promise<Run> {
  const batches = await records.runs.batches(run.id);
  const isAll = (is: (batch: StoredBatch) => boolean): boolean => batches.every(is);
  const state = isAll(({ state: one }) => one === "SETTLED")
    ? "SETTLED"
    : isAll(({ state: one }) => isPosted(one))
      ? "POSTED"
      : run.state;
  const advanced = { ...run, state, version: run.version + 1 } as const;
  await records.runs.save(advanced, at);
  return advanced;
}

/** An approved batch is owed: one transfer, whatever it holds; and what it pays of open items is paid. */
export async function postBatch(needs: PostNeeds, acting: Acting, found: FoundBatch): Promise<void> {
  const { records, actor, at } = acting;
  const { run, batch } = found;
  const policy = await records.policies.find(run.agencyId, run.policyId);
  const { document } = needs.parse(policy?.document ?? "");
  if (!document) throw new Error(`run ${run.id} has lost its policy`);
  await refuseUnlessIntact(needs, records, found);
  const postings = postedLines(expenseAccount(run.kind, document.kind), batch);
  await transfer(needs, acting, found, { phase: "POSTED", postings });
  await records.dues.settle(run, batch.batch);
  await records.dues.carry(run, batch.batch, actor.personId, at);
  await records.dues.bill(run, batch.batch, actor.personId, at);
  const posted = await advanceRun(acting, run);
  await records.tellPosted({ run: posted, batch: batch.batch, count: batch.rows, sha256: batch.sha256, actor }, at);
}

/** The treasury has paid by this order. */
export async function settleBatch(
  needs: PostNeeds,
  acting: Acting,
  found: FoundBatch,
  reference: string,
): Promise<void> {
  await transfer(needs, acting, found, { phase: "SETTLED", reference, postings: settledLines(found.batch) });
  await advanceRun(acting, found.run);
}
