import { byKey, byRule, condition, flag, id, kinds, list, oneOf, record, said, type Schema, text, unit, whole } from "./schema-parts.ts"; // prettier-ignore

const dayItems = ["missed_in", "missed_out", "late", "early", "away"] as const;
const minutesOfDay = whole(0, 1_440);
const days = said("Attendance days: an input, or a fact that changed them.", id);
const minuteItem = said("Which minutes of the day.", oneOf("late", "early", "away"));
const statuses = list(text(60), 1, 50);
const clock: Schema = { type: "string", pattern: "^([01]\\d|2[0-3]):[0-5]\\d$", $comment: "HH:MM" };

const impossible = record(
  {},
  {
    from: said("At this time or later, HH:MM.", clock),
    until: said("Before this time, HH:MM.", clock),
    at: said("Exactly at one of these times, HH:MM.", list(clock, 1, 20)),
  },
);

const where = said(
  "Which days count; all of them when missing.",
  record(
    {},
    {
      status_in: said("Days with one of these statuses.", statuses),
      status_not_in: said("Days with none of these statuses.", statuses),
      work: said("Days of work by the person's schedule, or the others.", flag),
    },
  ),
);

/** Rules on the days of the month. */
const dayRules = {
  aggregate: {
    says: "A number of the days: how many, minutes of an item, or missed checks.",
    needed: {
      of: days,
      take: said("What is taken of each day.", oneOf("days", "late", "early", "away", "missed")),
      how: said("sum, count (days with more than 0), max, or each: a list.", oneOf("sum", "count", "max", "each")),
    },
    optional: { where },
  },
  tolerance: {
    says: "Minutes of a day that are not counted.",
    needed: {
      of: days,
      item: minuteItem,
      minutes: said("Minutes of tolerance.", minutesOfDay),
      mode: said("subtract: what is above stays; threshold: all stays once it is above.", oneOf("subtract", "threshold")), // prettier-ignore
      per: { const: "day" },
    },
  },
  classify: {
    says: "A missed check counts as minutes late (early), and no more as missed.",
    needed: { of: days },
    optional: {
      no_check_in_as: said("Minutes late for a missed check at arrival.", minutesOfDay),
      no_check_out_as: said("Minutes early for a missed check at leaving.", minutesOfDay),
    },
  },
  data_validity: {
    says: "Taps that can't be real: their minutes are dropped.",
    needed: {
      of: days,
      counts_as: said("As a missed check, or not at all.", oneOf("missed", "ignored")),
      flag: oneOf("warn", "note", "none"),
    },
    optional: { check_in: said("Arrivals that can't be.", impossible), check_out: said("Leavings that can't be.", impossible) }, // prettier-ignore
  },
  outage: {
    says: "On the days of an outage these items are not charged, and no others.",
    needed: {
      of: days,
      outages: said("Input of spans: the outages that somebody has put in.", id),
      neutralises: said("What is not charged.", list(oneOf(...dayItems), 1, dayItems.length)),
    },
  },
  same_day: {
    says: "Of several items on one day only the first is charged.",
    needed: { of: days, order: said("From the first to the last.", list(oneOf(...dayItems), 2, dayItems.length)) },
  },
  credit: {
    says: "Minutes for each day by its status; less than 0 takes away.",
    needed: {
      of: days,
      minutes: said("Minutes by the status of the day.", byKey(whole(-1_440, 1_440), 50)),
      days: said("Days of work only, or of the calendar.", oneOf("working", "calendar")),
    },
  },
};

/** Rules on counts, spans and classes. */
const otherRules = {
  total: {
    says: "The sum of counts of one unit.",
    needed: {
      of: said("Inputs or earlier facts.", list(id, 1, 20)),
      unit,
      floor: said("zero: never below 0.", oneOf("zero", "none")),
    },
  },
  count_spans: {
    says: "How many spans there are.",
    needed: {
      of: said("Input of spans.", id),
      count: said("Which of them.", oneOf("begun_in_month", "begun_in_year", "active_in_month")),
    },
    optional: { kinds },
  },
  span_days: {
    says: "Days of the month that lie in a span, each once.",
    needed: { of: said("Input of spans.", id), day_kind: oneOf("calendar", "working") },
    optional: { kinds, days: said("Attendance days, to know the days of work; for working only.", id) },
  },
  effective_class: {
    says: "A demotion lowers the class while it runs.",
    needed: {
      class: said("The own class.", id),
      demotions: said("Input of spans with a class.", id),
      starts: said("The month it begins in, or the next.", oneOf("same_month", "next_month")),
      on_overlap: { const: "lowest" },
    },
  },
  substitute_class: {
    says: "Another class for those who are in a state.",
    needed: {
      class: said("The own class.", id),
      when: condition,
      by: said("Key that chooses the row, as the kind of the post.", id),
      rows: said("Class by that key.", byKey(text(60), 100)),
      otherwise: said("For a key without a row.", oneOf("keep", "block")),
    },
  },
  start_rule: {
    says: "The class of the month from dated ones.",
    needed: {
      history: said("Input of spans whose kind is the class.", id),
      effect: said("A change counts from the next month, or at once.", oneOf("next_month", "same_day")),
      on_first_day: said("A change on the first day of a month: that month or the next.", oneOf("same_month", "next_month")), // prettier-ignore
    },
  },
};

/** What is made from inputs before any amount. */
export const factSchema: Schema = byRule({ ...dayRules, ...otherRules });
