import { type FactRefs } from "./facts/month.ts";
import { type DayFact, type Facts, type FactValue, type SourceName, sourceOf, type SpanFact } from "./policy/sources.ts"; // prettier-ignore
import { type TextBytes } from "./text-bytes.ts";

/** Words that days and spans repeat, by their number; 0: the word stands beside. */
class Words {
  readonly #numbers = new Map<string, number>();
  readonly #most = 1_000;

  list(): string[] {
    return [...this.#numbers.keys()];
  }

  number(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    if (this.#numbers.size >= this.#most) return 0;
    this.#numbers.set(word, this.#numbers.size + 1);
    return this.#numbers.size;
  }
}

/** What is packed of days and spans: numbers and texts, one behind the other. */
type Flat = (string | number)[];

/** Writes a list of them: what stands behind its first item has a comma before it. */
const [comma, opening, closing] = [44, 91, 93];
function next(to: TextBytes, value: string | number): void {
  to.code(comma);
  to.json(value);
}

/** Reads what was packed, one behind the other. */
class Source {
  readonly #flat: Flat;
  #at = 0;

  constructor(flat: Flat) {
    this.#flat = flat;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#flat.length;
  }

  next(): string | number {
    return this.#flat[this.#at++] as string | number;
  }

  number(): number {
    return this.next() as number;
  }

  text(): string {
    return this.next() as string;
  }
}

/* A day is one number: its day of the month, which of its fields there are, and its status. Behind it stands what is no yes or no. */

const dayBits = { work: 1, late: 2, early: 4, away: 8, check_in: 16, check_out: 32 } as const;
const dayValues = ["late", "early", "away", "check_in", "check_out"] as const;
const dayAnswers = [
  { name: "missed_in", bit: 64, yes: 128 },
  { name: "missed_out", bit: 256, yes: 512 },
] as const;
const [daysOfMonth, allDayBits] = [32, 1_024];

function valuesOfDay({ late, early, away, check_in, check_out }: DayFact): number {
  let bits = late === undefined ? 0 : dayBits.late;
  if (early !== undefined) bits |= dayBits.early;
  if (away !== undefined) bits |= dayBits.away;
  if (check_in !== undefined) bits |= dayBits.check_in;
  return check_out === undefined ? bits : bits | dayBits.check_out;
}

function bitsOfDay(day: DayFact): number {
  const { work, missed_in, missed_out } = day;
  const bits = (work ? dayBits.work : 0) | valuesOfDay(day);
  if (missed_in === undefined && missed_out === undefined) return bits;
  return bits | answerBits(missed_in, dayAnswers[0]) | answerBits(missed_out, dayAnswers[1]);
}

function answerBits(answer: boolean | undefined, { bit, yes }: (typeof dayAnswers)[number]): number {
  if (answer === undefined) return 0;
  return answer ? bit | yes : bit;
}

const twoDigits = Array.from({ length: daysOfMonth }, (_, day) => String(day).padStart(2, "0"));

/** The day of a month that the texts of its days begin with, "2026-11-"; 0 for anything else. */
function dayOfMonth(day: string, month: string): number {
  if (day.length !== 10 || month.length !== 8 || !day.startsWith(month)) return 0;
  const [tens, ones] = [day.charCodeAt(8) - 48, day.charCodeAt(9) - 48];
  const isDay = tens >= 0 && tens <= 3 && ones >= 0 && ones <= 9;
  return isDay && tens * 10 + ones < daysOfMonth ? tens * 10 + ones : 0;
}

function packDays(to: TextBytes, days: readonly DayFact[], words: Words): void {
  const month = days[0]?.day.slice(0, 8) ?? "";
  to.json(month);
  for (const day of days) {
    const [date, word, bits] = [dayOfMonth(day.day, month), words.number(day.status), bitsOfDay(day)];
    next(to, (word * allDayBits + bits) * daysOfMonth + date);
    if (date === 0) next(to, day.day);
    if (word === 0) next(to, day.status);
    if (bits <= dayBits.work) continue;
    for (const name of dayValues) if (day[name] !== undefined) next(to, day[name]);
  }
}

function readDay(source: Source, month: string, words: readonly string[]): DayFact {
  const number = source.number();
  const [date, rest] = [number % daysOfMonth, Math.floor(number / daysOfMonth)];
  const [bits, word] = [rest % allDayBits, Math.floor(rest / allDayBits)];
  const day = date === 0 ? source.text() : month + (twoDigits[date] as string);
  const status = word === 0 ? source.text() : (words[word - 1] as string);
  const plain = { day: day as DayFact["day"], work: (bits & dayBits.work) !== 0, status };
  return bits <= dayBits.work ? plain : { ...plain, ...readFields(source, bits) };
}

function readFields(source: Source, bits: number): Partial<DayFact> {
  const fields: Partial<Record<keyof DayFact, string | number | boolean>> = {};
  for (const name of dayValues) if (bits & dayBits[name]) fields[name] = source.next();
  for (const { name, bit, yes } of dayAnswers) if (bits & bit) fields[name] = (bits & yes) !== 0;
  return fields as Partial<DayFact>;
}

function readDays(flat: Flat, words: readonly string[]): DayFact[] {
  const source = new Source(flat);
  const month = source.text();
  const days: DayFact[] = [];
  while (!source.isAtEnd()) days.push(readDay(source, month, words));
  return days;
}

/* A span is one number for its fields and its kind, and its texts. */

const spanBits = { to: 1, class: 2, level: 4, pending: 8, isPending: 16 } as const;
const allSpanBits = 32;

function bitsOfSpan({ to, class: ofClass, level, pending }: SpanFact): number {
  let bits = to === undefined ? 0 : spanBits.to;
  if (ofClass !== undefined) bits |= spanBits.class;
  if (level !== undefined) bits |= spanBits.level;
  if (pending !== undefined) bits |= pending ? spanBits.pending | spanBits.isPending : spanBits.pending;
  return bits;
}

function packSpans(to: TextBytes, spans: readonly SpanFact[], words: Words): void {
  let isFirst = true;
  for (const span of spans) {
    const word = words.number(span.kind);
    if (!isFirst) to.code(comma);
    isFirst = false;
    to.integer(word * allSpanBits + bitsOfSpan(span));
    if (word === 0) next(to, span.kind);
    next(to, span.from);
    if (span.to !== undefined) next(to, span.to);
    if (span.class !== undefined) next(to, span.class);
    if (span.level !== undefined) next(to, span.level);
  }
}

function readSpans(flat: Flat, words: readonly string[]): SpanFact[] {
  const source = new Source(flat);
  const spans: SpanFact[] = [];
  while (!source.isAtEnd()) {
    const number = source.number();
    const [bits, word] = [number % allSpanBits, Math.floor(number / allSpanBits)];
    spans.push({
      kind: word === 0 ? source.text() : (words[word - 1] as string),
      from: source.text() as SpanFact["from"],
      ...(bits & spanBits.to && { to: source.text() as SpanFact["from"] }),
      ...(bits & spanBits.class && { class: source.text() }),
      ...(bits & spanBits.level && { level: source.text() }),
      ...(bits & spanBits.pending && { pending: (bits & spanBits.isPending) !== 0 }),
    });
  }
  return spans;
}

/* The facts of a row: a list of the number of its shape and of plain values; behind it, where there are any, one of days and spans, and what they rest on. */

/** Stands between them. In JSON it is written otherwise. */
const separator = "\u001f";
const separatorCode = separator.charCodeAt(0);

/** Of the shapes of a range. Those before had none: their facts are one list, by name, with what they rest on as its last value. */
const shapesForm = 2;

/** How the values of a source are packed. Others than it has, which its readers refuse, stand in a list of their own as they are. */
type Kind = "plain" | "days" | "spans";
type Stored = FactValue | Flat | readonly [readonly [FactValue]];

function kindOf(name: SourceName): Kind {
  const { form } = sourceOf(name);
  return form === "days" || form === "spans" ? form : "plain";
}

const areItems = (value: FactValue): value is readonly DayFact[] | readonly SpanFact[] =>
  typeof value === "object" && value.every((item) => typeof item === "object");

function write(to: TextBytes, kind: Kind, value: FactValue, words: Words): void {
  if (kind === "plain") return to.json(value);
  if (!areItems(value)) return to.json([[value]]);
  to.code(opening);
  if (kind === "days") packDays(to, value as readonly DayFact[], words);
  else packSpans(to, value as readonly SpanFact[], words);
  to.code(closing);
}

function read(kind: Kind, value: Stored, words: readonly string[]): FactValue {
  const [first] = value as Flat | readonly [readonly [FactValue]];
  if (typeof first === "object") return first[0];
  return kind === "days" ? readDays(value as Flat, words) : readSpans(value as Flat, words);
}

/** Sources in their order, and how each is packed. */
type Shape = { readonly columns: readonly SourceName[]; readonly kinds: readonly Kind[] };

const isPlain = (name: SourceName): boolean => kindOf(name) === "plain";

/** Days and spans stand last: who does not ask for them need not read them. */
const shapeOf = (names: readonly SourceName[]): Shape => {
  const sorted = names.toSorted();
  const columns = [...sorted.filter(isPlain), ...sorted.filter((name) => !isPlain(name))];
  return { columns, kinds: columns.map(kindOf) };
};

/** The names of an object as they came, and the shape of one that has them. */
type Found = { readonly names: readonly string[]; readonly number: number; readonly shape: Shape };

/** Whether the facts have these names in this order, and a value for each. */
function hasAll(facts: Facts, found: readonly SourceName[], names: readonly string[]): boolean {
  if (found.length !== names.length) return false;
  for (let at = 0; at < found.length; at++)
    if (found[at] !== names[at] || facts[found[at] as SourceName] === undefined) return false;
  return true;
}

/**
 * The facts of a range's rows, each as a text of its own. Shapes and words are told once for all, behind the last row. The same facts have the same text,
 * whatever the order of their names.
 */
export class FactsPacker {
  readonly #words = new Words();
  readonly #shapes = new Map<string, { readonly number: number; readonly shape: Shape }>();
  readonly #found = new Map<string, Found>();
  #last: Found | undefined;

  /** `refs`: the rows that facts rest on; `refsOf` reads them. */
  pack(to: TextBytes, facts: Facts, refs?: FactRefs): void {
    const { number, shape } = this.#shapeOf(facts);
    const { columns, kinds } = shape;
    to.code(opening);
    to.integer(number);
    let isBehind = false;
    for (let at = 0; at < columns.length; at++) {
      const kind = kinds[at] as Kind;
      if (kind !== "plain" && !isBehind) {
        isBehind = true;
        to.code(closing);
        to.code(separatorCode);
        to.code(opening);
      } else to.code(comma);
      write(to, kind, facts[columns[at] as SourceName] as FactValue, this.#words);
    }
    to.code(closing);
    if (refs && Object.keys(refs).length > 0) to.text(separator + refsText(refs));
  }

  /** What `factsReader` needs for all that was packed so far. */
  shapes(): string {
    const columns = [...this.#shapes.values()].map(({ shape }) => shape.columns);
    return JSON.stringify({ form: shapesForm, columns, words: this.#words.list() });
  }

  /** Rows beside each other mostly have the same. A name without a value is not there. */
  #shapeOf(facts: Facts): Found {
    const all = Object.keys(facts) as SourceName[];
    if (this.#last && hasAll(facts, all, this.#last.names)) return this.#last;
    const names = all.every((name) => facts[name] !== undefined) ? all : all.filter((name) => facts[name] !== undefined); // prettier-ignore
    const key = JSON.stringify(names);
    this.#last = this.#found.get(key) ?? this.#newFound(names);
    this.#found.set(key, this.#last);
    return this.#last;
  }

  #newFound(names: readonly SourceName[]): Found {
    const shape = shapeOf(names);
    const key = JSON.stringify(shape.columns);
    const known = this.#shapes.get(key) ?? { number: this.#shapes.size, shape };
    this.#shapes.set(key, known);
    return { names, ...known };
  }
}

const refsText = (refs: FactRefs): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(refs)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, ids = []]) => [name, ids.toSorted()]),
    ),
  );

