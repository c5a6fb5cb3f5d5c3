import { describe, expect, it } from "@jest/globals";
import { createFormat } from "../../i18n/format.ts";
import { type PolicyContent, type Rule } from "./policy-document.ts";
import { ruleWords } from "./rule-words.ts";
import { factKinds } from "./rules-facts.ts";
import { gridsOf } from "./rules-grids.ts";
import { factsOf, isKnown } from "./rules.ts";

const cite = { legal: "perkada", article: "Pasal 2" };
const named = { id: "x", label: "x", cite };
const content: PolicyContent = {
  supersedes: null,
  governance: { owner: "x", note: "x" },
  legal: {},
  inputs: {
    days: { label: "Hari kehadiran", unit: "day", from: "attendance.days", on_missing: "block" },
    outages: { label: "Gangguan mesin", unit: "span", on_missing: "block" },
    leave: { label: "Cuti", unit: "span", on_missing: "block" },
    class: { label: "Kelas jabatan", unit: "key", on_missing: "block" },
    post: { label: "Jenis jabatan", unit: "key", on_missing: "block" },
    minutes: { label: "Menit kerja", unit: "minute", on_missing: "block" },
  },
  tables: {},
  facts: [{ ...named, id: "tolerant", label: "Setelah toleransi", rule: "tolerance" }],
  steps: [],
};

type Plain = Omit<Rule, "id" | "label" | "cite">;
const told = (rule: Plain, language: "id" | "en" = "id"): string =>
  factsOf({ ...named, ...rule }, content, ruleWords[language], createFormat(language))
    .map(({ name, value }) => `${name}: ${value}`)
    .join("; ");

const cases: readonly (readonly [string, Plain, string])[] = [
  ["days", { rule: "aggregate", of: "days", take: "days", how: "sum", where: { status_in: ["ALPA"], work: true } }, "Dari: Hari kehadiran; Dihitung: hari; Hari: status ALPA, hanya hari kerja"],
  ["minutes of days", { rule: "aggregate", of: "tolerant", take: "late", how: "each", where: { status_not_in: ["DINAS_LUAR"] } }, "Dari: Setelah toleransi; Dihitung: menit terlambat, satu angka untuk tiap hari; Hari: status selain DINAS LUAR"],
  ["a tolerance that stays", { rule: "tolerance", of: "days", item: "late", minutes: 60, mode: "subtract" }, "Dari: Hari kehadiran; Batas: menit terlambat: 60 menit sehari tidak dihitung, yang di atasnya dihitung"],
  ["a tolerance that is a threshold", { rule: "tolerance", of: "days", item: "early", minutes: 15, mode: "threshold" }, "Dari: Hari kehadiran; Batas: menit pulang cepat: sampai 15 menit sehari tidak dihitung; di atas itu seluruhnya dihitung"],
  ["a missed check as minutes", { rule: "classify", of: "days", no_check_in_as: 90, no_check_out_as: 1 }, "Dari: Hari kehadiran; Masuk: tidak merekam dihitung 90 menit terlambat; Pulang: tidak merekam dihitung 1 menit pulang cepat"],
  ["impossible taps", { rule: "data_validity", of: "days", check_in: { from: "16:00", until: "04:00" }, check_out: { at: ["23:59"] }, counts_as: "missed", flag: "warn" }, "Dari: Hari kehadiran; Masuk: pukul 16.00 atau sesudahnya atau sampai pukul 04.00; Pulang: tepat pukul 23.59; Pengaruh: dihitung sebagai tidak merekam kehadiran, ditandai untuk dilihat"],
  ["an outage", { rule: "outage", of: "days", outages: "outages", neutralises: ["missed_in"] }, "Dari: Hari kehadiran; Hari: pada hari Gangguan mesin; Pengaruh: tidak dikenai: tidak merekam masuk"],
  ["one fault a day", { rule: "same_day", of: "days", order: ["missed_in", "late"] }, "Dari: Hari kehadiran; Urutan: tidak merekam masuk, menit terlambat; hanya yang pertama dikenai"],
  ["credited minutes", { rule: "credit", of: "days", minutes: { ALPA: -300 }, days: "working" }, "Dari: Hari kehadiran; Hari: hari kerja"],
  ["a total", { rule: "total", of: ["minutes", "tolerant"], unit: "minute", floor: "zero" }, "Dari: Menit kerja + Setelah toleransi; Batas: paling rendah 0"],
  ["a total without a floor", { rule: "total", of: ["minutes"], unit: "minute", floor: "none" }, "Dari: Menit kerja"],
  ["how many spans", { rule: "count_spans", of: "leave", kinds: ["cuti_sakit"], count: "begun_in_year" }, "Dari: Cuti; Jenis: cuti sakit; Dihitung: yang mulai tahun ini sampai bulan ini"],
  ["days in spans", { rule: "span_days", of: "leave", day_kind: "calendar" }, "Dari: Cuti; Hari: hari kalender"],
  ["days of work in spans", { rule: "span_days", of: "leave", day_kind: "working", days: "days" }, "Dari: Cuti; Hari: hari kerja menurut Hari kehadiran"],
  ["a demotion", { rule: "effective_class", class: "class", demotions: "leave", starts: "next_month", on_overlap: "lowest" }, "Dasar: Kelas jabatan; Dari: Cuti; Mulai: sejak bulan berikutnya; Bila bertemu: kelas yang terendah, dan ditandai untuk dilihat"],
  ["another class", { rule: "substitute_class", class: "class", by: "post", when: { spans: "leave", active: "first_day" }, otherwise: "keep", rows: { umum: "7" } }, "Dasar: Kelas jabatan; Syarat: Cuti pada hari pertama bulan ini; Faktor: tabel menurut Jenis jabatan; Selebihnya: kelasnya tetap"],
  ["when a class begins", { rule: "start_rule", history: "leave", effect: "next_month", on_first_day: "same_month" }, "Dari: Cuti; Mulai: sejak bulan berikutnya; Hari: perubahan pada tanggal 1: sejak bulan itu juga"],
  ["a class of the same day", { rule: "start_rule", history: "leave", effect: "same_day", on_first_day: "same_month" }, "Dari: Cuti; Mulai: yang berlaku pada hari terakhir bulan ini"],
]; // prettier-ignore

describe("what is made from inputs, in words", () => {
  it.each(cases)("tells %s", (_, rule, expected) => expect(told(rule)).toBe(expected));

  it("has a case for each kind", () => {
    expect([...new Set(cases.map(([, { rule }]) => rule))].sort()).toEqual(Object.keys(factKinds).sort());
  });

  it("says it in English", () => {
    expect(told({ rule: "tolerance", of: "days", item: "late", minutes: 60, mode: "subtract" }, "en")).toBe(
      "From: Hari kehadiran; Limit: minutes late: 60 minutes a day don't count, what is above does",
    );
  });

  it("knows when it doesn't know a kind", () => {
    expect([isKnown({ ...named, rule: "total" }), isKnown({ ...named, rule: "auction" })]).toEqual([true, false]);
    expect(told({ rule: "auction", of: "days" })).toBe("");
  });

  it("puts statuses with the same minutes into one row", () => {
    const rule = { ...named, rule: "credit", of: "days", minutes: { HADIR: 300, DINAS_LUAR: 300, ALPA: -300 } };
    expect(gridsOf(rule, { content, w: ruleWords.id, f: createFormat("id") })).toEqual([
      { head: ["Status", "Menit"], rows: [["HADIR, DINAS LUAR", "300"], ["ALPA", "−300"]] }, // prettier-ignore
    ]);
  });
});
