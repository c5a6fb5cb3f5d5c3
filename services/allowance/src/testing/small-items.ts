import { type CutItem, type Input, type PolicyDocument } from "../domain/policy/document.ts";
import { cutsBy, day, example, lateBrackets, may, named, rate, small, span } from "./small-frame.ts";

const one = (
  id: string,
  inputs: Readonly<Record<string, Input>>,
  items: readonly CutItem[],
  tests: PolicyDocument["tests"],
) => small({ id: `item-${id}`, inputs, steps: cutsBy(items), net: "rest", tests });

const ratePerUnit = one(
  "rate-per-unit",
  { absent: may("attendance.absent_days"), hours: may("hours.kurang") },
  [rate("absent", "2.5"), rate("hours", "0.25", "hour")],
  [
    example("2026-07", { class: "7", absent: 2 }, { "cuts.absent": "-195797.5", net: 3_720_153 }),
    example("2026-07", { class: "7", hours: 3 }, { "cuts.hours": "-29369.625" }),
  ],
);

const tier = one(
  "tier",
  { late: may("attendance.late_events"), early: may("attendance.early_minutes") },
  [
    { ...named("late"), rule: "tier", input: "late", per: "occurrence", brackets: lateBrackets },
    { ...named("early"), rule: "tier", input: "early", per: "month", brackets: lateBrackets },
  ],
  [
    // 0,5 + 1 + 1,5 + 2 %.
    example("2026-07", { class: "8", late: [15, 45, 75, 100] }, { "cuts.late": "-229757.5", "cuts.early": 0 }),
    example("2026-07", { class: "8", late: [0, 1, 30, 31, 60, 61, 90, 91] }, { "cuts.late": -367_612 }),
    example("2026-07", { class: "8", early: 235 }, { "cuts.early": -91_903 }),
  ],
);

const combine = (pair: "sum" | "larger", max: number | string, cut: string) =>
  one(
    `combine-${pair}`,
    { days: may("attendance.days") },
    [
      {
        ...named("both"),
        rule: "combine",
        days: "days",
        a: { item: "late", brackets: lateBrackets },
        b: {
          item: "early",
          brackets: [
            { gte: 0, lt: 61, percent: "0.25" },
            { gte: 61, percent: "1.75" },
          ],
        },
        pair,
        min: 1,
        max,
        per: "day",
      },
    ],
    [
      // Both small: at least 1 %. Both large: at most 3 or 1,8 %. 31 and 61 minutes. One alone is not lifted.
      example("2026-07", { class: "8", days: [day(1, { late: 1, early: 1 })] }, { cuts: "-45951.5", net: 4_549_199 }),
      example("2026-07", { class: "8", days: [day(1, { late: 91, early: 61 }), day(2, { late: 31, early: 61 }), day(3, { late: 5 }), day(4, { early: 5 })] }, { cuts: cut }), // prettier-ignore
    ],
  );

const negativeItem = one(
  "negative-item",
  { assets: may("list.lhkpn"), gifts: may("list.gratifikasi") },
  [
    { ...named("assets"), rule: "negative_item", input: "assets", percent: 3, repeat: "once" },
    { ...named("gifts"), rule: "negative_item", input: "gifts", percent: "2.5", repeat: "each" },
  ],
  [
    example(
      "2026-07",
      { class: "8", assets: 3, gifts: 2 },
      { "cuts.assets": "-137854.5", "cuts.gifts": "-229757.5", net: 4_227_538 },
    ),
  ],
);

const daysAfter = one(
  "rate-per-day-after",
  { leave: may("leave.spans"), absent: may("attendance.absent_days") },
  [
    rate("absent", 3),
    {
      ...named("inpatient"),
      rule: "rate_per_day_after",
      spans: "leave",
      kinds: ["rawat_inap"],
      grace_days: 30,
      percent: "7.5",
      day_kind: "calendar",
      count: "in_month",
    },
  ],
  [
    // Days 31 to 34 lie in July.
    example("2026-07", { class: "8", absent: 1, leave: [span("rawat_inap", "2026-06-01", "2026-07-04")] }, { "cuts.inpatient": -1_378_545, net: 3_078_751 }), // prettier-ignore
    example(
      "2026-07",
      { class: "8", leave: [span("rawat_inap", "2026-05-01")] },
      { "cuts.inpatient": -4_595_150, net: 0 },
    ),
  ],
);

/** For each rule of an item of cuts a document that reaches it. */
export const smallItems: Readonly<Record<string, PolicyDocument>> = {
  "items.rate_per_unit": ratePerUnit,
  "items.tier": tier,
  "items.combine": combine("sum", 3, "-298684.75"),
  "items.combine.larger": combine("larger", "1.8", "-197591.45"),
  "items.negative_item": negativeItem,
  "items.rate_per_day_after": daysAfter,
};
