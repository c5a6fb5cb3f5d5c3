import { type Bracket, type Condition, type Named, type Percent, type PointBracket, type Printed, type RoundingRule } from "./document.ts"; // prettier-ignore
import { type Unit } from "./sources.ts";

/** The numbers are what is cut, or what is still paid: as the law prints them. */
export type Means = "cut" | "paid";

/**
 * What becomes of the cuts that were made before an override: erase: paid is `of` × the percent, whatever was cut; keep: what `of` loses by the override
 * is taken from the running amount as well, not below 0; scale: the running amount × the percent.
 */
export type WithCuts = "erase" | "keep" | "scale";

/** Every rule that puts an amount in the place of the running one. */
type Override = {
  /** Whose percent it is: the whole tariff. */
  readonly of: string;
  /** The running amount. */
  readonly replaces: string;
  readonly means: Means;
  readonly with_cuts: WithCuts;
  /** cut_gt_zero: an override that cuts nothing replaces nothing. always: it restores `of`. */
  readonly only_if: "cut_gt_zero" | "always";
};

/** A manual check where a part is small: WARN while input × 1 < of × fraction ("1/2"). */
export type PartialCheck = { readonly input: string; readonly of: string; readonly lt: string };

/**
 * Spell: one span, whole. calendar, working as the day kind. spell_total: all days of it; spell_to_month_end: those until the last day of the month;
 * in_month: those in the month.
 */
export type SpellCount = "spell_total" | "spell_to_month_end" | "in_month";

/** The target of a month shrinks with the days of employment in it. */
export type DayShare = { readonly days: string; readonly of_days: string };

/** Days beyond a time of grace, counted from the first day of the spell: percent for each, until a day of the spell. */
type DaysAfter = {
  readonly spans: string;
  readonly kinds: readonly string[];
  readonly grace_days: number;
  readonly percent: Percent;
  /** The last day of the spell that counts; those beyond are flagged. */
  readonly until_days?: number;
  readonly day_kind: "calendar";
  /** in_month: days of this month beyond the grace. spell_to_month_end: all so far. */
  readonly count: "in_month" | "spell_to_month_end";
};

/** `of` of an item is that of its sum. A day can be charged by several items unless the facts made one of them. */
export type CutItem = Named &
  (
    | { readonly rule: "rate_per_unit"; readonly input: string; readonly percent: Percent; readonly per: Unit }
    | {
        readonly rule: "tier";
        readonly input: string;
        /** occurrence: each number of a list; month: the count. */
        readonly per: "occurrence" | "month";
        readonly brackets: readonly Bracket[];
      }
    | {
        /** Late and early on one day: each by its brackets alone; together their sum (or the larger), within min and max. */
        readonly rule: "combine";
        readonly days: string;
        readonly a: { readonly item: "late" | "early" | "away"; readonly brackets: readonly Bracket[] };
        readonly b: { readonly item: "late" | "early" | "away"; readonly brackets: readonly Bracket[] };
        readonly pair: "sum" | "larger";
        readonly min: Percent;
        readonly max: Percent;
        readonly per: "day";
      }
    | {
        /** A listed fault: once in the month however often, or each time. */
        readonly rule: "negative_item";
        readonly input: string;
        readonly percent: Percent;
        readonly repeat: "once" | "each";
      }
    | ({ readonly rule: "rate_per_day_after" } & DaysAfter)
  );

/** Which percent and how long, by kind of the event. Rows are chosen by the day the event began: what ran under an older rule runs on under it. */
export type EventRows = {
  /** Missing: from the beginning of time. */
  readonly events_from?: string;
  readonly rows: Readonly<Record<string, { readonly percent: Percent; readonly months: number }>>;
};

/** A score: points by brackets, or a share of `max` (points) by a percent of it. */
export type ScoreItem = Named & { readonly input: string } & (
    { readonly brackets: readonly PointBracket[] } | { readonly max: number }
  );

/** table: the row's amount or percent. decimal: a number, not a percent. */
export type Factor =
  | { readonly step: string }
  | { readonly table: string }
  | { readonly percent: Percent }
  | { readonly decimal: Printed }
  | { readonly input: string };

/** How an acted post is paid by its level against the own: a percent of its tariff, or what it is above the own. */
export type ActingRow = { readonly percent: Percent } | { readonly difference: true };

