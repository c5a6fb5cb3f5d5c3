import { Refusal } from "@kinerja/common/errors";
import { type Period } from "@kinerja/common/kernel";

import { compareRuns, type Joined, type RunComparison } from "../domain/run-comparison.ts";
import { asOfficer, type OfficerNeeds } from "./authorise.ts";
import { type Caller, type Run } from "./ports.ts";
import { existingRun, type RunRef } from "./read-runs.ts";

type ComparedRun = Pick<Run, "id" | "agencyId" | "kind" | "period" | "payoutPeriod">;

export interface ComparisonRecords {
  /** The newest run of the kind, and for statements or for items as this one, before the month of which a batch is posted. */
  before(run: ComparedRun): Promise<Pick<Run, "id" | "period" | "payoutPeriod"> | undefined>;
  /** Person by person, held ones included; `largest` of them are named. */
  join(run: ComparedRun, before: Pick<Run, "id" | "payoutPeriod">, largest: number): Promise<Joined>;
}

export type ComparedRuns = {
  readonly previous: { readonly id: string; readonly period: Period } | undefined;
  readonly comparison: RunComparison;
};

const mostNamed = 20;
const nothing: RunComparison = { ...compareRuns({ groups: [], bands: [], largest: [] }), bands: [] };

/** A computed run beside the one before it; it names people with their amounts, and is one audit row. */
export const compareRun =
  (needs: OfficerNeeds) =>
  (caller: Caller, { agencyId, runId }: RunRef): Promise<ComparedRuns> =>
    asOfficer(needs, caller, ["list", "run-statement"], agencyId, async ({ records, actor, at }) => {
      const run = await existingRun(records, agencyId, runId);
      if (run.computedAt === undefined || run.state === "FAILED")
        throw new Refusal("refused", "RUN_STATE", { state: run.state, needed: "COMPUTED" });
      const previous = await records.comparisons.before(run);
      const detail = { compared_with: previous?.id ?? "" };
      const note = { action: "list", resource: "run-statement", objectId: runId, agencyId, detail };
      await records.audit(actor, note, at);
      if (!previous) return { previous, comparison: nothing };
      return { previous, comparison: compareRuns(await records.comparisons.join(run, previous, mostNamed)) };
    });
