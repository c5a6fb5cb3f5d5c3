import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";
import fc from "fast-check";

import { achieved, at, idOf, indicatorA, planOf, sceneOf } from "../testing/samples.ts";
import { type Group } from "./distribution.ts";
import { canonical, type EvaluationDocument } from "./document.ts";
import { type Evaluation, rate, type Scene } from "./evaluation.ts";
import { issue, type IssueTerms } from "./issue.ts";
import { noticesOf, toRate } from "./notice.ts";
import { type UnitPredicate } from "./predicate.ts";
import { explain, setPredicate, type UnitScene } from "./unit.ts";

/** Stands for the hash: the domain knows no library. */
const sha256 = (text: string): string => `hash of ${text}`;
const policy = { minPopulation: 5, headCounts: true, most: "LARGEST" } as const;
const terms: IssueTerms = { by: idOf(8), at, policy, objectionUntil: "2026-11-19" as Day, sha256 };
const person = idOf(1);
const refused = (code: string) => expect.objectContaining({ kind: "refused", code });

const groupsOf = (baik: number): Group[] => [{ predicate: "BAIK", isHead: false, people: baik }];
const unitOf = (predicate: UnitPredicate | undefined, groups: Group[], explained: string[] = [], reason = "") => ({ predicate, ground: "SK 1/2026", reason, explained, groups }); // prettier-ignore
const ratedScene = (unit: Scene["unit"] = unitOf("BAIK", groupsOf(1))): Scene => {
  const open = sceneOf(person, { unit, of: { realisations: [achieved(indicatorA)] } });
  const ratings = { result: "SESUAI", behaviour: "SESUAI", note: "" } as const;
  return { ...open, evaluation: rate(open, ratings, { by: idOf(9), at: at - 1_000, plan: planOf() }).state };
};
const documentIn = ({ events: [event] }: ReturnType<typeof issue>): string => {
  if (event?.type !== "EvaluationIssued") throw new Error("not issued");
  return event.document;
};

describe("issuing", () => {
  it("writes what was seen, once, with its hash, and starts the clock", () => {
    const scene = ratedScene();
    const decision = issue(scene, terms);
    const text = documentIn(decision);
    const document = JSON.parse(text) as EvaluationDocument;
    expect(decision.state).toMatchObject({
      state: "ISSUED",
      version: 2,
      assessorId: idOf(8),
      judgement: { plan: undefined },
    });
    expect(decision.state.issue).toEqual({ issuedAt: at, objectionUntil: "2026-11-19", documentSha256: sha256(text) });
    expect(document).toMatchObject({
      regime: "PermenPANRB 6/2022",
      version: 2,
      plan: planOf(),
      realisations: [achieved(indicatorA)],
      activity: scene.figures,
      unit: { predicate: "BAIK", violations: [] },
      judgement: { predicate: "BAIK", ratedBy: idOf(9) },
      issuedBy: idOf(8),
    });
    expect(canonical(document)).toBe(text);
    const issued: Scene = { ...scene, evaluation: decision.state };
    expect(issue(issued, terms)).toEqual({ state: decision.state, events: [] });
  });

  it("leaves alone who is not rated", () => {
    const open = sceneOf(person);
    expect(issue(open, terms)).toEqual({ state: open.evaluation, events: [] });
  });

  it("asks for a reason outside of the pattern, and never changes a rating", () => {
    const outside = unitOf("BAIK", groupsOf(6));
    expect(() => issue(ratedScene(outside), terms)).toThrow(refused("DISTRIBUTION_REASON_MISSING"));
    const half = unitOf("BAIK", groupsOf(6), ["BAIK_OVER_70_PERCENT"], "Semua tercapai");
    expect(() => issue(ratedScene(half), terms)).toThrow(
      expect.objectContaining({ params: expect.objectContaining({ violations: "BUTUH_PERBAIKAN_OR_KURANG_MISSING" }) }),
    );
    const explained = unitOf(
      "BAIK",
      groupsOf(6),
      ["BUTUH_PERBAIKAN_OR_KURANG_MISSING", "BAIK_OVER_70_PERCENT"],
      "Semua tercapai",
    );
    const { unit, judgement } = JSON.parse(documentIn(issue(ratedScene(explained), terms))) as EvaluationDocument;
    expect(unit).toMatchObject({
      reason: "Semua tercapai",
      violations: ["BAIK_OVER_70_PERCENT", "BUTUH_PERBAIKAN_OR_KURANG_MISSING"],
    });
    expect(judgement.predicate).toBe("BAIK");
  });
});

