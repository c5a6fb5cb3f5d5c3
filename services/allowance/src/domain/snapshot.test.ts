import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";
import fc from "fast-check";

import { absent, employment, month, period, person, predicate, present, roster, rowsOf as rowsOfAll } from "../testing/month.ts"; // prettier-ignore
import { countDays, daysWithin } from "./days.ts";
import { claimOf, type SealedInputs, snapshotOf } from "./snapshot.ts";

const none = new Map<string, number>();
const rowsOf = (inputs: Partial<SealedInputs>, taken = none) =>
  rowsOfAll(period, { roster: [], months: [], predicates: [], ...inputs }, taken);
const day = (text: string): Day => text as Day;

describe("days of a month", () => {
  it.each([
    ["2026-10-01", undefined, 31],
    ["2026-10-31", undefined, 1],
    ["2026-11-01", undefined, 0],
    ["2020-01-01", "2026-10-14", 14],
    ["2020-01-01", "2026-09-30", 0],
    ["2026-10-05", "2026-10-05", 1],
    ["2026-10-06", "2026-10-05", 0],
    ["2026-10-15", "2027-01-01", 17],
  ])("from %s to %s are %d of October", (from, to, count) => {
    expect(countDays(daysWithin(period, day(from), to === undefined ? undefined : day(to)))).toBe(count);
  });

  it("end with February in its own length", () => {
    expect(countDays(daysWithin("2028-02" as Period, day("2000-01-01"), undefined))).toBe(29);
    expect(countDays(daysWithin("2026-02" as Period, day("2000-01-01"), day("2026-02-28")))).toBe(28);
  });
});

