import { describe, expect, it } from "@jest/globals";
import { parsePeriod, rupiah } from "@kinerja/common/kernel";

import { compilePolicy } from "../domain/policy/compile.ts";
import { type PolicyDocument, type Step } from "../domain/policy/document.ts";
import { type Outcome } from "../domain/policy/outcome.ts";
import { type Facts } from "../domain/policy/sources.ts";
import { compare } from "../testing/agree.ts";
import { smallDocuments } from "../testing/small-documents.ts";

const period = parsePeriod("2026-07");
const document = smallDocuments["steps.multiplier"] as PolicyDocument;
const facts: Facts = { "roster.class": "5", "roster.staff_kind": "cpns", "attendance.absent_days": 1 };
const outcome = compilePolicy(document, period).evaluate(facts);
const differs = (change: Partial<Outcome>): string | undefined =>
  compare(document, period, facts, { ...outcome, ...change });

describe("the comparison of engine and oracle", () => {
  it("finds nothing where both say the same", () => {
    expect(outcome.status).toBe("payable");
    expect(differs({})).toBeUndefined();
  });

  it("finds another status, flag, component and amount", () => {
    expect(differs({ status: "blocked" })).toMatch(/^status/);
    expect(differs({ flags: [{ code: "NOT_ENTITLED", severity: "NOTE", params: {} }] })).toMatch(/^flags/);
    expect(differs({ components: [] })).toMatch(/^components/);
    expect(differs({ components: outcome.components.map((one) => ({ ...one, monthsLate: 1 })) })).toMatch(/^main.monthsLate/); // prettier-ignore
    expect(differs({ net: rupiah(outcome.net + 1n) })).toMatch(/^net/);
  });

  it("finds a line that is missing, tells something else, or is rounded to another amount", () => {
    const without = outcome.trace.filter(({ id }) => id !== "cuts.absent");
    expect(differs({ trace: without })).toMatch(/^line cuts.absent/);
    const other = outcome.trace.map((line) => (line.id === "cpns" ? { ...line, exact: "-1/3" } : line));
    expect(differs({ trace: other })).toMatch(/^line cpns/);
    const far = outcome.trace.map((line) =>
      line.id === "cpns" ? { ...line, amount: rupiah(line.amount - 1n) } : line,
    );
    expect(differs({ trace: far })).toMatch(/^line cpns: the amount/);
  });

  it("finds an engine that reads another percent", () => {
    const read = (step: Step): Step => (step.rule === "multiplier" ? { ...step, percent: "80.0001" } : step);
    const engine = compilePolicy({ ...document, steps: document.steps.map(read) }, period).evaluate(facts);
    expect(compare(document, period, facts, engine)).toBeDefined();
  });
});
