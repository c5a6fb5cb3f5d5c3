import { type Day } from "@kinerja/common/kernel";

import { type Bracket, type CutItem, type FactRule, type Given, type Input, type Notice, type PolicyDocument, type PolicyTest, type Step, type Table } from "../domain/policy/document.ts"; // prettier-ignore
import { type DayFact, type SourceName, sourceOf, type SpanFact } from "../domain/policy/sources.ts";

/* What every small document has: one class table, and a result that ends with the rule that is tried. */

export const cite = { legal: "contoh", article: "Pasal 1" };
export const named = (id: string) => ({ id, label: `Aturan ${id}`, cite });

export const must = (from: SourceName, more: Partial<Input> = {}): Input => ({
  from,
  unit: sourceOf(from).unit,
  label: `Masukan ${from}`,
  on_missing: "block",
  ...more,
});
/** Nothing, an empty list, when it is missing. */
export const may = (from: SourceName, more: Partial<Input> = {}): Input =>
  must(from, { on_missing: { assume: 0, flag: "none" }, ...more });

/** Classes and amounts of the shared table of agencies. */
export const tariffs = {
  "15": 19_280_000,
  "14": 17_064_000,
  "12": 9_896_000,
  "11": 8_757_600,
  "9": 5_079_200,
  "8": 4_595_150,
  "7": 3_915_950,
  "6": 3_510_400,
  "5": 3_134_250,
};
export const tariffTable = (key = "class"): Table => ({ key, unit: "rupiah", cite, rows: tariffs });
export const base: Step = { ...named("base"), rule: "lookup", table: "tariff" };
export const halfUp = { mode: "half-up", unit: 1 } as const;
export const resultOf = (net: string, gross = "base"): Step => ({
  ...named("result"),
  rule: "result",
  gross,
  net,
  rounding: halfUp,
});

/** Cuts of the whole base, and what is left of it. */
export const cutsBy = (items: readonly CutItem[]): Step[] => [
  {
    ...named("cuts"),
    rule: "sum_cuts",
    of: "base",
    items,
    on_exceed: { clamp: "base", flag: "warn", label: "Tidak melebihi besaran" },
  },
  { ...named("rest"), rule: "subtract", of: "base", cut: "cuts" },
];
export const rate = (input: string, percent: number | string, per: Input["unit"] = "day"): CutItem => ({
  ...named(input),
  rule: "rate_per_unit",
  input,
  percent,
  per,
});

/** 0,5–2 % for 1–30, 31–60, 61–90 and more minutes. */
export const lateBrackets: readonly Bracket[] = [
  { gte: 0, lt: 1, percent: 0 },
  { gte: 1, lte: 30, percent: "0.5" },
  { gt: 30, lte: 60, percent: 1 },
  { gt: 60, lte: 90, percent: "1.5" },
  { gt: 90, percent: 2 },
];

type Parts = {
  readonly id: string;
  readonly inputs?: Readonly<Record<string, Input>>;
  readonly tables?: Readonly<Record<string, Table>>;
  readonly facts?: readonly FactRule[];
  readonly notices?: readonly Notice[];
  /** Without the base and the result where `net` names what is paid. */
  readonly steps: readonly Step[];
  readonly net?: string;
  readonly tests: readonly PolicyTest[];
};

export function small({ id, inputs, tables, facts, notices, steps, net, tests }: Parts): PolicyDocument {
  return {
    schema: "kinerja.policy/v1",
    id: `contoh-${id}`,
    version: 1,
    title: `Contoh kecil: ${id}`,
    kind: "tukin",
    effective: { from: "2020-01-01", to: null },
    supersedes: null,
    legal: { contoh: { ref: "Peraturan contoh 1/2020", title: "Rekaan untuk pengujian", checked: "invented" } },
    governance: { owner: "Pengujian", note: "Rekaan." },
    inputs: { ...(net !== undefined && { class: must("roster.class") }), ...inputs },
    tables: { ...(net !== undefined && { tariff: tariffTable() }), ...tables },
    ...(facts && { facts }),
    ...(notices && { notices }),
    steps: net === undefined ? steps : [base, ...steps, resultOf(net)],
    payout: { month: "next", tax: "none", cite },
    tests,
  };
}

/** A worked example: the month, what is given, what is expected, and the flags that are more than a note. */
export const example = (
  period: string,
  given: Readonly<Record<string, Given | readonly DayFact[] | readonly SpanFact[]>>,
  expect: PolicyTest["expect"],
  ...flags: string[]
): PolicyTest => ({
  name: `${period} ${Object.keys(expect).join(" ")}`,
  source: "own",
  period,
  given,
  expect,
  ...(flags.length > 0 && { flags }),
});

/** A day of July 2026 on which the person works; the 1st is a Wednesday. */
export const day = (dayOfMonth: number, more: Partial<DayFact> = {}): DayFact => ({
  day: `2026-07-${String(dayOfMonth).padStart(2, "0")}` as Day,
  work: true,
  status: "HADIR",
  ...more,
});
export const span = (kind: string, from: string, to?: string, more: Partial<SpanFact> = {}): SpanFact => ({
  kind,
  from: from as Day,
  ...(to !== undefined && { to: to as Day }),
  ...more,
});
