import { type PolicyDocument, type Step, type StepOf } from "../domain/policy/document.ts";
import { base, cutsBy, example, halfUp, may, must, named, rate, resultOf, small, span, tariffTable } from "./small-frame.ts"; // prettier-ignore

/* Overrides: after cuts of 3 % of the tariff a day. */

const leave = { absent: may("attendance.absent_days"), leave: may("leave.spans") };
const cuts = cutsBy([rate("absent", 3)]);
type Changes<Rule extends Step["rule"]> = Partial<StepOf<Rule>>;

function byMonth(id: string, changes: Changes<"override_by_month">, tests: PolicyDocument["tests"]): PolicyDocument {
  const step: StepOf<"override_by_month"> = {
    ...named("leave"),
    rule: "override_by_month",
    of: "base",
    replaces: "rest",
    spans: "leave",
    means: "cut",
    rows: { cuti_besar: [50, 75, 90], cuti_sakit: [0, 50, 75] },
    beyond: { percent: 100, flag: "warn" },
    month: "touched",
    with_cuts: "erase",
    only_if: "cut_gt_zero",
    flag_if: { input: "absent", of: "workdays", lt: "1/2" },
    ...changes,
  };
  return small({
    id: `override-by-month-${id}`,
    inputs: { ...leave, workdays: may("calendar.workdays") },
    steps: [...cuts, step],
    net: "leave",
    tests,
  });
}

const sick = (from: string, to?: string) => span("cuti_sakit", from, to);
const long = (from: string, to?: string) => span("cuti_besar", from, to);

const byMonthErase = byMonth("erase", {}, [
  example("2026-07", { class: "8", leave: [sick("2026-06-30", "2026-07-01")] }, { leave: -2_297_575, net: 2_297_575 }),
  // The first month of the illness cuts nothing: the day of absence stays cut.
  example("2026-07", { class: "8", absent: 1, leave: [sick("2026-07-01")] }, { leave: 0, net: 4_457_296 }),
  // The cuts before it are no more.
  example("2026-07", { class: "8", absent: 3, workdays: 6, leave: [long("2026-07-01", "2026-07-02")] }, { net: 2_297_575 }), // prettier-ignore
  example("2026-07", { class: "8", absent: 2, workdays: 6, leave: [long("2026-07-01", "2026-07-02")] }, { net: 2_297_575 }, "PARTIAL_CHECK"), // prettier-ignore
  example("2026-07", { class: "8", leave: [sick("2026-04-30")] }, { net: 0 }, "OVERRIDE_BEYOND"),
  example("2026-07", { class: "8", leave: [sick("2026-05-30", "2026-07-03"), long("2026-07-05")] }, { net: 1_148_788 }, "OVERRIDE_OVERLAP"), // prettier-ignore
  example("2026-07", { class: "8", leave: [span("cuti_sakit", "2026-06-01", undefined, { pending: true })] }, { net: 4_595_150 }), // prettier-ignore
]);

const byMonthKeep = byMonth(
  "keep",
  { with_cuts: "keep", month: "anniversary", means: "paid", rows: { cuti_besar: [50, 25], cuti_sakit: [100, 50] }, beyond: { percent: 10, flag: "none" } }, // prettier-ignore
  [
    // From 31 May the second month begins on 30 June: July is in it, August too from 31 July on.
    example("2026-07", { class: "8", absent: 2, leave: [long("2026-05-31")] }, { leave: "-3446362.5", net: 873_079 }),
    example("2026-07", { class: "8", absent: 20, leave: [long("2026-07-31")] }, { net: 0 }),
    example("2026-07", { class: "8", leave: [long("2026-04-30", "2026-07-01")] }, { net: 459_515 }),
  ],
);

const byMonthScale = byMonth(
  "scale",
  { with_cuts: "scale", month: "days_30", spell_at_least_days: 5, only_if: "always" },
  [
    // Day 31 of the spell is 1 July: month 2.
    example(
      "2026-07",
      { class: "8", absent: 1, leave: [sick("2026-06-01")] },
      { leave: "-2228647.75", net: 2_228_648 },
    ),
    example("2026-07", { class: "8", absent: 1, leave: [sick("2026-06-02")] }, { leave: 0, net: 4_457_296 }),
    example("2026-07", { class: "8", leave: [long("2026-07-06", "2026-07-09")] }, { net: 4_595_150 }),
    example("2026-07", { class: "8", leave: [long("2026-07-06", "2026-07-10")] }, { net: 2_297_575 }),
  ],
);

