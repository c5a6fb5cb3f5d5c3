import { Refusal } from "@kinerja/common/errors";
import { parsePeriod, type Period } from "@kinerja/common/kernel";

import { dueScopeOf } from "../domain/payout/asked.ts";
import { policyInForce } from "../domain/policy-state.ts";
import { isYearly, type RunKind } from "../domain/run.ts";
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
type FoundSeals = { readonly activity: Sealed | undefined; readonly evaluation: Sealed | undefined };
type Wanted = { readonly agencyId: string; readonly period: string; readonly kind: RunKind };
type Started = Pick<NewRun, "agencyId" | "period" | "kind" | "makerId" | "rangeSize">;

const needed = (sealed: Sealed | undefined, input: string, period: string): Sealed => {
  if (!sealed) throw new Refusal("refused", "PERIOD_NOT_SEALED", { input, period });
  return sealed;
};

const nothing: Sealed = { revision: 0, count: 0n, sha256: "" };
/** Of what pays nothing but items: it reads no other service. */
const nothingSealed: Seals = { activity: nothing, evaluation: nothing };

async function sealsOf({ sealed }: StartNeeds, caller: Caller, { agencyId, period }: Started): Promise<FoundSeals> {
  const [activity, evaluation] = await Promise.all([
    sealed.activity(caller, agencyId, period),
    sealed.evaluation(caller, agencyId, period),
  ]);
  return { activity, evaluation };
}

const neededSeals = ({ activity, evaluation }: FoundSeals, period: Period): Seals => ({
  activity: needed(activity, "ACTIVITY", period),
  evaluation: needed(evaluation, "EVALUATION", period),
});

const isOnItsWay = ({ state }: Run): boolean => state === "FREEZING" || state === "COMPUTING";
const isOver = ({ state }: Run): boolean => state === "POSTED" || state === "SETTLED";

/** Whoever starts it again means this one: it did not fail, and nothing can follow it yet. */
const stands = (run: Run): boolean => run.state !== "FAILED" && !(run.kind !== "REGULAR" && isOver(run));

/** The run before one that pays what is still due of a THR or a 13th month; undefined for a run of another sort. */
const followed = (kind: RunKind, earlier: Run | undefined): Run | undefined =>
  isYearly(kind) && earlier && (earlier.duesOnly || isOver(earlier)) ? earlier : undefined;

/** A run that failed begins anew under its id; after one that is over, and after one of which documents were written, comes the next sequence. */
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

async function policyOf({ records }: Acting, { agencyId, period, kind }: Started, after: Run | undefined) {
  if (!after) return policyInForce(await records.policies.active(agencyId), period, kind);
  const policy = await records.policies.find(agencyId, after.policyId);
  if (!policy) throw new Error(`run ${after.id} has lost its policy`);
  return policy;
}

/** The rule and the month of payment as they are now. What follows a run has its rule, and is paid in the latest month that the agency pays in. */
async function ruleOf(acting: Acting, parse: ParsePolicy, run: Started, after: Run | undefined) {
  const policy = await policyOf(acting, run, after);
  const { document } = parse(policy.document);
  if (!document) throw new Error(`policy ${policy.id} was active, and can't be read`);
  const own = payoutPeriodOf(document, run.period);
  const last = after && (await acting.records.runs.lastPaid(run.agencyId));
  const rule = {
    ...{ policyId: policy.id, policySha256: policy.sha256, duesOnly: run.kind === "RAPEL" || after !== undefined },
    payoutPeriod: last !== undefined && last > own ? last : own,
  };
  const deducts = !deductsNothing(document.payout);
  // Two runs at once would take back one receivable. In which order they do it is all the same.
  const takesBack = document.payout.recovery !== undefined && (await acting.records.dues.isOwed(run.agencyId));
  return { rule, deducts, waits: deducts || takesBack };
}

/** A run that follows another one without anything to pay would only be signed by three people. */
async function refuseWithoutDues({ records }: Acting, run: Started, payoutPeriod: Period): Promise<void> {
  const query = { after: undefined, upTo: undefined, owing: false, limit: 1, scope: dueScopeOf(run) };
  const [first] = await records.dues.peopleWithDue(run.agencyId, payoutPeriod, query);
  if (first === undefined) throw new Refusal("refused", "NOTHING_DUE", { kind: run.kind, period: run.period });
}

/** Tax and contributions count what was paid before in the month and the year: a month before one that is paid would change what was withheld. */
async function refuseOutOfOrder({ records }: Acting, agencyId: string, payoutPeriod: Period): Promise<void> {
  const paid = await records.runs.lastPaid(agencyId);
  if (paid !== undefined && payoutPeriod < paid)
    throw new Refusal("refused", "PAYOUT_MONTH_PAST", { period: payoutPeriod, paid });
}

/**
 * One run for an agency, kind and month, however many start it; a run that failed begins anew. Arrears that are paid are followed by others, and a THR
 * or a 13th month by what is still due of it. Runs that pay in one month, and all runs of an agency whose policy deducts, or takes back what somebody owes, come one
 * after the other: the next one counts what was paid before.
 */
async function startOrFind(acting: Acting, parse: ParsePolicy, run: Started, seals: FoundSeals): Promise<string> {
  const { records, actor, at } = acting;
  const { agencyId, period, kind } = run;
  await records.lock(`runs/${agencyId}`);
  const earlier = await records.runs.findLatest(agencyId, kind, period);
  const after = followed(kind, earlier);
  const read = after ? nothingSealed : neededSeals(seals, period);
  if (earlier && stands(earlier)) return earlier.id;
  const { rule, deducts, waits } = await ruleOf(acting, parse, run, after);
  if (after) await refuseWithoutDues(acting, run, rule.payoutPeriod);
  const open = await records.runs.findOpen(agencyId, waits ? undefined : rule.payoutPeriod);
  if (open) throw new Refusal("refused", "RUN_OPEN", { period: open.period });
  if (deducts) await refuseOutOfOrder(acting, agencyId, rule.payoutPeriod);
  const id = await begin(acting, { ...run, ...rule, ...read }, earlier);
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
    const run = { agencyId, period, kind, makerId: caller.personId, rangeSize: needs.rangeSize };
    const seals = kind === "RAPEL" ? nothingSealed : await sealsOf(needs, caller, run);
    const right = ["start", "run"] as const;
    const id = await asOfficer(needs, caller, right, agencyId, (acting) =>
      acting.records.once(caller, () => startOrFind(acting, needs.parse, run, seals)),
    );
    const summary = (): Promise<RunSummary> =>
      asOfficer(needs, caller, right, agencyId, ({ records }) => summaryOf(records, agencyId, id));
    const started = await summary();
    if (!isOnItsWay(started.run)) return started;
    await needs.work(id);
    return summary();
  };
