import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { policyTexts } from "../../testing/policies.ts";
import { readPolicy } from "./read-policy.ts";
import { policySchema, policySchemaText } from "./schema.ts";
import { everyRule } from "../../testing/every-rule.ts";

/** Replaces one piece of the document; the tests break if it is no longer there. */
function changed(from: string, to: string, text = everyRule): string {
  expect(text).toContain(from);
  return text.replace(from, () => to);
}
const faultsOf = (text: string) => readPolicy(text).faults.map(({ code, line }) => `${code} ${line}`);
const lineOf = (text: string, piece: string): number => text.slice(0, text.indexOf(piece)).split("\n").length;
const expectedOf = (text: string): unknown[] => readPolicy(text).faults.map(({ params }) => params["expected"]);

const cite = "cite: { legal: perkada, article: Pasal 4 }";

describe("reading a policy", () => {
  it.each([...policyTexts])("takes %s", (id, text) => {
    expect(readPolicy(text).faults).toEqual([]);
    expect(readPolicy(text).document).toMatchObject({ id });
  });

  it("takes a document with every rule and key", () => {
    const { document, faults } = readPolicy(everyRule);
    expect(faults).toEqual([]);
    expect(document?.legal["perkada"]?.wording).toEqual({ "Pasal 4": "Besaran menurut kelas jabatan." });
  });

  it.each([
    ["an unknown key", "    key: class\n", "    key: class\n    uprating: 3\n", "POLICY_KEY_UNKNOWN"],
    ["an unknown key of a step", "percent: 60,", "percent: 60, percentt: 1,", "POLICY_KEY_UNKNOWN"],
    ["an unknown key of a fact", "mode: threshold,", "mode: threshold, grace: 1,", "POLICY_KEY_UNKNOWN"],
    ["an unknown key of a condition", "{ input: leave_days, gt: 20 }", "{ input: leave_days, gt: 20, and: 1 }", "POLICY_KEY_UNKNOWN"], // prettier-ignore
    ["a missing cite", `label: Tarif, ${cite}`, "label: Tarif", "POLICY_KEY_MISSING"],
    ["a missing base", "rule: share, of: base, percent: 60", "rule: share, percent: 60", "POLICY_KEY_MISSING"],
    ["a bracket without a lower edge", "{ gt: 30, percent: 1 }", "{ percent: 1 }", "POLICY_KEY_MISSING"],
    ["a bracket with two lower edges", "{ gt: 30, percent: 1 }", "{ gt: 30, gte: 31, percent: 1 }", "POLICY_KEY_UNFIT"],
    ["a bracket with two upper edges", "gte: 1, lte: 30,", "gte: 1, lte: 30, lt: 31,", "POLICY_KEY_UNFIT"],
    ["a table with rows and dated rows", "    mid_month: by_days\n", "    mid_month: by_days\n    rows: { a: 1 }\n", "POLICY_KEY_UNFIT"], // prettier-ignore
    ["dated rows without a word about the month", "    mid_month: by_days\n", "", "POLICY_KEY_MISSING"],
    ["points without brackets and without a most", "input: score, max: 40", "input: score", "POLICY_KEY_MISSING"],
    ["a float percent", 'percent: "2.5"', "percent: 2.5", "POLICY_FLOAT"],
    ["an amount in another spelling", "rupiah: 9000000", "rupiah: 9e6", "POLICY_FLOAT"],
    ["an unknown rule", "rule: prorate,", "rule: pro_rate,", "POLICY_VALUE_WRONG"],
    ["an unknown rule of a fact", "rule: tolerance,", "rule: grace,", "POLICY_VALUE_WRONG"],
    ["an unknown source", "from: attendance.days,", "from: attendance.months,", "POLICY_VALUE_WRONG"],
    ["an own source without a prefix", "from: list.lhkpn,", "from: lists.lhkpn,", "POLICY_VALUE_WRONG"],
    ["a percent below zero", "percent: 60,", 'percent: "-60",', "POLICY_VALUE_WRONG"],
    ["a condition of two kinds", "{ input: leave_days, gt: 20 }", "{ input: leave_days, gt: 20, lt: 30 }", "POLICY_VALUE_WRONG"], // prettier-ignore
    ["a factor of two kinds", "{ step: loaded }", "{ step: loaded, percent: 1 }", "POLICY_VALUE_WRONG"],
    ["a time of the day that is none", 'until: "04:00"', 'until: "24:00"', "POLICY_VALUE_WRONG"],
    ["a thirteenth month", '{ "3": 2500 }', '{ "13": 2500 }', "POLICY_VALUE_WRONG"],
    ["months without an end", "ringan: { percent: 10, months: 2 }", "ringan: { percent: 10, months: 9999 }", "POLICY_VALUE_WRONG"], // prettier-ignore
    ["an override without rows", "rows: { melahirkan: [50, 25] }", "rows: { melahirkan: [] }", "POLICY_VALUE_WRONG"],
    ["a threshold of minutes as text", "gte: 3000,", 'gte: "3000",', "POLICY_VALUE_WRONG"],
    ["a tax without a method", "tax: { method: final,", "tax: {", "POLICY_VALUE_WRONG"],
    ["a tax that is another word", "tax: { method: final,", "tax: later\n  other: { method: final,", "POLICY_VALUE_WRONG"], // prettier-ignore
    ["a day that does not exist", '"2026-12-31"', '"2026-02-29"', "DATE_FORM"],
    ["an end before the beginning", '"2026-12-31"', '"2025-12-31"', "POLICY_DATES"],
    ["a successor of another document", "{ id: semua-aturan, version: 1 }", "{ id: lain, version: 1 }", "POLICY_SUPERSEDES"], // prettier-ignore
    ["a successor of itself", "{ id: semua-aturan, version: 1 }", "{ id: semua-aturan, version: 2 }", "POLICY_SUPERSEDES"], // prettier-ignore
    ["an alias of nothing", "rows: { kurang: 40, baik: 100 }", "rows: *rows", "POLICY_ALIAS"],
    ["a key that is there twice", "version: 2\n", "version: 2\nversion: 3\n", "POLICY_YAML"],
    ["broken YAML", "exports:\n", "exports: [\n", "POLICY_YAML"],
  ])("refuses %s, and says where", (_, from, to, code) => {
    const text = changed(from, to);
    const { faults } = readPolicy(text);
    expect(faults.map((fault) => fault.code)).toContain(code);
    for (const { line, column } of faults) expect([line > 0, column > 0]).toEqual([true, true]);
  });

  it.each([
    ["counts_as: missed, flag: warn", "counts_as: missed, flag: loud", "warn, note, none"],
    ["rule: prorate,", "rule: pro_rate,", expect.stringMatching(/^lookup, amount, share, .*result$/)],
    ["percent: 60,", "percent: 9000000000,", "<= 1000000000"],
    ["order: [missed_in, late, early]", "order: [late]", "≥ 2"],
    ['until: "04:00"', 'until: "24:00"', "HH:MM"],
    ["{ step: loaded }", "{ step: loaded, percent: 1 }", "step | table | percent | decimal | input"],
    ["tax: { method: final,", "tax: { method: gross,", "ter, final"],
  ])("says what it expects in place of %s", (from, to, expected) => {
    expect(expectedOf(changed(from, to))).toEqual([expected]);
  });

  it("refuses the wording of an article that has no words", () => {
    expect(faultsOf(changed("{ Pasal 4: Besaran menurut kelas jabatan. }", '{ Pasal 4: "" }'))).toEqual([
      expect.stringContaining("POLICY_VALUE_WRONG"),
    ]);
  });

  it("names the line and the column of the fault", () => {
    const text = changed("    key: class\n", "    key: class\n    uprating: 3\n");
    expect(readPolicy(text).faults).toEqual([
      {
        code: "POLICY_KEY_UNKNOWN",
        path: ["tables", "tariff", "uprating"],
        params: { name: "uprating" },
        line: lineOf(text, "    uprating"),
        column: 5,
      },
    ]);
  });

  it("names the place deep in a condition", () => {
    const text = changed("{ input: leave_days, gt: 20 }", "{ input: leave_days, gt: banyak }");
    expect(readPolicy(text).faults).toMatchObject([
      { code: "POLICY_VALUE_WRONG", path: ["steps", "12", "when", "any", "1", "gt"], params: { expected: "integer" } },
    ]);
  });

  it("tells all faults at once, from the first line to the last", () => {
    const text = changed("percent: 3, per: day", "percent: 3, per: event", changed("percent: 60,", "percent: 61,"));
    expect(readPolicy(text).faults.map(({ code }) => code)).toEqual(["POLICY_SHARES", "POLICY_UNIT_WRONG"]);
  });

  it("refuses aliases that would grow, and texts that are too long", () => {
    const bomb = `a: &a [x, x]\nb: [*a, *a]\n`;
    expect(readPolicy(bomb).faults.map(({ code }) => code)).toEqual(["POLICY_ALIAS", "POLICY_ALIAS"]);
    expect(readPolicy(`#${" ".repeat(300_000)}`).faults.map(({ code }) => code)).toEqual(["POLICY_TOO_LONG"]);
  });

  it.each([200, 20_000])("refuses conditions %d deep", (depth) => {
    const deep = `${"{ not: ".repeat(depth)}{ input: leave_days, gt: 20 }${" }".repeat(depth)}`;
    const { faults } = readPolicy(changed("{ input: leave_days, gt: 20 }", deep));
    expect(faults[0]?.code).toMatch(/^POLICY_(CONDITION_DEEP|YAML)$/);
  });

  it.each(["", "null", "[]", "text", "{}"])("refuses %j as a document", (text) => {
    expect(readPolicy(text).faults.length).toBeGreaterThan(0);
  });
});

describe("the schema of policies", () => {
  it("is the one that is published", () => {
    const published = readFileSync(join(__dirname, "../../../../../docs/policy/schema.json"), "utf8");
    expect(JSON.parse(published)).toEqual(policySchema);
    expect(JSON.parse(policySchemaText())).toEqual(policySchema);
  });

  it("says in words what each rule does", () => {
    const definitions = policySchema["$defs"] as Readonly<Record<string, { readonly oneOf?: readonly object[] }>>;
    for (const name of ["fact", "cut", "step", "tax"])
      for (const rule of definitions[name]?.oneOf ?? [])
        expect(rule).toMatchObject({ title: expect.any(String), description: expect.stringMatching(/\.$/) });
  });
});
