import { describe, expect, it } from "@jest/globals";

import {
  achieved,
  at,
  idOf,
  indicatorA,
  indicatorB,
  noUnit,
  planOf,
  rhkId,
  sceneOf,
  term,
} from "../testing/samples.ts";
import {
  type Evaluation,
  type Feedback,
  giveFeedback,
  needPlan,
  rate,
  realise,
  type Scene,
  underPlan,
} from "./evaluation.ts";
import { parseTerm } from "./period.ts";

const person = idOf(1);
const plan = planOf();
const by = { by: idOf(9), at, plan };
const good = { result: "SESUAI", behaviour: "DI_ATAS", note: "Rapi" } as const;
const refusal = (kind: string, code: string) => expect.objectContaining({ kind, code });
const rated = (): Evaluation => rate(sceneOf(person), good, by).state;
const scene = (of: Partial<Evaluation>, more: Partial<Scene> = {}): Scene => sceneOf(person, { ...more, of });

describe("rating", () => {
  it("derives the predicate and keeps what was seen", () => {
    const { state, events } = rate(sceneOf(person), good, by);
    expect(state).toMatchObject({ state: "RATED", version: 1, assessorId: idOf(9), skpId: plan.skpId, isHead: false });
    expect(state.judgement).toEqual({ ...good, predicate: "BAIK", ratedBy: idOf(9), ratedAt: at, plan });
    expect(events).toEqual([{ type: "EvaluationRated" }]);
  });

  it("may be done again, by who assesses then", () => {
    const again = rate(scene(rated()), { ...good, result: "DI_ATAS" }, { ...by, by: idOf(8) }).state;
    expect(again).toMatchObject({
      state: "RATED",
      version: 2,
      assessorId: idOf(8),
      judgement: { predicate: "SANGAT_BAIK" },
    });
  });

  it.each<[string, Scene, string]>([
    ["an issued one", scene({ state: "ISSUED" }), "EVALUATION_ISSUED"],
    ["a month that is not sealed", scene({}, { figures: undefined, isSealed: false }), "MONTH_NOT_SEALED"],
    ["a unit without a predicate", scene({}, { unit: noUnit }), "UNIT_PREDICATE_MISSING"],
  ])("refuses %s", (_, given, code) => expect(() => rate(given, good, by)).toThrow(refusal("refused", code)));

  it("of a year waits for its December", () => {
    const year = { term: parseTerm("2026-00") };
    expect(() => rate(scene(year, { isSealed: false }), good, by)).toThrow(
      expect.objectContaining({ code: "MONTH_NOT_SEALED", params: { period: "2026-12" } }),
    );
    expect(rate(scene(year), good, by).state.state).toBe("RATED");
  });

  it("needs a set SKP", () => {
    expect(() => needPlan(undefined, term)).toThrow(refusal("refused", "SET_SKP_MISSING"));
    expect(needPlan(plan, term)).toBe(plan);
  });
});

describe("realisation", () => {
  it("is kept by indicator; the later one replaces", () => {
    const first = realise(sceneOf(person), [achieved(indicatorA, "6"), achieved(indicatorB)], plan);
    expect(first.events).toEqual([{ type: "RealisationRecorded" }]);
    const { state } = realise(scene(first.state), [achieved(indicatorA, "8")], plan);
    expect(state.realisations.map((one) => one.achieved)).toEqual(["8", "8 puskesmas"]);
    expect(state).toMatchObject({ version: 2, state: "OPEN", assessorId: idOf(9) });
  });

  it("opens again what was rated, and tells who rated", () => {
    const { state, events } = realise(scene(rated()), [achieved(indicatorA)], plan);
    expect(state).toMatchObject({ state: "OPEN", version: 2, judgement: undefined, assessorId: idOf(9) });
    expect(events).toContainEqual({ type: "EvaluationReopened", ratedBy: idOf(9) });
  });

  it("refuses unknown indicators and issued documents", () => {
    expect(() => realise(sceneOf(person), [achieved(idOf(999))], plan)).toThrow(
      refusal("not-found", "INDICATOR_UNKNOWN"),
    );
    expect(() => realise(scene({ state: "ISSUED" }), [achieved(indicatorA)], plan)).toThrow(
      refusal("refused", "EVALUATION_ISSUED"),
    );
  });
});

describe("feedback", () => {
  const said: Feedback = { feedbackId: idOf(5), authorId: idOf(9), authorAs: "PEER", rhkId: "", behaviourValue: "AKUNTABEL", text: "Baik", evidenceUrl: "", at };
  it("leaves a rating alone", () => {
    const { state, events } = giveFeedback(scene(rated()), said, undefined);
    expect(state).toEqual({ ...rated(), version: 2 });
    expect(events).toEqual([{ type: "FeedbackGiven", feedback: said }]);
  });

  it("before the month is sealed keeps what the plan says, so that nobody seems to be without one", () => {
    const { state } = giveFeedback(sceneOf(person), said, plan);
    expect(state).toMatchObject({ state: "OPEN", skpId: plan.skpId, assessorId: plan.assessorId });
  });

  it.each([
    ["a result of the plan", rhkId, plan, undefined],
    ["another result", idOf(998), plan, refusal("not-found", "RHK_UNKNOWN")],
    ["a result without a plan", rhkId, undefined, refusal("refused", "SET_SKP_MISSING")],
  ])("on %s", (_, onRhk, known, error) => {
    const give = () => giveFeedback(sceneOf(person), { ...said, rhkId: onRhk }, known);
    if (error === undefined) expect(give().events).toHaveLength(1);
    else expect(give).toThrow(error);
  });

  it("comes before the document", () =>
    expect(() => giveFeedback(scene({ state: "ISSUED" }), said, plan)).toThrow(refusal("refused", "EVALUATION_ISSUED")));
}); // prettier-ignore

describe("a plan", () => {
  it("names the assessor until somebody has judged", () => {
    const other = planOf({ assessorId: idOf(7), isHead: true });
    expect(underPlan(sceneOf(person).evaluation, other)).toMatchObject({ assessorId: idOf(7), isHead: true });
    expect(underPlan(rated(), other).assessorId).toBe(idOf(9));
  });
});