/** The rows that the facts of a text rest on; undefined where there are none. Nothing else makes a text end so. */
export function refsOf(text: string): FactRefs | undefined {
  if (text.endsWith("}")) return JSON.parse(text.slice(text.lastIndexOf(separator) + 1)) as FactRefs;
  return text.endsWith("}]") ? ((JSON.parse(text) as unknown[]).at(-1) as FactRefs) : undefined;
}

/** A source that is read, and where its value stands in its list. */
type Column = { readonly name: SourceName; readonly kind: Kind; readonly at: number };
type Columns = { readonly plain: readonly Column[]; readonly items: readonly Column[] };

type WantedSource = (name: SourceName) => boolean;

const column = (name: SourceName, at: number): Column => ({ name, kind: kindOf(name), at });

function columnsOf(names: readonly SourceName[], wanted?: WantedSource): Columns {
  const isWanted = ({ name }: Column): boolean => wanted?.(name) !== false;
  const [plain, items] = [names.filter(isPlain), names.filter((name) => !isPlain(name))];
  return {
    plain: plain.map((name, at) => column(name, at + 1)).filter(isWanted),
    items: items.map(column).filter(isWanted),
  };
}

/** The list of days and spans, behind the first separator. */
function itemsOf(text: string, from: number): readonly Stored[] {
  const end = text.indexOf(separator, from + 1);
  return JSON.parse(end < 0 ? text.slice(from + 1) : text.slice(from + 1, end)) as Stored[];
}

