import { Refusal } from "@kinerja/common/errors";
import { addDays, type Day, dayAt } from "@kinerja/common/kernel";

import { type PatternPolicy } from "../domain/distribution.ts";
import { issue } from "../domain/issue.ts";
import { type ObjectionRule, objectionUntil } from "../domain/objection.ts";
import { parseTerm } from "../domain/period.ts";
import { authorise, type Caller } from "./authorise.ts";
import { type RateNeeds } from "./rate.ts";
import { type Directory, membersIn } from "./sources.ts";
import { type Act } from "./stores.ts";

export type IssueNeeds = Omit<RateNeeds, "directory"> & {
  readonly directory: Pick<Directory, "employments" | "daysOff">;
  readonly policy: PatternPolicy;
  readonly objection: ObjectionRule;
  readonly sha256: (text: string) => string;
};

export type IssueCommand = { readonly period: string; readonly personIds: readonly string[] };

/** Working days to count come with weekends and holidays between them. */
const calendarDays = (workingDays: number): number => workingDays * 2 + 21;

async function daysOffOf(needs: IssueNeeds, caller: Caller): Promise<ReadonlySet<Day>> {
  const { dayKind, days } = needs.objection;
  if (dayKind === "CALENDAR") return new Set();
  const today = dayAt(needs.now(), "WIB");
  return needs.directory.daysOff(caller, today, addDays(today, calendarDays(days)));
}

/** Issues the documents of those named who are rated; counts them with those issued before. */
export const issueEvaluations =
  (needs: IssueNeeds) =>
  async (caller: Caller, command: IssueCommand): Promise<number> => {
    const term = parseTerm(command.period);
    const personIds = [...new Set(command.personIds)];
    const members = await membersIn(needs.directory, personIds, term);
    if (members.length < personIds.length) throw new Refusal("not-found", "NOT_FOUND");
    const targets = members.map(({ personId, place }) => ({ agencyId: place.agencyId, personId }));
    // Who may rate may issue: the clause "issue evaluation" says only that everybody may try for the own team.
    const grant = await authorise(needs.accessTo, caller, ["rate", "evaluation"], targets);
    const daysOff = await daysOffOf(needs, caller);
    const at = needs.now();
    const act: Act = { caller, grant, need: ["issue", "evaluation"], command };
    return needs.evaluations.change(act, term, members, (scenes) => {
      const decisions = scenes.map((scene) =>
        issue(scene, {
          by: caller.personId,
          at,
          policy: needs.policy,
          objectionUntil: objectionUntil(dayAt(at, scene.evaluation.place.zone), needs.objection, daysOff),
          sha256: needs.sha256,
        }),
      );
      return { decisions, answer: decisions.filter(({ state }) => state.state === "ISSUED").length };
    });
  };