function byDays(id: string, changes: Changes<"override_by_days">, tests: PolicyDocument["tests"]): PolicyDocument {
  const step: StepOf<"override_by_days"> = {
    ...named("leave"),
    rule: "override_by_days",
    of: "base",
    replaces: "rest",
    spans: "leave",
    kinds: ["cuti_sakit"],
    day_kind: "calendar",
    count: "spell_total",
    means: "paid",
    brackets: [
      { gte: 0, lte: 2, percent: 100 },
      { gt: 2, lt: 15, percent: 75 },
      { gte: 15, percent: 50 },
    ],
    with_cuts: "erase",
    only_if: "cut_gt_zero",
    ...changes,
  };
  return small({ id: `override-by-days-${id}`, inputs: leave, steps: [...cuts, step], net: "leave", tests });
}

const byDaysTotal = byDays("total", {}, [
  example("2026-07", { class: "8", leave: [sick("2026-07-30", "2026-07-31")] }, { net: 4_595_150 }),
  example(
    "2026-07",
    { class: "8", leave: [sick("2026-07-30", "2026-08-01")] },
    { leave: "-1148787.5", net: 3_446_363 },
  ),
  example("2026-07", { class: "8", leave: [sick("2026-07-30", "2026-08-13")] }, { net: 2_297_575 }),
]);
const byDaysToMonthEnd = byDays("to-month-end", { count: "spell_to_month_end", with_cuts: "keep" }, [
  example("2026-07", { class: "8", leave: [sick("2026-07-30", "2026-08-13")] }, { net: 4_595_150 }),
  example("2026-08", { class: "8", absent: 1, leave: [sick("2026-07-30", "2026-08-13")] }, { leave: -2_297_575, net: 2_159_721 }), // prettier-ignore
]);
const byDaysInMonth = byDays("in-month", { count: "in_month", only_if: "always", with_cuts: "erase" }, [
  example("2026-08", { class: "8", leave: [sick("2026-07-30", "2026-08-14")] }, { net: 3_446_363 }),
  example("2026-08", { class: "8", absent: 3, leave: [sick("2026-07-30", "2026-08-02")] }, { leave: "413563.5", net: 4_595_150 }, "OVERRIDE_RAISES"), // prettier-ignore
]);

const daysAfter = small({
  id: "rate-per-day-after",
  inputs: leave,
  steps: [
    ...cuts,
    {
      ...named("leave"),
      rule: "rate_per_day_after",
      of: "base",
      replaces: "rest",
      spans: "leave",
      kinds: ["gugur_kandungan"],
      grace_days: 30,
      until_days: 45,
      percent: 1,
      day_kind: "calendar",
      count: "spell_to_month_end",
      with_cuts: "erase",
      only_if: "cut_gt_zero",
    },
  ],
  net: "leave",
  tests: [
    // 31, 38, 45 and 60 days.
    ["2026-07-01", 4_549_199] as const,
    ["2026-07-08", 4_227_538] as const,
    ["2026-07-15", 3_905_878] as const,
  ]
    .map(([to, net]) => example("2026-07", { class: "8", leave: [span("gugur_kandungan", "2026-06-01", to)] }, { net }))
    .concat([
      example("2026-07", { class: "8", leave: [span("gugur_kandungan", "2026-06-01", "2026-07-30")] }, { leave: "-689272.5" }, "OVERRIDE_BEYOND"), // prettier-ignore
    ]),
});

const nth = (window: "calendar_year" | "rolling_12_months", nets: readonly number[]): PolicyDocument =>
  small({
    id: `nth-occurrence-${window.replaceAll("_", "-")}`,
    inputs: leave,
    steps: [
      ...cuts,
      {
        ...named("leave"),
        rule: "nth_occurrence",
        of: "base",
        replaces: "rest",
        spans: "leave",
        kinds: ["alasan_penting"],
        window,
        means: "paid",
        rows: [100, 100, 50, 25],
        with_cuts: "erase",
        only_if: "cut_gt_zero",
      },
    ],
    net: "leave",
    tests: ["2026-01", "2026-02", "2026-07"].map((period, index) =>
      example(
        period,
        {
          class: "8",
          leave: ["2025-01-30", "2025-02-28", "2026-01-30", "2026-02-27", "2026-07-31"].map((from) =>
            span("alasan_penting", from, from),
          ),
        },
        { net: nets[index] ?? 0 },
      ),
    ),
  });

/* Events */

