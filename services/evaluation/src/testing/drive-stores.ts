import { randomUUID } from "node:crypto";

import { type Day } from "@kinerja/common/kernel";

import { sha256 } from "../adapters/hash.ts";
import { type Caller } from "../app/authorise.ts";
import { type Act, type Closing, type Member, type PersonMonth, type Shown, type UnitKey } from "../app/stores.ts";
import {
  type Evaluation,
  type EvaluationDecision,
  openEvaluation,
  rate,
  type Ratings,
  type Scene,
  underPlan,
} from "../domain/evaluation.ts";
import { issue } from "../domain/issue.ts";
import { toRate } from "../domain/notice.ts";
import { setPredicate } from "../domain/unit.ts";
import { type Stores } from "./memory-stores.ts";
import { at, october, planOf, term } from "./samples.ts";

export const policy = { minPopulation: 5, headCounts: true, most: "LARGEST" } as const;
export const plan = planOf();
export const ratings: Ratings = { result: "SESUAI", behaviour: "SESUAI", note: "" };

const monthOf = ({ personId, place }: Member, minutes: number): PersonMonth => ({
  ...{ personId, employmentId: place.employmentId },
  ...{ approvedMinutes: minutes, openMinutes: 30, daysWithEntries: 20 },
});

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error("there is none");
  return first;
}

/** An agency of its own with one unit and an assessor, and what is done there; tests on the same stores don't see each other. */
export function openAgency(stores: Stores) {
  const [agencyId, unitId, assessor] = [randomUUID(), randomUUID(), randomUUID()];
  const caller: Caller = { personId: assessor, token: "", requestId: randomUUID(), requestKey: undefined };
  const grant = { agencies: [agencyId], person: assessor, role: "superior" };
  const key: UnitKey = { agencyId, unitId, term };
  const looking = { grant, note: undefined, whole: true };
  const act = (more: Partial<Caller> = {}, command: object = {}): Act => ({
    ...{ caller: { ...caller, ...more }, grant, command },
    need: ["rate", "evaluation"],
  });
  const opened = ({ personId, place }: Member): Evaluation =>
    underPlan(openEvaluation(personId, term, place), { ...plan, assessorId: assessor });
  const closingOf = (revision = 1): Closing => ({
    ...{ agencyId, period: october, revision },
    ...{ eventId: randomUUID(), count: 0n, sha256: "" },
  });
  const take = (closing: Closing, members: readonly Member[], minutes = 9_000): Promise<void> => {
    const months = members.map((one) => monthOf(one, minutes));
    return stores.closings.take(closing, months, members.map(opened), toRate);
  };
  return {
    ...{ agencyId, assessor, key, grant, looking, act, closingOf, take },
    member: (): Member => ({
      personId: randomUUID(),
      place: { agencyId, unitId, employmentId: randomUUID(), zone: "WIB" },
    }),
    close: (members: readonly Member[], revision = 1, minutes = 9_000) => take(closingOf(revision), members, minutes),
    setUnit: () => stores.units.change(act(), key, (unit) => setPredicate(unit, term, "BAIK", "SK 1/2026")),
    changeOne: (one: Member, decide: (scene: Scene) => EvaluationDecision) =>
      stores.evaluations.change(act(), term, [one], (scenes) => ({ decisions: scenes.map(decide), answer: null })),
    /** Answers the versions that the rating met. */
    rate: (members: readonly Member[], how = ratings, more: Partial<Caller> = {}): Promise<number[]> =>
      stores.evaluations.change(act(more, how), term, members, (scenes) => ({
        decisions: scenes.map((scene) => rate(scene, how, { by: assessor, at, plan })),
        answer: scenes.map(({ evaluation }) => evaluation.version),
      })),
    /** Answers how many were issued by this act. */
    issue: (members: readonly Member[]): Promise<number> =>
      stores.evaluations.change(act(), term, members, (scenes) => {
        const objectionUntil = "2026-11-19" as Day;
        const decisions = scenes.map((scene) => issue(scene, { by: assessor, at, policy, objectionUntil, sha256 }));
        return { decisions, answer: decisions.filter(({ events }) => events.length > 0).length };
      }),
    look: async (one: Member): Promise<Shown> => firstOf(await stores.evaluations.look(looking, term, [one])),
    notices: async (personId: string): Promise<string[]> =>
      (await stores.notices.notices(personId, 10)).map(({ code }) => code),
  };
}
