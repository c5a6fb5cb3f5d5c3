import { type Column, type LineLayout, type ProgramLayout, type Ref, type RefSum, type ResultLayout } from "../../statement-layout.ts"; // prettier-ignore
import { type ByteWriter, writePair } from "../../statement-bytes.ts";
import { type StepOf } from "../document.ts";
import { type Frame } from "./frame.ts";
import { exactText, type Line, type ToldText } from "./line.ts";
import { isNothing, just, less, type Quantity } from "./quantity.ts";
import { type Choice, type Value } from "./value.ts";

/** A result of a policy: what its net was made of, and both before and after rounding. */
export type Result = {
  readonly step: StepOf<"result">;
  readonly component: string;
  readonly monthsLate: number;
  readonly gross: Value;
  readonly net: Value;
  readonly roundedGross: Value;
  readonly roundedNet: Value;
  /** Numbers of the lines that lead from gross to net. */
  readonly own: readonly number[];
};

/** Writes what a column holds of the row that was computed last. */
type Write = (frame: Frame, writer: ByteWriter) => void;

/** Columns of one kind are written in one go: that is what makes them cheap. `others` are written by their closures. */
const kinds = ["slots", "places", "choices", "texts", "others"] as const;
type Kind = (typeof kinds)[number];
type Found = { readonly kind: Kind; readonly column: Column; readonly at: number; readonly write?: Write };

function writeOther(value: Value): Write {
  if (value.form === "number") return (frame, writer) => writer.number(value.number(frame));
  if (value.form === "bigint") return (frame, writer) => writer.bigint(value.bigint(frame));
  return (frame, writer) => {
    const { num, den } = value.exact(frame);
    writer.bigint(num);
    writer.bigint(den);
  };
}

const columnOf = ({ form, den }: Value): Column => (form === "ratio" ? ["ratio"] : ["number", String(den)]);

function foundValue(value: Value): Found {
  const { origin, form } = value;
  const column = columnOf(value);
  if (origin?.kind === "slot" && form === "number") return { kind: "slots", column, at: origin.at };
  if (origin?.kind === "place") return { kind: "places", column, at: origin.at };
  return { kind: "others", column, at: -1, write: writeOther(value) };
}

/** Everything that the lines of a program refer to, each once. */
class Columns {
  readonly #found = new Map<unknown, Found>();
  #order: ReadonlyMap<unknown, number> | undefined;

  #number(key: unknown, found: () => Found): number {
    if (!this.#found.has(key)) this.#found.set(key, found());
    return this.#order?.get(key) ?? 0;
  }