export type Step = Named &
  (
    | {
        readonly rule: "lookup";
        readonly table: string;
        /** The person's own amount, where the row is a range. */ readonly amount?: string;
      }
    /** A rupiah input as an amount. */
    | { readonly rule: "amount"; readonly input: string }
    | { readonly rule: "share"; readonly of: string; readonly percent: Percent }
    /** paid: of × percent. */
    | { readonly rule: "scale_by_table"; readonly of: string; readonly table: string }
    /** cut: of × (100 − percent). */
    | { readonly rule: "cut_by_table"; readonly of: string; readonly table: string }
    /** A component of its own beside others, percent of the same base; they need not be 100 together. */
    | { readonly rule: "component_percent"; readonly of: string; readonly criterion: string; readonly table: string }
    | { readonly rule: "tier"; readonly of: string; readonly input: string; readonly brackets: readonly Bracket[] }
    | {
        readonly rule: "sum_cuts";
        readonly of: string;
        readonly items: readonly CutItem[];
        /** When the cuts exceed their base: the base is the most that is cut, and somebody looks at it. */
        readonly on_exceed: { readonly clamp: "base"; readonly flag: "warn" | "note"; readonly label: string };
        /** Shown, not applied, and flagged each time. */
        readonly waive?: { readonly when: Condition; readonly label: string };
      }
    | { readonly rule: "sum"; readonly of: readonly string[] }
    | { readonly rule: "subtract"; readonly of: string; readonly cut: string }
    | { readonly rule: "multiplier"; readonly of: string; readonly percent: Percent; readonly when: Condition }
    /** Not entitled: nothing is paid, and why is told. */
    | { readonly rule: "exclude"; readonly of: string; readonly when: Condition; readonly flag_if?: PartialCheck }
    | ({
        readonly rule: "override_by_month";
        readonly spans: string;
        /** Percent by the month of the leave, by its kind. */
        readonly rows: Readonly<Record<string, readonly Percent[]>>;
        readonly beyond: { readonly percent: Percent; readonly flag: "warn" | "none" };
        /** A spell that is shorter in all does not count: days, of the calendar. */
        readonly spell_at_least_days?: number;
        /**
         * Which month of the leave this is. touched: months of the calendar from the one it begins in; anniversary, days_30: whole ones since its first day, up
         * to its first day in this month.
         */
        readonly month: "touched" | "anniversary" | "days_30";
        readonly flag_if?: PartialCheck;
      } & Override)
    | ({
        readonly rule: "override_by_days";
        readonly spans: string;
        readonly kinds: readonly string[];
        readonly day_kind: "calendar";
        readonly count: SpellCount;
        readonly brackets: readonly Bracket[];
      } & Override)
    | ({ readonly rule: "rate_per_day_after" } & DaysAfter & Omit<Override, "means">)
    | ({
        /** The n-th time, in the month it begins; `rows` from the first on, the last for all beyond. */
        readonly rule: "nth_occurrence";
        readonly spans: string;
        readonly kinds: readonly string[];
        readonly window: "calendar_year" | "rolling_12_months";
        readonly rows: readonly Percent[];
      } & Override)
    | {
        /** Percent of `base` for some months from an event on, taken from `of`, not below 0. */
        readonly rule: "duration";
        readonly of: string;
        readonly base: string;
        readonly spans: string;
        readonly rows: readonly EventRows[];
        readonly starts: "month_of_event" | "next_month";
        readonly on_overlap: "sum" | "largest" | "block";
      }
    | {
        /** Percent of `base`, by kind, in months (or all months of years) after the event's month (year), taken from `of`, not below 0. */
        readonly rule: "lag";
        readonly of: string;
        readonly base: string;
        readonly spans: string;
        readonly rows: Readonly<Record<string, Percent>>;
        readonly offsets: { readonly months: readonly number[] } | { readonly years: readonly number[] };
        readonly on_overlap: "sum" | "once" | "largest";
      }
    /** of − less, not below 0. */
    | { readonly rule: "difference"; readonly of: string; readonly less: string }
    | {
        /**
         * Acted posts. calendar: the month is paid when all its days are acted. anniversary: for each month since the first day that is complete in this one.
         * largest: of several posts the one that pays most; block: somebody decides.
         */
        readonly rule: "add_share";
        readonly own: string;
        readonly spans: string;
        readonly kinds: readonly string[];
        readonly table: string;
        readonly levels: Readonly<Record<string, ActingRow>>;
        readonly months: "calendar" | "anniversary";
        readonly on_overlap: "largest" | "block";
      }
    | {
        readonly rule: "threshold_gate";
        readonly of: string;
        readonly input: string;
        readonly gte: number;
        /** Another threshold for a month of the year, "12". */
        readonly by_month?: Readonly<Record<string, number>>;
        readonly else_percent: Percent;
        readonly prorate?: DayShare;
      }
    | {
        readonly rule: "ratio_capped";
        readonly of: string;
        readonly input: string;
        /** A number, or an input or fact of the same unit: without any the ratio is 0. */
        readonly target: number | string;
        readonly cap_percent: Percent;
        /** The percent is rounded half-up to so many digits, where the law prints it so. */
        readonly digits?: number;
        readonly prorate?: DayShare;
      }
    | { readonly rule: "cap"; readonly of: string; readonly rupiah: number }
    | { readonly rule: "floor"; readonly of: string; readonly rupiah: number }
    | { readonly rule: "min"; readonly of: readonly string[] }
    | { readonly rule: "max"; readonly of: readonly string[] }
    | { readonly rule: "prorate"; readonly of: string; readonly days: string; readonly of_days: string }
    /** Yields points. */
    | { readonly rule: "score_sum"; readonly items: readonly ScoreItem[] }
    /** Points × rupiah. */
    | { readonly rule: "point_value"; readonly of: string; readonly rupiah: number }
    /** Exactly one factor is rupiah; percents count as parts of one, points as they are. */
    | { readonly rule: "product"; readonly factors: readonly Factor[] }
    | ({ readonly rule: "round"; readonly of: string } & RoundingRule)
    | {
        readonly rule: "result";
        /** main when missing; another is its own line of the statement. */
        readonly component?: string;
        readonly gross: string;
        readonly net: string;
        readonly rounding: RoundingRule;
        /** Months after that of the payout. */
        readonly months_late?: number;
      }
  );

export type StepOf<Rule extends Step["rule"]> = Extract<Step, { rule: Rule }>;
