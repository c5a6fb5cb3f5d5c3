import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { policyDocument } from "../testing/policies.ts";
import { compilePolicy } from "./policy/compile.ts";
import { type DayFact, type Facts } from "./policy/sources.ts";
import { type Change, simulate } from "./simulation.ts";

const period = "2026-10" as Period;
const tukin = compilePolicy(policyDocument("kemnaker-tukin"), period);
const tpp = compilePolicy(policyDocument("contoh-tpp"), period);

const facts: Facts = {
  "roster.class": "11",
  "roster.staff_kind": "pns",
  "roster.paid_days": 31,
  "calendar.days_of_month": 31,
  "calendar.workdays": 23,
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
    const { before, after, lines } = simulate(tpp, facts, [{ what: "approved_minutes", more: 840, days: 2 }]);
    expect(after.net).toBeGreaterThan(before.net);
    expect(lines.map(({ id }) => id)).toContain("result");
    for (const line of lines) expect(line.before?.exact).not.toBe(line.after?.exact);
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

  const changed = (...changes: Change[]) => {
    // A policy that shows what it is asked with.
    const seen: Facts[] = [];
    const spy = { ...tpp, evaluate: (given: Facts) => (seen.push(given), tpp.evaluate(given)) };
    simulate(spy, facts, changes);
    return seen[1] ?? {};
  };

  it("counts days of entries with their minutes, each once", () => {
    const seen = changed({ what: "approved_minutes", more: 900, days: 2 });
    expect(seen["activity.approved_minutes"]).toBe(6_900);
    expect(seen["activity.days_with_entries"]).toBe(2);
  });

  it("makes minutes of one day one event, and the counts of an absent day none", () => {
    const late = { what: "late", day, minutes: 20 } as const;
    const seen = changed(late, { ...late, minutes: 15 });
    expect(seen["attendance.late_events"]).toEqual([35]);
    expect(seen["attendance.late_minutes"]).toBe(35);
    const gone = changed(late, { what: "absent", day });
    expect(gone).toMatchObject({
      ...{ "attendance.late_events": [], "attendance.late_minutes": 0 },
      ...{ "attendance.missed_checks": 0, "attendance.absent_days": 1 },
    });
    expect(gone["attendance.days"]).toEqual([{ day, work: true, status: "ALPA" }]);
    expect(changed({ what: "absent", day }, late, { what: "missed_check", day }, { what: "absent", day })).toEqual(
      changed({ what: "absent", day }),
    );
  });

  it("knows two checks of a day and no third", () => {
    const missed = { what: "missed_check", day } as const;
    expect(changed(missed)["attendance.missed_checks"]).toBe(2);
    expect(changed(missed, missed)).toEqual(changed(missed));
  });

  it("tells the days of sick leave as the machine does, from Monday to Friday of the month", () => {
    const leave = { kind: "cuti_sakit", from: "2026-10-29" as Day, to: "2026-11-03" as Day };
    const seen = changed({ what: "absent", day: "2026-10-29" as Day }, { what: "leave", leave });
    expect(seen["leave.spans"]).toEqual([leave]);
    expect(seen["attendance.sick_days"]).toBe(2);
    expect(seen["attendance.absent_days"]).toBe(0);
    const days = seen["attendance.days"] as readonly DayFact[];
    expect(days.map((fact) => [fact.day, fact.status])).toEqual([
      [day, "HADIR"],
      ["2026-10-29", "CUTI_SAKIT"],
      ["2026-10-30", "CUTI_SAKIT"],
    ]);
  });

  it("keeps letters of leave in their order", () => {
    const later = { kind: "cuti_besar", from: "2026-10-20" as Day, to: "2026-10-30" as Day };
    const earlier = { ...later, from: "2026-10-01" as Day, to: "2026-10-02" as Day };
    const seen = changed({ what: "leave", leave: later }, { what: "leave", leave: earlier });
    expect(seen["leave.spans"]).toEqual([earlier, later]);
  });
});
