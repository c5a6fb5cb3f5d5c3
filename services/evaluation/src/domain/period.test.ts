import { describe, expect, it } from "@jest/globals";

import { annualTerm, isAnnual, parseTerm, planMonth, spanOf, termOf } from "./period.ts";

describe("a term", () => {
  it.each(["2026-10", "2026-00", "2026-12"])("may be %s", (text) => expect(parseTerm(text)).toBe(text));
  it.each(["2026-13", "2026", "2026-1", "0000-00", "2026-00-00", "", "2026‑10"])("may not be %j", (text) =>
    expect(() => parseTerm(text)).toThrow(
      expect.objectContaining({ violations: [expect.objectContaining({ pointer: "/period", code: "MONTH_FORM" })] }),
    ),
  );

  it("of a month has its days and plan", () => {
    const month = parseTerm("2026-02");
    expect([isAnnual(month), planMonth(month), spanOf(month)]).toEqual([
      false,
      "2026-02",
      { from: "2026-02-01", to: "2026-02-28" },
    ]);
    expect(termOf(planMonth(month))).toBe(month);
  });

  it("of a year is judged by the plan of its end", () => {
    const year = annualTerm(planMonth(parseTerm("2026-12")));
    expect([year, isAnnual(year), planMonth(year), spanOf(year)]).toEqual([
      "2026-00",
      true,
      "2026-12",
      { from: "2026-01-01", to: "2026-12-31" },
    ]);
  });
});
