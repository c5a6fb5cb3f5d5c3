import { createHash, randomUUID } from "node:crypto";

import { Metadata } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { call } from "@kinerja/common/grpc";
import { type Period } from "@kinerja/common/kernel";
import * as proto from "@kinerja/proto/evaluation/v1/evaluation_service";

import {
  agency,
  elsewhere,
  employmentIdOf,
  indicatorOf,
  otherUnit,
  people,
  rhkOf,
  roster,
  sealOfMonth,
  unit,
} from "./testing/neighbours.ts";
import { idOf } from "./testing/samples.ts";
import { openSite, type Site } from "./testing/site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterAll(() => site.stop());

const period = "2026-10";
type Person = (typeof people)[keyof typeof people];
type Calls = proto.EvaluationServiceClient;

/** One call of a person, as the gateway makes it. */
const as = (person: Person, requestKey?: string) => {
  const ask = <Q, R>(method: (client: Calls) => Parameters<typeof call<Q, R>>[1], request: Q): Promise<R> =>
    call<Q, R>(site.client, method(site.client), request, {
      subject: { token: person },
      deadlineMs: 10_000,
      ...(requestKey !== undefined && { requestKey }),
    });
  return {
    setUnit: (more: Partial<proto.SetUnitPredicateRequest> = {}) =>
      ask((c) => c.setUnitPredicate.bind(c), { agencyId: agency, unitId: unit, period, predicate: proto.UnitPredicate.BAIK, reason: "SK 1/2026", ...more }),
    feedback: (personId: string, more: Partial<proto.GiveFeedbackRequest> = {}): Promise<proto.GiveFeedbackResponse> =>
      ask((c) => c.giveFeedback.bind(c), { personId, period, text: "Laporan rapi", ...more }),
    realise: (indicatorId: string) =>
      ask((c) => c.recordRealisation.bind(c), { period, realisations: [{ indicatorId, achieved: "6 dari 8 puskesmas" }] }),
    get: async (personId?: string, term = period): Promise<proto.Evaluation> =>
      (await ask<proto.GetEvaluationRequest, proto.GetEvaluationResponse>((c) => c.getEvaluation.bind(c), { period: term, personId })).evaluation!,
    team: (more: Partial<proto.ListTeamEvaluationsRequest> = {}): Promise<proto.ListTeamEvaluationsResponse> =>
      ask((c) => c.listTeamEvaluations.bind(c), { period, ...more }),
    rate: async (personId: string, result: proto.Rating = proto.Rating.SESUAI, behaviour: proto.Rating = proto.Rating.SESUAI, term = period): Promise<proto.Evaluation> =>
      (await ask<proto.RateEvaluationRequest, proto.RateEvaluationResponse>((c) => c.rateEvaluation.bind(c), { personId, period: term, result, behaviour })).evaluation!,
    distribution: (unitId = unit): Promise<proto.GetDistributionResponse> =>
      ask((c) => c.getDistribution.bind(c), { agencyId: agency, unitId, period }),
    explain: (reason = "Semua target tercapai") =>
      ask((c) => c.explainDistribution.bind(c), { agencyId: agency, unitId: unit, period, reason }),
    issue: (...personIds: string[]): Promise<proto.IssueEvaluationsResponse> =>
      ask((c) => c.issueEvaluations.bind(c), { period, personIds }),
    seal: async (acceptMissing?: boolean, agencyId = agency): Promise<proto.SealedPeriod> =>
      (await ask<proto.SealPeriodRequest, proto.SealPeriodResponse>((c) => c.sealPeriod.bind(c), { agencyId, period, acceptMissing })).period!,
    status: (): Promise<proto.GetSealedPeriodResponse> => ask((c) => c.getSealedPeriod.bind(c), { agencyId: agency, period }),
    gaps: (more: Partial<proto.ListEvaluationGapsRequest> = {}): Promise<proto.ListEvaluationGapsResponse> =>
      ask((c) => c.listEvaluationGaps.bind(c), { agencyId: agency, period, ...more }),
    notices: async (): Promise<string[]> =>
      (await ask<proto.ListEvaluationNoticesRequest, proto.ListEvaluationNoticesResponse>((c) => c.listEvaluationNotices.bind(c), {})).notices.map(({ code }) => code),
  };
}; // prettier-ignore

