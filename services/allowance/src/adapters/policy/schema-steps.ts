import { daysAfter } from "./schema-items.ts";
import { type Alternative, brackets, byKey, byRule, condition, id, kinds, list, oneKeyOf, oneOf, percent, record, ref, said, type Schema, spans, text, whole } from "./schema-parts.ts"; // prettier-ignore

const of = said("The step whose value this one takes.", id);
const several = said("Steps, each once.", list(id, 1, 50));
const input = said("An input or a fact.", id);
const percentTable = said("A table of percents.", id);
const rupiahTable = said("A table of rupiah.", id);
const rupiah = said("Whole rupiah.", whole(0, 1_000_000_000_000));
const warn = oneOf("warn", "none");
const calendar: Schema = { const: "calendar" };

export const rounding = {
  mode: said("Half-up and half-even look at the magnitude, down and up mean towards and away from 0.", oneOf("half-up", "half-even", "down", "up")), // prettier-ignore
  unit: said("To whole rupiah, hundreds or thousands.", { enum: [1, 100, 1000] }),
};
const days = {
  days: said("Days that count: input or fact.", id),
  of_days: said("Of so many days: input or fact.", id),
};
const prorate = said("The target shrinks with the days of employment in the month.", record(days));
const limit = { of, rupiah };
const override = {
  of: said("Whose percent it is: the whole tariff.", id),
  replaces: said("The running amount.", id),
  with_cuts: said("What becomes of the cuts before: erase, keep or scale.", oneOf("erase", "keep", "scale")),
  only_if: said("cut_gt_zero: an override that cuts nothing replaces nothing.", oneOf("cut_gt_zero", "always")),
};
const means = said("The numbers are what is cut, or what is still paid.", oneOf("cut", "paid"));
const flagIf = said(
  "A manual check where a part is small: warns while input < of × fraction.",
  record({
    input: said("The part: a count.", id),
    of: said("The whole: a count of the same unit.", id),
    lt: said('A fraction, as "1/2".', { type: "string", pattern: "^[1-9]\\d{0,5}/[1-9]\\d{0,5}$" }),
  }),
);
const eventRow = record({ percent, months: said("For so many months.", whole(1, 600)) });
const day = said("YYYY-MM-DD", text(10));
const onExceed = said(
  "When the cuts are more than their base: the base is the most that is cut.",
  record({ clamp: { const: "base" }, flag: oneOf("warn", "note"), label: text(120) }),
);
const waive = said("Cuts that are shown, flagged and not applied.", record({ when: condition, label: text(120) }));

const basic: Readonly<Record<string, Alternative>> = {
  lookup: {
    says: "The amount of a row.",
    needed: { table: rupiahTable },
    optional: { amount: said("Input of rupiah: the person's own amount, where a row is a range.", id) },
  },
  amount: { says: "A rupiah input as an amount.", needed: { input: said("An input of rupiah.", id) } },
  share: { says: "A part of a base; the parts are 100 together.", needed: { of, percent } },
  scale_by_table: { says: "Paid: of × the percent of the row.", needed: { of, table: percentTable } },
  cut_by_table: { says: "Cut: of × (100 − the percent of the row).", needed: { of, table: percentTable } },
  component_percent: {
    says: "A component of its own beside others, a percent of the same base.",
    needed: { of, criterion: said("Name of the criterion.", text(60)), table: percentTable },
  },
  tier: { says: "Of × the percent of the bracket that holds the input.", needed: { of, input, brackets } },
  sum_cuts: {
    says: "Percents of one base that are cut together.",
    needed: { of, items: said("What is cut.", list(ref("cut"), 1, 100)), on_exceed: onExceed },
    optional: { waive },
  },
  sum: { says: "Amounts, or points, together.", needed: { of: several } },
  subtract: { says: "A base without its own cuts.", needed: { of, cut: said("The sum_cuts of this base.", id) } },
  difference: { says: "of − less, not below 0.", needed: { of, less: said("The step that is taken away.", id) } },
  min: { says: "The least of several.", needed: { of: several } },
  max: { says: "The most of several.", needed: { of: several } },
  cap: { says: "At most so much.", needed: limit },
  floor: { says: "At least so much.", needed: limit },
  round: { says: "Rounded in between, where the law says so.", needed: { of, ...rounding } },
  prorate: { says: "Of × days ÷ of_days.", needed: { of, ...days } },
};

