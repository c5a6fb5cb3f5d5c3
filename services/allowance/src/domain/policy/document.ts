import { type Rounding } from "@kinerja/common/kernel";

import { type SourceName, type Unit } from "./sources.ts";

/** A percent as the rule prints it: a whole number, or a decimal in a text. Never a float. */
export type Percent = number | string;

/** Where the law says so: a key of `legal`, and the article. */
export type Cite = { readonly legal: string; readonly article: string };

export type Input = {
  readonly from: SourceName;
  readonly unit: Unit;
  /** Words for the statement, Indonesian. */
  readonly label: string;
  readonly on_missing: "block" | { readonly assume: number | string; readonly flag: "warn" | "note" | "none" };
};

export type Table = {
  readonly key: string;
  readonly unit: "rupiah" | "percent";
  readonly cite: Cite;
  readonly rows: Readonly<Record<string, Percent>>;
};

/** Half-open: from `gte` up to, but not with, `lt`; the last one is open. */
export type Bracket = { readonly gte: number; readonly lt?: number; readonly percent: Percent };

export type Condition = { readonly input: string } & (
  { readonly in: readonly string[] } | { readonly gte: number } | { readonly lt: number }
);

type Named = { readonly id: string; readonly label: string; readonly cite: Cite };

export type CutItem = Named &
  (
    | { readonly rule: "rate_per_unit"; readonly input: string; readonly percent: Percent; readonly per: Unit }
    | {
        readonly rule: "tier";
        readonly input: string;
        readonly per: "occurrence" | "month";
        readonly brackets: readonly Bracket[];
      }
  );

/** The target of a month shrinks with the days of employment in it. */
export type DayShare = { readonly days: string; readonly of_days: string };

export type Step = Named &
  (
    | { readonly rule: "lookup"; readonly table: string }
    | { readonly rule: "share"; readonly of: string; readonly percent: Percent }
    | { readonly rule: "scale_by_table"; readonly of: string; readonly table: string }
    | { readonly rule: "tier"; readonly of: string; readonly input: string; readonly brackets: readonly Bracket[] }
    | {
        readonly rule: "sum_cuts";
        readonly of: string;
        readonly items: readonly CutItem[];
        /** When the cuts exceed their base: the base is the most that is cut, and somebody looks at it. */
        readonly on_exceed: { readonly clamp: "base"; readonly flag: "warn" | "note"; readonly label: string };
      }
    | { readonly rule: "sum"; readonly of: readonly string[] }
    | { readonly rule: "subtract"; readonly of: string; readonly cut: string }
    | { readonly rule: "multiplier"; readonly of: string; readonly percent: Percent; readonly when: Condition }
    | {
        readonly rule: "threshold_gate";
        readonly of: string;
        readonly input: string;
        readonly gte: number;
        readonly else_percent: Percent;
        readonly prorate?: DayShare;
      }
    | {
        readonly rule: "ratio_capped";
        readonly of: string;
        readonly input: string;
        readonly target: number;
        readonly cap_percent: Percent;
        readonly prorate?: DayShare;
      }
    | { readonly rule: "cap"; readonly of: string; readonly rupiah: number }
    | { readonly rule: "floor"; readonly of: string; readonly rupiah: number }
    | { readonly rule: "prorate"; readonly of: string; readonly days: string; readonly of_days: string }
    | { readonly rule: "round"; readonly of: string; readonly mode: Rounding; readonly unit: number }
    | {
        readonly rule: "result";
        readonly gross: string;
        readonly net: string;
        readonly rounding: { readonly mode: Rounding; readonly unit: number };
      }
  );

export type StepOf<Rule extends Step["rule"]> = Extract<Step, { rule: Rule }>;

/** A worked example. `expect` names steps (exact, as text) and gross, cut, net (whole rupiah). */
export type PolicyTest = {
  readonly name: string;
  readonly source: "official" | "agency-manual" | "own";
  readonly given: Readonly<Record<string, number | string | readonly number[]>>;
  readonly expect: Readonly<Record<string, number | string>>;
  readonly flags?: readonly string[];
};

/** A regulation that the document rests on. */
export type Law = {
  readonly ref: string;
  readonly title: string;
  /** Against the official text, against a secondary source, or not at all since it is invented. */
  readonly checked: "official" | "secondary" | "invented";
  /** What an article says, word for word, by its name as it is cited; copied from the text that `checked` names, never paraphrased. */
  readonly wording?: Readonly<Record<string, string>>;
};

/** How one agency pays between two days. */
export type PolicyDocument = {
  readonly schema: "kinerja.policy/v1";
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly kind: "tukin" | "tpp";
  readonly effective: { readonly from: string; readonly to: string | null };
  readonly supersedes: { readonly id: string; readonly version: number } | null;
  readonly legal: Readonly<Record<string, Law>>;
  readonly governance: { readonly owner: string; readonly note: string };
  readonly inputs: Readonly<Record<string, Input>>;
  readonly tables: Readonly<Record<string, Table>>;
  readonly steps: readonly Step[];
  readonly payout: { readonly month: "same" | "next"; readonly tax: "none"; readonly cite: Cite };
  readonly tests: readonly PolicyTest[];
};
