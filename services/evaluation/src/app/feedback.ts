import { Refusal } from "@kinerja/common/errors";

import { type AuthorAs, type Feedback, giveFeedback as give } from "../domain/evaluation.ts";
import { parseTerm, spanOf, type Term } from "../domain/period.ts";
import { arePeers } from "../domain/place.ts";
import { type BehaviourValue } from "../domain/plan.ts";
import { type Access, type Caller, type Need, refuseUnlessAllowed } from "./authorise.ts";
import { type RateNeeds } from "./rate.ts";
import { type Directory, memberIn, planOf } from "./sources.ts";
import { type Act } from "./stores.ts";

export type FeedbackNeeds = RateNeeds & { readonly newId: () => string };

export type FeedbackCommand = {
  readonly personId: string;
  readonly period: string;
  readonly rhkId: string | undefined;
  readonly behaviourValue: BehaviourValue | undefined;
  readonly text: string;
  readonly evidenceUrl: string | undefined;
};

const need: Need = ["give", "feedback"];

async function isPeer(directory: Pick<Directory, "employments">, caller: Caller, personId: string, term: Term) {
  const { from, to } = spanOf(term);
  const employments = await directory.employments([caller.personId, personId], from, to);
  const [own, others] = [caller.personId, personId].map((id) => employments.filter((one) => one.personId === id));
  return arePeers(own ?? [], others ?? []);
}

/** As whom somebody writes whom the decision table allows it; who leads is no peer. */
function authorAsOf({ relations }: Access): AuthorAs {
  if (relations.some((one) => one === "superior" || one === "acting")) return "SUPERIOR";
  return relations.includes("team-lead") ? "TEAM_LEAD" : "PEER";
}

/** Feedback on a result or a value of behaviour; returns its id. */
export const giveFeedback =
  (needs: FeedbackNeeds) =>
  async (caller: Caller, command: FeedbackCommand): Promise<string> => {
    const { personId, rhkId } = command;
    const term = parseTerm(command.period);
    if (personId === caller.personId) throw new Refusal("forbidden", "NOT_PERMITTED");
    const member = await memberIn(needs.directory, personId, term);
    const { agencyId } = member.place;
    const peers = await isPeer(needs.directory, caller, personId, term);
    const [access] = await needs.accessTo(caller, need, [{ agencyId, personId, isPeer: peers }]);
    if (access === undefined) throw new Error("each target has an access");
    refuseUnlessAllowed(access, need);
    const authorAs = authorAsOf(access);
    const plan = await planOf(needs.setPlans, member, term);
    const feedback: Feedback = {
      feedbackId: needs.newId(),
      authorId: caller.personId,
      authorAs,
      rhkId: rhkId ?? "",
      behaviourValue: command.behaviourValue ?? "",
      text: command.text,
      evidenceUrl: command.evidenceUrl ?? "",
      at: needs.now(),
    };
    const grant = { agencies: [agencyId], person: caller.personId, role: authorAs };
    const act: Act = { caller, grant, need, command };
    return needs.evaluations.change(act, term, [member], (scenes) => ({
      decisions: scenes.map((scene) => give(scene, feedback, plan)),
      answer: feedback.feedbackId,
    }));
  };
