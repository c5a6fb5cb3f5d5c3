import { type Violation } from "@kinerja/common/errors";

import { choiceFaults, refuse, textFaults } from "./text.ts";

/** What a line about one person can say. */
export const bankRowFields = ["account", "holder", "amount", "bankCode", "bankName", "nip", "note", "number"] as const;
/** What the first and the last line can say of the whole file. */
export const bankFileFields = ["date", "debitAccount", "count", "total", "note"] as const;

export type BankRowField = (typeof bankRowFields)[number];
export type BankFileField = (typeof bankFileFields)[number];

/** A fixed text, or a field by its name. */
export type Part<Field extends string> = { readonly text: string } | { readonly field: Field };

/** How one bank wants its bulk file: data of an agency, no code. */
export type BankTemplate = {
  readonly id: string;
  readonly source: string;
  readonly separator: "," | ";" | "|" | "\t";
  readonly lineEnd: "\r\n" | "\n";
  readonly ending: "csv" | "txt";
  readonly header: readonly Part<BankFileField>[];
  readonly columns: readonly Part<BankRowField>[];
  readonly trailer: readonly Part<BankFileField>[];
};

const choices = { separator: [",", ";", "|", "\t"], lineEnd: ["\r\n", "\n"], ending: ["csv", "txt"] } as const;
const lists = { header: bankFileFields, columns: bankRowFields, trailer: bankFileFields } as const;
const names = new Set(["id", "source", ...Object.keys(choices), ...Object.keys(lists)]);

/** Without these a file pays nobody, or nobody can check what it pays. */
const neededOfRow: readonly string[] = ["account", "amount"];
const neededOfFile: readonly string[] = ["count", "total"];

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** A line break is written as such by a person: "\t" is shown as the word. */
const shown = (list: readonly string[]): string[] => list.map((text) => JSON.stringify(text).slice(1, -1));

function partFaults(pointer: string, part: unknown, fields: readonly string[]): Violation[] {
  if (!isFields(part)) return [{ pointer, code: "EXPECTED_OBJECT" }];
  const [key, ...more] = Object.keys(part);
  if (more.length > 0 || (key !== "text" && key !== "field")) return [{ pointer, code: "FIELD_UNKNOWN" }];
  const value = part[key];
  if (typeof value !== "string") return [{ pointer: `${pointer}/${key}`, code: "EXPECTED_TEXT" }];
  return key === "text"
    ? textFaults(`${pointer}/text`, value, { max: 100 })
    : choiceFaults(`${pointer}/field`, value, fields);
}

/** A fixed text has room for no account number: every row would pay there, whoever the file names. */
const mostDigits = 4;
const digitFaults = (pointer: string, part: unknown): Violation[] => {
  const text = isFields(part) && typeof part["text"] === "string" ? part["text"] : "";
  const count = text.match(/\p{Nd}/gu)?.length ?? 0;
  return count > mostDigits
    ? [{ pointer: `${pointer}/text`, code: "TEMPLATE_DIGITS", params: { max: mostDigits } }]
    : [];
};

const fieldsOf = (list: unknown): unknown[] =>
  Array.isArray(list) ? list.map((part) => (isFields(part) ? part["field"] : undefined)) : [];

function lacking(pointer: string, found: readonly unknown[], needed: readonly string[]): Violation[] {
  const missing = needed.filter((field) => !found.includes(field));
  return missing.length > 0 ? [{ pointer, code: "TEMPLATE_LACKS", params: { fields: missing.join(", ") } }] : [];
}

const repeated = (pointer: string, found: readonly unknown[], single: readonly string[]): Violation[] =>
  single
    .filter((field) => found.filter((one) => one === field).length > 1)
    .map((field) => ({ pointer, code: "TEMPLATE_TWICE", params: { field } }));

const textChoice = (pointer: string, value: unknown, allowed: readonly string[]): Violation[] =>
  allowed.includes(value as string)
    ? []
    : [{ pointer, code: "CHOICE_UNKNOWN", params: { choices: shown(allowed).join(" ") } }];

/** More columns than any bank's layout is known to have. */
const mostParts = 100;

function listFaults(name: string, list: unknown, fields: readonly string[]): Violation[] {
  if (!Array.isArray(list)) return [{ pointer: `/${name}`, code: "EXPECTED_LIST" }];
  const { length } = list;
  if (length > mostParts) return [{ pointer: `/${name}`, code: "LIST_TOO_LONG", params: { max: mostParts, length } }];
  return list.flatMap((part, index) => {
    const pointer = `/${name}/${index}`;
    return [...partFaults(pointer, part, fields), ...digitFaults(pointer, part)];
  });
}

function templateFaults(template: Fields): Violation[] {
  return [
    ...Object.keys(template)
      .filter((name) => !names.has(name))
      .map((name) => ({ pointer: `/${name}`, code: "FIELD_UNKNOWN" })),
    ...["id", "source"].flatMap((name) => {
      const value = template[name];
      const pointer = `/${name}`;
      return typeof value === "string"
        ? textFaults(pointer, value, { min: 1, max: 200 })
        : [{ pointer, code: "EXPECTED_TEXT" }];
    }),
    ...Object.entries(choices).flatMap(([name, allowed]) => textChoice(`/${name}`, template[name], allowed)),
    ...Object.entries(lists).flatMap(([name, fields]) => listFaults(name, template[name], fields)),
    ...lacking("/columns", fieldsOf(template["columns"]), neededOfRow),
    ...repeated("/columns", fieldsOf(template["columns"]), neededOfRow),
    ...lacking("/header", [...fieldsOf(template["header"]), ...fieldsOf(template["trailer"])], neededOfFile),
  ];
}

/** A template from outside; refused with all that is wrong with it. */
export function parseBankTemplate(value: unknown): BankTemplate {
  refuse(isFields(value) ? templateFaults(value) : [{ pointer: "", code: "EXPECTED_OBJECT" }]);
  return value as BankTemplate;
}

/** An example, as a program of a company writes it for one bank's cash management; not checked against the bank's own paper. */
export const mandiriBulk: BankTemplate = {
  id: "mandiri-mcm",
  source: "GitHub idrislabdev/hris-baruna; unverified",
  separator: ",",
  lineEnd: "\r\n",
  ending: "csv",
  header: [{ text: "P" }, { field: "date" }, { field: "debitAccount" }, { field: "count" }, { field: "total" }],
  columns: [
    { field: "account" },
    { field: "holder" },
    { text: "" },
    { text: "" },
    { text: "" },
    { text: "IDR" },
    { field: "amount" },
    { field: "note" },
  ],
  trailer: [],
};
