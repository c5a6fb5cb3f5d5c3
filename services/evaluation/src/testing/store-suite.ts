import { randomUUID } from "node:crypto";

import { beforeAll, describe, expect, it } from "@jest/globals";

import { giveFeedback, openEvaluation, rate, type Ratings, realise } from "../domain/evaluation.ts";
import { annualTerm } from "../domain/period.ts";
import { sealRows } from "../domain/seal.ts";
import { explain } from "../domain/unit.ts";
import { openAgency, plan, policy, ratings } from "./drive-stores.ts";
import { type Stores } from "./memory-stores.ts";
import { achieved, at, employmentOf, indicatorA, october, rhkId, term } from "./samples.ts";

type Given = () => Stores;
const better: Ratings = { ...ratings, result: "DI_ATAS", behaviour: "DI_ATAS" };

function takesClosings(stores: Given): void {
  it("knows nothing at first", async () => {
    const here = openAgency(stores());
    const [one, other] = [here.member(), here.member()];
    const shown = await stores().evaluations.look(here.looking, term, [one, other]);
    const nobody = [one, other].map(({ personId, place }) => openEvaluation(personId, term, place));
    expect(shown.map(({ evaluation }) => evaluation)).toEqual(nobody);
    expect(shown[0]).toMatchObject({
      figures: undefined,
      isSealed: false,
      feedback: [],
      unit: { predicate: undefined, groups: [] },
    });
    const unit = await stores().units.look(here.grant, undefined, here.key);
    expect(unit).toMatchObject({ issued: 0, isSealed: false });
  });

  it("takes in a closing once, opens evaluations and tells each assessor", async () => {
    const here = openAgency(stores());
    const one = here.member();
    const closing = here.closingOf();
    const take = () => here.take(closing, [one, here.member()]);
    expect(await stores().closings.isTaken(closing)).toBe(false);
    await Promise.all([take(), take()]);
    expect(await stores().closings.isTaken(closing)).toBe(true);
    const { evaluation, figures, isSealed, unit } = await here.look(one);
    expect(isSealed).toBe(true);
    expect(evaluation).toMatchObject({ version: 1, state: "OPEN", assessorId: here.assessor, skpId: plan.skpId });
    expect(figures).toEqual({ revision: 1, approvedMinutes: 9_000, openMinutes: 30, daysWithEntries: 20 });
    expect(unit.groups.reduce((sum, { people }) => sum + people, 0)).toBe(2);
    const [notice] = await stores().notices.notices(here.assessor, 10);
    expect(notice).toMatchObject({ code: "EVALUATION_TO_RATE", params: { period: term, count: "2" } });
    expect(await here.notices(here.assessor)).toHaveLength(1);
  });

  it("shows the newest revision of a month, in whatever order they come, and the year's sum", async () => {
    const here = openAgency(stores());
    const one = here.member();
    await here.close([one], 2, 9_500);
    await here.close([one], 1, 9_000);
    expect((await here.look(one)).figures).toMatchObject({ revision: 2, approvedMinutes: 9_500 });
    const [year] = await stores().evaluations.look(here.looking, annualTerm(october), [one]);
    expect(year).toMatchObject({ figures: { revision: 0, approvedMinutes: 9_500 }, isSealed: false });
    expect(await here.notices(here.assessor)).toHaveLength(1);
  });
}

function keepsWhatWasDone(stores: Given): void {
  it("keeps realisations, feedback and ratings, and issues a document that stays", async () => {
    const here = openAgency(stores());
    const one = here.member();
    await here.close([one]);
    await here.setUnit();
    await here.changeOne(one, (scene) => realise(scene, [achieved(indicatorA)], plan));
    const said = { authorId: here.assessor, authorAs: "SUPERIOR", text: "Rapi", behaviourValue: "", evidenceUrl: "" } as const; // prettier-ignore
    const feedback = { ...said, feedbackId: randomUUID(), rhkId, at };
    await here.changeOne(one, (scene) => giveFeedback(scene, feedback, plan));
    await here.rate([one]);
    const rated = await here.look(one);
    expect(rated.evaluation).toMatchObject({ version: 4, state: "RATED" });
    expect(rated.evaluation.judgement).toMatchObject({ ...ratings, predicate: "BAIK", plan });
    expect(rated.feedback).toEqual([feedback]);
    expect([await here.issue([one]), await here.issue([one])]).toEqual([1, 0]);
    const { evaluation, document } = await here.look(one);
    const issue = { objectionUntil: "2026-11-19", issuedAt: at };
    expect(evaluation).toMatchObject({ version: 5, state: "ISSUED", issue, realisations: [achieved(indicatorA)] });
    const seen = { plan, feedback: [feedback], realisations: [achieved(indicatorA)], activity: { revision: 1 } };
    expect(document).toMatchObject({ ...seen, version: 5 });
    expect(await here.notices(one.personId)).toEqual(["EVALUATION_ISSUED", "FEEDBACK_RECEIVED"]);
    const [brief] = await stores().evaluations.look({ ...here.looking, whole: false }, term, [one]);
    expect(brief).toMatchObject({ feedback: [], document: undefined });
  });

  it("writes nothing when a decision refuses", async () => {
    const here = openAgency(stores());
    const one = here.member();
    await here.close([one]);
    await expect(here.rate([one, here.member()])).rejects.toMatchObject({ code: "UNIT_PREDICATE_MISSING" });
    await here.setUnit();
    const refused = here.changeOne(one, (scene) => {
      rate(scene, ratings, { by: here.assessor, at, plan });
      throw new Error("no");
    });
    await expect(refused).rejects.toThrow("no");
    expect((await here.look(one)).evaluation).toMatchObject({ version: 1, state: "OPEN" });
  });

  it("gives the first answer to the same request key, and refuses another body", async () => {
    const here = openAgency(stores());
    const one = here.member();
    await here.close([one]);
    await here.setUnit();
    const requestKey = randomUUID();
    const rateSame = () => here.rate([one], ratings, { requestKey });
    expect([await rateSame(), await rateSame()]).toEqual([[1], [1]]);
    expect((await here.look(one)).evaluation.version).toBe(2);
    const other = here.rate([one], better, { requestKey });
    await expect(other).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
  });
}