const { chief, head, staff, peer, newcomer, lead, colleague, officer, auditor, stranger, leader } = people;
const refused = (code: string) => expect.objectContaining({ kind: "refused", code });
const forbidden = (code = "NOT_PERMITTED") => expect.objectContaining({ kind: "forbidden", code });
const notFound = (code = "NOT_FOUND") => expect.objectContaining({ kind: "not-found", code });
const invalid = (pointer: string, code: string) =>
  expect.objectContaining({ kind: "invalid", violations: [expect.objectContaining({ pointer, code })] });
const no = (answer: Promise<unknown>, why: unknown) =>
  expect(answer.catch((error: unknown) => error)).resolves.toEqual(why);

describe("a month over gRPC", () => {
  it("shows an open evaluation with its plan before the month is closed", async () => {
    const own = await as(staff).get();
    expect(own).toMatchObject({ personId: staff, period, state: "EVALUATION_STATE_OPEN", assessorId: head, unitId: unit, sealedRevision: 0, version: 0 });
    expect(own.indicators).toMatchObject([{ rhkId: rhkOf(staff), indicatorId: indicatorOf(staff), target: "8", achieved: "" }]);
    expect(own.expectations).toEqual([{ value: "AKUNTABEL", text: "Laporan tepat waktu" }]);
    await no(as(head).rate(staff), refused("MONTH_NOT_SEALED"));
    await no(as(officer).seal(true), refused("MONTH_NOT_SEALED"));
  });

  it("takes the closing in, and then waits for the unit's predicate", async () => {
    const closing = { agencyId: agency, period: period as Period, eventId: randomUUID(), revision: 1, ...sealOfMonth() };
    await site.use.takeClosing(closing);
    expect(await as(staff).get()).toMatchObject({ version: 1, approvedMinutes: 9_000, openMinutes: 60, daysWithEntries: 20, sealedRevision: 1 });
    expect(await as(head).notices()).toEqual(["EVALUATION_TO_RATE"]);
    await no(as(head).rate(staff), refused("UNIT_PREDICATE_MISSING"));
  });

  it("lets the leader above or the officer set the unit's predicate, nobody else", async () => {
    for (const person of [head, staff, colleague, lead]) await no(as(person).setUnit(), forbidden());
    await no(as(auditor).setUnit(), forbidden());
    await no(as(stranger).setUnit(), notFound("AGENCY_UNKNOWN"));
    await no(as(chief).setUnit({ unitId: idOf(699) }), notFound("UNIT_UNKNOWN"));
    await no(as(chief).setUnit({ predicate: proto.UnitPredicate.UNSPECIFIED }), invalid("/predicate", "CHOICE_UNKNOWN"));
    await no(as(chief).setUnit({ period: "2026-13" }), invalid("/period", "MONTH_FORM"));
    await as(chief).setUnit();
    await as(officer).setUnit({ unitId: otherUnit });
    expect((await as(head).get()).proposedResult).toBe("RATING_SESUAI");
    expect((await as(staff).get()).proposedResult).toBe("RATING_UNSPECIFIED");
  });

  it("keeps what was achieved and what was said, each by who may", async () => {
    await as(staff).realise(indicatorOf(staff));
    await no(as(staff).realise(indicatorOf(peer)), notFound("INDICATOR_UNKNOWN"));
    await no(as(newcomer).realise(indicatorOf(newcomer)), refused("SET_SKP_MISSING"));
    const given = await Promise.all([as(head).feedback(staff, { rhkId: rhkOf(staff) }), as(lead).feedback(staff), as(peer).feedback(staff, { behaviourValue: "AKUNTABEL" })]);
    expect(new Set(given.map(({ feedbackId }) => feedbackId)).size).toBe(3);
    await no(as(staff).feedback(staff), forbidden());
    await no(as(colleague).feedback(staff), forbidden());
    await no(as(stranger).feedback(staff), notFound());
    await no(as(head).feedback(staff, { rhkId: rhkOf(peer) }), notFound("RHK_UNKNOWN"));
    await no(as(head).feedback(staff, { behaviourValue: "RAJIN" }), invalid("/behaviourValue", "CHOICE_UNKNOWN"));
    await no(as(head).feedback("x"), invalid("/personId", "UUID_FORM"));
    const own = await as(staff).get();
    expect(own.indicators[0]?.achieved).toBe("6 dari 8 puskesmas");
    expect(own.feedback.map(({ authorAs }) => authorAs).sort()).toEqual(["PEER", "SUPERIOR", "TEAM_LEAD"]);
    expect(await as(staff).notices()).toEqual(["FEEDBACK_RECEIVED", "FEEDBACK_RECEIVED", "FEEDBACK_RECEIVED"]);
  });

  it("is read by those whom the decision table names", async () => {
    for (const person of [head, lead, officer, auditor]) expect((await as(person).get(staff)).personId).toBe(staff);
    expect((await as(leader).get(head)).personId).toBe(head);
    for (const person of [peer, colleague]) await no(as(person).get(staff), forbidden());
    await no(as(stranger).get(staff), notFound());
    await no(as(head).get(idOf(700)), notFound());
  });

  it("is rated by the assessor alone, with the same answer for the same key", async () => {
    for (const person of [peer, lead, officer]) await no(as(person).rate(staff), forbidden("NOT_THE_ASSESSOR"));
    await no(as(staff).rate(staff), forbidden("NOT_THE_ASSESSOR"));
    await no(as(stranger).rate(staff), notFound());
    await no(as(head).rate(newcomer), refused("SET_SKP_MISSING"));
    await no(as(head).rate(staff, proto.Rating.UNSPECIFIED), invalid("/result", "CHOICE_UNKNOWN"));
    const key = randomUUID();
    const rated = await as(head, key).rate(staff, proto.Rating.DI_ATAS, proto.Rating.DI_ATAS);
    expect(rated).toMatchObject({ predicate: "PREDICATE_SANGAT_BAIK", state: "EVALUATION_STATE_RATED", assessorId: head });
    expect(await as(head, key).rate(staff, proto.Rating.DI_ATAS, proto.Rating.DI_ATAS)).toEqual(rated);
    await no(as(head, key).rate(staff), expect.objectContaining({ kind: "conflict", code: "IDEMPOTENCY_KEY_REUSED" }));
  });

  it("opens again when more was achieved after the rating", async () => {
    await as(staff).realise(indicatorOf(staff));
    expect(await as(staff).get()).toMatchObject({ state: "EVALUATION_STATE_OPEN", predicate: "PREDICATE_UNSPECIFIED" });
    expect(await as(head).notices()).toEqual(["EVALUATION_TO_RATE", "EVALUATION_TO_RATE"]);
    await as(head).rate(staff);
  });

  it("lists the team, those to rate first, page by page", async () => {
    const [first, rest] = [await as(head).team({ pageSize: 2 }), await as(head).team({ pageSize: 2, pageToken: (await as(head).team({ pageSize: 2 })).nextPageToken })];
    expect(first.evaluations.map(({ personId }) => personId)).toEqual([peer, newcomer]);
    expect(rest).toMatchObject({ nextPageToken: "", evaluations: [{ personId: staff, state: "EVALUATION_STATE_RATED", indicators: [], feedback: [], realised: 1 }] });
    expect(await as(staff).team()).toEqual({ evaluations: [], nextPageToken: "" });
    await no(as(head).team({ pageToken: "x" }), invalid("/pageToken", "PAGE_TOKEN_FORM"));
  });

  it("names who has no document and what is missing, page by page, to officers and auditors", async () => {
    const all = await as(officer).gaps();
    expect(all.people.map(({ personId, gap }) => [personId, gap])).toEqual([
      [newcomer, "EVALUATION_GAP_NO_SKP"],
      ...roster.filter(({ personId }) => personId !== staff && personId !== newcomer).map(({ personId }) => [personId, "EVALUATION_GAP_NO_REALISATION"]),
      [staff, "EVALUATION_GAP_NOT_ISSUED"],
    ]);
    expect(all.counts).toEqual([{ gap: "EVALUATION_GAP_NO_SKP", people: 1 }, { gap: "EVALUATION_GAP_NO_REALISATION", people: roster.length - 2 }, { gap: "EVALUATION_GAP_NOT_ISSUED", people: 1 }]);
    expect(all.people.at(-1)).toEqual({ personId: staff, unitId: unit, assessorId: head, gap: "EVALUATION_GAP_NOT_ISSUED", unitPredicateMissing: false });
    expect(all.people.find(({ personId }) => personId === chief)).toMatchObject({ assessorId: "", unitPredicateMissing: true });
    const paged: proto.EvaluationGapPerson[] = [];
    for (let pageToken: string | undefined; pageToken !== "";) {
      const page = await as(auditor).gaps({ pageSize: 3, pageToken });
      paged.push(...page.people);
      pageToken = page.nextPageToken;
    }
    expect(paged).toEqual(all.people);
    const one = await as(officer).gaps({ unitId: unit, gap: proto.EvaluationGap.NOT_ISSUED });
    expect(one).toMatchObject({ people: [{ personId: staff }], nextPageToken: "", counts: [{ people: 1 }, { people: 2 }, { people: 1 }] });
    await as(peer).realise(indicatorOf(peer));
    expect((await as(officer).gaps({ gap: proto.EvaluationGap.NOT_RATED })).people).toMatchObject([{ personId: peer }]);
    expect((await as(officer).gaps({ period: "2026-00" })).people).toEqual([]);
    for (const person of [head, chief, staff]) await no(as(person).gaps(), forbidden());
    await no(as(officer).gaps({ agencyId: elsewhere }), notFound());
    await no(as(officer).gaps({ pageToken: "x" }), invalid("/pageToken", "PAGE_TOKEN_FORM"));
    await no(as(officer).gaps({ unitId: "x" }), invalid("/unitId", "UUID_FORM"));
  });

  it("shows the distribution and asks for a reason", async () => {
    await as(head).rate(peer);
    await as(chief).rate(head);
    for (const person of [head, chief, officer]) {
      const found = await as(person).distribution();
      expect(found).toMatchObject({ unitPredicate: "UNIT_PREDICATE_BAIK", people: 4, violations: ["BAIK_OVER_70_PERCENT"], unexplained: ["BAIK_OVER_70_PERCENT"], bindingFrom: 3, reason: "" });
      expect(found.counts.filter(({ count }) => count > 0)).toEqual([{ predicate: "PREDICATE_BAIK", count: 3 }]);
    }
    for (const person of [staff, lead]) await no(as(person).distribution(), forbidden());
    await no(as(stranger).distribution(), notFound("AGENCY_UNKNOWN"));
    await no(as(head).issue(staff, peer), refused("DISTRIBUTION_REASON_MISSING"));
    await no(as(staff).explain(), forbidden());
    const waiting = async (): Promise<string[]> => (await as(officer).gaps({ unitId: unit })).people.map(({ gap }) => gap.slice("EVALUATION_GAP_".length));
    expect(await waiting()).toEqual(["NO_SKP", "NOT_EXPLAINED", "NOT_EXPLAINED", "NOT_EXPLAINED"]);
    await as(head).explain();
    expect(await waiting()).toEqual(["NO_SKP", "NOT_ISSUED", "NOT_ISSUED", "NOT_ISSUED"]);
    expect(await as(head).distribution()).toMatchObject({ violations: ["BAIK_OVER_70_PERCENT"], unexplained: [], reason: "Semua target tercapai" });
  });

  it("issues what is rated to whom the caller assesses", async () => {
    await no(as(head).issue(staff, colleague), forbidden("NOT_THE_ASSESSOR"));
    await no(as(stranger).issue(staff), notFound());
    await no(as(head).issue(staff, "x"), invalid("/personIds/1", "UUID_FORM"));
    expect(await as(head).issue(staff, peer, newcomer)).toEqual({ issued: 2 });
    expect(await as(head).issue(staff)).toEqual({ issued: 1 });
    const issued = await as(staff).get();
    expect(issued).toMatchObject({ state: "EVALUATION_STATE_ISSUED", predicate: "PREDICATE_BAIK", objectionUntil: "2026-11-26", unitPredicate: "UNIT_PREDICATE_BAIK" });
    expect(issued.feedback).toHaveLength(3);
    expect(issued.documentSha256).toMatch(/^[0-9a-f]{64}$/);
    for (const change of [as(head).rate(staff), as(staff).realise(indicatorOf(staff)), as(head).feedback(staff), as(chief).setUnit()])
      await no(change, refused("EVALUATION_ISSUED"));
    expect((await as(staff).notices())[0]).toBe("EVALUATION_ISSUED");
  });

  it("is sealed by the officer, and streamed to services", async () => {
    for (const person of [head, auditor]) await no(as(person).seal(), forbidden());
    await no(as(officer).seal(true, elsewhere), notFound());
    await no(as(officer).seal(), expect.objectContaining({ code: "PERIOD_INCOMPLETE", params: { missing: String(roster.length - 2) } }));
    const sealed = await as(officer).seal(true);
    expect(sealed).toMatchObject({ revision: 1, count: BigInt(roster.length) });
    expect(await as(officer).status()).toEqual({ period: sealed, missing: roster.length - 2 });
    const stream = site.service.streamSealedPredicates({ agencyId: agency, period, revision: 1 }, new Metadata(), { deadline: Date.now() + 10_000 });
    const hash = createHash("sha256");
    const rows: proto.SealedPredicate[] = [];
    let trailer: proto.StreamSealedPredicatesResponse | undefined;
    for await (const message of stream as AsyncIterable<proto.StreamSealedPredicatesResponse>) {
      if (message.row === undefined) trailer = message;
      else rows.push(message.row);
    }
    for (const row of rows) hash.update(proto.SealedPredicate.encode(row).finish());
    expect(trailer).toMatchObject({ count: sealed.count, sha256: sealed.sha256 });
    expect(hash.digest("hex")).toBe(sealed.sha256);
    const many = site.service.streamSealedPredicates({ agencyId: agency, period, revision: 1, rowsPerMessage: 3 }, new Metadata(), { deadline: Date.now() + 10_000 });
    const messages: proto.StreamSealedPredicatesResponse[] = [];
    for await (const message of many as AsyncIterable<proto.StreamSealedPredicatesResponse>) messages.push(message);
    expect(messages.slice(0, -2).every((message) => message.rows.length === 3)).toBe(true);
    expect(messages.flatMap((message) => message.rows.map((bytes) => proto.SealedPredicate.decode(bytes)))).toEqual(rows);
    expect(messages.at(-1)).toMatchObject({ rows: [], count: sealed.count, sha256: sealed.sha256 });
    expect(rows.map(({ employmentId }) => employmentId)).toEqual(roster.map(({ employmentId }) => employmentId));
    expect(rows.find(({ personId }) => personId === peer)).toEqual({ personId: peer, employmentId: employmentIdOf(peer), predicate: "PREDICATE_BAIK", evaluationVersion: 4 });
    expect(rows.find(({ personId }) => personId === newcomer)).toMatchObject({ predicate: "PREDICATE_UNSPECIFIED", evaluationVersion: 0 });
  });

  it("keeps a sealed unit's predicate, and takes what comes late into the next revision", async () => {
    await no(as(officer).setUnit({ unitId: otherUnit, predicate: proto.UnitPredicate.KURANG }), refused("PERIOD_SEALED"));
    expect(await as(chief).issue(head)).toEqual({ issued: 1 });
    expect(await as(officer).seal(true)).toMatchObject({ revision: 2 });
  });

  it("audits acts and every look at somebody else, and logs no bug", async () => {
    const audits = await site.audits();
    const by = (person: Person) => [...new Set(audits.filter(({ actor }) => actor === person).map((row) => `${row.action} ${row.resource} as ${row.role}`))];
    expect(by(staff)).toEqual(["realise evaluation as self"]);
    expect(by(auditor)).toEqual(["read evaluation as AUDITOR", "list-gaps evaluation as AUDITOR"]);
    expect(by(leader)).toEqual(["read evaluation as superior-of-superior"]);
    expect(by(head)).toEqual([
      "give feedback as SUPERIOR",
      "read evaluation as superior",
      "rate evaluation as superior",
      "list-team evaluation as superior",
      "read distribution as superior",
      "explain distribution as superior",
      "issue evaluation as superior",
    ]);
    expect(by(officer)).toContain("seal evaluation-period as PERSONNEL_OFFICER");
    expect(by(officer)).toContain("list-gaps evaluation as PERSONNEL_OFFICER");
    expect(by(stranger)).toEqual([]);
    expect(site.logLines).toEqual([]);
  });
}); // prettier-ignore

describe("a year", () => {
  it("has the figures of its months so far, and is rated when its December is sealed", async () => {
    expect(await as(staff).get(undefined, "2026-00")).toMatchObject({ period: "2026-00", approvedMinutes: 9_000, sealedRevision: 0, state: "EVALUATION_STATE_OPEN" });
    expect((await as(staff).get(undefined, "2026-00")).feedback).toHaveLength(3);
    await no(as(head).rate(staff, proto.Rating.SESUAI, proto.Rating.SESUAI, "2026-00"), refused("MONTH_NOT_SEALED"));
  });
}); // prettier-ignore
