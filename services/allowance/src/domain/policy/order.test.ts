import { describe, expect, it } from "@jest/globals";

import { everyRuleDocument } from "../../testing/every-rule.ts";
import { type Step } from "./document.ts";
import { beforeGross, inOrder, inputsOf, inputsOfFact, orderSteps, referencesOf, restsOn, tablesOf } from "./order.ts"; // prettier-ignore

const document = everyRuleDocument();

function stepOf(id: string): Step {
  const step = document.steps.find((one) => one.id === id);
  if (!step) throw new Error(`there is no step ${id}`);
  return step;
}

describe("what a step reads", () => {
  it.each([
    ["tariff", []],
    ["own", []],
    ["points", []],
    ["base", ["tariff"]],
    ["scaled", ["work_part"]],
    ["loaded", ["ranged"]],
    ["subtotal", ["graded", "attendance"]],
    ["attendance", ["att_part", "cuts"]],
    ["least", ["less", "made"]],
    ["most", ["least", "own"]],
    ["less", ["own", "pointed"]],
    ["long_leave", ["base", "cpns"]],
    ["spell", ["base", "long_leave"]],
    ["after", ["base", "spell"]],
    ["again", ["base", "after"]],
    ["sanction", ["again", "base"]],
    ["later", ["sanction", "base"]],
    ["acted", ["tariff"]],
    ["made", ["loaded"]],
    ["pointed", ["points"]],
    ["result", ["base", "rounded"]],
  ])("%s: steps", (id, expected) => expect(referencesOf(stepOf(id))).toEqual(expected));

  it.each([
    ["tariff", []],
    ["ranged", ["own_amount"]],
    ["base", ["paid_days", "month_days"]],
    ["ratio", ["all_minutes", "minutes", "paid_days", "month_days"]],
    ["gate", ["all_minutes"]],
    ["cuts", ["predikat", "absent_days", "late_list", "first_only", "lhkpn", "leave"]],
    ["cpns", ["staff_kind", "leave_days"]],
    ["long_leave", ["leave", "leave_days", "month_days"]],
    ["unpaid", ["leave"]],
    ["acted", ["posts"]],
    ["points", ["score", "lhkpn"]],
    ["made", ["extra"]],
    ["result", []],
  ])("%s: inputs and facts", (id, expected) => {
    expect(inputsOf(stepOf(id)).toSorted()).toEqual(expected.toSorted());
  });

  it.each([
    ["tariff", ["tariff"]],
    ["acted", ["tariff"]],
    ["made", ["predikat_percent"]],
    ["base", []],
  ])("%s: tables", (id, expected) => expect(tablesOf(stepOf(id))).toEqual(expected));

  it.each([
    ["working", ["valid", "outages"]],
    ["all_minutes", ["minutes", "credited"]],
    ["leave_days", ["leave", "first_only"]],
    ["dated_class", ["classes"]],
    ["lowered", ["own_class", "demotions"]],
    ["class", ["lowered", "post", "staff_kind"]],
  ])("the fact %s is made of inputs and facts before it", (id, expected) => {
    const fact = document.facts?.find((one) => one.id === id);
    expect(fact && inputsOfFact(fact)).toEqual(expected);
  });
});

describe("the order of steps", () => {
  it("is that of computation, with the results at the end", () => {
    const { steps } = inOrder({ ...document, steps: document.steps.toReversed() });
    const before = new Set<string>();
    for (const step of steps) {
      expect(referencesOf(step).every((id) => before.has(id))).toBe(true);
      before.add(step.id);
    }
    expect(steps).toHaveLength(document.steps.length);
    expect(steps.slice(-3).map(({ rule }) => rule)).toEqual(["result", "result", "result"]);
  });

  it("leaves out what stands on a circle or behind one", () => {
    const steps = document.steps.map((step) => (step.id === "floored" ? { ...step, of: "rounded" } : step)) as Step[];
    expect(orderSteps(steps).stuck.map(({ id }) => id)).toEqual(["floored", "rounded", "result"]);
    expect(restsOn(steps, "floored").has("floored")).toBe(true);
  });

  it("leads to the gross of each component, or from it to the net", () => {
    const early = beforeGross(document.steps);
    expect(["tariff", "base", "acted", "points", "bonus_sum"].every((id) => early.has(id))).toBe(true);
    expect(["scaled", "cuts", "rounded", "result", "acting"].some((id) => early.has(id))).toBe(false);
  });
});
