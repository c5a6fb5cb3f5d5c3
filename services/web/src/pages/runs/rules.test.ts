import { describe, expect, it } from "@jest/globals";
import { createFormat } from "../../i18n/format.ts";
import { type Condition, contentOf, type PolicyContent, type Rule, wordingOf } from "./policy-document.ts";
import { kindsEn, kindsId } from "./rule-words-kinds.ts";
import { ruleWords } from "./rule-words.ts";
import { factKinds } from "./rules-facts.ts";
import { stepKinds } from "./rules-steps.ts";
import { conditionText } from "./rules-telling.ts";
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
    leave: { label: "Cuti", unit: "span", on_missing: "block" },
    value: { label: "Nilai jabatan", unit: "rupiah", from: "amount.nilai", on_missing: "block" },
    score: { label: "Nilai perilaku", unit: "percent", from: "score.perilaku", on_missing: "block" },
  },
  tables: {
    basic: { key: "class", unit: "rupiah", cite, rows: { "8": 4_500_000 } },
    two: { key: ["kind", "class"], unit: "percent", cite, rows: { "pns/8": 85 } },
  },
  facts: [{ id: "absent", rule: "aggregate", take: "days", label: "Hari tidak masuk", cite }],
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
    ["a table by two keys", { rule: "scale_by_table", of: "basic", table: "two" }, "Dasar: Besaran; Faktor: tabel menurut Jenis pegawai, Kelas jabatan"], // prettier-ignore
    ["the own amount in a range", { rule: "lookup", table: "basic", amount: "value" }, "Dasar: tabel menurut Kelas jabatan; Batas: jumlah sendiri: Nilai jabatan, dalam rentang kelasnya"], // prettier-ignore
    ["an amount", { rule: "amount", input: "value" }, "Dasar: Nilai jabatan"],
    ["a cut of a table", { rule: "cut_by_table", of: "basic", table: "two" }, "Dasar: Besaran; Faktor: tabel menurut Jenis pegawai, Kelas jabatan; Pengaruh: persen yang dipotong"], // prettier-ignore
    ["a component", { rule: "component_percent", of: "basic", criterion: "beban_kerja", table: "two" }, "Dasar: Besaran; Faktor: tabel menurut Jenis pegawai, Kelas jabatan; Kriteria: beban kerja"], // prettier-ignore
    ["what is waived", { rule: "sum_cuts", of: "part", on_exceed: { label: "Dibatasi" }, waive: { when: { input: "class", in: ["15"] }, label: "Dibebaskan" } }, "Dasar: Bagian disiplin; Batas: Dibatasi; Dikecualikan: Dibebaskan: hanya ditampilkan, bila Kelas jabatan: 15"], // prettier-ignore
    ["who is not entitled", { rule: "exclude", of: "part", when: { spans: "leave", kinds: ["cltn", "cuti_besar"], active: "any_day" }, flag_if: { input: "absent", of: "month", lt: "1/2" } }, "Dasar: Bagian disiplin; Faktor: 0%; Syarat: Cuti (cltn, cuti besar) pada sekurangnya satu hari bulan ini; Diperiksa: ditandai untuk dilihat bila Hari tidak masuk kurang dari 1/2 Hari bulan ini"], // prettier-ignore
    ["a replacement by month", { rule: "override_by_month", of: "basic", replaces: "part", spans: "leave", rows: { cuti: [50] }, month: "anniversary", means: "cut", with_cuts: "erase", only_if: "cut_gt_zero", spell_at_least_days: 30 }, "Dasar: Besaran; Menggantikan: Bagian disiplin; Faktor: persen yang dipotong; Pengaruh: potongan sebelumnya tidak dihitung lagi; hanya bila memotong; Dari: Cuti; Bulan: bulan penuh sejak tanggal mulai; Batas: hanya yang lamanya paling sedikit 30 hari"], // prettier-ignore
    ["a replacement by length", { rule: "override_by_days", of: "basic", replaces: "part", spans: "leave", kinds: ["sakit"], count: "in_month", means: "paid", with_cuts: "scale", only_if: "always" }, "Dasar: Besaran; Menggantikan: Bagian disiplin; Faktor: persen yang dibayar; Pengaruh: dihitung dari jumlah setelah potongan; juga bila dibayar penuh; Dari: Cuti; Jenis: sakit; Dihitung: harinya dalam bulan ini"], // prettier-ignore
    ["a rate after a grace", { rule: "rate_per_day_after", spans: "leave", kinds: ["sakit"], grace_days: 30, until_days: 45, percent: "1.5", count: "in_month" }, "Dari: Cuti; Jenis: sakit; Faktor: 1,5% tiap hari sesudah 30 hari; Batas: sampai hari ke-45; sesudahnya ditandai untuk dilihat; Dihitung: harinya dalam bulan ini"], // prettier-ignore
    ["a rate in the place of an amount", { rule: "rate_per_day_after", of: "basic", replaces: "part", spans: "leave", grace_days: 30, percent: 1, count: "in_month", with_cuts: "keep", only_if: "cut_gt_zero" }, "Dasar: Besaran; Menggantikan: Bagian disiplin; Pengaruh: potongan sebelumnya tetap, ditambah potongan ini; hanya bila memotong; Dari: Cuti; Faktor: 1% tiap hari sesudah 30 hari; Dihitung: harinya dalam bulan ini"], // prettier-ignore
    ["the n-th time", { rule: "nth_occurrence", of: "basic", replaces: "part", spans: "leave", kinds: ["izin"], window: "calendar_year", means: "cut", with_cuts: "keep" }, "Dasar: Besaran; Menggantikan: Bagian disiplin; Faktor: persen yang dipotong; Pengaruh: potongan sebelumnya tetap, ditambah potongan ini; hanya bila memotong; Dari: Cuti; Jenis: izin; Dihitung: dalam satu tahun kalender"], // prettier-ignore
    ["a cut for some months", { rule: "duration", of: "part", base: "basic", spans: "leave", starts: "next_month", on_overlap: "sum" }, "Dasar: Besaran; Pengaruh: diambil dari Bagian disiplin, paling rendah 0; Dari: Cuti; Bila bertemu: dijumlahkan; Mulai: sejak bulan berikutnya"], // prettier-ignore
    ["a cut some months later", { rule: "lag", of: "part", base: "basic", spans: "leave", offsets: { months: [1, 2, 3] }, on_overlap: "once" }, "Dasar: Besaran; Pengaruh: diambil dari Bagian disiplin, paling rendah 0; Dari: Cuti; Bila bertemu: satu kali, dan ditandai untuk dilihat; Mulai: 1, 2, 3 bulan sesudahnya"], // prettier-ignore
    ["a cut in the next year", { rule: "lag", of: "part", base: "basic", spans: "leave", offsets: { years: [1] }, on_overlap: "largest" }, "Dasar: Besaran; Pengaruh: diambil dari Bagian disiplin, paling rendah 0; Dari: Cuti; Bila bertemu: yang terbesar, dan ditandai untuk dilihat; Mulai: 1 tahun sesudahnya, kedua belas bulannya"], // prettier-ignore
    ["acted posts", { rule: "add_share", own: "basic", spans: "leave", kinds: ["plt"], table: "basic", months: "calendar", on_overlap: "block" }, "Jabatan sendiri: Besaran; Dari: Cuti; Jenis: plt; Faktor: tabel menurut Kelas jabatan; Bulan: bulan yang seluruh harinya dirangkap; Bila bertemu: barisnya ditahan"], // prettier-ignore
    ["a difference that ends at 0", { rule: "difference", of: "basic", less: "part" }, "Dasar: Besaran − Bagian disiplin; Batas: paling rendah 0"], // prettier-ignore
    ["the least", { rule: "min", of: ["basic", "part"] }, "Dasar: Besaran; Bagian disiplin"],
    ["a threshold of another month", { rule: "threshold_gate", of: "part", input: "minutes", gte: 6750, by_month: { "12": 3375 }, else_percent: 50 }, "Dasar: Bagian disiplin; Syarat: Menit kerja paling sedikit 6.750 menit; Desember: 3.375 menit; Faktor: 100%, selain itu 50%"], // prettier-ignore
    ["a target that is a fact", { rule: "ratio_capped", of: "part", input: "minutes", target: "month", cap_percent: 100, digits: 2 }, "Dasar: Bagian disiplin; Faktor: Menit kerja ÷ Hari bulan ini, paling banyak 100%; Pembulatan: dibulatkan ke 2 angka di belakang koma, setengah ke atas"], // prettier-ignore
    ["points", { rule: "point_value", of: "part", rupiah: 10_000 }, "Dasar: Bagian disiplin × Rp10.000 tiap poin"],
    ["a share of points", { input: "score", max: 20 }, "Faktor: Nilai perilaku × 20 poin"],
    ["points by brackets", { input: "score", brackets: [] }, "Syarat: Nilai perilaku"],
    ["a product", { rule: "product", factors: [{ step: "basic" }, { table: "two" }, { percent: "50.5" }, { decimal: "1.25" }, { input: "score" }] }, "Dasar: Besaran × tabel menurut Jenis pegawai, Kelas jabatan × 50,5% × 1,25 × Nilai perilaku"], // prettier-ignore
    ["another component", { rule: "result", component: "acting", gross: "basic", net: "part", rounding: { mode: "down", unit: 1 }, months_late: 1 }, "Komponen: acting; Bruto: Besaran; Neto: Bagian disiplin; Pembulatan: ke Rp1, ke bawah; Dibayar: 1 bulan sesudah yang lain"], // prettier-ignore
    ["two faults on one day", { rule: "combine", days: "days", pair: "larger", min: 1, max: "2.5" }, "Dari: Hari dalam jabatan; Pengaruh: Bila keduanya pada satu hari: yang lebih besar; Batas: paling sedikit 1%, paling banyak 2,5%"], // prettier-ignore
    ["a listed fault", { rule: "negative_item", input: "days", percent: 3, repeat: "each" }, "Faktor: 3%, setiap kali; Syarat: Hari dalam jabatan"], // prettier-ignore
    ["a kind of a later release", { rule: "auction", of: "part" }, ""],
  ])("tells %s", (_, rule, expected) => expect(told(rule)).toBe(expected));

  it("has the same codes in both languages", () => {
    const codesOf = (words: object): Record<string, string[]> =>
      Object.fromEntries(Object.entries(words).map(([name, codes]) => [name, Object.keys(codes as object).sort()]));
    expect(codesOf(kindsEn)).toEqual(codesOf(kindsId));
  });

  it("has a name for each kind that it tells", () => {
    const known = [...Object.keys(factKinds), ...Object.keys(stepKinds)];
    expect(known.filter((kind) => !(kind in kindsId.kinds))).toEqual([]);
  });

  it.each<[Condition, string]>([
    [{ input: "kind", not_in: ["pns"] }, "Jenis pegawai selain pns"],
    [{ input: "days", gt: 5 }, "Hari dalam jabatan lebih dari 5 hari"],
    [{ input: "score", lte: 50 }, "Nilai perilaku paling banyak 50%"],
    [{ input: "value", lt: 5_000 }, "Nilai jabatan kurang dari Rp5.000"],
    [{ spans: "leave", active: "whole_month" }, "Cuti sepanjang bulan ini"],
    [{ not: { spans: "leave", kinds: ["cltn"], active: "first_day" } }, "tidak ada Cuti (cltn) pada hari pertama bulan ini"], // prettier-ignore
    [{ not: { input: "kind", in: ["pns"] } }, "bukan (Jenis pegawai: pns)"],
    [{ all: [{ input: "kind", in: ["pns"] }, { any: [{ input: "days", gt: 0 }, { input: "absent", gte: 1 }] }] }, "Jenis pegawai: pns dan (Hari dalam jabatan lebih dari 0 hari atau Hari tidak masuk paling sedikit 1 hari)"], // prettier-ignore
    [{ any: [{ input: "kind", in: ["pns"] }] }, "Jenis pegawai: pns"],
  ])("tells the condition %j", (when, expected) => expect(conditionText(when, { content, w, f })).toBe(expected));

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
