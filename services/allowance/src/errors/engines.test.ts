import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";

import { compilePolicy, type Policy } from "../domain/policy/compile.ts";
import { type PolicyDocument, type Table } from "../domain/policy/document.ts";
import { type Facts, type SpanFact } from "../domain/policy/sources.ts";
import { type Batch, check, resolve } from "../domain/run.ts";
import { statementMaker } from "../domain/statement.ts";
import { type Fault, survivors } from "../testing/caught.ts";
import { everyRule } from "../testing/every-rule.ts";
import {
  digest,
  employment,
  goodMonth,
  period,
  person,
  predicate,
  roster,
  rowsOf,
  usualCalendar,
} from "../testing/month.ts";
import { policyDocument } from "../testing/policies.ts";
import { randomFacts } from "../testing/random-facts.ts";
import { smallDocuments } from "../testing/small-documents.ts";
import { dayOf, evaluated, flagsOf, good, isSeen, july, leaveOf, lineOf, netOf, refusal, refusedLines, withStep } from "./wrong.ts"; // prettier-ignore

const small = (name: string): PolicyDocument => smallDocuments[name] as PolicyDocument;
/** Whether engine and oracle disagree where the engine has this fault. */
const isFaultSeen = (document: PolicyDocument, fault: Fault): boolean =>
  survivors(document, [fault], 1_000).length === 0;

/** The score counts once in the document: what then leaves it out leaves it unused. */
const withoutGraded = everyRule.replace("of: ratio\n    input: score", "of: ratio\n    input: leave_days").replace('lte: "50.5"', "lte: 50").replace('gt: "50.5"', "gt: 50"); // prettier-ignore

