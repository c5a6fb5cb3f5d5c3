/** What this page reads of a policy document (docs/policy/schema.json), as the API gives it: steps in the order of the computation. */
export type Percent = number | string;

export interface Cite {
  readonly legal: string;
  readonly article: string;
}

export interface Law {
  readonly ref: string;
  readonly title: string;
  readonly checked: string;
  readonly wording?: Readonly<Record<string, string>>;
}

/** A lower and an upper edge, each with or without the edge itself; digits as printed. */
export interface Edges {
  readonly gte?: Percent;
  readonly gt?: Percent;
  readonly lt?: Percent;
  readonly lte?: Percent;
}

export interface Bracket extends Edges {
  readonly percent?: Percent;
  readonly points?: Percent;
}

/** One of its forms: a number or a key of an input, spans, or other conditions. */
export interface Condition extends Edges {
  readonly input?: string;
  readonly in?: readonly string[];
  readonly not_in?: readonly string[];
  readonly spans?: string;
  readonly kinds?: readonly string[];
  readonly active?: string;
  readonly all?: readonly Condition[];
  readonly any?: readonly Condition[];
  readonly not?: Condition;
}

export interface Rounding {
  readonly mode: string;
  readonly unit: number;
}

/** What no arrival or leaving can be. */
export interface Impossible {
  readonly from?: string;
  readonly until?: string;
  readonly at?: readonly string[];
}

export interface EventRows {
  readonly events_from?: string;
  readonly rows: Readonly<Record<string, { readonly percent: Percent; readonly months: number }>>;
}

export interface Side {
  readonly item: string;
  readonly brackets: readonly Bracket[];
}

/** A key of the row is another key, a percent, or a percent for each month. */
export type RuleRows = Readonly<Record<string, Percent | readonly Percent[]>>;

/** One rule of any kind, a fact, a step or an item; which fields it has depends on its kind. */
export interface Rule {
  readonly id: string;
  /** None for an item of a score. */
  readonly rule?: string;
  readonly label: string;
  readonly cite: Cite;
  readonly of?: string | readonly string[];
  readonly base?: string;
  readonly replaces?: string;
  readonly less?: string;
  readonly own?: string;
  readonly table?: string;
  readonly criterion?: string;
  readonly input?: string;
  readonly amount?: string;
  readonly percent?: Percent;
  readonly per?: string;
  readonly cut?: string;
  readonly brackets?: readonly Bracket[];
  readonly when?: Condition;
  readonly gte?: number;
  readonly by_month?: Readonly<Record<string, number>>;
  readonly else_percent?: Percent;
  readonly target?: number | string;
  readonly cap_percent?: Percent;
  readonly digits?: number;
  readonly prorate?: { readonly days: string; readonly of_days: string };
  readonly days?: string;
  readonly of_days?: string;
  readonly rupiah?: number;
  readonly mode?: string;
  readonly unit?: number | string;
  readonly items?: readonly Rule[];
  readonly on_exceed?: { readonly label: string; readonly flag?: string };
  readonly waive?: { readonly when: Condition; readonly label: string };
  readonly gross?: string;
  readonly net?: string;
  readonly component?: string;
  readonly months_late?: number;
  readonly rounding?: Rounding;
  readonly factors?: readonly Readonly<Record<string, Percent>>[];
  readonly levels?: Readonly<Record<string, { readonly percent?: Percent; readonly difference?: boolean }>>;
  readonly max?: Percent;
  readonly min?: Percent;
  readonly a?: Side;
  readonly b?: Side;
  readonly pair?: string;
  readonly repeat?: string;
  readonly spans?: string;
  readonly kinds?: readonly string[];
  readonly means?: string;
  readonly with_cuts?: string;
  readonly only_if?: string;
  readonly beyond?: { readonly percent: Percent; readonly flag: string };
  readonly spell_at_least_days?: number;
  readonly month?: string;
  readonly months?: string;
  readonly flag_if?: { readonly input: string; readonly of: string; readonly lt: string };
  readonly count?: string;
  readonly grace_days?: number;
  readonly until_days?: number;
  readonly window?: string;
  readonly rows?: RuleRows | readonly Percent[] | readonly EventRows[];
  readonly starts?: string;
  readonly on_overlap?: string;
  readonly offsets?: { readonly months?: readonly number[]; readonly years?: readonly number[] };
  // Of facts.
  readonly take?: string;
  readonly how?: string;
  readonly where?: {
    readonly status_in?: readonly string[];
    readonly status_not_in?: readonly string[];
    readonly work?: boolean;
  };
  readonly item?: string;
  readonly minutes?: number | Readonly<Record<string, number>>;
  readonly no_check_in_as?: number;
  readonly no_check_out_as?: number;
  readonly check_in?: Impossible;
  readonly check_out?: Impossible;
  readonly counts_as?: string;
  readonly flag?: string;
  readonly outages?: string;
  readonly neutralises?: readonly string[];
  readonly order?: readonly string[];
  readonly floor?: string;
  readonly day_kind?: string;
  readonly class?: string;
  readonly demotions?: string;
  readonly by?: string;
  readonly otherwise?: string;
  readonly history?: string;
  readonly effect?: string;
  readonly on_first_day?: string;
}

