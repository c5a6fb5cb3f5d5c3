import { describe, expect, it } from "@jest/globals";
import { createFormat } from "../../i18n/format.ts";
import { type Bracket, type PolicyContent, type Rule, type Table } from "./policy-document.ts";
import { ruleWords } from "./rule-words.ts";
import { gridsOf, tableGrid } from "./rules-grids.ts";
import { edgesText } from "./rules-telling.ts";

const cite = { legal: "perkada", article: "Pasal 2" };
const named = { id: "x", label: "x", cite };
const content: PolicyContent = {
  supersedes: null,
  governance: { owner: "x", note: "x" },
  legal: {},
  inputs: {
    class: { label: "Kelas", unit: "key", on_missing: "block" },
    kind: { label: "Jenis pegawai", unit: "key", on_missing: "block" },
    minutes: { label: "Menit", unit: "minute", from: "attendance.late_minutes", on_missing: "block" },
    score: { label: "Nilai SKP", unit: "percent", from: "score.skp", on_missing: "block" },
  },
  tables: {},
  steps: [],
};
const telling = { content, w: ruleWords.id, f: createFormat("id") };
const rowsOf = (rule: Omit<Rule, "id" | "label" | "cite">) => gridsOf({ ...named, ...rule }, telling);

describe("a bracket", () => {
  it.each<[string, Omit<Bracket, "percent">, string]>([
    ["minutes", { gte: 1, lt: 31 }, "1–30 menit"],
    ["minutes", { gt: 30, lte: 120 }, "31–120 menit"],
    ["minutes", { gt: 450 }, "451 menit ke atas"],
    ["minutes", { lte: 0 }, "0 menit"],
    ["minutes", { gte: "0.5", lt: 2 }, "0,5 menit sampai kurang dari 2 menit"],
    ["score", { gte: 0, lte: 50 }, "0% sampai 50%"],
    ["score", { gt: "50.5", lt: 90 }, "lebih dari 50,5% sampai kurang dari 90%"],
    ["score", { gt: 80 }, "lebih dari 80%"],
    ["score", { gte: 80 }, "80% ke atas"],
    ["score", { gte: 0, lte: 0 }, "0%"],
    ["score", { lt: 50 }, "kurang dari 50%"],
    ["score", { lte: 50 }, "sampai 50%"],
  ])("of %s: %j", (name, edges, expected) => expect(edgesText(edges, name, telling)).toBe(expected));
});

describe("the numbers of a rule", () => {
  it("are percents, or points", () => {
    expect(rowsOf({ rule: "tier", input: "score", brackets: [{ gte: 0, percent: "0.0125" }] })).toEqual([
      { head: ["Rentang", "Persen"], rows: [["0% ke atas", "0,0125%"]] },
    ]);
    expect(rowsOf({ input: "minutes", brackets: [{ gte: 0, points: "12.5" }] })).toEqual([
      { head: ["Rentang", "Poin"], rows: [["0 menit ke atas", "12,5"]] },
    ]);
  });

  it("are those of both faults of a day", () => {
    const brackets = [{ gte: 0, percent: 1 }];
    const grids = rowsOf({ rule: "combine", a: { item: "late", brackets }, b: { item: "early", brackets } });
    expect(grids.map(({ title }) => title)).toEqual(["menit terlambat", "menit pulang cepat"]);
  });

  it("are percents by month of leave, equal ones together, and what lies beyond", () => {
    const rows = { cuti_besar: [50, 75, 75], cuti_luar: [50, 75, 75], cuti_sakit: [0] };
    const rule = { rule: "override_by_month", means: "paid", rows, beyond: { percent: 90, flag: "warn" } };
    expect(rowsOf(rule)).toEqual([
      {
        head: ["Jenis", "Bulan ke", "Dibayar"],
        rows: [
          ["cuti besar, cuti luar", "1", "50%"],
          ["cuti besar, cuti luar", "2–3", "75%"],
          ["cuti sakit", "1", "0%"],
          ["semua jenis", "selebihnya", "90%, ditandai untuk dilihat"],
        ],
      },
    ]);
  });

  it("are percents by length and by how many times", () => {
    const brackets = [{ gte: 0, lt: 15, percent: 0 }, { gte: 15, percent: 50 }]; // prettier-ignore
    expect(rowsOf({ rule: "override_by_days", means: "cut", brackets })).toEqual([
      { head: ["Rentang", "Dipotong"], rows: [["0–14 hari", "0%"], ["15 hari ke atas", "50%"]] }, // prettier-ignore
    ]);
    expect(rowsOf({ rule: "nth_occurrence", means: "cut", rows: [0, 10] })[0]?.rows).toEqual([
      ["1", "0%"],
      ["2 dan seterusnya", "10%"],
    ]);
  });

  it("are rows by the day of the event", () => {
    const rows = { ringan: { percent: 5, months: 1 } };
    const [before, since] = rowsOf({ rule: "duration", rows: [{ rows }, { events_from: "2026-03-01", rows }] });
    expect([before?.title, since?.title]).toEqual(["Kejadian sebelum itu", "Kejadian sejak Minggu, 1 Maret 2026"]);
    expect(since?.rows).toEqual([["ringan", "5%", "1 bulan"]]);
    expect(rowsOf({ rule: "lag", rows: { kurang: 15 } })[0]?.rows).toEqual([["kurang", "15%"]]);
  });

  it("are levels of acted posts, and other classes", () => {
    const levels = { same: { percent: 20 }, one_below: { difference: true }, dua_di_bawah: { percent: 10 } };
    expect(rowsOf({ rule: "add_share", levels })[0]?.rows).toEqual([
      ["setingkat", "20% dari besaran jabatan itu"],
      ["jabatan sendiri satu tingkat di bawah", "selisihnya dengan besaran sendiri"],
      ["dua di bawah", "10% dari besaran jabatan itu"],
    ]);
    expect(rowsOf({ rule: "substitute_class", by: "kind", rows: { umum: "7" } })).toEqual([
      { head: ["Jenis pegawai", "Kelas"], rows: [["umum", "7"]] },
    ]);
  });

  it("are none of a rule that has only one", () => expect(rowsOf({ rule: "share", percent: 40 })).toEqual([]));
});

describe("a table", () => {
  const table: Table = { key: "class", unit: "rupiah", cite };

  it("goes from the highest class down, and may hold ranges", () => {
    const rows = { "7": 1_000_000, "8": { min: 400_000, max: 600_000 } };
    expect(tableGrid(table, rows, telling)).toEqual({
      head: ["Kelas", "Rupiah"],
      rows: [
        ["8", "Rp400.000 – Rp600.000"],
        ["7", "Rp1.000.000"],
      ],
    });
  });

  it("has a column for each of its keys", () => {
    const rows = { "cpns/puskesmas_penuh": "80.5", "pns/umum": 85 };
    expect(tableGrid({ ...table, key: ["kind", "class"], unit: "percent" }, rows, telling)).toEqual({
      head: ["Jenis pegawai", "Kelas", "Persen"],
      rows: [
        ["cpns", "puskesmas penuh", "80,5%"],
        ["pns", "umum", "85%"],
      ],
    });
  });
});
