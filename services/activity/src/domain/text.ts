import { type Fault } from "./entry.ts";

type TextRule = { readonly min: number; readonly max: number; readonly multiline?: boolean };

// U+FFFD is what decoding makes of broken UTF-8: the words were lost before they came here.
const broken = /[\ufffd\ud800-\udfff]/u;
const control = /[\u0000-\u001f\u007f-\u009f]/u;
const controlButLines = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u;

/** Characters as people count them (code points); `length` counts half of an emoji. */
export function lengthOf(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff) at++;
    count++;
  }
  return count;
}

export function textFault(pointer: string, text: string, rule: TextRule): Fault | undefined {
  const { min, max } = rule;
  const length = lengthOf(text);
  if (length > max) return { pointer, code: "TEXT_TOO_LONG", params: { max, length } };
  if (length < min) return { pointer, code: "TEXT_TOO_SHORT", params: { min, length } };
  if (broken.test(text)) return { pointer, code: "TEXT_BROKEN", params: {} };
  const unwanted = rule.multiline === true ? controlButLines : control;
  return unwanted.test(text) ? { pointer, code: "TEXT_CONTROL_CHARACTER", params: {} } : undefined;
}

/** An absolute http or https address without user and password. */
export function isEvidenceUrl(text: string): boolean {
  if (!/^https?:\/\/[^\s\ufffd]+$/iu.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && url.username === "" && url.password === "";
}
