import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { type Condition } from "../document.ts";
import { type FactValue, type SpanFact } from "../sources.ts";
import { compileCondition, compilePartial } from "./condition.ts";
import { type Known } from "./known.ts";

const july = "2026-07" as Period;
const knownOf = (values: Record<string, FactValue>): Known => ({ values: new Map(Object.entries(values)), flags: [] });
const holds = (condition: Condition, values: Record<string, FactValue>): boolean =>
  compileCondition(condition, july)(knownOf(values));
const span = (from: string, to?: string, more: Partial<SpanFact> = {}): SpanFact => ({
  kind: "CLTN",
  from: from as Day,
  ...(to !== undefined && { to: to as Day }),
  ...more,
});

describe("a condition on an input", () => {
  it.each<[Condition, FactValue, boolean]>([
    [{ input: "x", in: ["pns", "cpns"] }, "cpns", true],
    [{ input: "x", in: ["pns", "cpns"] }, "pppk", false],
    [{ input: "x", not_in: ["pns"] }, "pns", false],
    [{ input: "x", not_in: ["pns"] }, "pppk", true],
    [{ input: "x", gte: 10 }, 10, true],
    [{ input: "x", gte: 10 }, 9, false],
    [{ input: "x", gt: 10 }, 11, true],
    [{ input: "x", gt: 10 }, 10, false],
    [{ input: "x", lte: 10 }, 10, true],
    [{ input: "x", lte: 10 }, 11, false],
    [{ input: "x", lt: 10 }, 9, true],
    [{ input: "x", lt: 10 }, 10, false],
    [{ input: "x", lt: 80 }, "79.9999", true],
    [{ input: "x", gte: 80 }, "80.0000", true],
    [{ input: "x", in: ["8"] }, 8, true],
  ])("%j of %j is %s", (condition, x, expected) => expect(holds(condition, { x })).toBe(expected));

  it("is about a value that is one", () => {
    expect(() => holds({ input: "x", gte: 1 }, {})).toThrow("x is no key and no number");
    expect(() => holds({ input: "x", gte: 1 }, { x: [1] })).toThrow("x is no key and no number");
  });
});

describe("a condition on spans", () => {
  type Active = Extract<Condition, { spans: string }>["active"];
  const cases: [Active, SpanFact[], boolean][] = [
    ["any_day", [], false],
    ["any_day", [span("2026-07-31")], true],
    ["any_day", [span("2026-08-01")], false],
    ["any_day", [span("2026-01-01", "2026-07-01")], true],
    ["any_day", [span("2026-01-01", "2026-06-30")], false],
    ["any_day", [span("2026-01-01", undefined, { pending: true })], false],
    ["any_day", [span("2026-01-01", undefined, { pending: false })], true],
    ["any_day", [span("2026-01-01", undefined, { kind: "CUTI_BESAR" })], false],
    ["any_day", [span("2026-08-01"), span("2026-07-05", "2026-07-05")], true],
    ["whole_month", [span("2026-07-01", "2026-07-31")], true],
    ["whole_month", [span("2026-07-02")], false],
    ["whole_month", [span("2026-06-01", "2026-07-30")], false],
    ["whole_month", [span("2026-06-01")], true],
    // A span is active, not several together.
    ["whole_month", [span("2026-07-01", "2026-07-15"), span("2026-07-16", "2026-07-31")], false],
    ["first_day", [span("2026-07-01", "2026-07-01")], true],
    ["first_day", [span("2026-06-30", "2026-06-30")], false],
    ["first_day", [span("2026-07-02")], false],
    ["first_day", [span("2020-01-01")], true],
  ];
  it.each(cases)("%s of %j is %s", (active, spans, expected) => {
    expect(holds({ spans: "leave", kinds: ["CLTN"], active }, { leave: spans })).toBe(expected);
  });

  it("is about spans of any kind when it names none", () => {
    expect(holds({ spans: "leave", active: "any_day" }, { leave: [span("2026-07-01")] })).toBe(true);
  });
});

describe("conditions together", () => {
  const yes: Condition = { input: "x", gte: 0 };
  const no: Condition = { input: "x", lt: 0 };
  it.each<[Condition, boolean]>([
    [{ all: [yes, yes] }, true],
    [{ all: [yes, no] }, false],
    [{ any: [no, yes] }, true],
    [{ any: [no, no] }, false],
    [{ not: no }, true],
    [{ not: { all: [yes, { any: [no, { not: no }] }] } }, false],
  ])("%j is %s", (condition, expected) => expect(holds(condition, { x: 0 })).toBe(expected));
});

describe("a partial check", () => {
  const flagsOf = (part: number, whole: number, lt = "1/2") => {
    const known = knownOf({ leave_days: part, workdays: whole });
    compilePartial({ input: "leave_days", of: "workdays", lt }, "Cuti besar")(known);
    return known.flags;
  };

  it.each([
    [0, 22, 0],
    [1, 22, 1],
    [10, 22, 1],
    [11, 22, 0],
    [22, 22, 0],
    [0, 0, 0],
    [1, 0, 0],
  ])("%d of %d days is told %d times", (part, whole, told) => expect(flagsOf(part, whole)).toHaveLength(told));

  it("is exact, and says which rule", () => {
    expect(flagsOf(7, 21, "1/3")).toEqual([]);
    expect(flagsOf(6, 21, "1/3")).toEqual([
      { code: "PARTIAL_CHECK", severity: "WARN", params: { label: "Cuti besar" } },
    ]);
  });

  it("needs a fraction", () => expect(() => flagsOf(1, 1, "half")).toThrow('"half" is no fraction'));
});
