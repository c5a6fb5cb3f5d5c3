import { brackets, byRule, bySelector, eitherKey, id, kinds, list, oneOf, percent, record, ref, said, type Schema, spans, unit, whole } from "./schema-parts.ts"; // prettier-ignore

/** Days beyond a time of grace; used by an item and by a step. */
export const daysAfter = {
  needed: {
    spans,
    kinds,
    grace_days: said("Days of the spell that are not counted.", whole(0, 3_660)),
    percent: said("For each day.", percent),
    day_kind: { const: "calendar" },
    count: said("Days of this month, or all of the spell so far.", oneOf("in_month", "spell_to_month_end")),
  },
  optional: { until_days: said("The last day of the spell that counts.", whole(1, 3_660)) },
};

const combined = said(
  "One of the two items, and what it costs alone.",
  record({ item: oneOf("late", "early", "away"), brackets }),
);

/** What a sum of cuts is made of. */
export const cutSchema: Schema = byRule({
  rate_per_unit: {
    says: "A percent for each day, event, minute.",
    needed: { input: said("A count: input or fact.", id), percent, per: unit },
  },
  tier: {
    says: "A percent by brackets, of each occurrence or of the month.",
    needed: {
      input: said("A list for occurrence, a count for month.", id),
      per: said("Each number of a list, or the count.", oneOf("occurrence", "month")),
      brackets,
    },
  },
  combine: {
    says: "Two items of one day: each by its own brackets, together within limits.",
    needed: {
      days: said("Attendance days: input or fact.", id),
      a: combined,
      b: combined,
      pair: said("On a day with both.", oneOf("sum", "larger")),
      min: said("At least, on a day with both.", percent),
      max: said("At most, on a day with both.", percent),
      per: { const: "day" },
    },
  },
  negative_item: {
    says: "A listed fault, once in the month or each time.",
    needed: { input: said("A count: input or fact.", id), percent, repeat: oneOf("once", "each") },
  },
  rate_per_day_after: { says: "A percent for each day beyond a time of grace.", ...daysAfter },
});

const scoreInput = said("A score or a count: input or fact.", id);

/** Items of a score: points by brackets, or a share of the most. */
export const scoreSchema: Schema = {
  ...record(
    { id: said("Its name within the step.", id), label: { type: "string", minLength: 1, maxLength: 120 }, cite: ref("cite"), input: scoreInput }, // prettier-ignore
    {
      brackets: said("Points by the value, in ascending order, from 0 on.", list(ref("point_bracket"), 1, 100)),
      max: said("The most points; the input is a percent of it.", whole(1, 100_000)),
    },
  ),
  ...eitherKey("max", ["brackets"]),
};

const oneLower = eitherKey("gte", ["gt"]);
const oneUpper: Schema = { if: { required: ["lt"] }, then: { properties: { lte: false } } };

/** One lower edge, and one upper edge but in the last. */
export const edged = (value: Schema): Schema => ({
  ...record(value, {
    gte: said("From this value on, itself included.", ref("printed")),
    gt: said("Above this value.", ref("printed")),
    lt: said("Below this value.", ref("printed")),
    lte: said("Up to this value, itself included.", ref("printed")),
  }),
  allOf: [oneLower, oneUpper],
});

/** How the net is taxed, by method. */
const borneBy = said("Who bears the tax.", oneOf("state", "region", "employee"));
export const taxSchema: Schema = bySelector("method", {
  ter: { says: "The monthly rate, and the year in its last month.", needed: { borne_by: borneBy } },
  final: {
    says: "A final tax by grade.",
    needed: {
      borne_by: borneBy,
      by: said("Key that chooses the row: input or fact.", id),
      rows: said("Percent by that key.", { type: "object", minProperties: 1, maxProperties: 100, additionalProperties: percent }), // prettier-ignore
    },
  },
});
