import { describe, expect, it } from "@jest/globals";

import { type FactValue } from "../sources.ts";
import { days, type Known, number, numbers, shown, spans, tell, text } from "./known.ts";

const knownOf = (values: Record<string, FactValue>): Known => ({ values: new Map(Object.entries(values)), flags: [] });

describe("what is known", () => {
  const known = knownOf({ minutes: 6_750, class: "8", late: [1, 2], days: [], leave: [] });

  it("is read by its form", () => {
    expect(number(known, "minutes")).toBe(6_750);
    expect(text(known, "class")).toBe("8");
    expect(numbers(known, "late")).toEqual([1, 2]);
    expect(days(known, "days")).toEqual([]);
    expect(spans(known, "leave")).toEqual([]);
    expect([shown(known, "class"), shown(known, "minutes")]).toEqual(["8", "6750"]);
  });

  it.each([number, text, numbers, days, spans])("must be there", (read) => {
    expect(() => read(known, "predicate")).toThrow("predicate is no");
  });

  it("must have the form", () => {
    expect(() => number(known, "class")).toThrow("class is no number");
    expect(() => text(known, "minutes")).toThrow("minutes is no text");
    expect(() => numbers(known, "class")).toThrow("class is no list");
    expect(() => shown(known, "late")).toThrow("late is no key or number");
  });
});

describe("a flag", () => {
  it("is told once for a rule", () => {
    const known = knownOf({});
    tell(known, "CUT_WAIVED", "WARN", { label: "Potongan" });
    tell(known, "CUT_WAIVED", "WARN", { label: "Potongan", days: "2" });
    tell(known, "CUT_WAIVED", "WARN", { label: "Lainnya" });
    tell(known, "NOT_ENTITLED", "NOTE", { label: "Potongan" });
    expect(known.flags).toEqual([
      { code: "CUT_WAIVED", severity: "WARN", params: { label: "Potongan" } },
      { code: "CUT_WAIVED", severity: "WARN", params: { label: "Lainnya" } },
      { code: "NOT_ENTITLED", severity: "NOTE", params: { label: "Potongan" } },
    ]);
  });

  it("that blocks is not hidden by a warning of the same words, nor by that of another rule", () => {
    const known = knownOf({});
    for (const severity of ["WARN", "BLOCK"] as const) tell(known, "NOTICE", severity, { id: "a", label: "Periksa" });
    tell(known, "NOTICE", "WARN", { id: "b", label: "Periksa" });
    expect(known.flags.map(({ severity, params }) => [severity, params["id"]])).toEqual([
      ["WARN", "a"],
      ["BLOCK", "a"],
      ["WARN", "b"],
    ]);
  });

  it("without a label is told once for its params", () => {
    const known = knownOf({});
    for (const key of ["18", "18", "19"]) tell(known, "TABLE_ROW_MISSING", "BLOCK", { table: "class", key });
    expect(known.flags.map(({ params }) => params["key"])).toEqual(["18", "19"]);
  });
});
