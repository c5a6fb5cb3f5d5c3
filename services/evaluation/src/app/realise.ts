import { invalid } from "@kinerja/common/errors";

import { needPlan, type Realisation, realise } from "../domain/evaluation.ts";
import { parseTerm } from "../domain/period.ts";
import { type Caller, ownGrant } from "./authorise.ts";
import { type ReadNeeds } from "./read.ts";
import { memberIn, planOf } from "./sources.ts";
import { type Act } from "./stores.ts";

export type RealiseCommand = { readonly period: string; readonly realisations: readonly Realisation[] };

function refuseTwins(realisations: readonly Realisation[]): void {
  const ids = realisations.map(({ indicatorId }) => indicatorId);
  const twin = ids.findIndex((id, at) => ids.indexOf(id) < at);
  if (twin >= 0) throw invalid(`/realisations/${twin}/indicatorId`, "ITEM_NAMED_TWICE");
}

/** Records what the caller achieved for indicators of the own set SKP. */
export const recordRealisation =
  (needs: Pick<ReadNeeds, "evaluations" | "directory" | "setPlans">) =>
  async (caller: Caller, command: RealiseCommand): Promise<void> => {
    refuseTwins(command.realisations);
    const term = parseTerm(command.period);
    const member = await memberIn(needs.directory, caller.personId, term);
    const plan = needPlan(await planOf(needs.setPlans, member, term), term);
    const grant = ownGrant(caller, [member.place.agencyId]);
    const act: Act = { caller, grant, need: ["realise", "evaluation"], command };
    await needs.evaluations.change(act, term, [member], (scenes) => ({
      decisions: scenes.map((scene) => realise(scene, command.realisations, plan)),
      answer: null,
    }));
  };