/** Facts of the first form: of runs that were made before. */
function oldReader(all: readonly (readonly SourceName[])[], words: readonly string[], wanted?: WantedSource): (text: string) => Facts {
  const known = all.map((names) => names.map((name, at) => column(name, at + 1)));
  return (text) => {
    const values = JSON.parse(text) as [number, ...Stored[]];
    const found = (known[values[0]] ?? refuseShape(values[0])).filter(({ name }) => wanted?.(name) !== false);
    const valueOf = ({ kind, at }: Column): FactValue =>
      kind === "plain" ? (values[at] as FactValue) : read(kind, values[at] as Stored, words);
    return Object.fromEntries(found.map((one) => [one.name, valueOf(one)]));
  };
} // prettier-ignore

function refuseShape(number: number): never {
  throw new Error(`the facts have the shape ${number}, which the range does not tell`);
}

/**
 * Reads the texts of one packer; `shapes` is what it told behind the last of them. Throws for a shape that it does not tell. `wanted`: leaves out what
 * nobody asks for, since days and spans cost more to read than a policy to compute.
 */
export function factsReader(shapes: string, wanted?: WantedSource): (text: string) => Facts {
  const told = JSON.parse(shapes) as { form?: number; columns: SourceName[][]; words: string[] };
  const { form, columns: all, words } = told;
  if (form === undefined) return oldReader(all, words, wanted);
  if (form !== shapesForm) throw new Error(`facts of the form ${form} can't be read`);
  const known = all.map((names) => columnsOf(names, wanted));
  return (text) => {
    const end = text.indexOf(separator);
    const values = JSON.parse(end < 0 ? text : text.slice(0, end)) as [number, ...Stored[]];
    const columns = known[values[0]] ?? refuseShape(values[0]);
    const facts: Partial<Record<SourceName, FactValue>> = {};
    for (const { name, at } of columns.plain) facts[name] = values[at] as FactValue;
    if (columns.items.length === 0) return facts;
    const items = itemsOf(text, end);
    for (const { name, kind, at } of columns.items) facts[name] = read(kind, items[at] as Stored, words);
    return facts;
  };
}
