import { Refusal } from "@kinerja/common/errors";

import { canonical, type NewHash } from "../domain/hashing.ts";
import { isPaidWhole, oddities, type Payout, settle } from "../domain/payout.ts";
import { compilePolicy, type Policy } from "../domain/policy/compile.ts";
import { type Flag } from "../domain/policy/outcome.ts";
import { type BatchNumber } from "../domain/run.ts";
import { claimsOf, snapshotLine, snapshotRows, type SnapshotRow } from "../domain/snapshot.ts";
import { computeEntitlement, type Entitlement } from "../domain/statement.ts";
import { batchHash, runHash } from "./hash-run.ts";
import { type ParsePolicy } from "./policies.ts";
import {
  type NewFlag,
  type Now,
  type PayOfficers,
  type QueuedRun,
  type Records,
  type Run,
  type SealedPeriods,
  type Store,
} from "./ports.ts";

export type WorkNeeds = {
  readonly store: Store;
  readonly sealed: SealedPeriods;
  readonly payOfficers: PayOfficers;
  readonly parse: ParsePolicy;
  readonly newHash: NewHash;
  readonly now: Now;
  /** People of one transaction. */
  readonly chunk: number;
  /** True when this process is about to end: the run goes on later, from where it stands. */
  readonly isEnding: () => boolean;
};

