import { describe, expect, it } from "@jest/globals";
import { type Day, rupiah } from "@kinerja/common/kernel";

import { paymentFile, type PaymentRow } from "../domain/payment-file.ts";
import { type PolicyDocument, type StepOf } from "../domain/policy/document.ts";
import { type DayFact, type Facts, type SpanFact } from "../domain/policy/sources.ts";
import { runExamples } from "../domain/policy/worked-examples.ts";
import { person } from "../testing/month.ts";
import { policyDocument } from "../testing/policies.ts";
import { smallDocuments } from "../testing/small-documents.ts";
import { dayOf, evaluated, flagsOf, good, isSeen, leaveOf, lineOf, netOf, refusal, withFact, withStep } from "./wrong.ts"; // prettier-ignore

/** The rule by which these errors happened. */
const document = policyDocument("kemnaker-tukin");
const full = 4_595_150n;
const paid = (facts: Facts, by: PolicyDocument = document): bigint => netOf(by, { ...good, ...facts });
const withDays = (...days: DayFact[]): Facts => ({ "attendance.days": days });
const withLeave = (...spans: SpanFact[]): Facts => ({ "leave.spans": spans });
const codes = (wrong: PolicyDocument): string[] => [...new Set(runExamples(wrong).map(({ code }) => code))];

