import { type Violation } from "@kinerja/common/errors";
import { type Period } from "@kinerja/common/kernel";

import { textOf } from "./file.ts";
import { type PaidRow, readAmounts, type ReadFile, refuseFirst, refuseLong } from "./read-rows.ts";
import { refuse } from "./text.ts";

/** The elements of one withholding, as Coretax's import names them. */
const rowElements: ReadonlySet<string> = new Set([
  ...["TaxPeriodMonth", "TaxPeriodYear", "CounterpartOpt", "CounterpartPassport", "CounterpartTin"],
  ...["StatusTaxExemption", "Position", "TaxCertificate", "TaxObjectCode", "Gross", "Rate"],
  ...["IDPlaceOfBusinessActivity", "WithholdingDate"],
]);
const needed = ["TaxPeriodMonth", "TaxPeriodYear", "CounterpartTin", "Gross", "Rate"] as const;

/** People of a run that are compared at most. */
const mostRows = 150_000;

const declaration = /^<\?xml version="1\.0"(?: encoding="(?:utf-8|UTF-8)")?(?: standalone="(?:yes|no)")?\s*\?>/;
const namespace = /^ xmlns:xsi=(["'])http:\/\/www\.w3\.org\/2001\/XMLSchema-instance\1$/;
const nil = /^ xsi:nil=(["'])true\1$/;
/** A tag with at most one attribute. Whatever begins otherwise with "<" (a DTD, a comment, CDATA, an instruction) is none. */
const tag = /<(\/?)([A-Za-z]+)( [A-Za-z:]+=(?:"[^"<&]*"|'[^'<&]*'))?\s*(\/?)>/y;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const unknown = (line: number, expected: string): Violation => ({
  pointer: `/lines/${line}`,
  code: "FILE_XML",
  params: { expected },
});
/** What follows makes no sense any more. */
function stop(line: number, expected: string): never {
  refuse([unknown(line, expected)]);
  throw new Error("refused above");
}

/** The five entities of XML itself; a declared or a numbered one is nobody's name. */
const plainOf = (text: string, line: number): string =>
  text.replaceAll(/&([^;]{0,10};?)/g, (_, name: string) => {
    const known = Object.hasOwn(entities, name.slice(0, -1)) && name.endsWith(";");
    return known ? (entities[name.slice(0, -1)] ?? "") : stop(line, "&amp; &lt; &gt; &quot; &apos;");
  });

type Tag = {
  readonly kind: "open" | "close" | "empty";
  readonly name: string;
  readonly attribute: string;
  readonly line: number;
};
type Token = Tag | { readonly kind: "text"; readonly text: string; readonly line: number };

const linesIn = (part: string): number => part.split("\n").length - 1;

type TagParts = readonly [whole: string, closing: string, name: string, attribute: string | undefined, alone: string];

function tagAt(text: string, at: number, line: number): { readonly tag: Tag; readonly length: number } {
  tag.lastIndex = at;
  const [whole, closing, name, attribute = "", alone] = (tag.exec(text) ?? stop(line, "<Nama>")) as unknown as TagParts;
  if (closing === "") return { tag: { kind: alone === "" ? "open" : "empty", name, attribute, line }, length: whole.length }; // prettier-ignore
  if (alone !== "" || attribute !== "") stop(line, `</${name}>`);
  return { tag: { kind: "close", name, attribute, line }, length: whole.length };
}

/** Texts that say something, and tags, in their order; each place is looked at once. */
function* tokensOf(text: string): Generator<Token> {
  let line = 0;
  for (let at = declaration.exec(text)?.[0].length ?? 0; at < text.length;) {
    if (text[at] === "<") {
      const { tag, length } = tagAt(text, at, line);
      yield tag;
      line += linesIn(text.slice(at, at + length));
      at += length;
      continue;
    }
    const end = text.indexOf("<", at);
    const words = text.slice(at, end < 0 ? text.length : end);
    const start = line + linesIn(words.slice(0, words.length - words.trimStart().length));
    if (words.trim() !== "") yield { kind: "text", text: plainOf(words, start), line: start };
    line += linesIn(words);
    at += words.length;
  }
}

type Leaf = { readonly name: string; readonly text: string; readonly line: number };
type Cursor = { readonly tokens: readonly Token[]; at: number };

const next = ({ tokens, at }: Cursor): Token | undefined => tokens[at];
/** The line of the next token, or where the file ends. */
const lineOf = (cursor: Cursor): number => (next(cursor) ?? cursor.tokens.at(-1))?.line ?? 0;

const isTag = (token: Token | undefined, kind: Tag["kind"], name: string): boolean =>
  token?.kind === kind && token.name === name;

const tagText = (kind: "open" | "close", name: string): string => (kind === "open" ? `<${name}>` : `</${name}>`);

function take(cursor: Cursor, kind: "open" | "close", name: string, attribute = /^$/): number {
  const token = next(cursor);
  const line = lineOf(cursor);
  const fits =
    isTag(token, kind, name) && ((token as Tag).attribute === "" || attribute.test((token as Tag).attribute));
  if (!fits) stop(line, tagText(kind, name));
  cursor.at += 1;
  return line;
}

function textAt(cursor: Cursor): string {
  const token = next(cursor);
  if (token?.kind !== "text") return "";
  cursor.at += 1;
  return token.text.trim();
}

/** The tag of an element that may stand here, with no attribute or as one that says it is empty. */
function leafTag(cursor: Cursor, names: ReadonlySet<string>): Tag {
  const token = next(cursor);
  const isOne = token !== undefined && token.kind !== "text" && token.kind !== "close" && names.has(token.name);
  if (!isOne) return stop(lineOf(cursor), [...names].map((name) => `<${name}>`).join(" "));
  const isPlain = token.attribute === "" || (token.kind === "empty" && nil.test(token.attribute));
  return isPlain ? token : stop(token.line, `<${token.name}>`);
}

/** An element with a text and nothing else. */
function leaf(cursor: Cursor, names: ReadonlySet<string>): Leaf {
  const { kind, name, line } = leafTag(cursor, names);
  cursor.at += 1;
  if (kind === "empty") return { name, text: "", line };
  const text = textAt(cursor);
  take(cursor, "close", name);
  return { name, text, line };
}

type Withholding = { readonly leaves: ReadonlyMap<string, Leaf>; readonly line: number };

function withholding(cursor: Cursor): Withholding {
  const line = take(cursor, "open", "MmPayroll");
  const leaves = new Map<string, Leaf>();
  while (!isTag(next(cursor), "close", "MmPayroll")) {
    const found = leaf(cursor, rowElements);
    if (leaves.has(found.name)) stop(found.line, "</MmPayroll>");
    leaves.set(found.name, found);
  }
  take(cursor, "close", "MmPayroll");
  return { leaves, line };
}

function withholdings(text: string): Withholding[] {
  const cursor: Cursor = { tokens: [...tokensOf(text)], at: 0 };
  take(cursor, "open", "MmPayrollBulk", namespace);
  leaf(cursor, new Set(["TIN"]));
  const rows: Withholding[] = [];
  take(cursor, "open", "ListOfMmPayroll");
  while (!isTag(next(cursor), "close", "ListOfMmPayroll")) rows.push(withholding(cursor));
  take(cursor, "close", "ListOfMmPayroll");
  take(cursor, "close", "MmPayrollBulk");
  const rest = next(cursor);
  if (rest !== undefined) stop(rest.line, "</MmPayrollBulk>");
  return rows;
}

/** "1.5", "1,5" and "1.50" as hundredths of a percent; undefined for what is no rate. */
export function rateHundredths(text: string): bigint | undefined {
  const [, whole, part = ""] = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? [];
  return whole === undefined ? undefined : BigInt(whole) * 100n + BigInt(part.padEnd(2, "0"));
}

type Found = { readonly row: PaidRow; readonly faults: readonly Violation[] };

const leafOf = ({ leaves, line }: Withholding, name: (typeof needed)[number]): Leaf =>
  leaves.get(name) ?? { name, text: "", line };
const faultAt = ({ line, name }: Leaf, code: string): Violation => ({ pointer: `/lines/${line}/${name}`, code });

function monthFaults(withheld: Withholding, period: Period): Violation[] {
  const [year, month] = [leafOf(withheld, "TaxPeriodYear"), leafOf(withheld, "TaxPeriodMonth")];
  const isSame = `${year.text}-${month.text.padStart(2, "0")}` === period;
  return isSame ? [] : [{ ...faultAt(month, "DAY_OUTSIDE"), params: { period } }];
}

function rowOf(withheld: Withholding, period: Period): Found {
  const [tin, gross, rate] = [leafOf(withheld, "CounterpartTin"), leafOf(withheld, "Gross"), leafOf(withheld, "Rate")];
  const { amounts, faults } = readAmounts([["base", gross.text]], `/lines/${gross.line}`);
  const hundredths = rateHundredths(rate.text);
  const isRate = hundredths !== undefined && hundredths <= 10_000n;
  const number = { of: "tin", digits: tin.text } as const;
  const row = { nip: "", name: "", number, amounts: { ...amounts, rate: hundredths ?? 0n } };
  const missing = needed.map((name) => leafOf(withheld, name)).filter(({ text }) => text === "");
  if (missing.length > 0) return { row, faults: missing.map((one) => faultAt(one, "FIELD_REQUIRED")) };
  return {
    row,
    faults: [
      ...monthFaults(withheld, period),
      ...(/^\d{15,16}$/.test(tin.text) ? [] : [faultAt(tin, "TIN_FORM")]),
      ...faults,
      ...(isRate ? [] : [{ ...faultAt(rate, "NUMBER_OUT_OF_RANGE"), params: { min: 0, max: 100 } }]),
    ],
  };
}

/**
 * The XML of monthly withholding for Coretax: exactly the elements that its import knows, nothing that is declared elsewhere (no DTD, entity of one's own,
 * comment or CDATA). People are known by their tax number; base and rate are compared. Of another month than `period`: refused.
 */
export function readCoretax(bytes: Uint8Array, period: Period): ReadFile {
  const rows = withholdings(textOf(bytes));
  refuseLong(rows, mostRows);
  const found = rows.map((one) => rowOf(one, period));
  refuseFirst(found.flatMap(({ faults }) => faults));
  return { rows: found.map(({ row }) => row), printed: undefined };
}
