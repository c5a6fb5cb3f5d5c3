import { type Condition, type Named } from "./document.ts";
import { type Unit } from "./sources.ts";

/** What a day of attendance can be charged for. */
export type DayItem = "missed_in" | "missed_out" | "late" | "early" | "away";

/** Days by status, and by being a day of work. */
export type DayWhere = {
  readonly status_in?: readonly string[];
  readonly status_not_in?: readonly string[];
  readonly work?: boolean;
};

/** A time of the day, HH:MM. */
type Clock = string;

/** What can't be a real arrival or leaving: at or after (before) a time, or exactly one of those that a machine fills in. */
export type Impossible = { readonly from?: Clock; readonly until?: Clock; readonly at?: readonly Clock[] };

/**
 * What is made from inputs before any amount: counts, keys, lists. Each is used by its id as an input is. A rule on days yields days, with the same
 * dates; `aggregate` makes a number of them.
 */
export type FactRule = Named &
  (
    | {
        /**
         * Over the days that `where` names: `take` is how many there are (days), the minutes of an item, or how many checks were missed (missed: two on
         * a day without both). sum, count (days on which it is more than 0), max; each: a list with one number for each day where it is more than 0.
         */
        readonly rule: "aggregate";
        readonly of: string;
        readonly take: "days" | "late" | "early" | "away" | "missed";
        readonly how: "sum" | "count" | "max" | "each";
        readonly where?: DayWhere;
      }
    | {
        /** Minutes of a day that are not counted. subtract: what is above stays; threshold: all stays once it is above. */
        readonly rule: "tolerance";
        readonly of: string;
        readonly item: "late" | "early" | "away";
        readonly minutes: number;
        readonly mode: "subtract" | "threshold";
        readonly per: "day";
      }
    | {
        /** A missed check counts as so many minutes late (early), and no more as missed. More minutes than that on the same day stay. */
        readonly rule: "classify";
        readonly of: string;
        readonly no_check_in_as?: number;
        readonly no_check_out_as?: number;
      }
    | {
        /** A tap that can't be one: its minutes are dropped, and it counts as a missed check or not at all. */
        readonly rule: "data_validity";
        readonly of: string;
        readonly check_in?: Impossible;
        readonly check_out?: Impossible;
        readonly counts_as: "missed" | "ignored";
        readonly flag: "warn" | "note" | "none";
      }
    | {
        /** On the days of an outage these items are not charged, and no others. `outages` are spans; somebody has put them in with a reason. */
        readonly rule: "outage";
        readonly of: string;
        readonly outages: string;
        readonly neutralises: readonly DayItem[];
      }
    | {
        /** Of several items on one day only the first by `order` is charged. */
        readonly rule: "same_day";
        readonly of: string;
        readonly order: readonly DayItem[];
      }
    | {
        /** Minutes credited (less than 0: taken away) for each day by its status. `days`: of work only, or of the calendar. */
        readonly rule: "credit";
        readonly of: string;
        readonly minutes: Readonly<Record<string, number>>;
        readonly days: "working" | "calendar";
      }
    | {
        /** The sum of counts of one unit. `floor`: never below 0. */
        readonly rule: "total";
        readonly of: readonly string[];
        readonly unit: Unit;
        readonly floor: "zero" | "none";
      }
    | {
        /** Spans that begin in the month or the year up to it, or that are active in the month. */
        readonly rule: "count_spans";
        readonly of: string;
        readonly kinds?: readonly string[];
        readonly count: "begun_in_month" | "begun_in_year" | "active_in_month";
      }
    | {
        /** Days of the month that lie in a span, each once. working: those of them that are days of work in `days`. */
        readonly rule: "span_days";
        readonly of: string;
        readonly kinds?: readonly string[];
        readonly day_kind: "calendar" | "working";
        /** The attendance days, for working. */
        readonly days?: string;
      }
    | {
        /**
         * A demotion lowers the class while it runs: the span's own `class`, from the month it begins in (or the next) through the month of its last day.
         * Of several the lowest number, and a flag; one that is pending is flagged and not applied.
         */
        readonly rule: "effective_class";
        readonly class: string;
        readonly demotions: string;
        readonly starts: "same_month" | "next_month";
        readonly on_overlap: "lowest";
      }
    | {
        /** Another class for those who are in a state, by a key as the kind of the post. */
        readonly rule: "substitute_class";
        readonly class: string;
        readonly when: Condition;
        readonly by: string;
        readonly rows: Readonly<Record<string, string>>;
        /** For a key that `rows` does not name. */
        readonly otherwise: "keep" | "block";
      }
    | {
        /**
         * The class of the month from dated ones (kind is the class). next_month: a change counts from the month after it; on the first day of a month in
         * that month or not. same_day: what is in force on the last day that the span has in the month.
         */
        readonly rule: "start_rule";
        readonly history: string;
        readonly effect: "next_month" | "same_day";
        readonly on_first_day: "same_month" | "next_month";
      }
  );

export type FactRuleOf<Rule extends FactRule["rule"]> = Extract<FactRule, { rule: Rule }>;