function duration(id: string, changes: Changes<"duration">, tests: PolicyDocument["tests"]): PolicyDocument {
  const step: StepOf<"duration"> = {
    ...named("sanction"),
    rule: "duration",
    of: "rest",
    base: "base",
    spans: "sanctions",
    rows: [
      { rows: { teguran: { percent: 10, months: 1 } } },
      {
        events_from: "2026-01-15",
        rows: { teguran: { percent: 30, months: 2 }, berat: { percent: "82.5", months: 3 } },
      },
    ],
    starts: "next_month",
    on_overlap: "sum",
    ...changes,
  };
  const inputs = { absent: may("attendance.absent_days"), sanctions: may("discipline.sanctions") };
  return small({ id: `duration-${id}`, inputs, steps: [...cuts, step], net: "sanction", tests });
}

const warned = span("teguran", "2026-05-20");
const durationSum = duration("sum", {}, [
  example("2026-05", { class: "8", sanctions: [warned] }, { sanction: 0 }),
  example("2026-07", { class: "8", absent: 1, sanctions: [warned] }, { sanction: -1_378_545, net: 3_078_751 }),
  example("2026-08", { class: "8", sanctions: [warned] }, { sanction: 0 }),
  // Under the older rows 10 % for one month.
  example("2026-02", { class: "8", sanctions: [span("teguran", "2026-01-14")] }, { sanction: -459_515 }),
  example("2026-07", { class: "8", sanctions: [warned, span("berat", "2026-06-01")] }, { net: 0 }, "CUT_EXCEEDS_BASE"),
  example("2026-07", { class: "8", sanctions: [span("teguran", "2026-05-20", undefined, { pending: true })] }, { net: 4_595_150 }, "DECREE_PENDING"), // prettier-ignore
  example("2026-07", { class: "8", sanctions: [span("teguran", "2026-05-20", "2026-06-30")] }, { net: 4_595_150 }),
]);
const durationLargest = duration("largest", { on_overlap: "largest", starts: "month_of_event" }, [
  example("2026-06", { class: "8", sanctions: [warned, span("berat", "2026-06-30")] }, { sanction: "-3790998.75", net: 804_151 }, "EVENT_OVERLAP"), // prettier-ignore
  example("2026-07", { class: "8", sanctions: [warned] }, { net: 4_595_150 }),
]);
const durationBlock = duration("block", { on_overlap: "block" }, [
  example("2026-06", { class: "8", sanctions: [warned, span("teguran", "2026-05-21")] }, { net: 0 }, "EVENT_OVERLAP"),
  example("2026-06", { class: "8", sanctions: [warned] }, { net: 3_216_605 }),
]);

function lag(id: string, changes: Changes<"lag">, tests: PolicyDocument["tests"]): PolicyDocument {
  const step: StepOf<"lag"> = {
    ...named("late_report"),
    rule: "lag",
    of: "both",
    base: "part",
    spans: "reports",
    rows: { terlambat: 25, tidak_ada: 50 },
    offsets: { months: [1, 2, 3] },
    on_overlap: "sum",
    ...changes,
  };
  return small({
    id: `lag-${id}`,
    inputs: { reports: may("evaluation.annual_predicates"), absent: may("attendance.absent_days") },
    steps: [
      { ...named("part"), rule: "share", of: "base", percent: 60 },
      { ...named("other"), rule: "share", of: "base", percent: 40 },
      {
        ...named("cuts"),
        rule: "sum_cuts",
        of: "other",
        items: [rate("absent", 3)],
        on_exceed: { clamp: "base", flag: "warn", label: "Batas" },
      },
      { ...named("rest"), rule: "subtract", of: "other", cut: "cuts" },
      { ...named("both"), rule: "sum", of: ["part", "rest"] },
      step,
    ],
    net: "late_report",
    tests,
  });
}

const late = (from: string) => span("terlambat", from, from);
const lagSum = lag("sum", {}, [
  example("2026-01", { class: "8", reports: [late("2026-01-20")] }, { net: 4_595_150 }),
  example("2026-02", { class: "8", reports: [late("2026-01-20")] }, { late_report: "-689272.5", net: 3_905_878 }),
  example("2026-04", { class: "8", reports: [late("2026-01-20"), late("2026-02-20"), late("2026-03-20")] }, { net: 2_527_333 }), // prettier-ignore
  example("2026-05", { class: "8", reports: [late("2026-01-20")] }, { net: 4_595_150 }),
]);
const lagOnce = lag("once", { on_overlap: "once" }, [
  example("2026-04", { class: "8", reports: [span("tidak_ada", "2026-01-20"), late("2026-02-20")] }, { net: 3_905_878 }, "EVENT_OVERLAP"), // prettier-ignore
]);
const lagYears = lag(
  "years",
  { on_overlap: "largest", offsets: { years: [1] }, base: "both", rows: { butuh_perbaikan: 10, kurang: 15 } },
  [
    example("2026-01", { class: "9", reports: [span("butuh_perbaikan", "2025-03-01"), span("kurang", "2025-10-01")] }, { net: 4_317_320 }, "EVENT_OVERLAP"), // prettier-ignore
    example("2025-12", { class: "9", reports: [span("kurang", "2025-10-01")] }, { net: 5_079_200 }),
    example("2026-12", { class: "8", reports: [span("butuh_perbaikan", "2025-05-01")] }, { net: 4_135_635 }),
  ],
);

