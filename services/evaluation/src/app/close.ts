import { Refusal } from "@kinerja/common/errors";

import { type Evaluation, openEvaluation, underPlan } from "../domain/evaluation.ts";
import { toRate } from "../domain/notice.ts";
import { annualTerm, type Term, termOf } from "../domain/period.ts";
import { type Directory, membersIn, type SetPlans } from "./sources.ts";
import { type Closing, type ClosingStore, type Member, type PersonMonth } from "./stores.ts";

export type CloseNeeds = {
  readonly closings: ClosingStore;
  readonly directory: Pick<Directory, "employments" | "roster">;
  readonly setPlans: SetPlans;
  /** The rows of the sealed month, checked against count and hash of the closing; refuses with INPUT_MISMATCH. */
  readonly sealedMonths: (closing: Closing) => Promise<readonly PersonMonth[]>;
};

/** People at once in a question to another service: plans of so many stay well under a message's limit. */
const slice = 200;

function* slices<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += slice) yield all.slice(from, from + slice);
}

/** Open evaluations of those who belong to the agency at the end of the month, with what their plans say. */
async function evaluationsOf(needs: CloseNeeds, closing: Closing, personIds: readonly string[]): Promise<Evaluation[]> {
  const { agencyId, period } = closing;
  const opened: Evaluation[] = [];
  // December's closing opens the year's evaluations as well.
  const terms: readonly Term[] = period.endsWith("-12") ? [termOf(period), annualTerm(period)] : [termOf(period)];
  for (const some of slices(personIds)) {
    const found = await membersIn(needs.directory, some, termOf(period));
    const members: readonly Member[] = found.filter(({ place }) => place.agencyId === agencyId);
    if (members.length === 0) continue;
    const plans = await needs.setPlans(members, period);
    for (const { personId, place } of members) {
      const plan = plans.get(personId);
      const open = (term: Term): Evaluation => openEvaluation(personId, term, place);
      opened.push(...terms.map((term) => (plan === undefined ? open(term) : underPlan(open(term), plan))));
    }
  }
  return opened;
}

/** Takes in a month that activity has sealed: what people did there, and who is to be evaluated. Delivered twice it has one effect. */
export const takeClosing =
  (needs: CloseNeeds) =>
  async (closing: Closing): Promise<void> => {
    if (await needs.closings.isTaken(closing)) return;
    const months = await needs.sealedMonths(closing);
    const roster = await needs.directory.roster(closing.agencyId, closing.period);
    const evaluations = await evaluationsOf(needs, closing, [...new Set(roster.map(({ personId }) => personId))]);
    await needs.closings.take(closing, months, evaluations, toRate);
  };

/** What no second try can repair: the rows are not those that were sealed. */
export const isForGood = (thrown: unknown): boolean =>
  thrown instanceof Refusal && thrown.code === "INPUT_MISMATCH" && thrown.params["input"] === "ACTIVITY";
