import { type Format, type Language } from "../../i18n/format.ts";
import { type Fact, type FactField, type FormField, type Kind, type Text } from "./calls.ts";

export const inLanguage = (text: Text, language: Language): string => text[language];

/** What of a fact a reader meets: it counts, waits, was turned down, has ended, or takes another one back. */
export type Standing = "PROPOSED" | "CONFIRMED" | "REJECTED" | "ENDED" | "WITHDRAWN";

export function standingOf({ state, supersededAt, withdraws }: Fact): Standing {
  if (state === "REJECTED") return "REJECTED";
  if (supersededAt !== undefined) return "ENDED";
  if (state === "PROPOSED" || state === "UNSPECIFIED") return "PROPOSED";
  return withdraws ? "WITHDRAWN" : "CONFIRMED";
}

/** What keeps this reader from deciding on a proposal; undefined when nothing does. */
export function obstacleOf({ recordedBy, personId }: Fact, me: string): "proposal" | "person" | undefined {
  if (recordedBy === me) return "proposal";
  return personId === me ? "person" : undefined;
}

type Say = { readonly language: Language; readonly f: Pick<Format, "rupiah" | "number" | "date" | "monthYear"> };

function labelOf(field: FormField, value: string, language: Language): string {
  const known = [...field.choices, ...field.usual].find((choice) => choice.value === value);
  return known === undefined ? value : inLanguage(known.label, language);
}

type Saying = (value: string, field: FormField, say: Say) => string;

/** How a value reads, by the form of its field; all others by the word of their choice. */
const sayings: Readonly<Partial<Record<FormField["form"], Saying>>> = {
  RUPIAH: (value, _, { f }) => f.rupiah(value),
  COUNT: (value, _, { f }) => f.number(Number(value)),
  DECIMAL: (value, _, { language }) => (language === "id" ? value.replace(".", ",") : value),
  WORDS: (value, field, { language }) =>
    value
      .split(" ")
      .map((word) => labelOf(field, word, language))
      .join(", "),
};

const valueText: Saying = (value, field, say) =>
  sayings[field.form]?.(value, field, say) ?? labelOf(field, value, say.language);

const named: ReadonlySet<FormField["form"]> = new Set<FormField["form"]>([
  "CLASS",
  "RUPIAH",
  "COUNT",
  "DECIMAL",
  "KEY",
]);

/** "Kelas jabatan 9 · Pelaksana tugas (Plt.)": each field in words, in the order of the form. */
export function fieldTexts(kind: Kind | undefined, fields: readonly FactField[], say: Say): string[] {
  const order = (kind?.fields ?? []).map(({ name }) => name);
  const place = ({ name }: FactField): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return fields
    .toSorted((one, other) => place(one) - place(other))
    .map(({ name, value }) => {
      const field = kind?.fields.find((one) => one.name === name);
      if (field === undefined) return value;
      const text = valueText(value, field, say);
      return named.has(field.form) ? `${inLanguage(field.label, say.language)} ${text}` : text;
    });
}

export interface TimeWords {
  readonly since: (from: string) => string;
  readonly until: (from: string, to: string) => string;
  readonly year: (year: string) => string;
}

/** When the fact holds, as its kind counts time. */
export function timeText(
  time: Kind["time"] | undefined,
  { validFrom, validTo }: Pick<Fact, "validFrom" | "validTo">,
  w: TimeWords,
  { f }: Pick<Say, "f">,
): string {
  if (time === "YEAR") return w.year(validFrom.slice(0, 4));
  const name = time === "MONTHS" ? (day: string) => f.monthYear(day.slice(0, 7)) : f.date;
  const [from, to] = [name(validFrom), validTo === "" ? "" : name(validTo)];
  if (to === "") return w.since(from);
  return from === to ? from : w.until(from, to);
}