export interface Notice {
  readonly id: string;
  readonly label: string;
  readonly cite: Cite;
  readonly when: Condition;
  readonly severity: string;
}

/** What a run asks about although every rule was followed, and how severely. */
export interface Anomaly {
  readonly severity: "block" | "warn" | "off";
  readonly ratio?: Percent;
  readonly rupiah?: number;
  readonly of?: string;
  readonly after_day?: number;
}
type AnomalyName =
  "jump" | "zero" | "negative_base" | "over_maximum" | "missing_predicate" | "late_data" | "by_hand" | "fact_unread";
export type Anomalies = Readonly<Record<AnomalyName, Anomaly>>;

export interface Input {
  readonly label: string;
  readonly unit: string;
  readonly from?: string;
  readonly on_missing: "block" | { readonly assume: number | string; readonly flag: string };
}

/** What a class pays, or the range in which a person's own amount lies. */
export type Cell = Percent | { readonly min: number; readonly max: number };
export type Rows = Readonly<Record<string, Cell>>;

export interface DatedRows {
  readonly valid_from: string;
  readonly cite?: Cite;
  readonly rows: Rows;
}

export interface Table {
  readonly key: string | readonly string[];
  readonly unit: string;
  readonly cite: Cite;
  readonly rows?: Rows;
  readonly values?: readonly DatedRows[];
  readonly mid_month?: string;
}

/** Where the law is silent: what was asked, what was chosen and why, and who should confirm it. */
export interface Choice {
  readonly id: string;
  readonly question: string;
  readonly choice: string;
  readonly why: string;
  readonly confirm_with: string;
  readonly at: readonly string[];
}

export interface Unverified {
  readonly at: string;
  readonly why: string;
  readonly needs: string;
}

export type GivenItem = Readonly<Record<string, string | number | boolean>>;
export type Given = number | string | readonly (number | GivenItem)[];

export interface WorkedExample {
  readonly name: string;
  readonly source: string;
  readonly ref?: string;
  readonly period?: string;
  readonly given: Readonly<Record<string, Given>>;
  readonly expect: Readonly<Record<string, number | string>>;
  readonly flags?: readonly string[];
}

export interface PolicyContent {
  readonly supersedes: { readonly id: string; readonly version: number } | null;
  readonly governance: { readonly owner: string; readonly note: string };
  readonly legal: Readonly<Record<string, Law>>;
  readonly choices?: readonly Choice[];
  readonly unverified?: readonly Unverified[];
  readonly inputs: Readonly<Record<string, Input>>;
  readonly tables: Readonly<Record<string, Table>>;
  readonly facts?: readonly Rule[];
  readonly notices?: readonly Notice[];
  readonly anomalies?: Partial<Anomalies>;
  readonly steps: readonly Rule[];
  readonly tests?: readonly WorkedExample[];
}

/** Undefined where the service could not read the text by its schema: then there is the text itself. */
export const contentOf = (documentJson: string): PolicyContent | undefined =>
  documentJson === "" ? undefined : (JSON.parse(documentJson) as PolicyContent);

/** The wording of an article, where the document carries it. */
export const wordingOf = ({ legal }: PolicyContent, { legal: law, article }: Cite): string | undefined =>
  legal[law]?.wording?.[article];
