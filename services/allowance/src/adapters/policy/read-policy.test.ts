import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { policyText } from "../../testing/policies.ts";
import { readPolicy } from "./read-policy.ts";
import { policySchema } from "./schema.ts";

const tukin = policyText("kemnaker-tukin");
const tpp = policyText("contoh-tpp");

/** Replaces one piece of the document; the tests break if it is no longer there. */
function changed(text: string, from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, () => to);
}
const faultsOf = (text: string) => readPolicy(text).faults.map(({ code, line }) => `${code} ${line}`);
const lineOf = (text: string, piece: string): number => text.slice(0, text.indexOf(piece)).split("\n").length;

const secondResult = `  - id: other
    rule: result
    gross: base
    net: cpns
    rounding: { mode: half-up, unit: 1 }
    label: x
    cite: { legal: permen, article: x }
`;

describe("reading a policy", () => {
  it("takes the demo policies", () => {
    expect(readPolicy(tukin).faults).toEqual([]);
    expect(readPolicy(tpp).document).toMatchObject({ id: "contoh-tpp", kind: "tpp" });
  });

  it.each([
    ["an unknown key", tukin, "    key: class\n", "    key: class\n    uprating: 3\n", "POLICY_KEY_UNKNOWN"],
    [
      "an unknown key of a step",
      tukin,
      "    percent: 70\n",
      "    percent: 70\n    percentt: 1\n",
      "POLICY_KEY_UNKNOWN",
    ],
    [
      "a missing cite",
      tukin,
      "kelas jabatan\n    cite: { legal: permen, article: Pasal 5 }\n",
      "kelas jabatan\n",
      "POLICY_KEY_MISSING",
    ],
    ["a missing base", tukin, "    of: base\n    percent: 30", "    percent: 30", "POLICY_KEY_MISSING"],
    ["a float percent", tukin, 'percent: "0.01"', "percent: 0.01", "POLICY_FLOAT"],
    ["a float amount", tukin, "33240000", "33240000.0", "POLICY_FLOAT"],
    ["an amount in another spelling", tukin, "33240000", "3324e4", "POLICY_FLOAT"],
    ["an amount with a fraction", tukin, "33240000", '"33240000.5"', "POLICY_RUPIAH"],
    ["an unknown rule", tukin, "rule: lookup", "rule: look_up", "POLICY_VALUE_WRONG"],
    ["an unknown law", tukin, "legal: kepsekjen,", "legal: kepmen,", "POLICY_REFERENCE_UNKNOWN"],
    ["an unknown table", tukin, "table: tariff\n", "table: tariffs\n", "POLICY_REFERENCE_UNKNOWN"],
    ["an unknown step", tukin, "of: [perf, attendance]", "of: [perf, presence]", "POLICY_REFERENCE_UNKNOWN"],
    ["a wrong unit of an input", tukin, "paid_days, unit: day", "paid_days, unit: minute", "POLICY_UNIT_WRONG"],
    ["a rate per another unit", tukin, "per: day", "per: event", "POLICY_UNIT_WRONG"],
    ["an amount table used as percents", tukin, "table: predikat_percent\n", "table: tariff\n", "POLICY_UNIT_WRONG"],
    [
      "a cut that meets another base",
      tukin,
      "subtract\n    of: att_part",
      "subtract\n    of: perf_part",
      "POLICY_BASE_MISMATCH",
    ],
    ["a cut that is added", tukin, "of: [perf, attendance]", "of: [perf, attendance, att_cut]", "POLICY_BASE_MISMATCH"],
    ["a step counted twice", tukin, "of: [perf, attendance]", "of: [perf, attendance, perf]", "POLICY_COUNTED_TWICE"],
    ["shares that are not the whole", tukin, "percent: 70\n", "percent: 60\n", "POLICY_SHARES"],
    ["a forgotten step", tukin, "net: cpns", "net: subtotal", "POLICY_STEP_UNUSED"],
    ["two results", tukin, "payout:", `${secondResult}payout:`, "POLICY_RESULT"],
    ["an id that is used twice", tukin, "- id: att_part\n", "- id: perf_part\n", "POLICY_ID_REPEATED"],
    ["a day that does not exist", tukin, '"2025-01-01"', '"2025-02-29"', "DATE_FORM"],
    ["an end before the beginning", tukin, "to: null", 'to: "2024-12-31"', "POLICY_DATES"],
    [
      "a successor of another document",
      tukin,
      "supersedes: null",
      "supersedes: { id: other, version: 1 }",
      "POLICY_SUPERSEDES",
    ],
    ["a percent below zero", tukin, "percent: 70\n", 'percent: "-70"\n', "POLICY_VALUE_WRONG"],
    ["a gap between brackets", tpp, "{ gte: 31, lt: 61,", "{ gte: 32, lt: 61,", "POLICY_TIER_GAP"],
    ["overlapping brackets", tpp, "{ gte: 31, lt: 61,", "{ gte: 30, lt: 61,", "POLICY_TIER_OVERLAP"],
    ["brackets with an end", tpp, "{ gte: 91, percent", "{ gte: 91, lt: 480, percent", "POLICY_TIER_GAP"],
    ["a list where one number is needed", tpp, "    input: minutes\n", "    input: late_events\n", "POLICY_FORM_WRONG"],
    ["a list where days are needed", tpp, "input: absent_days\n", "input: late_events\n", "POLICY_UNIT_WRONG"],
    ["an assumption of another form", tpp, "assume: pns", "assume: 3", "POLICY_VALUE_WRONG"],
    [
      "a test of an unknown input",
      tpp,
      "minutes: 6750, absent_days: 0",
      "minutes: 6750, absence: 0",
      "POLICY_REFERENCE_UNKNOWN",
    ],
    ["a test of an unknown step", tpp, "net: 4500000 }", "nett: 4500000 }", "POLICY_REFERENCE_UNKNOWN"],
    ["an alias of nothing", tukin, "rows: { sangat_baik", "rows: *rows #", "POLICY_ALIAS"],
    ["a key that is there twice", tukin, "version: 1\n", "version: 1\nversion: 2\n", "POLICY_YAML"],
    ["broken YAML", tukin, "governance:\n", "governance: [\n", "POLICY_YAML"],
  ])("refuses %s, and says where", (_, text, from, to, code) => {
    const { faults } = readPolicy(changed(text, from, to));
    expect(faults.map((fault) => fault.code)).toContain(code);
    for (const { line, column } of faults) expect([line > 0, column > 0]).toEqual([true, true]);
  });

  const wording = (article: string, words: string): string =>
    changed(
      tukin,
      "    title: Tunjangan kinerja pegawai Kementerian Ketenagakerjaan\n    checked: secondary\n",
      `    title: x\n    checked: official\n    wording:\n      ${article}: ${words}\n`,
    );

  it("takes what an article says, word for word", () => {
    const { document, faults } = readPolicy(wording("Pasal 13", "Bunyi pasal rekaan."));
    expect(faults).toEqual([]);
    expect(document?.legal["permen"]?.wording).toEqual({ "Pasal 13": "Bunyi pasal rekaan." });
  });

  it("refuses the wording of an article that nothing cites, and one without words", () => {
    const text = wording("Pasal 31", "Bunyi pasal rekaan.");
    expect(faultsOf(text)).toEqual([`POLICY_REFERENCE_UNKNOWN ${String(lineOf(text, "Pasal 31"))}`]);
    expect(faultsOf(wording("Pasal 13", '""'))).toEqual([expect.stringContaining("POLICY_VALUE_WRONG")]);
  });

  it("names the line and the column of the fault", () => {
    const text = changed(tukin, "    key: class\n", "    key: class\n    uprating: 3\n");
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

  it("finds steps that form a circle", () => {
    const text = changed(tukin, "of: [perf, attendance]", "of: [perf, attendance, cpns]");
    expect(faultsOf(text)).toContain(`POLICY_CYCLE ${lineOf(text, "- id: subtotal")}`);
  });

  it("tells all faults at once", () => {
    const text = changed(changed(tukin, "percent: 70\n", "percent: 71\n"), "per: day", "per: event");
    expect(readPolicy(text).faults.map(({ code }) => code)).toEqual(["POLICY_SHARES", "POLICY_UNIT_WRONG"]);
  });

  it("refuses aliases that would grow, and texts that are too long", () => {
    const bomb = `a: &a [x, x]\nb: [*a, *a]\n`;
    expect(readPolicy(bomb).faults.map(({ code }) => code)).toEqual(["POLICY_ALIAS", "POLICY_ALIAS"]);
    expect(readPolicy(`#${" ".repeat(300_000)}`).faults.map(({ code }) => code)).toEqual(["POLICY_TOO_LONG"]);
  });

  it.each(["", "null", "[]", "text", "{}"])("refuses %j as a document", (text) => {
    expect(readPolicy(text).faults.length).toBeGreaterThan(0);
  });
});

describe("the schema of policies", () => {
  it("is the one that is published", () => {
    const published = readFileSync(join(__dirname, "../../../../../docs/policy/schema.json"), "utf8");
    expect(JSON.parse(published)).toEqual(policySchema);
  });
});
