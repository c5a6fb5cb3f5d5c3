import { type FactRule, type PolicyDocument } from "../domain/policy/document.ts";
import { cutsBy, day, example, lateBrackets, may, named, rate, small, span } from "./small-frame.ts";

const days = { days: may("attendance.days") };
const sumOf = (id: string, of: string, take: "late" | "early" | "away" | "missed"): FactRule => ({
  ...named(id),
  rule: "aggregate",
  of,
  take,
  how: "sum",
});

const aggregate = small({
  id: "aggregate",
  inputs: days,
  facts: [
    {
      ...sumOf("late", "days", "late"),
      rule: "aggregate",
      of: "days",
      take: "late",
      how: "sum",
      where: { work: true },
    },
    { ...named("early_days"), rule: "aggregate", of: "days", take: "early", how: "count" },
    { ...named("most_away"), rule: "aggregate", of: "days", take: "away", how: "max" },
    {
      ...named("each_late"),
      rule: "aggregate",
      of: "days",
      take: "late",
      how: "each",
      where: { status_not_in: ["ALPA"] },
    },
    { ...named("absent"), rule: "aggregate", of: "days", take: "days", how: "sum", where: { status_in: ["ALPA"] } },
    sumOf("missed", "days", "missed"),
  ],
  steps: cutsBy([
    rate("late", "0.01", "minute"),
    rate("early_days", "0.5"),
    rate("most_away", "0.02", "minute"),
    { ...named("each_late"), rule: "tier", input: "each_late", per: "occurrence", brackets: lateBrackets },
    rate("absent", 3),
    rate("missed", 1, "event"),
  ]),
  net: "rest",
  tests: [
    example(
      "2026-07",
      {
        class: "8",
        days: [
          day(1, { late: 15, early: 5 }),
          day(2, { late: 45, missed_out: true, away: 10 }),
          day(3, { status: "ALPA", missed_in: true, missed_out: true, away: 30 }),
          day(4, { work: false, status: "LEMBUR", late: 100, early: 1 }),
          day(5, { status: "ALPA", work: false, late: 7 }),
        ],
      },
      // 60 min × 0,01 + 2 × 0,5 + 30 × 0,02 + (0,5 + 1 + 2) + 2 × 3 + 3 × 1 = 14,7 %
      { late: 60, early_days: 2, most_away: 30, absent: 2, missed: 3, cuts: "-675487.05", net: 3_919_663 },
    ),
  ],
});

const tolerance = (mode: "subtract" | "threshold", net: number): PolicyDocument =>
  small({
    id: `tolerance-${mode}`,
    inputs: days,
    facts: [
      { ...named("tolerated"), rule: "tolerance", of: "days", item: "late", minutes: 60, mode, per: "day" },
      sumOf("late", "tolerated", "late"),
    ],
    steps: cutsBy([rate("late", "0.01", "minute")]),
    net: "rest",
    tests: [
      // 134 and 60 and 61 minutes: 74 + 0 + 1 above the tolerance.
      example(
        "2026-07",
        { class: "8", days: [day(1, { late: 134 }), day(2, { late: 60 }), day(3, { late: 61 })] },
        { net },
      ),
    ],
  });

const classify = small({
  id: "classify",
  inputs: days,
  facts: [
    { ...named("classified"), rule: "classify", of: "days", no_check_in_as: 91, no_check_out_as: 61 },
    { ...named("late"), rule: "aggregate", of: "classified", take: "late", how: "each" },
    { ...named("early"), rule: "aggregate", of: "classified", take: "early", how: "each" },
    sumOf("late_minutes", "classified", "late"),
    sumOf("early_minutes", "classified", "early"),
    sumOf("missed", "classified", "missed"),
  ],
  steps: cutsBy([
    { ...named("late"), rule: "tier", input: "late", per: "occurrence", brackets: lateBrackets },
    { ...named("early"), rule: "tier", input: "early", per: "occurrence", brackets: lateBrackets },
    rate("late_minutes", "0.01", "minute"),
    rate("early_minutes", "0.01", "minute"),
    rate("missed", 5, "event"),
  ]),
  net: "rest",
  tests: [
    // 2 + 1,5 % for the checks, 2 % for 95 minutes early, 2 % for 120 minutes late, and 0,01 % for each of 211 and 156 minutes: 11,17 % of 3.134.250.
    example(
      "2026-07",
      { class: "5", days: [day(1, { missed_in: true, early: 95 }), day(2, { missed_out: true, late: 120 })] },
      { "cuts.late": -125_370, "cuts.early": "-109698.75", "cuts.missed": 0, net: 2_784_154 },
    ),
  ],
});

