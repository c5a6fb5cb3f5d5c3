import { Refusal } from "@kinerja/common/errors";
import { parsePeriod } from "@kinerja/common/kernel";

import { policyInForce } from "../domain/policy-state.ts";
import { type Acting, asOfficer, authorise, type OfficerNeeds } from "./authorise.ts";
import { type Caller, type NewRun, type RunSummary, type Sealed, type SealedPeriods } from "./ports.ts";
import { summaryOf } from "./read-runs.ts";

export type StartNeeds = OfficerNeeds & {
  readonly sealed: SealedPeriods;
  /** Lets the worker begin, and waits a while for it to end. */
  readonly work: (runId: string) => Promise<void>;
};

const needed = (sealed: Sealed | undefined, input: string, period: string): Sealed => {
  if (!sealed) throw new Refusal("refused", "PERIOD_NOT_SEALED", { input, period });
  return sealed;
};

type Wanted = { readonly agencyId: string; readonly period: string };

/** One run for an agency and month, however many start it; a run that failed begins anew. */
async function startOrFind(
  { records, actor, at }: Acting,
  run: Omit<NewRun, "policyId" | "policySha256">,
): Promise<string> {
  const { agencyId, period } = run;
  await records.lock(`run/${agencyId}/${period}`);
  const earlier = await records.runs.findByPeriod(agencyId, period);
  if (earlier && earlier.state !== "FAILED") return earlier.id;
  const policy = policyInForce(await records.policies.active(agencyId), run.period);
  const fresh = { ...run, policyId: policy.id, policySha256: policy.sha256 };
  if (earlier) await records.runs.restart(earlier.id, fresh, at);
  const id = earlier?.id ?? (await records.runs.insert(fresh, at));
  await records.audit(actor, { action: "start", resource: "run", objectId: id, agencyId, detail: { period } }, at);
  return id;
}

/** Starts the computation of a month from its sealed revisions. */
export const startRun =
  (needs: StartNeeds) =>
  async (caller: Caller, { agencyId, period: text }: Wanted): Promise<RunSummary> => {
    const period = parsePeriod(text, "/period");
    await authorise(needs.accessTo, caller, ["start", "run"], { agencyId });
    const [activity, evaluation] = await Promise.all([
      needs.sealed.activity(caller, agencyId, period),
      needs.sealed.evaluation(caller, agencyId, period),
    ]);
    const run = {
      agencyId,
      period,
      makerId: caller.personId,
      activity: needed(activity, "ACTIVITY", period),
      evaluation: needed(evaluation, "EVALUATION", period),
    };
    const right = ["start", "run"] as const;
    const id = await asOfficer(needs, caller, right, agencyId, (acting) =>
      acting.records.once(caller, () => startOrFind(acting, run)),
    );
    await needs.work(id);
    return asOfficer(needs, caller, right, agencyId, ({ records }) => summaryOf(records, agencyId, id));
  };
