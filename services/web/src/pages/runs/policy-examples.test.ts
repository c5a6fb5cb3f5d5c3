import { describe, expect, it } from "@jest/globals";
import { createFormat } from "../../i18n/format.ts";
import { type Given, type PolicyContent } from "./policy-document.ts";
import { expectedRows, givenRows } from "./policy-examples.ts";
import { placesText } from "./policy-places.ts";
import { policyWords } from "./policy-words.ts";
import { ruleWords } from "./rule-words.ts";

const cite = { legal: "perkada", article: "Pasal 2" };
const content: PolicyContent = {
  supersedes: null,
  governance: { owner: "x", note: "x" },
  legal: {},
  inputs: {
    class: { label: "Kelas jabatan", unit: "key", on_missing: "block" },
    days: { label: "Hari kehadiran", unit: "day", from: "attendance.days", on_missing: "block" },
    late: { label: "Keterlambatan", unit: "minute", from: "attendance.late_events", on_missing: "block" },
    leave: { label: "Cuti", unit: "span", on_missing: "block" },
    score: { label: "Perilaku", unit: "percent", from: "score.perilaku", on_missing: "block" },
  },
  tables: { tariff: { key: "class", unit: "rupiah", cite, rows: {} } },
  facts: [{ id: "absent", rule: "aggregate", take: "days", label: "Hari tidak masuk", cite }],
  notices: [{ id: "check", label: "Periksa", cite, when: { input: "class", in: ["8"] }, severity: "warn" }],
  steps: [
    {
      ...{ id: "cut", rule: "sum_cuts", label: "Potongan", cite, on_exceed: { label: "Dibatasi" } },
      items: [{ id: "late", rule: "tier", label: "Terlambat", cite }],
      waive: { when: { input: "class", in: ["15"] }, label: "Dibebaskan" },
    },
    { id: "points", rule: "score_sum", label: "Poin", cite, items: [{ id: "skp", label: "SKP", cite }] },
    { id: "acting_result", rule: "result", component: "acting", label: "Tambahan Plt", cite },
  ],
};
const telling = { content, w: ruleWords.id, f: createFormat("id") };
const words = policyWords.id;
const example = { name: "x", source: "own" };

const givenText = (name: string, given: Given): string =>
  givenRows({ ...example, given: { [name]: given }, expect: {} }, telling, words)
    .map((row) => `${row.name}: ${row.value}`)
    .join();
const expectedText = (name: string, value: number | string): string =>
  expectedRows({ ...example, given: {}, expect: { [name]: value } }, telling, words)
    .map((row) => `${row.name}: ${row.value}`)
    .join();

describe("what a worked example is given", () => {
  it.each<[string, Given, string]>([
    ["class", "8", "Kelas jabatan: 8"],
    ["absent", 2, "Hari tidak masuk: 2 hari"],
    ["score", "87.5", "Perilaku: 87,5%"],
    ["late", [35, 62], "Keterlambatan: 35 menit; 62 menit"],
    ["late", [], "Keterlambatan: tidak ada"],
    ["leave", [{ kind: "cuti_besar", from: "2026-07-01", to: "2026-09-30" }], "Cuti: cuti besar 1 Jul 2026 – 30 Sep 2026"],
    ["leave", [{ kind: "plt", from: "2026-07-01", class: "9", level: "same", pending: true }], "Cuti: plt sejak 1 Jul 2026, masih berlangsung, Kelas 9, setingkat, belum dipastikan"],
    ["days", [{ day: "2026-07-02", work: true, status: "TIDAK_HADIR", missed_in: true, missed_out: false }], "Hari kehadiran: 2 Jul 2026: TIDAK HADIR, tidak merekam masuk"],
    ["days", [{ day: "2026-07-01", work: false, status: "HADIR", late: 134, early: 0, check_in: "09:44" }], "Hari kehadiran: 1 Jul 2026: HADIR, hanya hari bukan hari kerja, 134 menit terlambat, Masuk 09.44"],
    ["late", [1, 2, 3, 4, 5, 6, 7], "Keterlambatan: 1 menit; 2 menit; 3 menit; 4 menit; 5 menit; dan 2 lagi"],
  ])("tells %s %j", (name, given, expected) => expect(givenText(name, given)).toBe(expected)); // prettier-ignore
});

describe("what must come out", () => {
  it.each<[string, number | string, string]>([
    ["net", 4_595_150, "Neto: Rp4.595.150"],
    ["acting.net", 1_015_840, "Tambahan Plt: Neto: Rp1.015.840"],
    ["cut", "-689272.5", "Potongan: −Rp689.272,5"],
    ["cut.late", "-275.709", "Terlambat: −Rp275,709"],
    ["cut.clamp", "82712.7", "Dibatasi: Rp82.712,7"],
    ["cut.waive", 0, "Dibebaskan: Rp0"],
    ["cut.other", 0, "Potongan: Rp0"],
    ["points.skp", "30.2", "SKP: 30,2 poin"],
    ["points", "66571150/31", "Poin: 66.571.150/31 poin"],
    ["absent", 3, "Hari tidak masuk: 3 hari"],
    ["other", "8", "other: 8"],
  ])("tells %s %s", (name, value, expected) => expect(expectedText(name, value)).toBe(expected));
});

describe("a place of the document", () => {
  it.each([
    ["steps.cut.on_exceed", "Potongan"],
    ["steps.cut.items.late.percent", "Potongan: Terlambat"],
    ["steps.cut.late", "Potongan: Terlambat"],
    ["facts.absent", "Hari tidak masuk"],
    ["inputs.leave.on_missing", "Cuti"],
    ["notices.check", "Periksa"],
    ["tables.tariff.rows.8", "Tabel menurut Kelas jabatan"],
    ["steps", "Seluruh aturan"],
    ["effective.from", "Masa berlaku"],
    ["somewhere.new", "somewhere.new"],
  ])("%s is called %s", (place, name) => expect(placesText([place, place], telling, words)).toBe(name));
});
