import { type Condition, type Notice, type PolicyDocument } from "../domain/policy/document.ts";
import { base, cutsBy, example, may, must, named, rate, resultOf, small, span, tariffTable } from "./small-frame.ts"; // prettier-ignore

const tier = small({
  id: "tier",
  inputs: { score: must("score.perilaku", { at_most: 100 }) },
  steps: [
    {
      ...named("tiered"),
      rule: "tier",
      of: "base",
      input: "score",
      brackets: [
        { gte: 0, lte: 50, percent: 50 },
        { gt: 50, lt: 80, percent: "87.5" },
        { gte: 80, lte: "90.5", percent: "97.5" },
        { gt: "90.5", percent: 100 },
      ],
    },
  ],
  net: "tiered",
  tests: [
    example("2026-07", { class: "8", score: "50.00" }, { tiered: -2_297_575 }),
    example("2026-07", { class: "8", score: "50.01" }, { tiered: "-574393.75", net: 4_020_756 }),
    example("2026-07", { class: "8", score: "80" }, { tiered: "-114878.75" }),
    example("2026-07", { class: "8", score: "90.51" }, { tiered: 0 }),
  ],
});

const sumCuts = small({
  id: "sum-cuts",
  inputs: {
    absent: may("attendance.absent_days"),
    missed: may("attendance.missed_checks"),
    late: may("attendance.late_minutes"),
    early: may("attendance.early_minutes"),
    away: may("minutes.away"),
    ceremonies: may("list.upacara"),
  },
  steps: [
    { ...named("attendance_part"), rule: "share", of: "base", percent: 30 },
    { ...named("performance_part"), rule: "share", of: "base", percent: 70 },
    {
      ...named("cuts"),
      rule: "sum_cuts",
      of: "attendance_part",
      items: [
        rate("absent", 3),
        rate("missed", 1, "event"),
        rate("late", "0.01", "minute"),
        rate("early", "0.01", "minute"),
        rate("away", "0.01", "minute"),
        rate("ceremonies", 3, "event"),
      ],
      on_exceed: { clamp: "base", flag: "warn", label: "Tidak melebihi bagian kehadiran" },
      waive: { when: { input: "class", in: ["15", "14"] }, label: "Pejabat pimpinan tinggi" },
    },
    { ...named("attendance"), rule: "subtract", of: "attendance_part", cut: "cuts" },
    { ...named("both"), rule: "sum", of: ["performance_part", "attendance"] },
  ],
  net: "both",
  tests: [
    // 15 minutes of class 11.
    example("2026-07", { class: "11", late: 15 }, { "cuts.late": "-3940.92", net: 8_753_659 }),
    example("2026-07", { class: "12", missed: 1 }, { cuts: -29_688, net: 9_866_312 }),
    // 40 minutes late and 20 early are shown and not applied.
    example("2026-07", { class: "15", late: 40, early: 20 }, { "cuts.late": -23_136, "cuts.early": -11_568, "cuts.waive": 34_704, cuts: 0, net: 19_280_000 }, "CUT_WAIVED"), // prettier-ignore
    example("2026-07", { class: "8", absent: 22, missed: 40 }, { "cuts.clamp": "82712.7", cuts: -1_378_545, net: 3_216_605 }, "CUT_EXCEEDS_BASE"), // prettier-ignore
  ],
});

const multiplier = small({
  id: "multiplier",
  inputs: { kind: must("roster.staff_kind"), absent: may("attendance.absent_days") },
  steps: [
    { ...named("part"), rule: "share", of: "base", percent: 30 },
    { ...named("rest_part"), rule: "share", of: "base", percent: 70 },
    {
      ...named("cuts"),
      rule: "sum_cuts",
      of: "part",
      items: [rate("absent", 3)],
      on_exceed: { clamp: "base", flag: "note", label: "Batas" },
    },
    { ...named("attendance"), rule: "subtract", of: "part", cut: "cuts" },
    { ...named("both"), rule: "sum", of: ["rest_part", "attendance"] },
    { ...named("cpns"), rule: "multiplier", of: "both", percent: 80, when: { input: "kind", in: ["cpns"] } },
  ],
  net: "cpns",
  tests: [
    // (3.134.250 − 28.208,25) × 80 %.
    example("2026-07", { class: "5", kind: "cpns", absent: 1 }, { cuts: "-28208.25", cpns: "-621208.35", net: 2_484_833 }), // prettier-ignore
    example("2026-07", { class: "5", kind: "pns" }, { cpns: 0, net: 3_134_250 }),
  ],
});

