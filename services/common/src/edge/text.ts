import { isDay, isPeriod, isUuid, minuteOfDay } from "../kernel/index.ts";

import { type Format, type Rule } from "./contract.ts";

/** What is wrong with a value: a key of the catalogue and its parameters. */
export interface Fault {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number | bigint>>;
}

const isUrl = (text: string): boolean => {
  if (!/^https?:\/\/[^\s\\]+$/i.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && url.hostname !== "" && url.username === "" && url.password === "";
};

function nipFault(text: string): Fault | undefined {
  const digits = text.replaceAll(" ", "");
  if (!/^\d*$/.test(digits)) return { code: "NIP_DIGITS" };
  return digits.length === 18 ? undefined : { code: "NIP_LENGTH", params: { length: digits.length } };
}

const unless = (holds: boolean, code: string): Fault | undefined => (holds ? undefined : { code });

/** In the log, or in what is kept for it. */
const logPosition = /^(\d{1,5}:\d{1,19}|spool:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const formats: Readonly<Record<Format, (text: string) => Fault | undefined>> = {
  DATE: (text) => unless(isDay(text), "DATE_FORM"),
  MONTH: (text) => unless(isPeriod(text), "MONTH_FORM"),
  TIME: (text) => unless(minuteOfDay(text) !== undefined, "TIME_FORM"),
  UUID: (text) => unless(isUuid(text), "UUID_FORM"),
  UUIDV7: (text) => unless(isUuid(text) && text[14] === "7" && /[89ab]/.test(text.charAt(19)), "UUID_V7_FORM"),
  URL: (text) => unless(isUrl(text), "URL_FORM"),
  NIP: nipFault,
  SHA256: (text) => unless(/^[0-9a-f]{64}$/.test(text), "SHA256_FORM"),
  PAGE_TOKEN: (text) => unless(/^[\w.~=+/:-]+$/.test(text), "PAGE_TOKEN_FORM"),
  LOG_POSITION: (text) => unless(logPosition.test(text), "LOG_POSITION_FORM"),
};

/** Most characters where a form gives the limit and the rule names none. */
export const formatLimit: Readonly<Record<Format, number>> = {
  DATE: 10,
  MONTH: 7,
  TIME: 5,
  UUID: 36,
  UUIDV7: 36,
  URL: 2_000,
  NIP: 40,
  SHA256: 64,
  PAGE_TOKEN: 1_000,
  LOG_POSITION: 42,
};

const unusual = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/;
const control = /[\u0000-\u001f\u007f-\u009f]/;
const controlOfLines = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const loneSurrogate = /\p{Surrogate}/u;

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function signFault(text: string, forbidden: RegExp): Fault | undefined {
  if (loneSurrogate.test(text)) return { code: "TEXT_BROKEN" };
  return forbidden.test(text) ? { code: "TEXT_CONTROL_CHARACTER" } : undefined;
}

/** Judges one text by a rule; `minLength` is 1 where the field is required, unless the rule says 0. */
export function textChecker(rule: Rule, required: boolean): (text: string) => Fault | undefined {
  const min = rule.minLength ?? (required ? 1 : 0);
  const max = rule.maxLength ?? (rule.format === undefined ? Infinity : formatLimit[rule.format]);
  const forbidden = rule.multiline ? controlOfLines : control;
  const form = rule.format === undefined ? undefined : formats[rule.format];
  const lengthFault = (length: number): Fault | undefined => {
    if (length < min) return { code: "TEXT_TOO_SHORT", params: { min, length } };
    return length > max ? { code: "TEXT_TOO_LONG", params: { max, length } } : undefined;
  };
  return (text) => {
    if (required && min > 0 && text === "") return { code: "FIELD_REQUIRED" };
    if (text.length > 2 * max) return lengthFault(text.length);
    const isUnusual = unusual.test(text);
    const fault = isUnusual ? signFault(text, forbidden) : undefined;
    if (fault !== undefined) return fault;
    const length = isUnusual ? codePoints(text) : text.length;
    return form === undefined || length > max ? lengthFault(length) : form(text);
  };
}
