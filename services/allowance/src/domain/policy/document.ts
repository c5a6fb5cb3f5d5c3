import { type Day, type Rounding } from "@kinerja/common/kernel";

import { type FactRule } from "./document-facts.ts";
import { type Step } from "./document-steps.ts";
import { type SourceName, type Unit } from "./sources.ts";

export * from "./document-facts.ts";
export * from "./document-steps.ts";

/** A percent as the rule prints it: a whole number, or a decimal in a text. Never a float. */
export type Percent = number | string;

/** Where the law says so: a key of `legal`, and the article. */
export type Cite = { readonly legal: string; readonly article: string };

/** Whether more of it pays less: a property that is tried on every policy. `none`: neither can be said. */
export type Harm = "more_pays_less" | "more_pays_more" | "none";

export type Input = {
  readonly from: SourceName;
  readonly unit: Unit;
  /** Words for the statement, Indonesian. */
  readonly label: string;
  /** Keys that a person can have, from the worst to the best where `harm` is said. */
  readonly values?: readonly string[];
  readonly harm?: Harm;
  /** The most that is possible, in the unit; more is a wrong fact. Without it: 62 days or events, 44 640 minutes, 1 000 percent or points, a milliard rupiah. */
  readonly at_most?: number;
  readonly on_missing: "block" | { readonly assume: number | string; readonly flag: "warn" | "note" | "none" };
};

/** What a class pays where the law prints a range: the person's own amount must lie in it. */
export type Range = { readonly min: number; readonly max: number };
export type Rows = Readonly<Record<string, Percent | Range>>;

/** The rows from a day on, until the next. */
export type DatedRows = { readonly valid_from: Day; readonly cite?: Cite; readonly rows: Rows };

/**
 * Rows by a key, or by several joined with "/". Either `rows`, or `values` by the day they begin; then `mid_month` says what a month is paid in
 * which new rows begin: by_days (calendar days under each), the rows of its first day, or those of its last.
 */
export type Table = {
  readonly key: string | readonly string[];
  readonly unit: "rupiah" | "percent";
  readonly cite: Cite;
} & (
  | { readonly rows: Rows }
  | { readonly values: readonly DatedRows[]; readonly mid_month: "by_days" | "first_day" | "last_day" }
);

/** A number whose digits are printed: a whole one, or a decimal in a text. */
export type Printed = number | string;

/** One lower edge and one upper edge, each with or without the edge itself; the last bracket has no upper one. Together they cover everything from 0 on once. */
export type Edges = {
  readonly gte?: Printed;
  readonly gt?: Printed;
  readonly lt?: Printed;
  readonly lte?: Printed;
};
export type Bracket = Edges & { readonly percent: Percent };
export type PointBracket = Edges & { readonly points: Printed };

/** `input` names an input or a fact. A span is active in the month when a day of it lies there, when all days do, or when the first day of the month does. */
export type Condition =
  | ({ readonly input: string } & (
      | { readonly in: readonly string[] }
      | { readonly not_in: readonly string[] }
      | { readonly gte: number }
      | { readonly gt: number }
      | { readonly lte: number }
      | { readonly lt: number }
    ))
  | {
      readonly spans: string;
      readonly kinds?: readonly string[];
      readonly active: "any_day" | "whole_month" | "first_day";
    }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export type Named = { readonly id: string; readonly label: string; readonly cite: Cite };

/** Something that a person should look at, without effect on the amount. */
export type Notice = Named & { readonly when: Condition; readonly severity: "block" | "warn" | "note" };

/** block: the person is held before the batch can be approved. warn: somebody must say that it is right. */
export type AnomalySeverity = "block" | "warn" | "off";
type Watched = { readonly severity: AnomalySeverity };

/** What a run asks about although every rule was followed; a member that is missing is as in `usualAnomalies`. */
export type Anomalies = {
  /** The net is so many times what was paid last, or that part of it. `ratio` is above 1; needed unless it is off. */
  readonly jump?: Watched & { readonly ratio?: Printed };
  /** Nothing is paid. */
  readonly zero?: Watched;
  /** Cuts or corrections are more than what was earned. */
  readonly negative_base?: Watched;
  /** A component's gross is above so much, above the largest cell of this table, or above that of its own table. */
  readonly over_maximum?: Watched & { readonly rupiah?: number; readonly of?: string };
  /** There is no predicate, in a policy that does not ask for it. */
  readonly missing_predicate?: Watched;
  /** A fact of the month was decided after this day of the month behind it; needed unless it is off. */
  readonly late_data?: Watched & { readonly after_day?: number };
  /** A paid day of attendance rests on a person's word, in a policy that looks at attendance. */
  readonly by_hand?: Watched;
  /** A confirmed fact of the registers is of the person's month, and no input reads it. */
  readonly fact_unread?: Watched;
};