const exclude = small({
  id: "exclude",
  inputs: {
    spans: may("exclusion.spans"),
    days: may("days.dikecualikan"),
    workdays: may("calendar.workdays"),
    kind: must("roster.staff_kind"),
  },
  steps: [
    {
      ...named("entitled"),
      rule: "exclude",
      of: "base",
      when: {
        any: [
          { spans: "spans", kinds: ["cltn", "mpp"], active: "any_day" },
          { input: "kind", in: ["blu"] },
        ],
      },
      flag_if: { input: "days", of: "workdays", lt: "1/2" },
    },
  ],
  net: "entitled",
  tests: [
    example("2026-07", { class: "8", kind: "pns", spans: [span("cltn", "2026-07-31")], days: 1, workdays: 22 }, { entitled: -4_595_150, net: 0 }, "PARTIAL_CHECK"), // prettier-ignore
    example("2026-07", { class: "8", kind: "pns", spans: [span("cltn", "2026-07-01")], days: 11, workdays: 22 }, { net: 0 }), // prettier-ignore
    example("2026-07", { class: "8", kind: "blu", workdays: 22 }, { net: 0 }),
    example("2026-07", { class: "8", kind: "pns", spans: [span("cltn", "2026-06-01", "2026-06-30")] }, { net: 4_595_150 }), // prettier-ignore
  ],
});

const difference = small({
  id: "difference",
  inputs: { profession: may("amount.tunjangan_profesi") },
  steps: [
    { ...named("profession_amount"), rule: "amount", input: "profession" },
    { ...named("above"), rule: "difference", of: "base", less: "profession_amount" },
  ],
  net: "above",
  tests: [
    example("2026-07", { class: "8", profession: 3_000_000 }, { above: -3_000_000, net: 1_595_150 }),
    example("2026-07", { class: "8", profession: 5_000_000 }, { above: -4_595_150, net: 0 }),
  ],
});

const thresholdGate = small({
  id: "threshold-gate",
  inputs: {
    minutes: may("activity.approved_minutes"),
    paid_days: must("roster.paid_days"),
    days_of_month: must("calendar.days_of_month"),
  },
  steps: [
    {
      ...named("gate"),
      rule: "threshold_gate",
      of: "base",
      input: "minutes",
      gte: 6_750,
      by_month: { "12": 3_375 },
      else_percent: "12.5",
      prorate: { days: "paid_days", of_days: "days_of_month" },
    },
  ],
  net: "gate",
  tests: [
    example("2026-07", { class: "8", minutes: 6_750, paid_days: 31, days_of_month: 31 }, { gate: 0 }),
    example("2026-07", { class: "8", minutes: 6_749, paid_days: 31, days_of_month: 31 }, { gate: "-4020756.25", net: 574_394 }), // prettier-ignore
    example("2026-12", { class: "8", minutes: 3_375, paid_days: 31, days_of_month: 31 }, { gate: 0 }),
    // 6.750 × 14/31 = 3.048,4.
    example("2026-07", { class: "8", minutes: 3_048, paid_days: 14, days_of_month: 31 }, { gate: "-4020756.25" }),
    example("2026-07", { class: "8", minutes: 3_049, paid_days: 14, days_of_month: 31 }, { gate: 0 }),
    example("2026-07", { class: "8", minutes: 1, paid_days: 32, days_of_month: 31 }, { net: 0 }, "DAYS_IMPOSSIBLE"),
  ],
});

const ratio = (digits: number | undefined, exact: string): PolicyDocument =>
  small({
    id: `ratio-capped${digits === undefined ? "" : "-digits"}`,
    inputs: { minutes: may("activity.approved_minutes"), target: may("minutes.target") },
    steps: [
      {
        ...named("ratio"),
        rule: "ratio_capped",
        of: "base",
        input: "minutes",
        target: "target",
        cap_percent: 100,
        ...(digits !== undefined && { digits }),
      },
    ],
    net: "ratio",
    tests: [
      // 5.333 of 6.000 minutes are 88,8833… %.
      example("2026-07", { class: "12", minutes: 5_333, target: 6_000 }, { ratio: exact }),
      example("2026-07", { class: "12", minutes: 6_600, target: 6_000 }, { net: 9_896_000 }),
      example("2026-07", { class: "12", minutes: 6_600, target: 0 }, { net: 0 }),
    ],
  });