describe("errors that were paid out under one rule are caught here", () => {
  it("G1 cuts are of the attendance part, not of the whole: 3,33 times as much", () => {
    const absent = withDays(dayOf(1, { status: "ALPA" }));
    expect(full - paid(absent)).toBe(41_356n);
    const wrong = withStep(document, "att_cut", { of: "base" });
    expect(full - paid(absent, wrong)).toBe(137_854n);
    const small = smallDocuments["steps.sum_cuts"] as PolicyDocument;
    expect(codes(wrong)).toContain("POLICY_TEST_FAILS");
    expect(isSeen(small, withStep(small, "cuts", { of: "base" }))).toBe(true);
    expect(refusal("rule: subtract, of: att_part", "rule: subtract, of: base")).toContain("POLICY_BASE_MISMATCH 0");
  });

  it("G2 reduced by 75 % is not paid 75 %: longer leave never pays more", () => {
    const nth = (by: PolicyDocument) =>
      ["2026-07-01", "2026-05-31", "2026-04-30"].map((from) => paid(withLeave(leaveOf("cuti_besar", from, "2026-09-30")), by)); // prettier-ignore
    expect(nth(document)).toEqual([2_297_575n, 1_148_788n, 459_515n]);
    const wrong = withStep(document, "long_leave", { means: "paid" });
    expect(nth(wrong)).toEqual([2_297_575n, 3_446_363n, 4_135_635n]);
    expect(codes(wrong)).toContain("POLICY_TEST_FAILS");
    const small = smallDocuments["steps.override_by_month"] as PolicyDocument;
    expect(isSeen(small, withStep(small, "leave", { means: "paid" }))).toBe(true);
  });

  it("G3 leave that cuts nothing leaves the cuts of attendance where they are", () => {
    const facts = { ...withDays(dayOf(20, { missed_out: true })), ...withLeave(leaveOf("cuti_sakit", "2026-07-01", "2026-07-03")) }; // prettier-ignore
    expect(full - paid(facts)).toBe(13_785n);
    const wrong = withStep(document, "sick_leave", { only_if: "always" });
    // The tariff is restored; the lower of the two kinds of leave is paid all the same, and the flag tells.
    expect(lineOf(evaluated(wrong, { ...good, ...facts }), "sick_leave")).not.toBe("0");
    expect(flagsOf(evaluated(wrong, { ...good, ...facts }))).toContain("OVERRIDE_RAISES");
    expect(codes(wrong)).not.toEqual([]);
    const small = smallDocuments["steps.override_by_month"] as PolicyDocument;
    expect(isSeen(small, withStep(small, "leave", { only_if: "always" }))).toBe(true);
  });

  it("G4 one day of unpaid leave does not take a month away unseen", () => {
    const days = Array.from({ length: 22 }, (_, index) => dayOf(index + 1));
    const facts = { ...good, ...withDays(...days), ...withLeave(leaveOf("cltn", "2026-07-02", "2026-07-02")) };
    expect(flagsOf(evaluated(document, facts))).toEqual(expect.arrayContaining(["NOT_ENTITLED", "PARTIAL_CHECK"]));
    const { flag_if: _, ...entitled } = document.steps.find(({ id }) => id === "entitled") as StepOf<"exclude">;
    const wrong = { ...document, steps: document.steps.map((step) => (step.id === "entitled" ? entitled : step)) };
    expect(flagsOf(evaluated(wrong, facts))).not.toContain("PARTIAL_CHECK");
    const small = smallDocuments["steps.exclude"] as PolicyDocument;
    const [step] = small.steps.filter(({ rule }) => rule === "exclude") as StepOf<"exclude">[];
    const { flag_if: __, ...unseen } = step as StepOf<"exclude">;
    expect(isSeen(small, { ...small, steps: small.steps.map((one) => (one.rule === "exclude" ? unseen : one)) })).toBe(true); // prettier-ignore
  });

  it("G5 what is short is not charged beside late and early, of which it is made", () => {
    const facts = withDays(dayOf(1, { late: 90, early: 30 }));
    // 30 minutes after the tolerance, and 30: 0,6 % of 1.378.545.
    expect(full - paid(facts)).toBe(8_271n);
    const cite = { legal: "permen", article: "Pasal 13 ayat (3)" };
    const short = { id: "short", rule: "total" as const, of: ["late_minutes", "early_minutes"], unit: "minute" as const, floor: "zero" as const, label: "Kekurangan jam kerja", cite }; // prettier-ignore
    const item = { id: "short", rule: "rate_per_unit" as const, input: "short", percent: "0.01", per: "minute" as const, label: "Kekurangan jam kerja", cite }; // prettier-ignore
    const cuts = document.steps.find(({ id }) => id === "att_cut") as StepOf<"sum_cuts">;
    const wrong = { ...withStep(document, "att_cut", { items: [...cuts.items, item] }), facts: [...(document.facts ?? []), short] }; // prettier-ignore
    expect(full - paid(facts, wrong)).toBe(16_543n);
    expect(codes(wrong)).toContain("POLICY_TEST_FAILS");
    expect(refusal("b: { item: early,", "b: { item: late,")).toEqual(["POLICY_COUNTED_TWICE 0"]);
  });

  it("G6 an event is no day: two missed checks on one day are two", () => {
    const facts = withDays(dayOf(1, { missed_in: true, missed_out: true }));
    expect(full - paid(facts)).toBe(27_571n);
    const wrong = withFact(document, "missed_checks", { how: "count" });
    expect(full - paid(facts, wrong)).toBe(13_785n);
    const text = JSON.stringify(document, undefined, 1);
    expect(refusal("\"per\": \"event\",\n     \"label\": \"Tidak merekam", "\"per\": \"day\",\n     \"label\": \"Tidak merekam", text)).toEqual(["POLICY_UNIT_WRONG 0"]); // prettier-ignore
    const small = smallDocuments["facts.aggregate"] as PolicyDocument;
    expect(isSeen(small, withFact(small, "missed", { how: "count" }))).toBe(true);
  });

  it("G7 an outage of two days excuses missed checks and no lateness, once somebody has put it in", () => {
    const days = [dayOf(15, { missed_out: true, late: 90 }), dayOf(16, { missed_out: true }), dayOf(17, { missed_out: true })]; // prettier-ignore
    const outage = (more: Partial<SpanFact> = {}): Facts => ({
      ...withDays(...days),
      "attendance.outages": [{ kind: "mesin", from: "2026-07-15" as Day, to: "2026-07-16" as Day, ...more }],
    });
    // One check of 1 %, and 30 minutes after the tolerance.
    expect(full - paid(outage())).toBe(17_921n);
    expect(full - paid(outage({ pending: true }))).toBe(45_492n);
    const wrong = withFact(document, "counted_days", { neutralises: ["missed_in", "missed_out", "late"] });
    expect(full - paid(outage(), wrong)).toBe(13_785n);
    const small = smallDocuments["facts.outage"] as PolicyDocument;
    expect(isSeen(small, withFact(small, "charged", { neutralises: ["missed_in", "early", "late"] }))).toBe(true);
  });

  it("G8 a tap that can't be an arrival is no lateness, and not cheaper than a forgotten one", () => {
    const fake = withDays(dayOf(1, { check_in: "16:05", late: 515 }));
    const forgotten = withDays(dayOf(1, { missed_in: true }));
    expect(full - paid(fake)).toBe(13_785n);
    expect(paid(fake)).toBe(paid(forgotten));
    const [late, cheap] = [withFact(document, "valid_days", { check_in: undefined }), withFact(document, "valid_days", { counts_as: "ignored" })]; // prettier-ignore
    expect(full - paid(fake, late)).toBe(62_724n);
    expect(paid(fake, cheap)).toBe(full);
    const small = smallDocuments["facts.data_validity"] as PolicyDocument;
    expect(isSeen(small, withFact(small, "valid", { counts_as: "ignored" }))).toBe(true);
  });

  it("G9 the payment file tells gross, cut and net apart, and its last line their sums", () => {
    const { gross, cut, net } = evaluated(document, { ...good, ...withDays(dayOf(1, { status: "ALPA" })) });
    const rows: PaymentRow[] = [1, 2].map((n) => ({ personId: person(n), gross, cut, net, amount: net }));
    const [, first = "", , sums = ""] = [...paymentFile(rows, new Map(), { withBom: false })];
    expect(first).toContain(",4595150,41356,4553794,4553794,");
    expect(sums).toContain(",9190300,82712,9107588,9107588,");
    // With the net as gross the file no longer agrees with itself.
    const [, wrong = ""] = [...paymentFile(rows.map((row) => ({ ...row, gross: row.net })), new Map(), { withBom: false })]; // prettier-ignore
    const [wrongGross = 0, wrongCut = 0, wrongNet = 0] = wrong.split(",").slice(6, 9).map(Number);
    expect(wrongGross - wrongCut).not.toBe(wrongNet);
    expect(rupiah(gross - cut)).toBe(net);
  });

  it("G10 a kind of staff that is not known is looked at, and one that can't be is not paid", () => {
    const { "roster.staff_kind": _, ...unknown } = good;
    expect(flagsOf(evaluated(document, unknown))).toContain("INPUT_ASSUMED");
    expect(evaluated(document, { ...good, "roster.staff_kind": "honorer" })).toMatchObject({
      status: "blocked",
      net: 0n,
    });
    expect(paid({ "roster.staff_kind": "cpns" })).toBe(3_676_120n);
    const silent = { ...document, inputs: { ...document.inputs, staff_kind: { ...document.inputs["staff_kind"], on_missing: { assume: "pns", flag: "none" } } } } as PolicyDocument; // prettier-ignore
    expect(flagsOf(evaluated(silent, unknown))).not.toContain("INPUT_ASSUMED");
    expect(isSeen(document, silent)).toBe(true);
  });

  it("G12 who leaves late has no overtime: nothing is paid for it, and no rule can ask for it", () => {
    const leaving = (check_out: string): bigint => paid(withDays(dayOf(1, { check_in: "07:30", check_out })));
    expect([leaving("16:00"), leaving("22:45")]).toEqual([full, full]);
    expect(refusal("from: activity.approved_minutes,", "from: attendance.overtime_minutes,")).toEqual(["POLICY_VALUE_WRONG 0"]); // prettier-ignore
  });

  it("G13 an exemption without a law is shown, flagged and told as unverified, and no cut is applied", () => {
    const cut = { ...good, "roster.class": "15", ...withDays(dayOf(1, { missed_out: true })) };
    expect(netOf(document, cut)).toBe(19_222_160n);
    const facts: Facts = { ...cut, "key.pengecualian_kehadiran": "ya" };
    const outcome = evaluated(document, facts);
    expect([lineOf(outcome, "att_cut.missed"), lineOf(outcome, "att_cut.waive")]).toEqual(["-57840", "57840"]);
    expect(outcome).toMatchObject({ cut: 0n, net: 19_280_000n });
    expect(flagsOf(outcome)).toContain("CUT_WAIVED");
    expect(document.unverified?.map(({ at }) => at)).toContain("steps.att_cut.waive");
    const silent = (small: PolicyDocument): PolicyDocument => withStep(small, "cuts", { waive: undefined });
    const small = smallDocuments["steps.sum_cuts"] as PolicyDocument;
    expect(isSeen(small, silent(small))).toBe(true);
  });
});
