import { needPlan, rate, type Ratings } from "../domain/evaluation.ts";
import { parseTerm } from "../domain/period.ts";
import { authorise, type Caller, type Need } from "./authorise.ts";
import { type ReadNeeds, showOne } from "./read.ts";
import { memberIn, planOf } from "./sources.ts";
import { type Act } from "./stores.ts";
import { type EvaluationView } from "./view.ts";

export type RateNeeds = ReadNeeds & { readonly now: () => number };
export type RateCommand = Ratings & { readonly personId: string; readonly period: string };

/** The assessor of this moment rates result and behaviour; the plan that was seen is kept with the rating. */
export const rateEvaluation =
  (needs: RateNeeds) =>
  async (caller: Caller, command: RateCommand): Promise<EvaluationView> => {
    const need: Need = ["rate", "evaluation"];
    const term = parseTerm(command.period);
    const member = await memberIn(needs.directory, command.personId, term);
    const grant = await authorise(needs.accessTo, caller, need, [
      { agencyId: member.place.agencyId, personId: command.personId },
    ]);
    const plan = needPlan(await planOf(needs.setPlans, member, term), term);
    const act: Act = { caller, grant, need, command };
    await needs.evaluations.change(act, term, [member], (scenes) => ({
      decisions: scenes.map((scene) => rate(scene, command, { by: caller.personId, at: needs.now(), plan })),
      answer: null,
    }));
    return showOne(needs, grant, term, member);
  };
