import { type Day, type Period } from "@kinerja/common/kernel";

import { compileFact } from "../domain/policy/derive/facts.ts";
import { type Known } from "../domain/policy/derive/known.ts";
import { type FactRule, type Named } from "../domain/policy/document.ts";
import { type Flag } from "../domain/policy/outcome.ts";
import { type DayFact, type FactValue, type SpanFact } from "../domain/policy/sources.ts";

export const july = "2026-07" as Period;
export type Rule<Every = FactRule> = Every extends FactRule ? Omit<Every, keyof Named> : never;
const factOf = (rule: Rule): FactRule => ({
  id: "fact",
  label: "Fakta",
  cite: { legal: "law", article: "1" },
  ...rule,
});

export function derive(
  rule: Rule,
  values: Record<string, FactValue>,
  period = july,
): { value: FactValue; flags: Flag[] } {
  const known: Known = { values: new Map(Object.entries(values)), flags: [] };
  return { value: compileFact(factOf(rule), period)(known), flags: known.flags };
}
export const valueOf = (rule: Rule, values: Record<string, FactValue>, period = july): FactValue =>
  derive(rule, values, period).value;

export const on = (number: number, more: Partial<DayFact> = {}): DayFact => ({
  day: `2026-07-${String(number).padStart(2, "0")}` as Day,
  work: true,
  status: "HADIR",
  ...more,
});
export const span = (from: string, to?: string, more: Partial<SpanFact> = {}): SpanFact => ({
  kind: "CUTI_SAKIT",
  from: from as Day,
  ...(to !== undefined && { to: to as Day }),
  ...more,
});