describe("errors of other engines are caught here", () => {
  it("E1 events of lateness are not compared with minutes", () => {
    const document = small("items.tier");
    const cutOf = (late: readonly number[]) =>
      lineOf(evaluated(document, { "roster.class": "8", "attendance.late_events": late }), "cuts.late");
    // Three times 45 minutes are three times 1 %.
    expect([cutOf([45, 45, 45]), cutOf([])]).toEqual(["-275709/2", "0"]);
    expect(refusal("per: occurrence", "per: month")).toEqual(["POLICY_FORM_WRONG -1"]);
    expect(refusal("percent: 3, per: day", "percent: 3, per: minute")).toEqual(["POLICY_UNIT_WRONG 0"]);
    const counting: Fault = {
      name: "compares how many there are",
      in: (month) => {
        const { evaluate } = compilePolicy(document, month);
        return ({ facts, ...rest }) => {
          const late = facts["attendance.late_events"] as readonly number[] | undefined;
          return { ...rest, facts, outcome: evaluate({ ...facts, ...(late && { "attendance.late_events": [late.length] }) }) }; // prettier-ignore
        };
      },
    };
    expect(isFaultSeen(document, counting)).toBe(true);
  });

  it("E2 a score is no constant, and nothing is divided by 0", () => {
    const document = small("steps.score_sum");
    const score = (late: number) => lineOf(evaluated(document, { "roster.class": "8", "score.skp": "90", "attendance.late_minutes": late, "score.perilaku": "80" }), "score"); // prettier-ignore
    expect([score(0), score(31), score(121)]).toEqual(["171/2", "167/2", "163/2"]);
    const late = { id: "late", label: "Terlambat", cite: { legal: "contoh", article: "Pasal 1" }, input: "late", brackets: [{ gte: 0, points: 20 }] }; // prettier-ignore
    expect(isSeen(document, withStep(document, "score", { items: [late] }))).toBe(true);
    // What was measured and does not count any more is told at its name.
    expect(refusedLines("input: score, max: 40", "input: lhkpn, brackets: [{ gte: 0, points: 20 }]", withoutGraded)).toContain("POLICY_NAME_UNUSED score:"); // prettier-ignore
    const ratio: Facts = { "roster.class": "12", "activity.approved_minutes": 6_000 };
    expect(netOf(small("steps.ratio_capped"), { ...ratio, "minutes.target": 0 })).toBe(0n);
    expect(evaluated(small("steps.prorate"), { "roster.class": "7", "roster.paid_days": 0, "calendar.days_of_month": 0 })).toMatchObject({ status: "blocked", net: 0n }); // prettier-ignore
  });

  it("E3 credited days of leave count where the target is not reached too", () => {
    const document = small("facts.credit");
    const facts: Facts = {
      "roster.class": "8",
      "activity.approved_minutes": 3_000,
      "attendance.days": [dayOf(1, { status: "CUTI_TAHUNAN" }), dayOf(2, { status: "CUTI_TAHUNAN" })],
    };
    // 40 % of 4.595.150, and of these 3.840 of 6.750 minutes.
    expect(netOf(document, facts)).toBe(1_045_652n);
    expect(netOf(document, { ...facts, "attendance.days": [] })).toBe(816_916n);
    const wrong = withStep(document, "ratio", { input: "minutes" });
    expect(netOf(wrong, facts)).toBe(816_916n);
    expect(isSeen(document, wrong)).toBe(true);
  });

  it("E4 no rule knows a person", () => {
    const document = policyDocument("kemnaker-tukin");
    const policy = compilePolicy(document, july);
    const make = statementMaker(policy, digest);
    const ofPerson = (n: number) => make({ personId: person(n), employmentId: employment(n), days: 2 ** 31 - 1, facts: good, flags: [] }); // prettier-ignore
    expect([ofPerson(1).net, ofPerson(2).net]).toEqual([4_595_150n, 4_595_150n]);
    expect(refusal("from: roster.staff_kind", "from: roster.nip")).toEqual(["POLICY_VALUE_WRONG 0"]);
    expect(refusal("when: { input: staff_kind, in: [cpns] }, by", "when: { input: nip, in: [cpns] }, by")).toContain("POLICY_REFERENCE_UNKNOWN 0"); // prettier-ignore
  });

  it("E5 hours and minutes are minutes, not their digits", () => {
    const document = small("steps.ratio_capped");
    const net = (minutes: number | string, target: number) =>
      netOf(document, { "roster.class": "12", "activity.approved_minutes": minutes, "minutes.target": target });
    // 5 h 59 min and 6 h 00 min of 6 h 30 min: 92,05 and 92,31 %.
    expect([net(359, 390), net(360, 390)]).toEqual([9_109_395n, 9_134_769n]);
    expect([net(559, 630), net(600, 630)]).toEqual([8_780_737n, 9_424_762n]);
    for (const written of ["0559", "05:59"])
      expect(flagsOf(evaluated(document, { "roster.class": "12", "activity.approved_minutes": written, "minutes.target": 390 }))).toEqual(["INPUT_IMPOSSIBLE"]); // prettier-ignore
    const digits: Fault = {
      name: "writes hours and minutes beside each other",
      in: (month) => {
        const { evaluate } = compilePolicy(document, month);
        return ({ facts, ...rest }) => {
          const minutes = Number(facts["activity.approved_minutes"] ?? 0);
          const written = Math.floor(minutes / 60) * 100 + (minutes % 60);
          return { ...rest, facts, outcome: evaluate({ ...facts, "activity.approved_minutes": written }) };
        };
      },
    };
    expect(isFaultSeen(document, digits)).toBe(true);
  });

  it("E6 the parts of a base are 100 percent together, for everybody", () => {
    const document = small("steps.share");
    expect(lineOf(evaluated(document, { "roster.class": "8", "evaluation.predicate": "baik" }), "both")).toBe(
      "4595150",
    );
    expect(refusal("of: base, percent: 40", "of: base, percent: 60")).toEqual(["POLICY_SHARES -1"]);
    const wrong = withStep(document, "attendance_part", { percent: 60 });
    expect(flagsOf(evaluated(wrong, { "roster.class": "8", "evaluation.predicate": "baik" }))).toEqual(["NET_IMPOSSIBLE"]); // prettier-ignore
    expect(isSeen(document, wrong)).toBe(true);
  });

  it("E7 a month has a year", () => {
    const document = small("steps.lag");
    const reported = (from: string): bigint =>
      netOf(document, { "roster.class": "8", "evaluation.annual_predicates": [leaveOf("tidak_ada", from, from)] });
    expect([reported("2026-06-15"), reported("2025-06-15")]).toEqual([3_216_605n, 4_595_150n]);
    const ofAnyYear: Fault = {
      name: "looks at the month without its year",
      in: (month) => {
        const { evaluate } = compilePolicy(document, month);
        return ({ facts, ...rest }) => {
          const found = (facts["evaluation.annual_predicates"] ?? []) as readonly SpanFact[];
          const spans = found.map(({ kind, from }) => ({
            kind,
            from: `${month.slice(0, 4)}${from.slice(4)}` as typeof from,
          }));
          return { ...rest, facts, outcome: evaluate({ ...facts, "evaluation.annual_predicates": spans }) };
        };
      },
    };
    expect(isFaultSeen(document, ofAnyYear)).toBe(true);
    // And behaviour of another revision multiplies no rows.
    const inputs = { ...goodMonth(1), predicates: [predicate(1), predicate(1, "kurang")] };
    expect(rowsOf(period, inputs)).toHaveLength(1);
  });

  it("E8 an item of a score is not forgotten", () => {
    const document = small("steps.point_value");
    const facts: Facts = { "score.aktivitas": "90", "score.perilaku": "80", "score.serapan": "100" };
    expect(netOf(document, facts)).toBe(16_110_000n);
    const [score] = document.steps.filter((step) => step.rule === "score_sum");
    const wrong = withStep(document, "score", { items: score?.items.slice(0, 2) });
    expect(netOf(wrong, facts)).toBe(14_310_000n);
    expect(isSeen(document, wrong)).toBe(true);
    const line =
      "- { id: behaviour, input: score, max: 40, label: Perilaku, cite: { legal: perkada, article: Pasal 12 } }\n      ";
    expect(refusedLines(line, "", withoutGraded)).toContain("POLICY_NAME_UNUSED score:"); // prettier-ignore
  });

  it("E9 brackets leave nothing out, hold nothing twice, and are numbers", () => {
    const document = small("steps.tier");
    const net = (score: string) => netOf(document, { "roster.class": "8", "score.perilaku": score });
    expect([net("90.5"), net("90.5001"), net("91")]).toEqual([4_480_271n, 4_595_150n, 4_595_150n]);
    expect(refusal("gte: 90, percent: 100", "gte: 91, percent: 100")).toEqual(["POLICY_TIER_GAP 0"]);
    expect(refusal("gte: 90, percent: 100", "gt: 90, percent: 100")).toEqual(["POLICY_TIER_EDGE 0"]);
    expect(refusal("gte: 90, percent: 100", "gte: 89, percent: 100")).toEqual(["POLICY_TIER_OVERLAP 0"]);
    expect(refusal("gte: 90, percent: 100", "gte: 190, percent: 100")).toEqual(["POLICY_TIER_GAP 0"]);
    expect(refusal("gte: 90, percent: 100", 'gte: 90, percent: "90+(109-90)*(n-91)"')).toEqual([
      "POLICY_VALUE_WRONG 0",
    ]);
  });

  it("E10 who joins late shortens nobody else's month", () => {
    const document = small("steps.prorate");
    const facts = (paidDays: number): Facts => ({ "roster.class": "7", "roster.paid_days": paidDays, "calendar.days_of_month": 31, "activity.approved_minutes": 6_200 }); // prettier-ignore
    const { evaluate } = compilePolicy(document, july);
    expect([31, 17, 31].map((days) => evaluate(facts(days)).net)).toEqual([3_915_950n, 2_147_456n, 3_915_950n]);
    for (const name of Object.keys(smallDocuments)) {
      const kept = compilePolicy(small(name), july);
      const months = Array.from({ length: 20 }, (_, seed) => randomFacts(small(name), july, seed));
      const outcomes = months.map((one) => kept.evaluate(one));
      expect(months.toReversed().map((one) => compilePolicy(small(name), july).evaluate(one))).toEqual(
        outcomes.toReversed(),
      );
    }
    const remembering: Fault = {
      name: "keeps the days of whoever joined late",
      in: (month) => {
        const policy: Policy = compilePolicy(document, month);
        let least = 31;
        return (one) => {
          least = Math.min(least, Number(one.facts["roster.paid_days"] ?? least));
          return { ...one, outcome: policy.evaluate({ ...one.facts, "roster.paid_days": least }) };
        };
      },
    };
    expect(isFaultSeen(document, remembering)).toBe(true);
  });

  it("E11 a cut meets its own base, leave keeps the cuts, and reduced by is not paid", () => {
    expect(refusal("rule: subtract, of: att_part", "rule: subtract, of: base")).toContain("POLICY_BASE_MISMATCH 0");
    expect(refusal("of: [graded, attendance]", "of: [graded, cuts]")).toContain("POLICY_BASE_MISMATCH 0");
    const document = small("steps.override_by_month.keep");
    const facts: Facts = { "roster.class": "8", "attendance.absent_days": 2, "leave.spans": [leaveOf("cuti_besar", "2026-07-01", "2026-07-31")] }; // prettier-ignore
    // 50 % are paid, less two days of 3 %.
    expect(netOf(document, facts)).toBe(2_021_866n);
    const [erasing, misread] = [withStep(document, "leave", { with_cuts: "erase" }), withStep(document, "leave", { means: "cut", rows: { cuti_besar: [25], cuti_sakit: [100] } })]; // prettier-ignore
    expect([netOf(erasing, facts), netOf(misread, facts)]).toEqual([2_297_575n, 3_170_654n]);
    expect([isSeen(document, erasing), isSeen(document, withStep(document, "leave", { means: "cut" }))]).toEqual([true, true]); // prettier-ignore
  });

  it("E12 nobody is missing in a month that is paid", () => {
    const inputs = { ...goodMonth(3), roster: [roster(1), roster(2, { positionClass: 0 }), roster(3)], months: goodMonth(1).months }; // prettier-ignore
    const policy = compilePolicy(policyDocument("kemnaker-tukin"), period);
    const earned = rowsOf(period, inputs, new Map(), [usualCalendar(period)]).map(statementMaker(policy, digest));
    expect(earned.map(({ status }) => status)).toEqual(["payable", "blocked", "payable"]);
    expect(earned[1]?.flags.map(({ code }) => code)).toContain("INPUT_MISSING");
    // What blocks is not waved through, and as long as it is open the batch is not checked; nor is one from which somebody was left out.
    const batch: Batch = { batch: 1, state: "COMPUTED", sha256: "all", makerId: person(9), checkerId: undefined, approverId: undefined, settlerId: undefined }; // prettier-ignore
    const act = { by: person(8), sha256: "all", hasOwnRow: false, openFlags: 1 };
    expect(() => check(batch, act)).toThrow("FLAGS_OPEN");
    expect(() => check(batch, { ...act, openFlags: 0, sha256: "without the second" })).toThrow("HASH_MISMATCH");
    expect(() => resolve({ severity: "BLOCK", decision: undefined, personId: person(2) }, "COMPUTED", "ACKNOWLEDGE", person(8))).toThrow("FLAG_BLOCKS"); // prettier-ignore
  });

  it("E13 rupiah are no floats", () => {
    const document = small("steps.cut_by_table");
    const predikat = { ...document.tables["predikat"], rows: { sangat_baik: 7, baik: 31, butuh_perbaikan: 33, kurang: 55, sangat_kurang: 93 } } as Table; // prettier-ignore
    const cut: PolicyDocument = { ...document, tables: { ...document.tables, predikat } };
    // 3.170.653,5 exactly; in floats it is a bit less.
    expect(netOf(cut, { "roster.class": "8", "evaluation.predicate": "baik" })).toBe(3_170_654n);
    expect(Math.round(4_595_150 * (1 - 31 / 100))).toBe(3_170_653);
    const floating: Fault = {
      name: "computes in floats",
      in: () => (one) => {
        const percent = Number((predikat as { rows: Record<string, number> }).rows[one.facts["evaluation.predicate"] as string]); // prettier-ignore
        if (one.outcome.status === "blocked") return one;
        const net = rupiah(BigInt(Math.round(Number(one.outcome.gross) * (1 - percent / 100))));
        return { ...one, outcome: { ...one.outcome, net } };
      },
    };
    expect(isFaultSeen(cut, floating)).toBe(true);
    expect(refusal('lte: 30, percent: "0.5"', "lte: 30, percent: 0.5")).toEqual(["POLICY_FLOAT 0"]);
    const score = evaluated(small("steps.tier"), { "roster.class": "8", "score.perilaku": 90.5 });
    expect(flagsOf(score)).toEqual(["INPUT_IMPOSSIBLE"]);
  });
});
