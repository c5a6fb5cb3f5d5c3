import { describe, expect, it } from "@jest/globals";
import { createFormat } from "../../i18n/format.ts";
import { contentOf, type PolicyContent, type Rule, wordingOf } from "./policy-document.ts";
import { ruleWords } from "./rule-words.ts";
import { factsOf, percentText, rangeText } from "./rules.ts";

const f = createFormat("id");
const w = ruleWords.id;
const cite = { legal: "perkada", article: "Pasal 5" };

const content: PolicyContent = {
  supersedes: null,
  governance: { owner: "x", note: "x" },
  legal: {
    perkada: { ref: "Perkada 1/2026", title: "x", checked: "invented", wording: { "Pasal 5": "Bunyi rekaan." } },
  },
  inputs: {
    class: { label: "Kelas jabatan", unit: "key", on_missing: "block" },
    kind: { label: "Jenis pegawai", unit: "key", on_missing: "block" },
    minutes: { label: "Menit kerja", unit: "minute", on_missing: "block" },
    days: { label: "Hari dalam jabatan", unit: "day", on_missing: "block" },
    month: { label: "Hari bulan ini", unit: "day", on_missing: "block" },
  },
  tables: { basic: { key: "class", unit: "rupiah", cite, rows: { "8": 4_500_000 } } },
  steps: [
    { id: "basic", rule: "lookup", label: "Besaran", cite, table: "basic" },
    { id: "part", rule: "share", label: "Bagian disiplin", cite, of: "basic", percent: 40 },
    {
      id: "cut",
      rule: "sum_cuts",
      label: "Potongan",
      cite,
      of: "part",
      on_exceed: { label: "Paling banyak dasarnya" },
    },
  ],
};

const told = (rule: Omit<Rule, "id" | "label" | "cite">): string =>
  factsOf({ id: "x", label: "x", cite, ...rule }, content, w, f)
    .map(({ name, value }) => `${name}: ${value}`)
    .join("; ");

describe("the rules of a policy in words", () => {
  it.each<[string, Omit<Rule, "id" | "label" | "cite">, string]>([
    ["a table", { rule: "lookup", table: "basic" }, "Dasar: tabel menurut Kelas jabatan"],
    ["a part", { rule: "share", of: "basic", percent: 40 }, "Dasar: Besaran; Faktor: 40%"],
    ["percents of a table", { rule: "scale_by_table", of: "basic", table: "basic" }, "Dasar: Besaran; Faktor: tabel menurut Kelas jabatan"], // prettier-ignore
    ["percents by brackets", { rule: "tier", of: "basic", input: "minutes" }, "Dasar: Besaran; Syarat: Menit kerja"],
    ["a cut each time", { rule: "tier", input: "minutes", per: "occurrence" }, "Syarat: Menit kerja, tiap kejadian"],
    ["a cut of the month", { rule: "tier", input: "minutes", per: "month" }, "Syarat: Menit kerja, sebulan"],
    ["cuts", { rule: "sum_cuts", of: "part", on_exceed: { label: "Paling banyak dasarnya" } }, "Dasar: Bagian disiplin; Batas: Paling banyak dasarnya"], // prettier-ignore
    ["a sum", { rule: "sum", of: ["basic", "part"] }, "Dasar: Besaran + Bagian disiplin"],
    ["a difference", { rule: "subtract", of: "part", cut: "cut" }, "Dasar: Bagian disiplin − Potongan"],
    ["a choice", { rule: "multiplier", of: "part", percent: 80, when: { input: "kind", in: ["cpns", "pppk_paruh"] } }, "Dasar: Bagian disiplin; Faktor: 80%; Syarat: Jenis pegawai: cpns, pppk paruh"], // prettier-ignore
    ["a least count", { rule: "multiplier", of: "part", percent: 80, when: { input: "days", gte: 5 } }, "Dasar: Bagian disiplin; Faktor: 80%; Syarat: Hari dalam jabatan paling sedikit 5 hari"], // prettier-ignore
    ["a limit of a count", { rule: "multiplier", of: "part", percent: 80, when: { input: "days", lt: 5 } }, "Dasar: Bagian disiplin; Faktor: 80%; Syarat: Hari dalam jabatan kurang dari 5 hari"], // prettier-ignore
    ["a threshold", { rule: "threshold_gate", of: "part", input: "minutes", gte: 3375, else_percent: 0 }, "Dasar: Bagian disiplin; Syarat: Menit kerja paling sedikit 3.375 menit; Faktor: 100%, selain itu 0%"], // prettier-ignore
    ["a target", { rule: "ratio_capped", of: "part", input: "minutes", target: 6750, cap_percent: 100 }, "Dasar: Bagian disiplin; Faktor: Menit kerja ÷ 6.750 menit, paling banyak 100%"], // prettier-ignore
    ["an upper limit", { rule: "cap", of: "part", rupiah: 5_000_000 }, "Dasar: Bagian disiplin; Batas: Rp5.000.000"],
    ["a lower limit", { rule: "floor", of: "part", rupiah: 0 }, "Dasar: Bagian disiplin; Batas: Rp0"],
    ["days", { rule: "prorate", of: "basic", days: "days", of_days: "month" }, "Dasar: Besaran; Faktor: Hari dalam jabatan ÷ Hari bulan ini"], // prettier-ignore
    ["a rounding", { rule: "round", of: "basic", mode: "down", unit: 100 }, "Dasar: Besaran; Pembulatan: ke Rp100, ke bawah"], // prettier-ignore
    ["the result", { rule: "result", gross: "basic", net: "part", rounding: { mode: "half-up", unit: 1 } }, "Bruto: Besaran; Neto: Bagian disiplin; Pembulatan: ke Rp1, setengah ke atas"], // prettier-ignore
    ["a rate", { rule: "rate_per_unit", input: "minutes", percent: "0.0125", per: "minute" }, "Faktor: 0,0125% tiap menit; Syarat: Menit kerja"], // prettier-ignore
    ["a kind of a later release", { rule: "auction", of: "part" }, ""],
  ])("tells %s", (_, rule, expected) => expect(told(rule)).toBe(expected));

  it("keeps every digit of a percent", () => {
    expect(percentText("0.012345678901", f)).toBe("0,012345678901%");
    expect(percentText("12.5", createFormat("en"))).toBe("12.5%");
  });

  it.each([
    [{ gte: 1, lt: 31, percent: 1 }, "1–30 menit"],
    [{ gte: 0, lt: 1, percent: 0 }, "0 menit"],
    [{ gte: 91, percent: 2 }, "91 menit ke atas"],
  ])("writes %j as a range", (bracket, expected) =>
    expect(rangeText(bracket, { id: "x", rule: "tier", label: "x", cite, input: "minutes" }, content, w, f)).toBe(expected)); // prettier-ignore
});

describe("what the document carries", () => {
  it("has the wording of an article only where it was recorded", () => {
    expect(wordingOf(content, cite)).toBe("Bunyi rekaan.");
    expect(wordingOf(content, { ...cite, article: "Pasal 6" })).toBeUndefined();
    expect(wordingOf(content, { ...cite, legal: "permen" })).toBeUndefined();
  });

  it("is nothing where the service could not read it", () => expect(contentOf("")).toBeUndefined());
});