const cap = small({
  id: "cap",
  steps: [{ ...named("capped"), rule: "cap", of: "base", rupiah: 5_000_000 }],
  net: "capped",
  tests: [
    example("2026-07", { class: "9" }, { capped: -79_200, net: 5_000_000 }),
    example("2026-07", { class: "8" }, { capped: 0 }),
  ],
});

const floor = small({
  id: "floor",
  inputs: { absent: may("attendance.absent_days") },
  steps: [...cutsBy([rate("absent", "3.7")]), { ...named("least"), rule: "floor", of: "rest", rupiah: 3_000_000 }],
  net: "least",
  tests: [
    example("2026-07", { class: "5", absent: 2 }, { rest: "2902315.5", least: "97684.5", net: 3_000_000 }),
    example("2026-07", { class: "5", absent: 1 }, { least: 0, net: 3_018_283 }),
  ],
});

const minimum = small({
  id: "min",
  inputs: { class: must("roster.class"), own: must("amount.pagu", { at_most: 20_000_000 }) },
  tables: { tariff: tariffTable() },
  steps: [
    base,
    { ...named("own_amount"), rule: "amount", input: "own" },
    { ...named("least"), rule: "min", of: ["own_amount", "base"] },
    resultOf("least", "least"),
  ],
  tests: [
    example("2026-07", { class: "8", own: 4_595_149 }, { least: 4_595_149, net: 4_595_149 }),
    example("2026-07", { class: "8", own: 4_595_151 }, { least: 4_595_150 }),
  ],
});

const maximum = small({
  id: "max",
  inputs: {
    class: must("roster.class"),
    minutes: may("activity.approved_minutes"),
    own: may("amount.terdahulu", { at_most: 6_000_000 }),
  },
  tables: { tariff: tariffTable() },
  steps: [
    base,
    { ...named("reached"), rule: "ratio_capped", of: "base", input: "minutes", target: 6_000, cap_percent: 100 },
    { ...named("guaranteed"), rule: "cap", of: "base", rupiah: 2_000_000 },
    { ...named("former"), rule: "amount", input: "own" },
    { ...named("most"), rule: "max", of: ["reached", "guaranteed", "former"] },
    resultOf("most", "most"),
  ],
  tests: [
    example("2026-07", { class: "8", minutes: 2_400, own: 1_999_999 }, { most: 2_000_000 }),
    example("2026-07", { class: "8", minutes: 2_400, own: 2_000_001 }, { most: 2_000_001 }),
    // Under the gross the ratio tells its value.
    example("2026-07", { class: "8", minutes: 4_500 }, { reached: "3446362.5", most: "3446362.5", net: 3_446_363 }),
  ],
});

const prorate = small({
  id: "prorate",
  inputs: {
    class: must("roster.class"),
    paid_days: must("roster.paid_days"),
    days_of_month: must("calendar.days_of_month"),
    minutes: may("activity.approved_minutes"),
  },
  tables: { tariff: tariffTable() },
  steps: [
    base,
    { ...named("part"), rule: "prorate", of: "base", days: "paid_days", of_days: "days_of_month" },
    {
      ...named("ratio"),
      rule: "ratio_capped",
      of: "part",
      input: "minutes",
      target: 6_200,
      cap_percent: 100,
      prorate: { days: "paid_days", of_days: "days_of_month" },
    },
    resultOf("ratio", "part"),
  ],
  tests: [
    // 17 of 31 days; the target of those is 3.400 minutes.
    example("2026-07", { class: "7", paid_days: 17, days_of_month: 31, minutes: 3_400 }, { part: "66571150/31", ratio: 0, net: 2_147_456 }), // prettier-ignore
    example("2026-07", { class: "7", paid_days: 17, days_of_month: 31, minutes: 1_700 }, { net: 1_073_728 }),
    example("2026-07", { class: "7", paid_days: 0, days_of_month: 31, minutes: 9 }, { net: 0 }),
    example("2026-07", { class: "7", paid_days: 0, days_of_month: 0 }, { net: 0 }, "DAYS_IMPOSSIBLE"),
  ],
});

/** 30 % are left after seven days: 1.378.545. */
const round = (mode: "half-up" | "half-even" | "down" | "up", unit: number, net: number): PolicyDocument =>
  small({
    id: `round-${mode}`,
    inputs: { absent: may("attendance.absent_days") },
    steps: [...cutsBy([rate("absent", 10)]), { ...named("rounded"), rule: "round", of: "rest", mode, unit }],
    net: "rounded",
    tests: [example("2026-07", { class: "8", absent: 7 }, { rest: 1_378_545, rounded: net - 1_378_545, net })],
  });

