import { type Period, rational } from "@kinerja/common/kernel";

import { type Scope, scopeOf } from "../check/scope.ts";
import { shown, tell } from "../derive/known.ts";
import { type Percent, type PolicyDocument } from "../document.ts";
import { type Severity } from "../outcome.ts";
import { bracketFinder } from "./brackets.ts";
import { type Frame, type PlacedValues } from "./frame.ts";
import { boundsOf, decimalScale, isDecimal, scaledName } from "./inputs.ts";
import { type Line, type ToldInput, type ToldText } from "./line.ts";
import { type Cell, monthTable, type MonthTable, printed } from "./tables.ts";
import { type Choice, counted, kept, type Value } from "./value.ts";

export type Rational = ReturnType<typeof rational>;

/** What a step was compiled to. */
export type Compiled = { readonly value: Value; readonly lines: readonly Line[] };

/** 30 or "0.01" percent as a fraction of one. */
export function percentOf(percent: Percent): Rational {
  const { num, den } = printed(percent);
  return rational(num, den * 100n);
}
type ProgramFrame = { readonly isWhole: boolean; readonly changes: ReadonlySet<string>; readonly places: PlacedValues };

/**
 * A policy as it is compiled for one month. `isWhole`: for rows that are employed on all days of it; then nothing is divided by a fact of days, and each
 * step says by a guard what it took for granted.
 */
export class Program {
  readonly document: PolicyDocument;
  readonly period: Period;
  readonly isWhole: boolean;
  /** In order: what computes a row. */
  readonly actions: ((frame: Frame) => void)[] = [];
  readonly guards: ((frame: Frame) => boolean)[] = [];
  readonly #values = new Map<string, Value>();
  readonly #tables = new Map<string, MonthTable>();
  readonly #changes: ReadonlySet<string>;
  readonly #scope: Scope;
  #slots = 0;
  #choices = 0;

  /** Where the row's inputs and facts are. */
  readonly places: PlacedValues;

  constructor(document: PolicyDocument, period: Period, { isWhole, changes, places }: ProgramFrame) {
    this.document = document;
    this.period = period;
    this.isWhole = isWhole;
    this.places = places;
    this.#changes = changes;
    this.#scope = scopeOf(document);
    for (const [id, table] of Object.entries(document.tables)) this.#tables.set(id, monthTable(table, period));
  }

  isChange(id: string): boolean {
    return this.#changes.has(id);
  }

  /** Of a step that was computed before. */
  valueOf(step: string): Value {
    const value = this.#values.get(step);
    if (!value) throw new Error(`step ${step} has no value yet`);
    return value;
  }

  /** Computes a value once, where it stands in the order. */
  keep(value: Value): Value {
    const { keep, value: reading } = kept(value, this.#slots++);
    this.actions.push(keep);
    return reading;
  }

  /** Keeps the value of a step under its id. */
  name(step: string, value: Value): Value {
    const reading = this.keep(value);
    this.#values.set(step, reading);
    return reading;
  }

  /** Chooses once, where it stands in the order: a row of a table, how many of something. */
  choose(choice: (frame: Frame) => number): Choice {
    const at = this.#choices++;
    this.actions.push((frame) => {
      frame.choices[at] = choice(frame);
    });
    return Object.assign((frame: Frame) => frame.choices[at] as number, { at });
  }

  /** An input or a fact that is a number. */
  number(name: string): Value {
    const { lo, hi } = boundsOf(this.document, name);
    const decimal = isDecimal(this.document, name);
    const scale = decimal ? decimalScale : 1;
    const bounds = { den: BigInt(scale), lo: BigInt(lo * scale), hi: BigInt(hi * scale) };
    const own = decimal ? scaledName(name) : name;
    return { ...counted(bounds, this.reader(own)), origin: { kind: "place", at: this.places.place(own) } };
  }

  /** An input or a fact as the statement shows it. */
  told(name: string): ToldInput {
    return [name, this.#told(name)];
  }

  #told(name: string): ToldText {
    const form = this.#scope.get(name)?.form;
    if (form === "count" || form === "rupiah") return { kind: "value", value: this.number(name) };
    if (form === "text" || form === "decimal") return { kind: "place", at: this.places.place(name) };
    return { kind: "made", text: ({ known }) => shown(known, name) };
  }

  /** A key as a table has it. */
  shown(name: string): (frame: Frame) => string {
    const place = this.places.place(name);
    return ({ known }) => {
      const value = known.values.placed[place];
      return typeof value === "number" ? String(value) : (value as string);
    };
  }

  /** Of a number that is there: the inputs were read. */
  reader(name: string): (frame: Frame) => number {
    const place = this.places.place(name);
    return ({ known }) => known.values.placed[place] as number;
  }

  /** Which bracket a number lies in. */
  bracketOf(name: string, brackets: Parameters<typeof bracketFinder>[0]): Choice {
    const find = bracketFinder(brackets);
    const decimal = isDecimal(this.document, name);
    const read = this.reader(decimal ? scaledName(name) : name);
    return this.choose(decimal ? (frame) => find(read(frame)) : (frame) => find(read(frame) * decimalScale));
  }

  /** A row by the facts that are its keys, as an index of `cells`; the last cell stands for a key without one, and blocks the row. */
  row(tableId: string): {
    readonly cells: readonly (Cell | undefined)[];
    readonly at: Choice;
    readonly key: (frame: Frame) => string;
  } {
    const table = this.#tables.get(tableId);
    if (!table) throw new Error(`there is no table ${tableId}`);
    const index = new Map([...table.cells.keys()].map((key, at) => [key, at]));
    const keys = table.keys.map((name) => this.shown(name));
    const [only] = keys;
    const key = keys.length === 1 && only ? only : (frame: Frame): string => keys.map((read) => read(frame)).join("/");
    const cells = [...table.cells.values(), undefined];
    const at = this.choose((frame) => {
      const found = index.get(key(frame));
      if (found !== undefined) return found;
      tell(frame.known, "TABLE_ROW_MISSING", "BLOCK", { table: tableId, key: key(frame) });
      return cells.length - 1;
    });
    return { cells, at, key };
  }

  /** The month's rows of a table by key. */
  table(id: string): MonthTable {
    const table = this.#tables.get(id);
    if (!table) throw new Error(`there is no table ${id}`);
    return table;
  }

  keysOf(tableId: string): readonly string[] {
    return this.table(tableId).keys;
  }

  /** Raises a flag while a row is computed. */
  flagWhen(
    holds: (frame: Frame) => boolean,
    code: string,
    severity: Severity,
    params: Readonly<Record<string, string>>,
  ): void {
    this.actions.push((frame) => {
      if (holds(frame)) tell(frame.known, code, severity, params);
    });
  }
}
