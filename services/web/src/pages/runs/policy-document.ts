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

export interface Bracket {
  readonly gte: number;
  readonly lt?: number;
  readonly percent: Percent;
}

export interface Condition {
  readonly input: string;
  readonly in?: readonly string[];
  readonly gte?: number;
  readonly lt?: number;
}

export interface Rounding {
  readonly mode: string;
  readonly unit: number;
}

/** One rule of any kind; which fields it has depends on its kind. */
export interface Rule {
  readonly id: string;
  readonly rule: string;
  readonly label: string;
  readonly cite: Cite;
  readonly of?: string | readonly string[];
  readonly table?: string;
  readonly input?: string;
  readonly percent?: Percent;
  readonly per?: string;
  readonly cut?: string;
  readonly brackets?: readonly Bracket[];
  readonly when?: Condition;
  readonly gte?: number;
  readonly else_percent?: Percent;
  readonly target?: number;
  readonly cap_percent?: Percent;
  readonly prorate?: { readonly days: string; readonly of_days: string };
  readonly days?: string;
  readonly of_days?: string;
  readonly rupiah?: number;
  readonly mode?: string;
  readonly unit?: number;
  readonly items?: readonly Rule[];
  readonly on_exceed?: { readonly label: string };
  readonly gross?: string;
  readonly net?: string;
  readonly rounding?: Rounding;
}

export interface Input {
  readonly label: string;
  readonly unit: string;
  readonly on_missing: "block" | { readonly assume: number | string; readonly flag: string };
}

export interface Table {
  readonly key: string;
  readonly unit: string;
  readonly cite: Cite;
  readonly rows: Readonly<Record<string, Percent>>;
}

export interface PolicyContent {
  readonly supersedes: { readonly id: string; readonly version: number } | null;
  readonly governance: { readonly owner: string; readonly note: string };
  readonly legal: Readonly<Record<string, Law>>;
  readonly inputs: Readonly<Record<string, Input>>;
  readonly tables: Readonly<Record<string, Table>>;
  readonly steps: readonly Rule[];
}

/** Undefined where the service could not read the text by its schema: then there is the text itself. */
export const contentOf = (documentJson: string): PolicyContent | undefined =>
  documentJson === "" ? undefined : (JSON.parse(documentJson) as PolicyContent);

/** The wording of an article, where the document carries it. */
export const wordingOf = ({ legal }: PolicyContent, { legal: law, article }: Cite): string | undefined =>
  legal[law]?.wording?.[article];