const validity = (counts_as: "missed" | "ignored", flag: "warn" | "note", missed: number): PolicyDocument =>
  small({
    id: `data-validity-${counts_as}`,
    inputs: days,
    facts: [
      {
        ...named("valid"),
        rule: "data_validity",
        of: "days",
        check_in: { from: "16:00", until: "03:00" },
        check_out: { at: ["23:59", "00:00"] },
        counts_as,
        flag,
      },
      sumOf("late", "valid", "late"),
      sumOf("early", "valid", "early"),
      sumOf("missed", "valid", "missed"),
    ],
    steps: cutsBy([rate("late", "0.01", "minute"), rate("early", "0.01", "minute"), rate("missed", 1, "event")]),
    net: "rest",
    tests: [
      example(
        "2026-07",
        {
          class: "8",
          days: [
            day(1, { check_in: "16:00", late: 510, check_out: "23:59", early: 3 }),
            day(2, { check_in: "15:59", late: 509, check_out: "23:58" }),
            day(3, { check_in: "03:00", check_out: "16:00", early: 30 }),
          ],
        },
        { late: 509, early: 30, missed },
        ...(flag === "warn" ? ["IMPOSSIBLE_TAP"] : []),
      ),
    ],
  });

const outage = small({
  id: "outage",
  inputs: { ...days, outages: may("attendance.outages") },
  facts: [
    { ...named("charged"), rule: "outage", of: "days", outages: "outages", neutralises: ["missed_in", "early"] },
    sumOf("missed", "charged", "missed"),
    sumOf("early", "charged", "early"),
    sumOf("late", "charged", "late"),
    sumOf("away", "charged", "away"),
  ],
  steps: cutsBy([
    rate("missed", 1, "event"),
    rate("early", "0.01", "minute"),
    rate("late", "0.01", "minute"),
    rate("away", "0.02", "minute"),
  ]),
  net: "rest",
  tests: [
    // On the 15th and 16th only the missed check-out and the lateness stay.
    example(
      "2026-07",
      {
        class: "8",
        outages: [
          span("mesin", "2026-07-15", "2026-07-16"),
          span("mesin", "2026-07-17", "2026-07-17", { pending: true }),
        ],
        days: [
          day(15, { missed_in: true, missed_out: true, early: 9, away: 8 }),
          day(16, { missed_in: true, late: 10 }),
          day(17, { missed_in: true, early: 20 }),
        ],
      },
      { missed: 2, early: 20, late: 10, away: 8, "cuts.missed": -91_903 },
    ),
  ],
});

const sameDay = small({
  id: "same-day",
  inputs: days,
  facts: [
    { ...named("first"), rule: "same_day", of: "days", order: ["missed_in", "late", "missed_out", "early"] },
    sumOf("missed", "first", "missed"),
    sumOf("late", "first", "late"),
    sumOf("early", "first", "early"),
    sumOf("away", "first", "away"),
  ],
  steps: cutsBy([
    rate("missed", 1, "event"),
    rate("late", "0.01", "minute"),
    rate("early", "0.02", "minute"),
    rate("away", "0.05", "minute"),
  ]),
  net: "rest",
  tests: [
    example(
      "2026-07",
      {
        class: "8",
        days: [
          day(1, { missed_in: true, missed_out: true, late: 5, away: 4 }),
          day(2, { late: 10, early: 20 }),
          day(3, { early: 30 }),
        ],
      },
      { missed: 1, late: 10, early: 30, away: 4 },
    ),
  ],
});