describe("a unit", () => {
  const open: UnitScene = { ...unitOf(undefined, []), isSealed: false, issued: 0 };
  const term = sceneOf(person).evaluation.term;

  it("gets its predicate, and another one until a document names it", () => {
    const set = setPredicate(open, term, "BAIK", "SK 1/2026");
    expect(set).toMatchObject({ predicate: "BAIK", ground: "SK 1/2026" });
    const reasoned: UnitScene = { ...open, ...set, reason: "Kecil", explained: ["BAIK_NOT_MOST"] };
    expect(setPredicate(reasoned, term, "BAIK", "SK 2/2026")).toMatchObject({ reason: "Kecil", ground: "SK 2/2026" });
    expect(setPredicate(reasoned, term, "KURANG", "SK 2/2026")).toMatchObject({ reason: "", explained: [] });
    expect(() => setPredicate({ ...reasoned, issued: 1 }, term, "BAIK", "")).toThrow(refused("EVALUATION_ISSUED"));
  });

  it("keeps it in a sealed month; one that is missing may still be set", () => {
    const sealed = { ...open, isSealed: true };
    expect(setPredicate(sealed, term, "BAIK", "SK").predicate).toBe("BAIK");
    expect(() => setPredicate({ ...sealed, predicate: "BAIK" }, term, "BAIK", "SK")).toThrow(refused("PERIOD_SEALED"));
  });

  it("explains what does not hold, nothing else", () => {
    const outside = { ...open, predicate: "BAIK" as const, groups: groupsOf(6) };
    expect(explain(outside, "Semua tercapai", policy)).toMatchObject({
      reason: "Semua tercapai",
      explained: ["BAIK_OVER_70_PERCENT", "BUTUH_PERBAIKAN_OR_KURANG_MISSING"],
    });
    expect(() => explain({ ...outside, groups: groupsOf(3) }, "x", policy)).toThrow(refused("REASON_NOT_NEEDED"));
    expect(() => explain(open, "x", policy)).toThrow(refused("REASON_NOT_NEEDED"));
  });
});

describe("notices", () => {
  const evaluation = ratedScene().evaluation;
  it("reach whom a decision concerns", () => {
    const feedback = { feedbackId: idOf(5), authorId: idOf(9), authorAs: "PEER", rhkId: "", behaviourValue: "", text: "x", evidenceUrl: "", at } as const;
    const codes = [
      noticesOf(evaluation, { type: "FeedbackGiven", feedback }),
      noticesOf(evaluation, { type: "EvaluationReopened", ratedBy: idOf(9) }),
      noticesOf(evaluation, { type: "EvaluationIssued", document: "" }),
      noticesOf(evaluation, { type: "RealisationRecorded" }),
      noticesOf(evaluation, { type: "EvaluationRated" }),
    ].map((notices) => notices.map(({ personId, code }) => [personId, code]));
    expect(codes).toEqual([[[person, "FEEDBACK_RECEIVED"]], [[idOf(9), "EVALUATION_TO_RATE"]], [[person, "EVALUATION_ISSUED"]], [], []]);
  });

  it("tell each assessor once how many wait", () => {
    const waiting = (n: number, assessorId: string | undefined): Evaluation => ({ ...evaluation, personId: idOf(n), assessorId });
    const notices = toRate([waiting(1, idOf(9)), waiting(2, idOf(8)), waiting(3, idOf(9)), waiting(4, undefined)]);
    expect(notices.map(({ personId, params }) => [personId, params["count"]])).toEqual([[idOf(9), "2"], [idOf(8), "1"]]);
  });
}); // prettier-ignore

describe("a canonical text", () => {
  const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Parameters<typeof canonical>[0]);
  it("is JSON of the same value, and the same for every order of keys", () =>
    fc.assert(
      fc.property(json, (value) => {
        const text = canonical(value);
        expect(JSON.parse(text)).toEqual(value);
        expect(canonical(JSON.parse(text) as typeof value)).toBe(text);
      }),
    ));

  it("sorts, leaves out what is missing and has no space", () =>
    expect(canonical({ b: [1, null, { d: true, c: "x" }], a: undefined, A: "é" })).toBe(
      '{"A":"é","b":[1,null,{"c":"x","d":true}]}',
    ));
});