/* Acted posts, a component of its own. */

function acting(id: string, changes: Changes<"add_share">, tests: PolicyDocument["tests"]): PolicyDocument {
  const step: StepOf<"add_share"> = {
    ...named("acting"),
    rule: "add_share",
    own: "base",
    spans: "posts",
    kinds: ["plt", "plh"],
    table: "tariff",
    levels: { same: { percent: 20 }, one_above: { difference: true } },
    months: "calendar",
    on_overlap: "largest",
    ...changes,
  };
  return small({
    id: `add-share-${id}`,
    inputs: { class: must("roster.class"), posts: may("acting.posts") },
    tables: { tariff: tariffTable() },
    steps: [
      base,
      step,
      resultOf("base"),
      { ...named("result_acting"), rule: "result", component: "acting", gross: "acting", net: "acting", rounding: halfUp, months_late: 1 }, // prettier-ignore
    ],
    tests,
  });
}

const post = (level: string, postClass: string, from: string, to?: string) => span("plt", from, to, { level, class: postClass }); // prettier-ignore
const actingCalendar = acting("calendar", {}, [
  example("2026-07", { class: "14", posts: [post("same", "15", "2026-07-01", "2026-07-31")] }, { acting: 3_856_000, "acting.net": 3_856_000 }), // prettier-ignore
  example("2026-07", { class: "14", posts: [post("one_above", "15", "2026-06-20")] }, { "acting.net": 2_216_000 }),
  example("2026-07", { class: "14", posts: [post("same", "15", "2026-07-02")] }, { "acting.net": 0 }),
  example("2026-07", { class: "14", posts: [post("same", "15", "2026-06-01"), post("one_above", "15", "2026-06-01")] }, { "acting.net": 3_856_000 }, "ACTING_OVERLAP"), // prettier-ignore
  example("2026-07", { class: "14", posts: [post("above_all", "15", "2026-06-01")] }, { net: 0 }, "TABLE_ROW_MISSING"),
  example("2026-07", { class: "15", posts: [post("one_above", "14", "2026-06-01")] }, { "acting.net": 0 }),
]);
const actingAnniversary = acting("anniversary", { months: "anniversary", on_overlap: "block" }, [
  // From 31 January the first month is complete with 27 February.
  example(
    "2026-02",
    { class: "14", posts: [post("same", "15", "2026-01-31", "2026-02-27")] },
    { "acting.net": 3_856_000 },
  ),
  example("2026-02", { class: "14", posts: [post("same", "15", "2026-01-31", "2026-02-26")] }, { "acting.net": 0 }),
  example("2026-07", { class: "14", posts: [post("same", "15", "2026-05-16")] }, { "acting.net": 3_856_000 }),
  example("2026-07", { class: "14", posts: [post("same", "15", "2026-06-01"), post("same", "15", "2026-05-01")] }, { net: 0 }, "ACTING_OVERLAP"), // prettier-ignore
]);

/** For each rule of steps on spans a document that reaches it. */
export const smallSpans: Readonly<Record<string, PolicyDocument>> = {
  "steps.override_by_month": byMonthErase,
  "steps.override_by_month.keep": byMonthKeep,
  "steps.override_by_month.scale": byMonthScale,
  "steps.override_by_days": byDaysTotal,
  "steps.override_by_days.to_month_end": byDaysToMonthEnd,
  "steps.override_by_days.in_month": byDaysInMonth,
  "steps.rate_per_day_after": daysAfter,
  "steps.nth_occurrence": nth("calendar_year", [4_595_150, 4_595_150, 2_297_575]),
  "steps.nth_occurrence.rolling": nth("rolling_12_months", [4_595_150, 2_297_575, 2_297_575]),
  "steps.duration": durationSum,
  "steps.duration.largest": durationLargest,
  "steps.duration.block": durationBlock,
  "steps.lag": lagSum,
  "steps.lag.once": lagOnce,
  "steps.lag.years": lagYears,
  "steps.add_share": actingCalendar,
  "steps.add_share.anniversary": actingAnniversary,
};
