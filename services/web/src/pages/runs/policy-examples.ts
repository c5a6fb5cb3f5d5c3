import { type Given, type GivenItem, type Rule, type WorkedExample } from "./policy-document.ts";
import { type PolicyWords } from "./policy-words.ts";
import { countedAs, inputName, keyText, printedText, type Telling } from "./rules-telling.ts";

export interface ExampleRow {
  readonly name: string;
  readonly value: string;
}

/** So many days or times are told; the rest is counted. */
const mostTold = 5;

const numberOf = (value: string | number | boolean | undefined): number => (typeof value === "number" ? value : 0);

/** "1 Apr: 75 menit terlambat, tidak merekam pulang"; a day of work on which all was well has only its status. */
function dayText(day: GivenItem, { w, f }: Telling): string {
  const minutes = (["late", "early", "away"] as const)
    .filter((item) => numberOf(day[item]) > 0)
    .map((item) => `${f.number(numberOf(day[item]))} ${w.dayItems[item] ?? item}`);
  const missed = (["missed_in", "missed_out"] as const)
    .filter((item) => day[item] === true)
    .map((item) => w.dayItems[item] ?? item);
  const taps = (["check_in", "check_out"] as const)
    .filter((tap) => typeof day[tap] === "string")
    .map((tap) => `${tap === "check_in" ? w.arrival : w.leaving} ${f.time(String(day[tap]))}`);
  const what = [keyText(String(day["status"] ?? "")), ...(day["work"] === false ? [w.onlyFree] : []), ...minutes, ...missed, ...taps]; // prettier-ignore
  return `${f.date(String(day["day"]))}: ${what.filter((part) => part !== "").join(", ")}`;
}

/** "cuti besar 5 Mar 2026 – 4 Jun 2026". */
function spanText(span: GivenItem, { w, f }: Telling, words: PolicyWords): string {
  const [from, to] = [f.date(String(span["from"])), span["to"]];
  const time = to === undefined ? words.examples.lasting(from) : `${from} – ${f.date(String(to))}`;
  const more = [
    ...(span["class"] === undefined ? [] : [`${w.grids.newClass} ${String(span["class"])}`]),
    ...(span["level"] === undefined ? [] : [w.levels[String(span["level"])] ?? keyText(String(span["level"]))]),
    ...(span["pending"] === true ? [words.examples.pending] : []),
  ];
  return [`${keyText(String(span["kind"]))} ${time}`, ...more].join(", ");
}

function listText(list: readonly (number | GivenItem)[], name: string, telling: Telling, words: PolicyWords): string {
  if (list.length === 0) return words.examples.none;
  const text = (item: number | GivenItem): string => {
    if (typeof item === "number") return countedAs(item, name, telling);
    return "day" in item ? dayText(item, telling) : spanText(item, telling, words);
  };
  const told = list.slice(0, mostTold).map(text);
  const rest = list.length - told.length;
  return [...told, ...(rest > 0 ? [words.examples.more(rest)] : [])].join("; ");
}

const isNumber = (value: string): boolean => /^-?\d+(\.\d+|\/\d+)?$/.test(value);

export function givenText(name: string, given: Given, telling: Telling, words: PolicyWords): string {
  if (typeof given === "object") return listText(given, name, telling, words);
  const unit = telling.content.inputs[name]?.unit;
  return unit !== "key" && isNumber(String(given)) ? countedAs(given, name, telling) : keyText(String(given));
}

/** "−Rp689.272,5", "Rp66.571.150/31": every digit that is expected. */
function rupiahText(exact: string, { f }: Telling): string {
  const text = printedText(exact, f);
  return text.startsWith("−") ? `−Rp${text.slice(1)}` : `Rp${text}`;
}

const amountNames = ["gross", "cut", "net"] as const;

/** An amount of the result, or of that of another component as `acting.net`. */
function amountName(name: string, { content: { steps } }: Telling, { examples }: PolicyWords): string | undefined {
  const [component, amount] = name.includes(".") ? name.split(".") : [undefined, name];
  const known = amountNames.find((one) => one === amount);
  if (known === undefined) return undefined;
  if (component === undefined) return examples.amounts[known];
  const result = steps.find((step) => step.component === component);
  return result === undefined ? undefined : `${result.label}: ${examples.amounts[known]}`;
}

interface Line {
  readonly label: string;
  readonly isPoints: boolean;
}

/** A line of a step: an item, what is given back. */
function partLabel(step: Rule, part: string): string | undefined {
  if (part === "clamp") return step.on_exceed?.label;
  if (part === "waive") return step.waive?.label;
  return step.items?.find((item) => item.id === part)?.label;
}

/** A step, or a line of it. */
function lineOf(name: string, { content: { steps } }: Telling): Line | undefined {
  const [id, part] = name.split(".");
  const step = steps.find((one) => one.id === id);
  if (step === undefined) return undefined;
  const label = part === undefined ? step.label : (partLabel(step, part) ?? step.label);
  return { label, isPoints: step.rule === "score_sum" };
}

function expectedRow(name: string, value: number | string, telling: Telling, words: PolicyWords): ExampleRow {
  const amount = amountName(name, telling, words);
  if (amount !== undefined) return { name: amount, value: rupiahText(String(value), telling) };
  const line = lineOf(name, telling);
  if (line === undefined) return { name: inputName(name, telling), value: givenText(name, value, telling, words) };
  if (!isNumber(String(value))) return { name: line.label, value: String(value) };
  const text = line.isPoints
    ? `${printedText(value, telling.f)} ${telling.w.manyUnits["point"] ?? ""}`
    : rupiahText(String(value), telling);
  return { name: line.label, value: text };
}

export const givenRows = ({ given }: WorkedExample, telling: Telling, words: PolicyWords): readonly ExampleRow[] =>
  Object.entries(given).map(([name, value]) => ({
    name: inputName(name, telling),
    value: givenText(name, value, telling, words),
  }));

export const expectedRows = ({ expect }: WorkedExample, telling: Telling, words: PolicyWords): readonly ExampleRow[] =>
  Object.entries(expect).map(([name, value]) => expectedRow(name, value, telling, words));
