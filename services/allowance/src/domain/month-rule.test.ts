import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { month, period, person, predicate, roster } from "../testing/month.ts";
import { policyDocument } from "../testing/policies.ts";
import { monthRule } from "./month-rule.ts";
import { snapshotOf, type SnapshotRow } from "./snapshot.ts";

/** Promoted on the 15th: two employments, one after the other. */
const promoted = (): SnapshotRow[] =>
  snapshotOf(
    period,
    {
      personId: person(1),
      roster: [
        roster(1, { validTo: "2026-10-14" as Day }),
        roster(1, { employmentId: roster(2).employmentId, validFrom: "2026-10-15" as Day, positionClass: 9 }),
      ],
      months: [month(1)],
      predicates: [predicate(1)],
    },
    { taken: 0 },
  );
const joined = (): SnapshotRow[] =>
  snapshotOf(
    period,
    { personId: person(1), roster: [roster(1, { validFrom: "2026-10-15" as Day })], months: [], predicates: [] },
    { taken: 0 },
  );
const codes = (rows: readonly SnapshotRow[]) =>
  rows.map(({ flags }) => flags.map(({ code, severity }) => `${severity} ${code}`));

describe("posts of one month", () => {
  it("are paid each by its days where the document divides", () => {
    expect(codes(monthRule(policyDocument("kemnaker-tukin"), period)(promoted()))).toEqual([[], []]);
    expect(codes(monthRule(policyDocument("kemnaker-tukin"), period)(joined()))).toEqual([[]]);
  });

  it("wait for a decision where each would be paid in full", () => {
    const block = ["BLOCK MONTH_DIVIDED"];
    expect(codes(monthRule(policyDocument("lubuklinggau-tpp-2022"), period)(promoted()))).toEqual([block, block]);
    expect(codes(monthRule(policyDocument("dki-tkd-193-2015"), period)(promoted()))).toEqual([block, block]);
  });

  it("wait where what a person has once would be taken from each", () => {
    expect(codes(monthRule(policyDocument("kementan-68-2012"), period)(promoted())).flat()).toContain("BLOCK MONTH_DIVIDED"); // prettier-ignore
  });

  it("divide a count that only percents and notices look at, and no other", () => {
    const kemnaker = policyDocument("kemnaker-tukin");
    const condition = { input: "missed_ceremonies", gte: 1 } as const;
    const steps = kemnaker.steps.map((step) => (step.rule === "exclude" ? { ...step, when: condition } : step));
    expect(steps).not.toEqual(kemnaker.steps);
    expect(codes(monthRule({ ...kemnaker, steps }, period)(promoted())).flat()).toContain("BLOCK MONTH_DIVIDED");
    expect(codes(monthRule(policyDocument("bkn-tukin"), period)(promoted()))).toEqual([[], []]);
  });

  it("give a holiday allowance once, to the post that is held last", () => {
    const rows = monthRule(policyDocument("thr-2025"), period)(promoted());
    expect(rows.map(({ facts }) => facts["roster.class"])).toEqual(["9"]);
    expect(codes(rows)).toEqual([[]]);
  });

  it("ask somebody's word where a part of the month would be paid whole", () => {
    expect(codes(monthRule(policyDocument("lubuklinggau-tpp-2022"), period)(joined()))).toEqual([
      ["WARN MONTH_NOT_WHOLE"],
    ]);
    const elsewhere = snapshotOf(
      period,
      { personId: person(1), roster: [roster(1)], months: [], predicates: [] },
      { taken: 1 },
    );
    expect(codes(monthRule(policyDocument("lubuklinggau-tpp-2022"), period)(elsewhere))).toEqual([
      ["WARN DAYS_PAID_ELSEWHERE"],
    ]);
  });
});
