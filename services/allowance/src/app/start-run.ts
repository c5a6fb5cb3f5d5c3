import { Refusal } from "@kinerja/common/errors";
import { parsePeriod, type Period } from "@kinerja/common/kernel";

import { policyInForce } from "../domain/policy-state.ts";
import { type RunKind } from "../domain/run.ts";
import { deductsNothing, payoutPeriodOf } from "../domain/run-documents.ts";
import { type Acting, asOfficer, authorise, type OfficerNeeds } from "./authorise.ts";
import { type ParsePolicy } from "./policies.ts";
import { type Caller, type NewRun, type Run, type RunSummary, type Sealed, type SealedPeriods } from "./ports.ts";
import { summaryOf } from "./read-runs.ts";

export type StartNeeds = OfficerNeeds & {
  readonly sealed: SealedPeriods;
  readonly parse: ParsePolicy;
  /** People of a range at most. */
  readonly rangeSize: number;
  /** Lets the worker begin, and waits a while for it to end. */
  readonly work: (runId: string) => Promise<void>;
};

type Seals = Pick<NewRun, "activity" | "evaluation">;
type Wanted = { readonly agencyId: string; readonly period: string; readonly kind: RunKind };
type Started = Pick<NewRun, "agencyId" | "period" | "kind" | "makerId" | "rangeSize"> & Seals;

const needed = (sealed: Sealed | undefined, input: string, period: string): Sealed => {
  if (!sealed) throw new Refusal("refused", "PERIOD_NOT_SEALED", { input, period });
  return sealed;
};

/** Arrears read no other service. */
const nothingSealed: Sealed = { revision: 0, count: 0n, sha256: "" };

async function sealsOf({ sealed }: StartNeeds, caller: Caller, agencyId: string, period: Period): Promise<Seals> {
  const [activity, evaluation] = await Promise.all([
    sealed.activity(caller, agencyId, period),
    sealed.evaluation(caller, agencyId, period),
  ]);
  return { activity: needed(activity, "ACTIVITY", period), evaluation: needed(evaluation, "EVALUATION", period) };
}

const isOnItsWay = ({ state }: Run): boolean => state === "FREEZING" || state === "COMPUTING";
const isOver = ({ state }: Run): boolean => state === "POSTED" || state === "SETTLED";

/** Whoever starts it again means this one: it did not fail, and no further arrears can follow it yet. */
const stands = (run: Run): boolean => run.state !== "FAILED" && !(run.kind === "RAPEL" && isOver(run));

/** A run that failed begins anew under its id; after arrears that are over, and after one of which documents were written, comes the next sequence. */
async function begin(
  { records, at }: Acting,
  run: Omit<NewRun, "sequence">,
  earlier: Run | undefined,
): Promise<string> {
  if (earlier?.state !== "FAILED" || earlier.peopleComputed > 0)
    return records.runs.insert({ ...run, sequence: (earlier?.sequence ?? 0) + 1 }, at);
  await records.runs.restart(earlier.id, { ...run, sequence: earlier.sequence }, at);
  return earlier.id;
}

/** The rule and the month of payment as they are now. */
async function ruleOf({ records }: Acting, parse: ParsePolicy, { agencyId, period, kind }: Started) {
  const policy = policyInForce(await records.policies.active(agencyId), period, kind);
  const { document } = parse(policy.document);
  if (!document) throw new Error(`policy ${policy.id} was active, and can't be read`);
  const rule = { policyId: policy.id, policySha256: policy.sha256, payoutPeriod: payoutPeriodOf(document, period) };
  return { rule, deducts: !deductsNothing(document.payout) };
}

/** Tax and contributions count what was paid before in the month and the year: a month before one that is paid would change what was withheld. */
async function refuseOutOfOrder({ records }: Acting, agencyId: string, payoutPeriod: Period): Promise<void> {
  const paid = await records.runs.lastPaid(agencyId);
  if (paid !== undefined && payoutPeriod < paid)
    throw new Refusal("refused", "PAYOUT_MONTH_PAST", { period: payoutPeriod, paid });
}

/**
 * One run for an agency, kind and month, however many start it; a run that failed begins anew, and arrears that are paid are followed by others. Runs
 * that pay in one month, and all runs of an agency whose policy deducts, come one after the other: the next one counts what was paid before.
 */
async function startOrFind(acting: Acting, parse: ParsePolicy, run: Started): Promise<string> {
  const { records, actor, at } = acting;
  const { agencyId, period, kind } = run;
  await records.lock(`runs/${agencyId}`);
  const earlier = await records.runs.findLatest(agencyId, kind, period);
  if (earlier && stands(earlier)) return earlier.id;
  const { rule, deducts } = await ruleOf(acting, parse, run);
  const open = await records.runs.findOpen(agencyId, deducts ? undefined : rule.payoutPeriod);
  if (open) throw new Refusal("refused", "RUN_OPEN", { period: open.period });
  if (deducts) await refuseOutOfOrder(acting, agencyId, rule.payoutPeriod);
  const id = await begin(acting, { ...run, ...rule }, earlier);
  const detail = { period, kind };
  await records.audit(actor, { action: "start", resource: "run", objectId: id, agencyId, detail }, at);
  return id;
}

/** Starts the computation of a month from its sealed revisions. */
export const startRun =
  (needs: StartNeeds) =>
  async (caller: Caller, { agencyId, period: text, kind }: Wanted): Promise<RunSummary> => {
    const period = parsePeriod(text, "/period");
    await authorise(needs.accessTo, caller, ["start", "run"], { agencyId });
    const seals =
      kind === "RAPEL"
        ? { activity: nothingSealed, evaluation: nothingSealed }
        : await sealsOf(needs, caller, agencyId, period);
    const run = { agencyId, period, kind, makerId: caller.personId, rangeSize: needs.rangeSize, ...seals };
    const right = ["start", "run"] as const;
    const id = await asOfficer(needs, caller, right, agencyId, (acting) =>
      acting.records.once(caller, () => startOrFind(acting, needs.parse, run)),
    );
    const summary = (): Promise<RunSummary> =>
      asOfficer(needs, caller, right, agencyId, ({ records }) => summaryOf(records, agencyId, id));
    const started = await summary();
    if (!isOnItsWay(started.run)) return started;
    await needs.work(id);
    return summary();
  };
