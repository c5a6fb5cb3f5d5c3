import { type Language } from "./entry.ts";

/** 10.000 in Indonesian, 10,000 in English; shorter numbers may be years. */
const grouped = (value: string, language: Language): string =>
  /^-?\d{5,}$/.test(value) ? value.replace(/\B(?=(\d{3})+$)/g, language === "id" ? "." : ",") : value;

/** Words with their values; a placeholder whose value is missing stays. */
export function fill(
  words: string,
  params: Readonly<Record<string, string | number | bigint>>,
  language: Language,
): string {
  return words.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    return value === undefined ? placeholder : grouped(String(value), language);
  });
}