  #choice(at: number): number {
    return this.#number(`choice ${at}`, () => ({ kind: "choices", column: ["choice"], at }));
  }

  ofValue(value: Value): Ref {
    const { origin } = value;
    if (origin?.kind === "constant") return exactText(origin.exact);
    if (origin?.kind === "choice") return [this.#choice(origin.at), origin.cells.map(exactText)];
    return this.#number(origin ? `${origin.kind} ${origin.at}` : value, () => foundValue(value));
  }

  ofText(told: ToldText): Ref {
    switch (told.kind) {
      case "fixed":
        return told.text;
      case "value":
        return this.ofValue(told.value);
      case "picked":
        return this.#picked(told.choice, told.texts);
      case "place":
        return this.#number(`text ${told.at}`, () => ({ kind: "texts", column: ["text"], at: told.at }));
      case "made": {
        const write: Write = (frame, writer) => writer.text(told.text(frame));
        return this.#number(told, () => ({ kind: "others", column: ["text"], at: -1, write }));
      }
    }
  }

  #picked(choice: Choice, texts: readonly string[]): Ref {
    if (choice.at !== undefined) return [this.#choice(choice.at), texts];
    const write: Write = (frame, writer) => writer.count(choice(frame));
    return [this.#number(choice, () => ({ kind: "others", column: ["choice"], at: -1, write })), texts];
  }

  ofList(inputs: Extract<Line["inputs"], (...rest: never[]) => unknown>): number {
    const write: Write = (frame, writer) => writer.list(inputs(frame), writePair);
    return this.#number(inputs, () => ({ kind: "others", column: ["list"], at: -1, write }));
  }

  ofKind(kind: Kind): Found[] {
    return [...this.#found.values()].filter((found) => found.kind === kind);
  }

  /** Numbers them as they will be written; from now on they are what is referred to. */
  settle(): readonly Column[] {
    const ordered = kinds.flatMap((kind) => [...this.#found].filter(([, found]) => found.kind === kind));
    this.#order = new Map(ordered.map(([key], at) => [key, at]));
    return ordered.map(([, { column }]) => column);
  }
}

const sumOf = (columns: Columns, quantity: Quantity): RefSum =>
  quantity.map(({ minus, of }) => [minus ? "-" : "+", ...of.map((value) => columns.ofValue(value))] as const);

function layoutOfLine(columns: Columns, { id, exact, base, factor, inputs = [] }: Line): LineLayout {
  return {
    id,
    exact: sumOf(columns, exact),
    ...(base && { base: columns.ofValue(base) }),
    ...(factor && { factor: sumOf(columns, factor) }),
    inputs:
      typeof inputs === "function"
        ? columns.ofList(inputs)
        : inputs.map(([name, told]) => [name, columns.ofText(told)] as const),
  };
}

function layoutOfResult(columns: Columns, result: Result): ResultLayout {
  const { step, component, monthsLate, gross, net, roundedGross, roundedNet, own } = result;
  return {
    id: step.id,
    component,
    monthsLate,
    exactGross: columns.ofValue(gross),
    exactNet: columns.ofValue(net),
    gross: columns.ofValue(roundedGross),
    net: columns.ofValue(roundedNet),
    grossLine: step.gross,
    changes: own,
  };
}

function layoutOfProgram(columns: Columns, lines: readonly Line[], results: readonly Result[]) {
  return {
    lines: lines.map((line) => layoutOfLine(columns, line)),
    results: results.map((result) => layoutOfResult(columns, result)),
  };
}

function writerOf(columns: Columns): Write {
  const [slots, places, choices, texts] = (["slots", "places", "choices", "texts"] as const).map((kind) =>
    columns.ofKind(kind).map(({ at }) => at),
  ) as [number[], number[], number[], number[]];
  const others = columns.ofKind("others").flatMap(({ write }) => write ?? []);
  const room = 8 * (slots.length + places.length + choices.length);
  return (frame, writer) => {
    const { placed } = frame.known.values;
    writer.reserve(room);
    for (const at of slots) writer.number(frame.numbers[at] as number);
    for (const at of places) writer.number(placed[at] as number);
    for (const at of choices) writer.count(frame.choices[at] as number);
    for (const at of texts) writer.text(placed[at] as string);
    for (const write of others) {
      writer.reserve(8);
      write(frame, writer);
    }
  };
}

/** The lines of a result lead from its gross to its net, or the row is not told. Undefined: they do in every row. */
function leads(result: Result, lines: readonly Line[]): ((frame: Frame) => boolean) | undefined {
  const own = result.own.flatMap((at) => lines[at]?.exact ?? []);
  return isNothing(less([...just(result.gross), ...own], just(result.net)));
}

/** How the lines of a program are packed; `wrong` are results whose lines do not lead to them. */
export type Telling = {
  readonly layout: ProgramLayout;
  readonly write: Write;
  readonly wrong: (frame: Frame) => readonly Result[];
};

export function tellingOf(lines: readonly Line[], results: readonly Result[]): Telling {
  const columns = new Columns();
  layoutOfProgram(columns, lines, results);
  const written = columns.settle();
  const checks = results.flatMap((result) => {
    const holds = leads(result, lines);
    return holds ? [{ result, holds }] : [];
  });
  const none: readonly Result[] = [];
  return {
    layout: { columns: written, ...layoutOfProgram(columns, lines, results) },
    write: writerOf(columns),
    wrong: (frame) =>
      checks.every(({ holds }) => holds(frame))
        ? none
        : checks.filter(({ holds }) => !holds(frame)).map(({ result }) => result),
  };
}
