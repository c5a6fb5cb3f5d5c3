import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { policyDocument } from "../testing/policies.ts";
import { compilePolicy } from "./policy/compile.ts";
import { type Facts } from "./policy/sources.ts";
import { type Change, simulate } from "./simulation.ts";

const period = "2026-10" as Period;
const tukin = compilePolicy(policyDocument("kemnaker-tukin"), period);
const tpp = compilePolicy(policyDocument("contoh-tpp"), period);

const facts: Facts = {
  "roster.class": "11",
  "roster.staff_kind": "pns",
  "roster.paid_days": 31,
  "calendar.days_of_month": 31,
  "evaluation.predicate": "baik",
  "activity.approved_minutes": 6_000,
  "attendance.days": [{ day: "2026-10-05" as Day, work: true, status: "HADIR", missed_in: true }],
  "attendance.absent_days": 0,
  "attendance.missed_checks": 1,
  "attendance.late_minutes": 0,
  "attendance.late_events": [],
  "attendance.early_minutes": 0,
  "attendance.early_events": [],
};
const day = "2026-10-05" as Day;
const lost = (policy: typeof tukin, ...changes: Change[]): bigint => {
  const { before, after } = simulate(policy, facts, changes);
  return before.net - after.net;
};

describe("a simulation of the month", () => {
  it("says what minutes late tomorrow cost: 75 after an hour's tolerance are 15 × 0.01 % of the attendance part", () => {
    // 8,757,600 × 30 % × 15 × 0.01 % = 3,940.92
    expect(
      Math.abs(Number(lost(tukin, { what: "late", day: "2026-10-06" as Day, minutes: 75 })) - 3_941),
    ).toBeLessThanOrEqual(1);
    expect(lost(tukin, { what: "late", day: "2026-10-06" as Day, minutes: 60 })).toBe(0n);
  });

  it("says what a missed check, an absent day and leaving early cost", () => {
    // 1 % and 3 % of 2,627,280; on a day with a missed arrival the leaving is missed as well.
    expect(Number(lost(tukin, { what: "missed_check", day }))).toBeGreaterThanOrEqual(26_272);
    expect(Number(lost(tukin, { what: "absent", day: "2026-10-07" as Day }))).toBeGreaterThanOrEqual(78_818);
    expect(lost(tukin, { what: "early", day: "2026-10-07" as Day, minutes: 10 })).toBeGreaterThan(0n);
    // An absent day is that alone: what was charged on it before is gone.
    expect(lost(tukin, { what: "absent", day })).toBeLessThan(
      lost(tukin, { what: "absent", day: "2026-10-07" as Day }),
    );
  });

  it("says what two more days of entries bring, and names the lines that change", () => {
    const { before, after, lines } = simulate(tpp, facts, [{ what: "approved_minutes", more: 840 }]);
    expect(after.net).toBeGreaterThan(before.net);
    expect(lines.map(({ id }) => id)).toContain("result");
    for (const line of lines) expect(line.before).not.toBe(line.after);
  });

  it("takes another predicate and leave that is planned, and does not touch the facts", () => {
    const kept = structuredClone(facts);
    expect(lost(tukin, { what: "predicate", predicate: "kurang" })).toBeGreaterThan(0n);
    const leave = { kind: "cuti_besar", from: "2026-09-01" as Day, to: "2026-11-30" as Day };
    expect(lost(tukin, { what: "leave", leave })).toBeGreaterThan(0n);
    expect(facts).toEqual(kept);
  });

  it("tells the counts and the days alike, so that policies of either kind see the same", () => {
    const changes: Change[] = [
      { what: "late", day, minutes: 95 },
      { what: "absent", day: "2026-10-08" as Day },
    ];
    for (const change of changes) expect(lost(tpp, change)).toBeGreaterThan(0n);
  });

  it("adds up several changes", () => {
    const late = { what: "late", day: "2026-10-06" as Day, minutes: 90 } as const;
    const again = { ...late, day: "2026-10-07" as Day };
    expect(lost(tukin, late, again)).toBeGreaterThan(lost(tukin, late));
  });
});