const conditional: Readonly<Record<string, Alternative>> = {
  multiplier: { says: "Of × percent, for those in a state.", needed: { of, percent, when: condition } },
  exclude: {
    says: "Nothing is paid to those in a state.",
    needed: { of, when: condition },
    optional: { flag_if: flagIf },
  },
  threshold_gate: {
    says: "The whole from a threshold on, else a percent of it.",
    needed: { of, input, gte: said("The threshold.", whole(0)), else_percent: percent },
    optional: {
      prorate,
      by_month: said("Another threshold for a month of the year, 1 to 12.", {
        type: "object",
        propertyNames: { pattern: "^([1-9]|1[0-2])$" },
        minProperties: 1,
        additionalProperties: whole(0),
      }),
    },
  },
  ratio_capped: {
    says: "Of × input ÷ target, up to a cap.",
    needed: {
      of,
      input,
      target: said("A number, or an input or fact of the same unit.", { type: ["integer", "string"], minimum: 1, pattern: "^[a-z][a-z0-9_]*$", maxLength: 40 }), // prettier-ignore
      cap_percent: percent,
    },
    optional: { prorate, digits: said("The percent is rounded half-up to so many digits.", whole(0, 4)) },
  },
};

const overrides: Readonly<Record<string, Alternative>> = {
  override_by_month: {
    says: "Another percent by the month of a leave.",
    needed: {
      spans,
      rows: said("Percents by kind, from the first month on.", byKey(list(percent, 1, 60), 50)),
      beyond: said("Months beyond the rows.", record({ percent, flag: warn })),
      month: said("Which month of the leave this is.", oneOf("touched", "anniversary", "days_30")),
      ...override,
      means,
    },
    optional: { spell_at_least_days: said("A shorter spell does not count.", whole(1, 3_660)), flag_if: flagIf },
  },
  override_by_days: {
    says: "Another percent by the length of a spell.",
    needed: {
      spans,
      kinds,
      day_kind: calendar,
      count: said("Which of its days.", oneOf("spell_total", "spell_to_month_end", "in_month")),
      brackets,
      ...override,
      means,
    },
  },
  rate_per_day_after: {
    says: "A percent for each day of a spell beyond a time of grace.",
    needed: { ...daysAfter.needed, ...override },
    optional: daysAfter.optional,
  },
  nth_occurrence: {
    says: "A percent by how often it happened.",
    needed: {
      spans,
      kinds,
      window: said("Since 1 January, or in twelve months.", oneOf("calendar_year", "rolling_12_months")),
      rows: said("From the first time on; the last for all beyond.", list(percent, 1, 60)),
      ...override,
      means,
    },
  },
};

const offsets = oneKeyOf({ months: list(whole(0, 120), 1, 60), years: list(whole(0, 10), 1, 10) });
const actingRow = oneKeyOf({
  percent: said("Of the tariff of the acted class.", percent),
  difference: said("What its tariff is above the own.", { const: true }),
});

const events: Readonly<Record<string, Alternative>> = {
  duration: {
    says: "A percent for some months from an event on.",
    needed: {
      of,
      base: said("Whose percent it is.", id),
      spans,
      rows: said(
        "By the day the event began.",
        list(record({ rows: byKey(eventRow, 50) }, { events_from: day }), 1, 20),
      ),
      starts: oneOf("month_of_event", "next_month"),
      on_overlap: oneOf("sum", "largest", "block"),
    },
  },
  lag: {
    says: "A percent in months or years after an event.",
    needed: {
      of,
      base: said("Whose percent it is.", id),
      spans,
      rows: said("Percent by kind.", byKey(percent, 50)),
      offsets: said("Months after the event's month, or years after its year; 0 is the same.", offsets),
      on_overlap: oneOf("sum", "once", "largest"),
    },
  },
  add_share: {
    says: "What an acted post pays beside the own.",
    needed: {
      own: said("The step with the own tariff.", id),
      spans,
      kinds,
      table: said("A table of rupiah by class.", id),
      levels: said("By the level of the post against the own.", byKey(actingRow, 20)),
      months: said("Whole months of the calendar, or since the first day.", oneOf("calendar", "anniversary")),
      on_overlap: oneOf("largest", "block"),
    },
  },
};

const factor = oneKeyOf({
  step: said("The value of a step.", id),
  table: said("The row's amount or percent.", id),
  percent: said("A percent, as a part of one.", percent),
  decimal: said("A number, not a percent.", { type: ["integer", "string"], pattern: "^\\d{1,12}(\\.\\d{1,12})?$", minimum: 0, maximum: 1_000_000_000 }), // prettier-ignore
  input: said("An input or a fact.", id),
});

const points: Readonly<Record<string, Alternative>> = {
  score_sum: { says: "Points.", needed: { items: said("What gives points.", list(ref("score"), 1, 100)) } },
  point_value: { says: "Points × rupiah.", needed: { of: said("A step that gives points.", id), rupiah } },
  product: { says: "Factors multiplied; exactly one is rupiah.", needed: { factors: list(factor, 2, 20) } },
  result: {
    says: "What is paid: gross, and net after all changes.",
    needed: { gross: id, net: id, rounding: record(rounding) },
    optional: {
      component: said("main when missing; another is its own line of the statement.", id),
      months_late: said("Months after that of the payout.", whole(0, 24)),
    },
  },
};

/** The rules of a calculation. */
export const stepSchema: Schema = byRule({ ...basic, ...conditional, ...overrides, ...events, ...points });
