import { describe, expect, it } from "@jest/globals";
import { type Day, type Period, rupiah } from "@kinerja/common/kernel";

import { person } from "../testing/month.ts";
import { policyDocument } from "../testing/policies.ts";
import { type Table } from "./policy/document.ts";
import { addPeople, asIfInForce, type ComparedPerson, mostImpactRows, noImpact } from "./policy-impact.ts";

const compared = (n: number, before: bigint, after: bigint, blocked: readonly string[][] = []): ComparedPerson => ({
  ...{ personId: person(n), before: rupiah(before), after: rupiah(after), blocked },
});

describe("what a policy changes", () => {
  it("counts who changes, and sums everybody", () => {
    const people = [compared(1, 100n, 100n), compared(2, 100n, 130n), compared(3, 100n, 0n, [["A", "B", "A"], ["A"]])];
    expect(addPeople(noImpact, people)).toEqual({
      ...{ peopleCompared: 3, peopleChanged: 2, netBefore: 300n, netAfter: 230n },
      ...{ largestIncrease: 30n, largestDecrease: 100n, blocked: { A: 2, B: 1 } },
      rows: [
        { personId: person(3), before: 100n, after: 0n, codes: ["A", "B"] },
        { personId: person(2), before: 100n, after: 130n, codes: [] },
      ],
    });
  });

  it("is the same in one part and in several", () => {
    const people = Array.from({ length: 200 }, (_, n) => compared(n, 1_000n, 1_000n + BigInt(((n * 37) % 100) - 50)));
    const parts = [people.slice(0, 1), people.slice(1, 90), [], people.slice(90)];
    const whole = addPeople(noImpact, people);
    expect(parts.reduce(addPeople, noImpact)).toEqual(whole);
    expect(whole.rows).toHaveLength(mostImpactRows);
    expect(whole.rows.slice(0, 3).map(({ personId, after }) => [personId, after])).toEqual([
      [person(0), 950n],
      [person(100), 950n],
      [person(27), 1_049n],
    ]);
  });
});

describe("a policy in a month before its first day", () => {
  const document = policyDocument("bawaslu-tukin");
  const since = (day: string, percent: number) => ({ valid_from: day as Day, rows: { a: percent } });
  const cite = { legal: "x", article: "Pasal 1" };
  const dated: Table = {
    ...{ key: "k", unit: "percent", cite, mid_month: "by_days" },
    values: [since("2025-01-01", 1), since("2026-06-01", 2), since("2027-01-01", 3)],
  };
  const plain: Table = { key: "k", unit: "percent", cite, rows: { a: 9 } };
  const from = { ...document, effective: { from: "2026-07-01" as Day, to: null }, tables: { dated, plain } };

  it("pays what its tables begin with", () => {
    const { tables } = asIfInForce(from, "2026-05" as Period);
    expect(tables["dated"]).toMatchObject({ values: [since("2026-05-01", 2)] });
    expect(tables["plain"]).toBe(plain);
    const late = { ...dated, values: [since("2026-09-01", 7)] };
    expect(asIfInForce({ ...from, tables: { late } }, "2026-05" as Period).tables["late"]).toMatchObject({
      values: [since("2026-05-01", 7)],
    });
  });

  it("is itself from its first month on", () => {
    expect(asIfInForce(from, "2026-07" as Period)).toBe(from);
    expect(asIfInForce(from, "2027-02" as Period)).toBe(from);
  });
});