describe("a snapshot", () => {
  it("holds what each service knows about the month", () => {
    const late = { ...present, status: "TERLAMBAT", lateMinutes: 12, earlyMinutes: 3 };
    const outage = { ...present, status: "GANGGUAN", missedChecks: 1 };
    const facts = [late, absent, outage, { ...present, missedChecks: 1 }, { ...present, status: "CUTI_SAKIT" }];
    const attendance = facts.map((fact, index) => ({ ...fact, date: day(`${period}-0${5 - index}`) }));
    const [row] = rowsOf({
      roster: [roster(1)],
      months: [month(1, { attendance })],
      predicates: [predicate(1, "kurang")],
    });
    expect(row?.facts).toEqual({
      "roster.class": "8",
      "roster.staff_kind": "pns",
      "roster.paid_days": 31,
      "calendar.days_of_month": 31,
      "evaluation.predicate": "kurang",
      "activity.approved_minutes": 6_750,
      "activity.open_minutes": 0,
      "activity.days_with_entries": 21,
      "attendance.days": [
        { day: "2026-10-01", work: true, status: "CUTI_SAKIT" },
        { day: "2026-10-02", work: true, status: "HADIR", missed_in: true },
        { day: "2026-10-03", work: true, status: "GANGGUAN", missed_in: true },
        { day: "2026-10-04", work: true, status: "ALPA", missed_in: true, missed_out: true },
        { day: "2026-10-05", work: true, status: "TERLAMBAT", late: 12, early: 3 },
      ],
      "attendance.outages": [{ kind: "gangguan", from: "2026-10-03", to: "2026-10-03" }],
      "attendance.absent_days": 1,
      "attendance.sick_days": 1,
      "attendance.leave_days": 0,
      "attendance.missed_checks": 1,
      "attendance.late_minutes": 12,
      "attendance.late_events": [12],
      "attendance.early_minutes": 3,
      "attendance.early_events": [3],
    });
  });

  it("leaves out what nobody knows, instead of making it zero", () => {
    const [row] = rowsOf({ roster: [roster(1, { positionClass: 0 })], months: [month(1, { attendance: [] })] });
    expect(Object.keys(row?.facts ?? {}).filter((name) => /^(roster.class|evaluation|attendance)/.test(name))).toEqual(
      [],
    );
    expect(rowsOf({ roster: [roster(1, { staffKind: undefined })] })[0]?.facts).toEqual({
      "roster.class": "8",
      "roster.paid_days": 31,
      "calendar.days_of_month": 31,
    });
  });

  it("pays a second post never, and a new class from its day on", () => {
    const before = roster(1, { validTo: day("2026-10-09") });
    const after = roster(1, { employmentId: employment(2), validFrom: day("2026-10-10"), positionClass: 9 });
    const second = roster(1, { employmentId: employment(3), primary: false });
    const rows = rowsOf({ roster: [second, after, before], predicates: [predicate(1)] });
    expect(
      rows.map(({ employmentId, facts }) => [
        employmentId,
        facts["roster.paid_days"],
        facts["roster.class"],
        facts["evaluation.predicate"],
      ]),
    ).toEqual([
      [employment(1), 9, "8", "baik"],
      [employment(2), 22, "9", "baik"],
    ]);
  });

  it("takes a predicate from another post only when it is the only one", () => {
    const moved = roster(1, { employmentId: employment(5) });
    const two = [predicate(1, "baik"), { ...predicate(1, "kurang"), employmentId: employment(2) }];
    expect(rowsOf({ roster: [moved], predicates: two })[0]?.facts["evaluation.predicate"]).toBeUndefined();
  });

  it("adds what the registers say, an outage whoever has told it, and who must look at a conflict", () => {
    const outage = month(1, { attendance: [{ ...present, status: "GANGGUAN", date: day("2026-10-03") }] });
    const person1 = { personId: person(1), roster: [roster(1)], months: [outage], predicates: [] };
    const leave = [{ kind: "cuti_besar", from: day("2026-10-05"), to: day("2026-10-09") }];
    const known = [{ kind: "gangguan", from: day("2026-10-01"), to: day("2026-10-01") }];
    const facts = { "leave.spans": leave, "attendance.outages": known };
    const refs = { "leave.spans": ["f1"] };
    const [row] = snapshotOf(period, person1, { taken: 0, facts, refs, conflicts: [{}] });
    expect(row?.facts["leave.spans"]).toEqual(leave);
    expect(row?.facts["attendance.outages"]).toEqual([
      ...known,
      { kind: "gangguan", from: "2026-10-03", to: "2026-10-03" },
    ]);
    expect(row?.refs).toEqual(refs);
    expect(row?.flags).toEqual([{ code: "FACTS_DIFFER", severity: "WARN", params: {} }]);
    const [other] = snapshotOf(period, person1, { taken: 0, facts, refs: { "leave.spans": ["f2"] } });
    expect(other).not.toEqual({ ...row!, flags: [] });
    expect(snapshotOf(period, person1, { taken: 0, facts: {}, refs: {} })[0]).not.toHaveProperty("refs");
  });

  it("does not pay days that were paid before", () => {
    const all = daysWithin(period, day("2026-10-01"), undefined);
    const [row] = rowsOf({ roster: [roster(1)] }, new Map([[person(1), all]]));
    expect(row).toMatchObject({
      days: 0,
      flags: [{ code: "DAYS_PAID_ELSEWHERE", severity: "BLOCK", params: { paid: "0", elsewhere: "31" } }],
    });
  });

  it("gives each person-day to one row at most, in any order of the roster", () => {
    const anyDay = fc.integer({ min: 1, max: 31 }).map((n) => day(`2026-10-${String(n).padStart(2, "0")}`));
    const anyRow = fc.tuple(fc.integer({ min: 1, max: 3 }), anyDay, anyDay, fc.boolean());
    const anyRoster = fc
      .array(anyRow, { maxLength: 8 })
      .map((rows) =>
        rows.map(([n, from, to, primary], index) =>
          roster(n, { employmentId: employment(index), validFrom: from, validTo: to, primary }),
        ),
      );
    fc.assert(
      fc.property(anyRoster, fc.integer({ min: 0, max: 2 ** 31 - 1 }), (list, before) => {
        const taken = new Map([[person(1), before]]);
        const rows = rowsOf({ roster: list }, taken);
        const turned = rowsOf({ roster: list.toReversed() }, taken);
        expect(turned).toEqual(rows);
        for (const [personId, own] of Map.groupBy(list, (row) => row.personId)) {
          const days = claimOf(period, own);
          const given = rows.filter((row) => row.personId === personId).map((row) => row.days);
          const union = given.reduce((all, one) => all | one, 0);
          expect(given.reduce((sum, one) => sum + countDays(one), 0)).toBe(countDays(union));
          expect(union).toBe(personId === person(1) ? days & ~before : days);
        }
      }),
      { numRuns: 500 },
    );
  });
});
