import { expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";

import { everyRuleDocument } from "../../testing/every-rule.ts";
import { wordsOf } from "./words.ts";

const document = everyRuleDocument();
const words = wordsOf(document);

it.each([
  ["base", "BASE", "BASE"],
  ["acted", "BASE", "BASE"],
  ["bonus_sum", "BASE", "BASE"],
  ["tariff", "PART", "PART"],
  ["points", "PART", "PART"],
  ["points.behaviour", "PART", "PART"],
  ["work_part", "PART", "PART"],
  ["subtotal", "PART", "PART"],
  ["attendance", "PART", "PART"],
  ["least", "PART", "PART"],
  ["less", "PART", "PART"],
  ["scaled", "ADD", "CUT"],
  ["cuts", "PART", "PART"],
  ["cuts.late", "ADD", "CUT"],
  ["cuts.clamp", "ADD", "CUT"],
  ["cuts.waive", "ADD", "CUT"],
  ["long_leave", "ADD", "CUT"],
  ["sanction", "ADD", "CUT"],
  ["unpaid", "ADD", "CUT"],
  ["rounded", "ADD", "CUT"],
  ["result.rounding", "ADD", "CUT"],
  ["bonus.rounding", "ADD", "CUT"],
  ["result", "RESULT", "RESULT"],
  ["acting", "RESULT", "RESULT"],
])("the line %s is %s when it adds, %s when it takes", (id, more, less) => {
  expect([words.get(id)?.effectOf(rupiah(5n)), words.get(id)?.effectOf(rupiah(-5n))]).toEqual([more, less]);
});

it("a line has its own words and article", () => {
  expect(words.get("cuts.waive")).toMatchObject({ label: "Dibebaskan", rule: "sum_cuts" });
  expect(words.get("points.diligence")).toMatchObject({ label: "Kerajinan", cite: "Peraturan contoh 1/2026 Pasal 12" });
});