/** One step of a run in one transaction, if the run still stands where the step begins: a second worker finds it done and does nothing. */
async function step<T>(
  needs: WorkNeeds,
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

async function policyOf(records: Records, parse: ParsePolicy, run: Run): Promise<Policy> {
  const stored = await records.policies.find(run.agencyId, run.policyId);
  const { document } = parse(stored?.document ?? "");
  if (!document || stored?.sha256 !== run.policySha256)
    throw new Error(`the policy of run ${run.id} is not what it was`);
  if (!isPaidWhole(document)) throw new Refusal("refused", "POLICY_DEDUCTS");
  return compilePolicy(document, run.period);
}

/** Names everything that was read, then each row. */
export function snapshotHash(
  newHash: NewHash,
  run: Run,
  roster: { count: bigint; sha256: string },
  rows: readonly SnapshotRow[],
): string {
  const hash = newHash();
  const seals = [run.activity, run.evaluation].map(({ revision, count, sha256 }) => [
    String(revision),
    String(count),
    sha256,
  ]);
  hash.update(
    `${canonical(["kinerja.snapshot/1", run.agencyId, run.period, [String(roster.count), roster.sha256], ...seals])}\n`,
  );
  for (const row of rows) hash.update(`${snapshotLine(row)}\n`);
  return hash.hex();
}

async function freeze(needs: WorkNeeds, queued: QueuedRun): Promise<void> {
  const seen = await step(needs, queued, "FREEZING", (_, run) => Promise.resolve(run));
  if (!seen) return;
  // Remote reads come before the transaction: no lock is held while we wait for other services.
  const [inputs, holders] = await Promise.all([needs.sealed.read(seen), needs.payOfficers(seen.agencyId, needs.now())]);
  await step(needs, queued, "FREEZING", async (records, run) => {
    if (run.activity.sha256 !== seen.activity.sha256 || run.evaluation.sha256 !== seen.evaluation.sha256) return;
    const { document } = await policyOf(records, needs.parse, run);
    const taken = await records.rows.claimDays(document.kind, run.period, claimsOf(run.period, inputs.roster));
    const rows = snapshotRows(run.period, inputs, taken);
    await records.rows.insertSnapshot(run, rows);
    // Who acted before and holds no role any more still has had a hand in it.
    const officers = [...new Set([...(await records.policies.officers(run.agencyId)), ...holders])].sort();
    const people = new Set(rows.map(({ personId }) => personId)).size;
    const snapshotSha256 = snapshotHash(needs.newHash, run, inputs.rosterSeal, rows);
    await records.runs.save(
      { ...run, state: "COMPUTING", roster: inputs.rosterSeal, officers, snapshotSha256, people, peopleComputed: 0 },
      needs.now(),
    );
  });
}

type Computed = {
  readonly batch: BatchNumber;
  readonly entitlements: readonly Entitlement[];
  readonly payout: Payout;
};

/** Rows that come by person, each person for itself. */
export const byPersonOf = (rows: readonly SnapshotRow[]): SnapshotRow[][] => {
  const people: SnapshotRow[][] = [];
  for (const row of rows) {
    const last = people.at(-1);
    if (last?.[0]?.personId === row.personId) last.push(row);
    else people.push([row]);
  }
  return people;
};

/** The documents of each person: nothing but the policy and the frozen rows goes in, so the same bytes come out whenever they are made. */
export const documentsOf = (newHash: NewHash, run: Run, policy: Policy, rows: readonly SnapshotRow[]): Computed[] =>
  byPersonOf(rows).map((own) => {
    const entitlements = own.map((row) => computeEntitlement(policy, run, row, newHash));
    return {
      batch: run.officers.includes(own[0]?.personId ?? "") ? 2 : 1,
      entitlements,
      payout: settle(policy.document, run, entitlements, newHash),
    };
  });

/** Statements, payout and flags of one chunk of people. */
async function computeChunk(
  needs: WorkNeeds,
  records: Records,
  run: Run,
  policy: Policy,
  rows: readonly SnapshotRow[],
): Promise<void> {
  const people = documentsOf(needs.newHash, run, policy, rows);
  const payouts = people.map(({ batch, payout }) => ({ batch, ...payout }));
  const before = await records.rows.previousNets(run.agencyId, run.period, payouts.map(({ personId }) => personId)); // prettier-ignore
  const flags = people.flatMap(({ batch, entitlements }, index): NewFlag[] => {
    const payout = payouts[index];
    if (!payout) return [];
    const isBlocked = entitlements.some(({ status }) => status === "blocked");
    const odd: readonly Flag[] = isBlocked ? [] : oddities(payout.net, before.get(payout.personId));
    return [...entitlements.flatMap((one) => one.flags), ...odd].map((flag) => ({
      ...flag,
      personId: payout.personId,
      batch,
    }));
  });
  await records.rows.insertEntitlements(run, people.flatMap(({ entitlements }) => entitlements)); // prettier-ignore
  await records.rows.insertPayouts(run, payouts);
  await records.flags.insert(run, flags);
}

/** The sums of all rows, the hashes of the batches and of the run. */
async function finish(needs: WorkNeeds, records: Records, run: Run): Promise<void> {
  const totals = await records.rows.totals(run.id);
  const payouts = await records.rows.payoutHashes(run.id);
  for (const batch of [1, 2] as const) {
    const rows = payouts.filter((payout) => payout.batch === batch);
    if (rows.length === 0 && batch === 2) continue;
    await records.runs.insertBatch(run.id, run.agencyId, {
      batch,
      state: "COMPUTED",
      makerId: run.makerId,
      checkerId: undefined,
      approverId: undefined,
      ...batchHash(needs.newHash, run, batch, rows),
    });
  }
  await records.runs.save(
    { ...run, ...totals, state: "COMPUTED", sha256: runHash(needs.newHash, run, payouts) },
    needs.now(),
  );
  await records.runs.unqueue(run.id);
}

/** Computes the next people; false when nobody is left. */
const computeNext = async (needs: WorkNeeds, queued: QueuedRun, policy: Policy): Promise<boolean | undefined> =>
  step(needs, queued, "COMPUTING", async (records, run) => {
    const rows = await records.rows.nextSnapshot(run.id, run.cursorPerson, needs.chunk);
    const last = rows.at(-1);
    if (!last) {
      await finish(needs, records, run);
      return false;
    }
    await computeChunk(needs, records, run, policy, rows);
    const peopleComputed = run.peopleComputed + byPersonOf(rows).length;
    await records.runs.save({ ...run, cursorPerson: last.personId, peopleComputed }, needs.now());
    return true;
  });

const fail = (needs: WorkNeeds, queued: QueuedRun, cause: string): Promise<unknown> =>
  step(needs, queued, "FREEZING", async (records, run) => {
    await records.runs.save({ ...run, state: "FAILED", cause }, needs.now());
    await records.runs.unqueue(run.id);
  });

/**
 * Takes a run from where it stands to COMPUTED. Each step is one transaction that moves the state on, so a crash anywhere loses at most the step that
 * was on its way. What other services refuse for good ends the run with that cause; anything else is thrown, and the run stays queued.
 */
export const workRun =
  (needs: WorkNeeds) =>
  async (queued: QueuedRun): Promise<void> => {
    try {
      await freeze(needs, queued);
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === "unavailable" || error.kind === "deadline") throw error;
      await fail(needs, queued, error.code);
      return;
    }
    const policy = await step(needs, queued, "COMPUTING", (records, run) => policyOf(records, needs.parse, run));
    if (!policy) return;
    while (!needs.isEnding() && (await computeNext(needs, queued, policy)) === true);
  };
