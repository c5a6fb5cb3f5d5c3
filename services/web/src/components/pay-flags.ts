// The words belong to the platform's catalogue; only this part of it travels to the browser.
import { type Entries } from "../../../common/src/catalogue/entry.ts";
import { fill } from "../../../common/src/catalogue/fill.ts";
import { payFlags } from "../../../common/src/catalogue/pay-flags.ts";
import { type Language } from "../i18n/format.ts";

const entries: Entries = payFlags;

/** What a mark means, in short: for whose row it is, whose statement has the code alone. */
export const flagName = (code: string, language: Language): string | undefined =>
  Object.hasOwn(entries, code) ? entries[code]?.[language][0] : undefined;

/** The same with its values: for officers, who decide by them. */
export function flagSentence(
  code: string,
  params: Readonly<Record<string, string>>,
  language: Language,
): string | undefined {
  if (!Object.hasOwn(entries, code)) return undefined;
  const { label = params["input"] ?? "–" } = params;
  const words = entries[code]?.[language][1] ?? "";
  return fill(words, { ...params, label }, language).replaceAll(/\{\w+\}/g, "–");
}
