import { type Day } from "@kinerja/common/kernel";

import { type PolicyDocument, type Table } from "../domain/policy/document.ts";
import { base, cite, example, halfUp, may, must, named, resultOf, small, tariffTable } from "./small-frame.ts"; // prettier-ignore

const predikat = must("evaluation.predicate", { values: ["sangat_kurang", "kurang", "butuh_perbaikan", "baik", "sangat_baik"] }); // prettier-ignore
const percents = (key: string, rows: Readonly<Record<string, number | string>>): Table => ({
  key,
  unit: "percent",
  cite,
  rows,
});

const lookup = small({
  id: "lookup",
  inputs: { class: must("roster.class"), grade: must("roster.grade"), own: may("amount.nilai_jabatan") },
  tables: {
    tariff: {
      key: ["class", "grade"],
      unit: "rupiah",
      cite,
      rows: { "8/a": 4_595_150, "8/b": { min: 28_915_875, max: 42_058_000 } },
    },
  },
  steps: [{ ...named("base"), rule: "lookup", table: "tariff", amount: "own" }, resultOf("base")],
  tests: [
    example("2026-07", { class: "8", grade: "a" }, { base: 4_595_150, net: 4_595_150 }),
    example("2026-07", { class: "8", grade: "b", own: 28_915_875 }, { net: 28_915_875 }),
    example("2026-07", { class: "8", grade: "b", own: 42_058_001 }, { net: 0 }, "AMOUNT_OUT_OF_RANGE"),
    example("2026-07", { class: "9", grade: "b", own: 1 }, { net: 0 }, "TABLE_ROW_MISSING"),
  ],
});

/** New rows on 12 February 2024: 1.766.000 for 11 days and 1.968.000 for 18 of 29. */
const dated = (mid_month: "by_days" | "first_day" | "last_day", exact: string, net: number): PolicyDocument =>
  small({
    id: `lookup-${mid_month.replace("_", "-")}`,
    inputs: { class: must("roster.class") },
    tables: {
      tariff: {
        key: "class",
        unit: "rupiah",
        cite,
        mid_month,
        values: [
          { valid_from: "2020-01-01" as Day, rows: { "1": 1_766_000, "17": 24_930_000 } },
          { valid_from: "2024-02-12" as Day, rows: { "1": 1_968_000, "2": 2_108_250, "17": 29_085_000 } },
        ],
      },
    },
    steps: [base, resultOf("base")],
    tests: [
      example("2024-01", { class: "1" }, { net: 1_766_000 }),
      example("2024-02", { class: "1" }, { base: exact, net }),
      example("2024-03", { class: "1" }, { net: 1_968_000 }),
    ],
  });

const amount = small({
  id: "amount",
  inputs: { amount: must("amount.kondisi_kerja") },
  steps: [{ ...named("base"), rule: "amount", input: "amount" }, resultOf("base")],
  tests: [example("2026-07", { amount: 400_000 }, { base: 400_000, net: 400_000 })],
});

const share = small({
  id: "share",
  inputs: { predikat },
  tables: { predikat: percents("predikat", { sangat_baik: 100, baik: 100, butuh_perbaikan: 85, kurang: 60, sangat_kurang: 60 }) }, // prettier-ignore
  steps: [
    { ...named("performance_part"), rule: "share", of: "base", percent: 70 },
    { ...named("attendance_part"), rule: "share", of: "base", percent: 30 },
    { ...named("performance"), rule: "scale_by_table", of: "performance_part", table: "predikat" },
    { ...named("both"), rule: "sum", of: ["performance", "attendance_part"] },
  ],
  net: "both",
  tests: [
    // Lampiran: 2.734.114,25 of 3.216.605.
    example("2026-07", { class: "8", predikat: "butuh_perbaikan" }, { performance_part: 3_216_605, performance: "-482490.75", both: "4112659.25" }), // prettier-ignore
    example("2026-07", { class: "8", predikat: "kurang" }, { performance: -1_286_642, net: 3_308_508 }),
  ],
});

/** Parts that are no whole rupiah: 1.530.184,95 and 3.064.965,05. */
const unevenShare = small({
  id: "share-uneven",
  inputs: { score: must("score.perilaku", { at_most: 100 }) },
  steps: [
    { ...named("third"), rule: "share", of: "base", percent: "33.3" },
    { ...named("other"), rule: "share", of: "base", percent: "66.7" },
    { ...named("scored"), rule: "ratio_capped", of: "third", input: "score", target: 90, cap_percent: 100 },
    { ...named("both"), rule: "sum", of: ["scored", "other"] },
  ],
  net: "both",
  tests: [
    example("2026-07", { class: "8", score: "45" }, { third: "1530184.95", scored: "-765092.475", net: 3_830_058 }),
    example("2026-07", { class: "8", score: "90" }, { other: "3064965.05", net: 4_595_150 }),
  ],
});

const cutByTable = small({
  id: "cut-by-table",
  inputs: { predikat },
  tables: { predikat: percents("predikat", { sangat_baik: 0, baik: 0, butuh_perbaikan: "0.5", kurang: 1, sangat_kurang: 2 }) }, // prettier-ignore
  steps: [{ ...named("less"), rule: "cut_by_table", of: "base", table: "predikat" }],
  net: "less",
  tests: [
    example("2026-07", { class: "8", predikat: "sangat_kurang" }, { less: -91_903, net: 4_503_247 }),
    example("2026-07", { class: "8", predikat: "butuh_perbaikan" }, { less: "-22975.75" }),
  ],
});

