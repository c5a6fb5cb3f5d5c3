import { type FactKind, factKinds, type Field, isShared, specOf } from "./kinds.ts";
import { columnsOf } from "./read-content.ts";
import { choiceWords, english, englishKinds, purposes, usualWords, type Words } from "./words.ts";

export type Choice = { readonly value: string; readonly label: Words };

export type FormField = Pick<Field, "name" | "form" | "optional" | "otherwise"> & {
  readonly label: Words;
  readonly choices: readonly Choice[];
  /** Common values of a word; others are taken too. */
  readonly usual: readonly Choice[];
};

/** A kind of fact as whoever records one meets it. */
export type KindForm = {
  readonly kind: FactKind;
  readonly label: Words;
  readonly purpose: Words;
  readonly time: "span" | "months" | "year";
  readonly ends: boolean;
  readonly needsDecree: boolean;
  readonly isShared: boolean;
  readonly fields: readonly FormField[];
  /** Of a file of the kind, first whom it is about. */
  readonly columns: readonly string[];
};

const inBoth = (indonesian: string): Words => [indonesian, english[indonesian] ?? indonesian];
const choiceOf = ([value, words]: readonly [string, string]): Choice => ({ value, label: inBoth(words) });

const fieldOf = (kind: FactKind, field: Field): FormField => ({
  ...field,
  label: inBoth(field.label),
  choices: (field.choices ?? []).map((value) => choiceOf([value, choiceWords[value] ?? value])),
  usual: field.form === "word" && field.name !== "code" ? Object.entries(usualWords[kind] ?? {}).map(choiceOf) : [],
});

function formOf(kind: FactKind): KindForm {
  const { label, time, ends, decree, fields } = specOf(kind);
  return {
    ...{ kind, time, ends: ends === true, needsDecree: decree === "required", isShared: isShared(kind) },
    ...{ label: [label, englishKinds[kind]], purpose: purposes[kind] },
    fields: fields.map((field) => fieldOf(kind, field)),
    columns: [isShared(kind) ? "unit_id" : "nip", ...columnsOf(kind).possible],
  };
}

/** In the order of a menu. */
export const factForms: readonly KindForm[] = factKinds.map(formOf);