const credit = (counted: "working" | "calendar", minutes: number): PolicyDocument =>
  small({
    id: `credit-${counted}`,
    inputs: { ...days, minutes: may("activity.approved_minutes") },
    facts: [
      { ...named("credited"), rule: "credit", of: "days", minutes: { CUTI_TAHUNAN: 420, ALPA: -300 }, days: counted },
      { ...named("counted"), rule: "total", of: ["minutes", "credited"], unit: "minute", floor: "zero" },
    ],
    steps: [
      { ...named("gate"), rule: "threshold_gate", of: "base", input: "counted", gte: 6_750, else_percent: 40 },
      { ...named("ratio"), rule: "ratio_capped", of: "gate", input: "counted", target: 6_750, cap_percent: 100 },
    ],
    net: "ratio",
    tests: [
      // 5.910 + 2 × 420 = 6.750; a third day of leave is no day of work.
      example(
        "2026-07",
        {
          class: "8",
          minutes: 5_910,
          days: [
            day(1, { status: "CUTI_TAHUNAN" }),
            day(2, { status: "CUTI_TAHUNAN" }),
            day(4, { status: "CUTI_TAHUNAN", work: false }),
          ],
        },
        { counted: minutes, net: 4_595_150 },
      ),
      example("2026-07", { class: "8", minutes: 200, days: [day(1, { status: "ALPA" })] }, { counted: 0, net: 0 }),
    ],
  });

const totalWithoutFloor = small({
  id: "total-without-floor",
  inputs: { absent: may("attendance.absent_days"), sick: may("attendance.sick_days") },
  facts: [{ ...named("days_away"), rule: "total", of: ["absent", "sick"], unit: "day", floor: "none" }],
  steps: cutsBy([rate("days_away", 4)]),
  net: "rest",
  tests: [example("2026-07", { class: "7", absent: 1, sick: 2 }, { days_away: 3, cuts: -469_914, net: 3_446_036 })],
});

const countSpans = small({
  id: "count-spans",
  inputs: { leave: may("leave.spans") },
  facts: [
    { ...named("begun"), rule: "count_spans", of: "leave", kinds: ["alasan_penting"], count: "begun_in_month" },
    { ...named("of_year"), rule: "count_spans", of: "leave", kinds: ["alasan_penting"], count: "begun_in_year" },
    { ...named("active"), rule: "count_spans", of: "leave", count: "active_in_month" },
  ],
  steps: cutsBy([rate("begun", 1, "event"), rate("of_year", 2, "event"), rate("active", 4, "event")]),
  net: "rest",
  tests: [
    example(
      "2026-07",
      {
        class: "8",
        leave: [
          span("alasan_penting", "2025-12-31", "2026-07-01"),
          span("alasan_penting", "2026-01-01", "2026-06-30"),
          span("alasan_penting", "2026-07-31"),
          span("alasan_penting", "2026-07-31", "2026-07-31", { pending: true }),
          span("cuti_sakit", "2026-07-10", "2026-07-11"),
        ],
      },
      { begun: 1, of_year: 2, active: 3 },
    ),
  ],
});

const spanDays = small({
  id: "span-days",
  inputs: { ...days, leave: may("leave.spans") },
  facts: [
    { ...named("calendar_days"), rule: "span_days", of: "leave", kinds: ["cuti_besar"], day_kind: "calendar" },
    { ...named("workdays"), rule: "span_days", of: "leave", kinds: ["cuti_besar"], day_kind: "working", days: "days" },
  ],
  steps: cutsBy([rate("calendar_days", "0.5"), rate("workdays", "1.5")]),
  net: "rest",
  tests: [
    // The spans share the 3rd; the 4th is no day of work.
    example(
      "2026-07",
      {
        class: "12",
        leave: [span("cuti_besar", "2026-06-20", "2026-07-03"), span("cuti_besar", "2026-07-03", "2026-07-04")],
        days: [day(1), day(2), day(3), day(4, { work: false }), day(6)],
      },
      { calendar_days: 4, workdays: 3, cuts: -643_240 },
    ),
  ],
});

/** For each rule on days, counts and spans a document that reaches it. */
export const smallFacts: Readonly<Record<string, PolicyDocument>> = {
  "facts.aggregate": aggregate,
  "facts.tolerance": tolerance("subtract", 4_560_686),
  "facts.tolerance.threshold": tolerance("threshold", 4_505_545),
  "facts.classify": classify,
  "facts.data_validity": validity("missed", "warn", 3),
  "facts.data_validity.ignored": validity("ignored", "note", 0),
  "facts.outage": outage,
  "facts.same_day": sameDay,
  "facts.credit": credit("working", 6_750),
  "facts.credit.calendar": credit("calendar", 7_170),
  "facts.total": credit("calendar", 7_170),
  "facts.total.without_floor": totalWithoutFloor,
  "facts.count_spans": countSpans,
  "facts.span_days": spanDays,
};