function races(stores: Given): void {
  it("make two ratings two versions, one after another", async () => {
    const here = openAgency(stores());
    const one = here.member();
    await here.close([one]);
    await here.setUnit();
    const seen = await Promise.all([ratings, better].map((how) => here.rate([one], how)));
    expect(seen.flat().sort()).toEqual([1, 2]);
    expect((await here.look(one)).evaluation).toMatchObject({ version: 3, state: "RATED" });
  });

  it("between first ratings of somebody who is not recorded yet meet no error", async () => {
    const here = openAgency(stores());
    await here.close([]);
    await here.setUnit();
    const one = here.member();
    const seen = await Promise.all(Array.from({ length: 4 }, () => here.rate([one])));
    expect(seen.flat().sort()).toEqual([0, 1, 2, 3]);
  });

  it("of an issue and a rating leave what was issued as its document says", async () => {
    const here = openAgency(stores());
    const one = here.member();
    await here.close([one]);
    await here.setUnit();
    await here.rate([one]);
    const [issued, rated] = await Promise.allSettled([here.issue([one]), here.rate([one], better)]);
    expect(issued).toEqual({ status: "fulfilled", value: 1 });
    const { evaluation, document } = await here.look(one);
    expect(evaluation.state).toBe("ISSUED");
    expect(document?.judgement.predicate).toBe(rated.status === "fulfilled" ? "SANGAT_BAIK" : "BAIK");
    expect(evaluation.judgement?.predicate).toBe(document?.judgement.predicate);
    expect(document?.version).toBe(evaluation.version);
  });

  it("of two issues of overlapping teams issue each document once", async () => {
    const here = openAgency(stores());
    const members = Array.from({ length: 4 }, here.member);
    await here.close(members);
    await here.setUnit();
    await here.rate(members);
    const counts = await Promise.all([here.issue(members.slice(0, 3)), here.issue(members.slice(1).reverse())]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(4);
  });
}

function unitsAndPeriods(stores: Given): void {
  it("asks a unit outside of its pattern for a reason before it issues", async () => {
    const here = openAgency(stores());
    const members = Array.from({ length: 6 }, here.member);
    const some = members.slice(0, 1);
    await here.close(members);
    await here.setUnit();
    await here.rate(members);
    await expect(here.issue(some)).rejects.toMatchObject({ code: "DISTRIBUTION_REASON_MISSING" });
    await stores().units.change(here.act(), here.key, (unit) => explain(unit, "Semua target tercapai", policy));
    expect(await here.issue(some)).toBe(1);
    const unit = await stores().units.look(here.grant, undefined, here.key);
    const explained = ["BAIK_OVER_70_PERCENT", "BUTUH_PERBAIKAN_OR_KURANG_MISSING"];
    expect(unit).toMatchObject({ issued: 1, reason: "Semua target tercapai", explained });
    await expect(here.setUnit()).rejects.toMatchObject({ code: "EVALUATION_ISSUED" });
  });

  it("seals predicates: the same again is the same, more is a new revision", async () => {
    const here = openAgency(stores());
    const members = [here.member(), here.member()];
    const roster = members.map(({ personId, place }) => employmentOf(personId, place));
    const people = members.map(({ personId }) => personId);
    const month = { agencyId: here.agencyId, period: october };
    const seal = () => stores().periods.seal(here.act(), month, people, (issued) => sealRows(roster, issued));
    const status = () => stores().periods.status(here.grant, month);
    await expect(seal()).rejects.toMatchObject({ code: "MONTH_NOT_SEALED" });
    expect((await status()).period.revision).toBe(0);
    await here.close(members);
    await here.setUnit();
    await here.rate(members);
    await here.issue(members.slice(0, 1));
    expect(await status()).toMatchObject({ missing: 1, period: { revision: 0 } });
    const first = await seal();
    expect(first).toMatchObject({ ...month, revision: 1, count: 2 });
    expect(await seal()).toEqual(first);
    await here.issue(members);
    const second = await seal();
    expect(second).toMatchObject({ revision: 2, count: 2 });
    expect(second.sha256).not.toBe(first.sha256);
    expect(await status()).toEqual({ missing: 0, period: second });
    expect((await stores().units.look(here.grant, undefined, here.key)).isSealed).toBe(true);
  });
}

/** What every implementation of the stores must do. */
export function storeSuite(open: () => Promise<Stores>): void {
  let stores: Stores | undefined;
  beforeAll(async () => {
    stores = await open();
  }, 60_000);
  const given: Given = () => {
    if (stores === undefined) throw new Error("not open");
    return stores;
  };
  describe("with closings", () => takesClosings(given));
  describe("with people", () => keepsWhatWasDone(given));
  describe("in races", () => races(given));
  describe("with units and periods", () => unitsAndPeriods(given));
}
