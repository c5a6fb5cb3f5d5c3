import { describe, expect, it } from "@jest/globals";
import { lastDay, type Period } from "@kinerja/common/kernel";
import fc from "fast-check";

import { sourceOf, type SourceName } from "../policy/sources.ts";
import { person } from "../../testing/month.ts";
import { fact, factId, personId, someFacts } from "../../testing/pay-facts.ts";
import { factsOfMonths, factsOfPerson, lookbackOf, reaches } from "./month.ts";
import { affectedFrom, type FactRow, rowAsOf } from "./row.ts";

const july = "2026-07" as Period;
const whose = { personId, unitIds: ["unit-1"] };
const facts = (...rows: FactRow[]) => factsOfPerson(rows, july, whose).facts;
const periods = fc
  .tuple(fc.integer({ min: 2025, max: 2026 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, "0")}` as Period);

describe("a month looks back", () => {
  it.each([
    ["2026-01", "2024-12-01"],
    ["2026-02", "2025-01-01"],
    ["2026-12", "2025-01-01"],
  ])("from %s to %s", (period, day) => expect(lookbackOf(period as Period)).toBe(day));

  it.each([
    ["LEAVE", ["2024-12-01", "2024-12-31"], false],
    ["LEAVE", ["2024-12-01", "2025-01-01"], true],
    ["LEAVE", ["2026-07-31"], true],
    ["LEAVE", ["2026-08-01"], false],
    ["LEAVE", ["2010-01-01"], true],
    ["ANNUAL_PREDICATE", ["2025-01-01"], true],
    ["ANNUAL_PREDICATE", ["2024-01-01"], false],
    ["SCORE", ["2026-06-01", "2026-06-30"], false],
    ["SCORE", ["2026-06-01", "2026-07-31"], true],
    ["SCORE", ["2026-07-01", "2026-07-31"], true],
    ["SCORE", ["2026-08-01", "2026-08-31"], false],
    ["LIST_ITEM", ["2026-06-30", "2026-06-30"], false],
    ["LIST_ITEM", ["2026-07-01", "2026-07-01"], true],
  ] as const)("%s of %j reaches July 2026: %p", (kind, [from, to], answer) =>
    expect(reaches(fact(kind, [from, to]), july)).toBe(answer),
  );
});

describe("the facts of a month", () => {
  it("have the policy's names", () => {
    const rows = [
      fact("LEAVE", ["2026-07-01", "2026-07-10"], { id: factId(1) }),
      fact("SANCTION", ["2026-05-02"], { id: factId(2) }),
      fact("CLASS_DEMOTION", ["2026-07-01", "2027-06-30"], { id: factId(3) }),
      fact("CLASS", ["2024-01-01"], { id: factId(4) }),
      fact("ACTING", ["2026-07-01", "2026-07-31"], { id: factId(5) }),
      fact("STUDY", ["2026-01-01"], { id: factId(6) }),
      fact("EXCLUSION", ["2026-07-15", "2026-07-15"], { id: factId(7) }),
      fact("OUTAGE", ["2026-07-03", "2026-07-03"], { id: factId(8) }),
      fact("ANNUAL_PREDICATE", ["2025-01-01"], { id: factId(9) }),
      fact("SCORE", ["2026-07-01"], { id: factId(10) }),
      fact("SCORE", ["2026-07-01"], { id: factId(11), fields: { code: "nilai", unit: "point", value: "12,5" } }),
      fact("AMOUNT", ["2026-07-01"], { id: factId(12) }),
      fact("KEY", ["2026-07-01"], { id: factId(13) }),
      fact("SPAN", ["2026-05-31"], { id: factId(14) }),
      fact("SPAN", ["2026-06-30"], { id: factId(15) }),
      fact("SALARY", ["2026-07-01"], { id: factId(16) }),
      ...(["event", "day", "minute", "hour"] as const).map((unit, n) =>
        fact("LIST_ITEM", ["2026-07-09", "2026-07-09"], { id: factId(20 + n), fields: { unit } }),
      ),
      fact("LIST_ITEM", ["2026-07-20", "2026-07-20"], { id: factId(30), fields: { count: "1" } }),
    ];
    expect(facts(...rows)).toEqual({
      "leave.spans": [{ kind: "cuti_sakit", from: "2026-07-01", to: "2026-07-10" }],
      "discipline.sanctions": [{ kind: "teguran_lisan", from: "2026-05-02" }],
      "discipline.demotions": [{ kind: "penurunan_jabatan", from: "2026-07-01", to: "2027-06-30", class: "6" }],
      "roster.class_history": [{ kind: "8", from: "2024-01-01" }],
      "acting.posts": [{ kind: "plt", from: "2026-07-01", to: "2026-07-31", class: "11", level: "one_below" }],
      "study.spans": [{ kind: "tugas_belajar", from: "2026-01-01" }],
      "exclusion.spans": [{ kind: "tanpa_jabatan", from: "2026-07-15", to: "2026-07-15" }],
      "attendance.outages": [{ kind: "gangguan", from: "2026-07-03", to: "2026-07-03" }],
      "evaluation.annual_predicates": [{ kind: "butuh_perbaikan", from: "2025-01-01", to: "2025-12-31" }],
      ...{ "score.perilaku": "95.5", "points.nilai": "12.5", "amount.tpp_basic": 8_757_600, "key.kelompok_unit": "A" },
      "spans.rencana_aksi": [
        { kind: "tidak_menyampaikan", from: "2026-05-31" },
        { kind: "tidak_menyampaikan", from: "2026-06-30" },
      ],
      ...{ "list.merokok": 3, "days.merokok": 2, "minutes.merokok": 2, "hours.merokok": 2 },
    });
    expect(factsOfPerson(rows, july, whose).refs["list.merokok"]).toEqual([factId(20), factId(30)]);
  });

  it("say nothing happened where the register is kept here, and nothing where nobody said anything", () => {
    expect(facts()).toEqual({
      ...{ "leave.spans": [], "discipline.sanctions": [], "discipline.demotions": [], "acting.posts": [] },
      ...{ "study.spans": [], "exclusion.spans": [], "attendance.outages": [] },
    });
  });

  it("show a letter that is not confirmed, and nothing else that is not", () => {
    const open = { state: "PROPOSED", decidedBy: undefined, decidedAt: undefined } as const;
    const sanction = fact("SANCTION", ["2026-07-02"], open);
    expect(facts(sanction, fact("LEAVE", ["2026-07-01"], open))).toMatchObject({
      ...{ "leave.spans": [], "discipline.sanctions": [{ kind: "teguran_lisan", from: "2026-07-02", pending: true }] },
    });
    expect(facts({ ...sanction, withdraws: true })["discipline.sanctions"]).toEqual([]);
    expect(facts({ ...sanction, supersededAt: 3_000 })["discipline.sanctions"]).toEqual([]);
  });

  it("are the person's own, those of the agency and of the person's units", () => {
    const outage = (unitId: string | undefined, day: string) => fact("OUTAGE", [day, day], { unitId, id: day });
    expect(
      facts(
        fact("LEAVE", ["2026-07-01"], { personId: person(2) }),
        ...[outage("unit-1", "2026-07-01"), outage("unit-2", "2026-07-02"), outage(undefined, "2026-07-03")],
      ),
    ).toMatchObject({ "leave.spans": [], "attendance.outages": [{ from: "2026-07-01" }, { from: "2026-07-03" }] });
  });

  it("do not depend on the order of rows", () => {
    fc.assert(
      fc.property(someFacts, periods, (rows, period) => {
        expect(factsOfPerson(rows.toReversed(), period, whose)).toEqual(factsOfPerson(rows, period, whose));
      }),
    );
  });

  it("are in the forms that the policy reads", () => {
    fc.assert(
      fc.property(someFacts, periods, (rows, period) => {
        for (const [name, value] of Object.entries(factsOfPerson(rows, period, whose).facts)) {
          const { form } = sourceOf(name as SourceName);
          expect(Array.isArray(value) ? "spans" : typeof value === "number" ? "number" : "text").toBe(
            form === "decimal" ? "text" : form === "count" || form === "rupiah" ? "number" : form,
          );
        }
      }),
    );
  });

  it("change for no month that ends before the day that changes affect", () => {
    const since = 600;
    fc.assert(
      fc.property(someFacts, fc.nat(4), periods, (all, every, period) => {
        const known = all.filter(({ kind }) => !["SANCTION", "CLASS_DEMOTION", "ACTING"].includes(kind));
        const rows = known.map((row, index) => (index % 5 === every ? { ...row, supersededAt: 2_000 } : row));
        const from = affectedFrom(rows, since);
        fc.pre(from === undefined || lastDay(period) < from);
        const at = (moment: number) =>
          factsOfPerson(
            rows.map((row) => rowAsOf(row, moment)).filter((row) => row !== undefined),
            period,
            whose,
          );
        expect(at(10_000)).toEqual(at(since));
      }),
    );
  });
});

describe("what a change affects", () => {
  it("begins with the earliest day of what came to count, or no longer does", () => {
    const row = fact("LEAVE", ["2026-07-05"], { recordedAt: 10, decidedAt: 20, supersededAt: 40 });
    const other = fact("LEAVE", ["2026-03-01"], { recordedAt: 10, decidedAt: 20 });
    expect([20, 21, 41].map((since) => affectedFrom([row, other], since))).toEqual([
      ...["2026-03-01", "2026-07-05", undefined],
    ]);
    expect(affectedFrom([{ ...row, state: "REJECTED" }], 0)).toBeUndefined();
  });
});

describe("what the payout asks", () => {
  it("is salary, status and what others paid in the year", () => {
    const rows = [
      fact("SALARY", ["2026-03-01"], { fields: { iuran_pensiun: "216600" } }),
      fact("TAX_STATUS", ["2026-01-01", "2026-12-31"], { id: factId(2) }),
      fact("OUTSIDE_INCOME", ["2026-01-01"], { id: factId(3) }),
      fact("OUTSIDE_INCOME", ["2026-01-01"], { id: factId(4), fields: { employer: "CV Lain", tax: "" } }),
      fact("OUTSIDE_INCOME", ["2025-01-01"], { id: factId(5) }),
    ];
    const paidIn = (payoutPeriod: string, known = rows) =>
      factsOfMonths(known, { period: july, payoutPeriod: payoutPeriod as Period }, whose);
    expect(paidIn("2026-07").payout).toEqual({
      ...{ salary: 4_560_000n, taxedSalary: 4_660_000n, pension: 216_600n, ptkp: "K/1" },
      outside: { gross: 24_000_000n, tax: 600_000n },
    });
    expect(paidIn("2026-02").payout).toMatchObject({ salary: undefined, ptkp: "K/1" });
    expect(paidIn("2026-07", []).payout.outside).toBeUndefined();
  });

  it("is of the month of payment, beside rules of the month that is earned; all rows behind both are told once", () => {
    const rows = [
      fact("SALARY", ["2026-08-01"], { id: factId(4) }),
      fact("SALARY", ["2026-07-01", "2026-07-31"], { id: factId(3), fields: { gaji_pokok: "1" } }),
      fact("LEAVE", ["2026-07-01", "2026-07-05"], { id: factId(2) }),
      fact("LEAVE", ["2026-08-01", "2026-08-05"], { id: factId(1) }),
    ];
    const { facts: known, refs, payout, ids } = factsOfMonths(rows, { period: july, payoutPeriod: "2026-08" as Period }, whose); // prettier-ignore
    expect(known["leave.spans"]).toMatchObject([{ from: "2026-07-01" }]);
    expect(refs).toEqual({ "leave.spans": [factId(2)] });
    expect(payout.salary).toBe(4_560_000n);
    expect(ids).toEqual([factId(2), factId(4)]);
  });

  it("knows when the last of the person's own facts of the month was decided", () => {
    const at = (decidedAt: number) => ({ id: factId(decidedAt), decidedAt });
    const decided = (...rows: FactRow[]) => factsOfPerson(rows, july, whose).decidedAt;
    const of = fact("LEAVE", ["2026-07-01", "2026-07-02"], at(50));
    expect(decided(of, fact("SANCTION", ["2026-06-01"], at(40)))).toBe(50);
    expect(decided(of, fact("LEAVE", ["2026-06-29", "2026-06-30"], at(60)), fact("OUTAGE", ["2026-07-01", "2026-07-01"], at(70)))).toBe(50); // prettier-ignore
    expect(decided(of, fact("LEAVE", ["2026-07-30"], { ...at(80), state: "PROPOSED" }))).toBe(50);
    expect(decided(fact("OUTAGE", ["2026-07-01", "2026-07-01"], at(70)))).toBeUndefined();
    const { decidedAt } = factsOfMonths([of, fact("SALARY", ["2026-07-01"], at(90))], { period: july, payoutPeriod: july }, whose); // prettier-ignore
    expect(decidedAt).toBe(50);
  });

  it("is for nobody of whom nothing is recorded the same as for somebody of whom nothing counts", () => {
    const months = { period: july, payoutPeriod: july };
    const others = [fact("LEAVE", ["2026-07-01"], { state: "PROPOSED" })];
    expect(factsOfMonths([], months, whose)).toEqual(factsOfMonths(others, months, whose));
    expect(factsOfMonths([], months, whose).facts["leave.spans"]).toEqual([]);
  });
});