/**
 * A worked example. `given` names inputs, or facts instead of what they are made from; `period` is the month, else the first whole month in force.
 * `expect` names steps and facts (exact, as text) and gross, cut, net (whole rupiah), of another component as `acting.net`.
 */
export type PolicyTest = {
  readonly name: string;
  readonly source: "official" | "agency-manual" | "own";
  /** Where it is printed, or the arithmetic by hand. */
  readonly ref?: string;
  readonly period?: string;
  readonly given: Readonly<Record<string, Given>>;
  readonly expect: Readonly<Record<string, number | string>>;
  readonly flags?: readonly string[];
};
export type Given =
  number | string | readonly number[] | readonly Readonly<Record<string, string | number | boolean>>[];

/** A regulation that the document rests on. */
export type Law = {
  readonly ref: string;
  readonly title: string;
  /** Against the official text, against a secondary source, or not at all since it is invented. */
  readonly checked: "official" | "secondary" | "invented";
  /** Where the text was read. */
  readonly url?: string;
  readonly text_sha256?: string;
  /** What an article says, word for word, by its name as it is cited; copied from the text that `checked` names, never paraphrased. */
  readonly wording?: Readonly<Record<string, string>>;
};

/** Where the law is silent: what was asked, what was chosen and why, who should confirm it. `at` is a place in the document, as `steps.att_cut.on_exceed`. */
export type Choice = {
  readonly id: string;
  readonly question: string;
  readonly choice: string;
  readonly why: string;
  readonly confirm_with: string;
  readonly at: readonly string[];
};

/** A number or a rule that was not read in the official text: the policy can't be activated before somebody has confirmed it. */
export type Unverified = { readonly at: string; readonly why: string; readonly needs: string };

export type Contribution = Named & {
  readonly percent: Percent;
  /** Of the base, a month. */
  readonly cap_rupiah: number;
  /** The salary's run has paid its part already: salary × percent, at most of the cap. */
  readonly already_deducted_in: "salary" | "none";
  readonly employer_percent: Percent;
};

/** ter: the monthly rate, and article 17 on the year in its last month. final: by grade. */
export type Tax =
  | "none"
  | (Named & { readonly method: "ter"; readonly borne_by: "state" | "region" | "employee" })
  | (Named & {
      readonly method: "final";
      readonly borne_by: "state" | "region" | "employee";
      readonly by: string;
      readonly rows: Readonly<Record<string, Percent>>;
    });

export type Payout = {
  readonly month: "same" | "next";
  readonly cite: Cite;
  readonly contributions?: readonly Contribution[];
  readonly tax: Tax;
  /** Of the month's net, the most that is taken back. */
  readonly recovery?: { readonly cap_percent: Percent; readonly cite: Cite };
};

/** What silence of a superior means for the entries of a day; read by the escalation of the activity log, told here since the rule of pay says it. */
export type ApprovalTimeout = Named & {
  readonly days: number;
  readonly on_timeout: "approve" | "escalate" | "reject";
  readonly sanction_on: "assessor" | "none";
};

/** A file for the treasury: which one, and what the law leaves open about it. */
export type ExportMap = {
  readonly format: "adk-tukin" | "adk-meals" | "adk-overtime" | "sipd" | "bank-csv" | "coretax" | "recap";
  readonly header: boolean;
  readonly number_column: boolean;
};

/** How one agency pays between two days. */
export type PolicyDocument = {
  readonly schema: "kinerja.policy/v1";
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly kind: "tukin" | "tpp" | "thr" | "gaji13" | "rapel";
  readonly effective: { readonly from: string; readonly to: string | null };
  readonly supersedes: { readonly id: string; readonly version: number } | null;
  readonly legal: Readonly<Record<string, Law>>;
  readonly governance: { readonly owner: string; readonly note: string };
  readonly choices?: readonly Choice[];
  readonly unverified?: readonly Unverified[];
  readonly approval_timeout?: ApprovalTimeout;
  readonly inputs: Readonly<Record<string, Input>>;
  readonly tables: Readonly<Record<string, Table>>;
  readonly facts?: readonly FactRule[];
  readonly notices?: readonly Notice[];
  readonly anomalies?: Anomalies;
  readonly steps: readonly Step[];
  readonly payout: Payout;
  readonly exports?: readonly ExportMap[];
  readonly tests: readonly PolicyTest[];
};

export type RoundingRule = { readonly mode: Rounding; readonly unit: number };
