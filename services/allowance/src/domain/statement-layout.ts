/**
 * How the packed lines of a policy's statements are read. A text, kept with the run, and with the first bytes of its hash named by each statement:
 * whoever has the two reads the lines without the policy and without the engine that made them.
 */

/** A text that is the same in each row, the number or text of a column, or the text that the number of a column chooses. Numbers are told as texts. */
export type Ref = string | number | readonly [column: number, texts: readonly string[]];

/** The sum of products, each added or taken away. */
export type RefSum = readonly (readonly [sign: "+" | "-", ...factors: Ref[]])[];

/** number: a numerator over the denominator. ratio: numerator and denominator. choice: an index. list: pairs of names and texts. */
export type Column =
  | readonly ["number", denominator: string]
  | readonly ["ratio"]
  | readonly ["choice"]
  | readonly ["text"]
  | readonly ["list"];

export type LineLayout = {
  readonly id: string;
  readonly exact: RefSum;
  readonly base?: Ref;
  readonly factor?: RefSum;
  /** By name, or a list of the row. */
  readonly inputs: readonly (readonly [name: string, value: Ref])[] | number;
};

export type ResultLayout = {
  readonly id: string;
  readonly component: string;
  readonly monthsLate: number;
  /** Before their rounding. */
  readonly exactGross: Ref;
  readonly exactNet: Ref;
  /** Whole rupiah. */
  readonly gross: Ref;
  readonly net: Ref;
  /** The line that tells the gross: its amount is the rounded one. */
  readonly grossLine: string;
  /** Lines that lead from gross to net; what their own rounding leaves over is a line of its own. */
  readonly changes: readonly number[];
};

/** The columns in the order in which they are packed, and what is made of them. */
export type ProgramLayout = {
  readonly columns: readonly Column[];
  readonly lines: readonly LineLayout[];
  readonly results: readonly ResultLayout[];
};

/** Of a policy and month. `whole`: for rows that are employed on all days, where that is computed in a way of its own. */
export type Layout = {
  readonly form: string;
  /** Of the payouts beside them. */
  readonly payout: string;
  readonly engine: number;
  readonly policy: string;
  readonly period: string;
  readonly whole: ProgramLayout | null;
  readonly any: ProgramLayout;
};
