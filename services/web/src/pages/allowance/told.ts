import { type Format } from "../../i18n/format.ts";
import { exactOf, numberText, rounded } from "./exact.ts";
import { type ExplainWords } from "./explain-words.ts";
import { type Law } from "./law.ts";
import { type Step } from "./types.ts";

/** How the API names what a rule brings itself; every other input is a fact about the person. */
const percentInput = "Persen menurut aturan";
const targetInput = "Target";

export interface Told {
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** "60", or "0.5 1" for one cut after another. */
  readonly percent: string;
  readonly target: string;
}

/** What a sentence is made of. */
export interface Telling {
  readonly told: Told;
  readonly w: ExplainWords;
  readonly f: Format;
  readonly law: Law;
}
export type Sentence = (step: Step, telling: Telling) => string;

export function toldOf({ inputs }: Step): Told {
  const facts = Object.entries(inputs).filter(([name]) => name !== percentInput && name !== targetInput);
  return { facts, percent: inputs[percentInput] ?? "", target: inputs[targetInput] ?? "" };
}

/** "sangat_baik" as "sangat baik", "6750" as "6.750", "171/2" as "85,5", "35 62" as "35, 62". */
export function valueText(value: string, f: Format): string {
  const parts = value.split(" ").map((part) => numberText(part, f) ?? part.replaceAll("_", " "));
  return parts.join(/^[\d /.]+$/.test(value) ? ", " : " ");
}

export const percentText = (percents: string, f: Format): string =>
  percents
    .split(" ")
    .filter((one) => one !== "")
    .map((one) => `${numberText(one, f) ?? one}%`)
    .join(" + ");

export const factsText = ({ facts }: Pick<Told, "facts">, f: Format): string =>
  facts.map(([name, value]) => `${name}: ${valueText(value, f)}`).join(", ");

/** "Cuti besar" of "cuti_besar", at the beginning of a sentence. */
export function capitalised(key: string): string {
  const text = key.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const happened = ({ facts }: Told): boolean => facts.some(([, value]) => value !== "" && value !== "0");

/** What a fact is counted in, as its name says: "Menit kerja yang disetujui". */
const unitOf = (name: string): string => /^(menit|jam|hari|poin)/i.exec(name)?.[0].toLowerCase() ?? "";

const withUnit = (number: string, unit: string): string => (unit === "" ? number : `${number} ${unit}`);

export function againstTarget({ facts, target }: Told, f: Format) {
  const [name, reached] = facts[0] ?? ["", "0"];
  const exact = exactOf(reached);
  const value = exact === undefined ? 0 : Number(exact.over) / Number(exact.under);
  const wanted = exactOf(target);
  const goal = wanted === undefined ? 0 : Number(rounded(wanted));
  const unit = unitOf(name);
  return {
    isMet: value >= goal,
    value: withUnit(f.number(value), unit),
    goal: withUnit(f.number(goal), unit),
    missing: withUnit(f.number(goal - value), unit),
    share: withUnit(`${f.number(goal - value)}/${f.number(goal)}`, unit),
  };
}