/** The floor of a small class lies above its gross. */
const result = small({
  id: "result",
  inputs: { absent: may("attendance.absent_days") },
  steps: [...cutsBy([rate("absent", "2.5")]), { ...named("least"), rule: "floor", of: "rest", rupiah: 3_300_000 }],
  net: "least",
  tests: [
    example("2026-07", { class: "6", absent: 3 }, { rest: 3_247_120, least: 52_880, net: 3_300_000 }),
    example("2026-07", { class: "8", absent: 2 }, { rest: "4365392.5", net: 4_365_393 }),
    example("2026-07", { class: "5" }, { net: 0 }, "NET_IMPOSSIBLE"),
  ],
});

const notice = (id: string, when: Condition, severity: Notice["severity"] = "note"): Notice => ({
  ...named(id),
  when,
  severity,
});

/** Every form of a condition but those on spans. */
const conditions = small({
  id: "conditions",
  inputs: {
    kind: must("roster.staff_kind"),
    absent: may("attendance.absent_days", { on_missing: { assume: 2, flag: "warn" } }),
    sick: may("attendance.sick_days", { on_missing: { assume: 1, flag: "note" } }),
  },
  notices: [
    notice("not_in", { input: "kind", not_in: ["pns", "cpns"] }),
    notice("gte", { input: "absent", gte: 3 }),
    notice("gt", { input: "absent", gt: 10 }, "block"),
    notice("all", { all: [{ input: "sick", lte: 5 }, { input: "sick", gt: 2 }] }, "warn"), // prettier-ignore
    notice("not", { not: { any: [{ input: "sick", lt: 20 }, { input: "kind", in: ["pns"] }] } }, "warn"), // prettier-ignore
  ],
  steps: cutsBy([rate("absent", 1), rate("sick", 1)]),
  net: "rest",
  tests: [
    example("2026-07", { class: "8", kind: "pns" }, { net: 4_457_296 }, "INPUT_ASSUMED"),
    example("2026-07", { class: "8", kind: "pns", absent: 3, sick: 0 }, { net: 4_457_296 }),
    example("2026-07", { class: "8", kind: "pns", absent: 11, sick: 0 }, { net: 0 }, "NOTICE"),
  ],
});

/** Every form of a condition on spans, each told in another severity. */
const spanConditions = small({
  id: "span-conditions",
  inputs: { leave: may("leave.spans", { on_missing: { assume: 0, flag: "note" } }) },
  notices: [
    notice("first_day", { spans: "leave", kinds: ["cuti_sakit"], active: "first_day" }, "warn"),
    notice("whole_month", { spans: "leave", active: "whole_month" }, "block"),
    notice("any_day", { spans: "leave", kinds: ["cuti_besar"], active: "any_day" }),
  ],
  steps: [{ ...named("most"), rule: "cap", of: "base", rupiah: 5_000_000 }],
  net: "most",
  tests: [
    example("2026-07", { class: "8", leave: [span("cuti_besar", "2026-07-01", "2026-07-31")] }, { net: 0 }, "NOTICE"),
    example("2026-07", { class: "8", leave: [span("cuti_sakit", "2026-07-01", "2026-07-30")] }, { net: 4_595_150 }, "NOTICE"), // prettier-ignore
    example("2026-07", { class: "8", leave: [span("cuti_besar", "2026-07-31")] }, { net: 4_595_150 }),
  ],
});

/** For each rule that changes an amount, spans apart, a document that reaches it. */
export const smallSteps: Readonly<Record<string, PolicyDocument>> = {
  "steps.tier": tier,
  "steps.sum_cuts": sumCuts,
  "steps.subtract": sumCuts,
  "steps.multiplier": multiplier,
  "steps.exclude": exclude,
  "steps.difference": difference,
  "steps.threshold_gate": thresholdGate,
  "steps.ratio_capped": ratio(undefined, "-3300316/3"),
  "steps.ratio_capped.digits": ratio(2, "-1100435.2"),
  "steps.ratio_capped.prorate": prorate,
  "steps.cap": cap,
  "steps.floor": floor,
  "steps.min": minimum,
  "steps.max": maximum,
  "steps.prorate": prorate,
  "steps.round": round("half-up", 100, 1_378_500),
  "steps.round.half_even": round("half-even", 10, 1_378_540),
  "steps.round.down": round("down", 1_000, 1_378_000),
  "steps.round.up": round("up", 100, 1_378_600),
  "steps.result": result,
  conditions,
  "conditions.spans": spanConditions,
};