/** Two components of one base, each with its own result: 25 % + 20 %, each rounded alone. */
const componentPercent = small({
  id: "component-percent",
  inputs: { class: must("roster.class") },
  tables: {
    tariff: { key: "class", unit: "rupiah", cite, rows: { "14": 13_179_238, "4": 1_684_129 } },
    beban: percents("class", { "14": 25, "4": 40 }),
    prestasi: percents("class", { "14": 20, "4": "12.5" }),
  },
  steps: [
    base,
    { ...named("beban"), rule: "component_percent", of: "base", criterion: "beban kerja", table: "beban" },
    { ...named("prestasi"), rule: "component_percent", of: "base", criterion: "prestasi kerja", table: "prestasi" },
    { ...named("result_beban"), rule: "result", gross: "beban", net: "beban", rounding: halfUp },
    {
      ...named("result_prestasi"),
      rule: "result",
      component: "prestasi",
      gross: "prestasi",
      net: "prestasi",
      rounding: { mode: "up", unit: 100 },
      months_late: 1,
    },
  ],
  tests: [
    example("2026-07", { class: "14" }, { beban: "3294809.5", net: 3_294_810, "prestasi.net": 2_635_900 }),
    example("2026-07", { class: "4" }, { beban: "673651.6", net: 673_652, "prestasi.net": 210_600 }),
  ],
});

/** Six items of 100 points, and rupiah a point by the class. */
const scoreSum = small({
  id: "score-sum",
  inputs: {
    class: must("roster.class"),
    skp: must("score.skp", { at_most: 100 }),
    late: may("attendance.late_minutes"),
    behaviour: must("score.perilaku", { at_most: 100 }),
  },
  tables: { tariff: tariffTable() },
  steps: [
    {
      ...named("score"),
      rule: "score_sum",
      items: [
        {
          ...named("skp"),
          input: "skp",
          brackets: [
            { gte: 0, lte: 50, points: 10 },
            { gt: 50, lt: "80.01", points: 30 },
            { gte: "80.01", points: "35.5" },
          ],
        },
        {
          ...named("late"),
          input: "late",
          brackets: [
            { gte: 0, lte: 30, points: 10 },
            { gt: 30, lte: 120, points: 8 },
            { gt: 120, points: 6 },
          ],
        },
        { ...named("behaviour"), input: "behaviour", max: 50 },
      ],
    },
    {
      ...named("paid"),
      rule: "product",
      factors: [{ table: "tariff" }, { step: "score" }, { percent: 1 }],
    },
    resultOf("paid", "paid"),
  ],
  tests: [
    example("2026-07", { class: "8", skp: "80.00", late: 31, behaviour: "82.5" }, { "score.skp": 30, "score.late": 8, "score.behaviour": "41.25", score: "79.25", net: 3_641_656 }), // prettier-ignore
    example("2026-07", { class: "8", skp: "80.01", late: 30, behaviour: "100" }, { score: "95.5", net: 4_388_368 }),
  ],
});

const pointValue = small({
  id: "point-value",
  inputs: {
    activity: must("score.aktivitas", { at_most: 100 }),
    behaviour: must("score.perilaku", { at_most: 100 }),
    budget: must("score.serapan"),
  },
  steps: [
    {
      ...named("score"),
      rule: "score_sum",
      items: [
        { ...named("activity"), input: "activity", max: 75 },
        { ...named("behaviour"), input: "behaviour", max: 15 },
        { ...named("budget"), input: "budget", max: 10 },
      ],
    },
    { ...named("paid"), rule: "point_value", of: "score", rupiah: 180_000 },
    resultOf("paid", "paid"),
  ],
  tests: [
    example("2026-07", { activity: "90", behaviour: "80", budget: "100" }, { score: "89.5", net: 16_110_000 }),
    example("2026-07", { activity: "0", behaviour: "0", budget: "120" }, { "score.budget": 10, net: 1_800_000 }),
  ],
});

/** Basic allowance × index × 87 % × a score, and points × rupiah. */
const product = small({
  id: "product",
  inputs: { class: must("roster.class"), index: must("score.indeks"), points: must("points.kinerja", { at_most: 10 }) },
  tables: { tariff: tariffTable(), location: percents("class", { "8": "97.5", "7": 90 }) },
  steps: [
    base,
    {
      ...named("paid"),
      rule: "product",
      factors: [
        { step: "base" },
        { table: "location" },
        { percent: 87 },
        { decimal: "0.59112978" },
        { input: "index" },
        { input: "points" },
      ],
    },
    resultOf("paid", "paid"),
  ],
  tests: [
    // 4.595.150 × 0,975 × 0,87 × 0,59112978 × 0,8 × 1,5 = 2.764.952,3…
    example("2026-07", { class: "8", index: "80", points: "1.5" }, { net: 2_764_952 }),
    example("2026-07", { class: "6", index: "80", points: "1.5" }, { net: 0 }, "TABLE_ROW_MISSING"),
  ],
});

/** For each rule that makes amounts or points a document that reaches it. */
export const smallAmounts: Readonly<Record<string, PolicyDocument>> = {
  "steps.lookup": lookup,
  "steps.lookup.by_days": dated("by_days", "54850000/29", 1_891_379),
  "steps.lookup.first_day": dated("first_day", "1766000", 1_766_000),
  "steps.lookup.last_day": dated("last_day", "1968000", 1_968_000),
  "steps.amount": amount,
  "steps.share": share,
  "steps.share.uneven": unevenShare,
  "steps.scale_by_table": share,
  "steps.cut_by_table": cutByTable,
  "steps.component_percent": componentPercent,
  "steps.sum": share,
  "steps.score_sum": scoreSum,
  "steps.point_value": pointValue,
  "steps.product": product,
};
