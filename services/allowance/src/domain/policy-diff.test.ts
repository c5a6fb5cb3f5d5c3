import { describe, expect, it } from "@jest/globals";

import { policyDocument, policyTexts } from "../testing/policies.ts";
import { type PolicyDocument } from "./policy/document.ts";
import { diffPolicies } from "./policy-diff.ts";

const tukin = policyDocument("kemnaker-tukin");
const changed = (change: (document: PolicyDocument) => PolicyDocument) => diffPolicies(tukin, change(tukin));

describe("two policies side by side", () => {
  it("say nothing where they are the same, whichever policy it is", () => {
    for (const id of policyTexts.keys()) expect(diffPolicies(policyDocument(id), policyDocument(id))).toEqual([]);
  });

  it("show a number in its row, and nothing else", () => {
    const table = tukin.tables["tariff"];
    if (!table || !("rows" in table)) throw new Error("the policy has no tariff");
    const rows = { ...table.rows, 8: 4_700_000 };
    const tables = { ...tukin.tables, tariff: { ...table, rows } };
    expect(changed((document) => ({ ...document, tables }))).toEqual([
      {
        part: "TABLES",
        differences: [{ key: "tariff 8", before: { text: "Rp4.595.150" }, after: { text: "Rp4.700.000" } }],
      },
    ]);
  });

  it("show another law of a step though its words are the same", () => {
    const [first, ...others] = tukin.steps;
    if (!first) throw new Error("the policy has no step");
    const moved = { ...first, cite: { ...first.cite, article: "Pasal 99" } };
    const parts = changed((document) => ({ ...document, steps: [moved, ...others] }));
    const same = { text: expect.any(String), label: first.label };
    expect(parts).toMatchObject([
      {
        part: "STEPS",
        differences: [{ key: first.id, before: same, after: { ...same, cite: expect.stringContaining("Pasal 99") } }],
      },
    ]);
    expect(new Set(parts[0]?.differences.flatMap(({ before, after }) => [before?.text, after?.text])).size).toBe(1);
  });

  it("keep what only one of them has on its side", () => {
    const parts = diffPolicies(tukin, policyDocument("bawaslu-tukin"));
    const steps = parts.find(({ part }) => part === "STEPS")?.differences ?? [];
    expect(steps.some(({ before, after }) => before !== undefined && after === undefined)).toBe(true);
    const more = diffPolicies(policyDocument("bawaslu-tukin"), tukin).find(({ part }) => part === "STEPS")?.differences;
    expect(more?.some(({ before, after }) => before === undefined && after !== undefined)).toBe(true);
    expect(parts.map(({ part }) => part).slice(0, 2)).toEqual(["GENERAL", "LEGAL"]);
  });
});
