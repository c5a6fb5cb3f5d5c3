import { Refusal, type Violation } from "@kinerja/common/errors";
import { isNip } from "@kinerja/common/kernel";

/** Control characters, those without width and of direction, separators of lines, and what Unicode will never assign: a file can't hold or show them. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffe\uffff]/u;

/** How a spreadsheet knows a formula, also after blanks and in full width; apostrophes before it belong to our own rule below. */
const formula = /^'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** The largest amount that a spreadsheet shows with all of its digits. */
const amountLimit = 999_999_999_999_999n;

type Length = { readonly min?: number; readonly max: number };

/** A text of somebody else for a cell: whole characters, all of them visible, on one line. */
export function textFaults(pointer: string, text: string, { min = 0, max }: Length): Violation[] {
  const { length } = text;
  if (!text.isWellFormed()) return [{ pointer, code: "TEXT_BROKEN" }];
  if (invisible.test(text)) return [{ pointer, code: "TEXT_CONTROL_CHARACTER" }];
  if (length === 0 && min > 0) return [{ pointer, code: "FIELD_REQUIRED" }];
  if (length < min) return [{ pointer, code: "TEXT_TOO_SHORT", params: { min, length } }];
  return length > max ? [{ pointer, code: "TEXT_TOO_LONG", params: { max, length } }] : [];
}

/** Never the digits themselves: what is refused may be shown and kept. */
export function nipFaults(pointer: string, nip: string): Violation[] {
  if (isNip(nip)) return [];
  return /^\d*$/.test(nip)
    ? [{ pointer, code: "NIP_LENGTH", params: { length: nip.length } }]
    : [{ pointer, code: "NIP_DIGITS" }];
}

export const accountFaults = (pointer: string, account: string): Violation[] =>
  /^\d{6,20}$/.test(account) ? [] : [{ pointer, code: "ACCOUNT_NUMBER_FORM" }];

/** Whole rupiah that a file may hold: from nothing to `max`. */
export const amountFaults = (pointer: string, amount: bigint, max = amountLimit, min = 0n): Violation[] =>
  amount < min || amount > max ? [{ pointer, code: "NUMBER_OUT_OF_RANGE", params: { min, max } }] : [];

export const choiceFaults = (pointer: string, choice: string, choices: readonly string[]): Violation[] =>
  choices.includes(choice) ? [] : [{ pointer, code: "CHOICE_UNKNOWN", params: { choices: choices.join(", ") } }];

/** The second row of the same key, with the place of the first (counted from one, as people do). */
export function twiceFaults(keys: readonly string[], pointer: (index: number) => string, code: string): Violation[] {
  const first = new Map<string, number>();
  return keys.flatMap((key, index) => {
    const otherLine = first.get(key);
    if (otherLine === undefined) first.set(key, index + 1);
    return otherLine === undefined ? [] : [{ pointer: pointer(index), code, params: { otherLine } }];
  });
}

/** All that is wrong at once, or nothing. */
export function refuse(violations: readonly Violation[]): void {
  if (violations.length > 0) throw new Refusal("invalid", "REQUEST_INVALID", {}, violations);
}

/** An apostrophe before what a spreadsheet would compute, as `textCell` of the payment file has it; also before such a one, so that reading undoes it. */
export const safeText = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** What `safeText` was given. */
export const plainText = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;

/** For XML, as a text and as an attribute. */
export const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
