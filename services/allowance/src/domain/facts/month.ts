import { type Day, firstDay, lastDay, type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";

import { type PtkpStatus } from "../payout/tables.ts";
import { type Facts, type FactValue, type SourceName, type SpanFact } from "../policy/sources.ts";
import { type FactKind, isShared, specOf } from "./kinds.ts";
import { type FactBody, type FactRow } from "./row.ts";
import { type FactConflict, standing } from "./standing.ts";

/**
 * The first day of which rules of a month may still ask: thirteen months before it (sanctions, delayed cuts, leave), the calendar year (first,
 * second, third absence), and last year whole (the annual predicate).
 */
export function lookbackOf(period: Period): Day {
  const year = Number(period.slice(0, 4));
  const month = Number(period.slice(5));
  return (month === 1 ? `${year - 2}-12-01` : `${year - 1}-01-01`) as Day;
}

/** Whether a row of this time and kind can matter to the month. */
export const reaches = (row: Pick<FactRow, "kind" | "validFrom" | "validTo">, period: Period): boolean =>
  row.validFrom <= lastDay(period) &&
  (row.validTo ?? lastDay(period)) >= (specOf(row.kind).looksBack ? lookbackOf(period) : firstDay(period));

export type Whose = { readonly personId: string; readonly unitIds: readonly string[] };

const isAbout = (row: FactRow, { personId, unitIds }: Whose): boolean =>
  isShared(row.kind) ? row.unitId === undefined || unitIds.includes(row.unitId) : row.personId === personId;

/** The ids of the rows behind the facts of a source. */
export type FactRefs = Readonly<Partial<Record<SourceName, readonly string[]>>>;

export type PayFacts = {
  readonly facts: Facts;
  readonly refs: FactRefs;
  readonly conflicts: readonly FactConflict[];
  /** When the last of the person's own facts of the month was decided, Unix time in milliseconds; undefined without any. */
  readonly decidedAt?: number | undefined;
};

type NameOf = (body: FactBody) => SourceName;

const unitPrefix: Readonly<Record<string, string>> = {
  ...{ percent: "score", point: "points", event: "list", day: "days", minute: "minutes", hour: "hours" },
};
/** The unit was checked to be one of these. */
const byUnit: NameOf = ({ unit = "", code = "" }) => `${unitPrefix[unit] ?? unit}.${code}` as SourceName;

/** Sources that hold the rows of one kind. */
const sourceOfKind = {
  LEAVE: "leave.spans",
  SANCTION: "discipline.sanctions",
  CLASS_DEMOTION: "discipline.demotions",
  CLASS: "roster.class_history",
  ACTING: "acting.posts",
  STUDY: "study.spans",
  EXCLUSION: "exclusion.spans",
  OUTAGE: "attendance.outages",
  ANNUAL_PREDICATE: "evaluation.annual_predicates",
} as const satisfies Partial<Record<FactKind, SourceName>>;

const kindsOfSources = new Map<SourceName, FactKind>(
  Object.entries(sourceOfKind).map(([kind, name]) => [name, kind as FactKind]),
);

/** The kind of the rows that a source holds whole; undefined of those that an agency names itself ("list.upacara"). */
export const kindOfSource = (name: SourceName): FactKind | undefined => kindsOfSources.get(name);

/** The policy's name for what a row says; none for what only the payout asks. */
const sourceNames: Readonly<Partial<Record<FactKind, NameOf>>> = {
  ...Object.fromEntries(Object.entries(sourceOfKind).map(([kind, name]) => [kind, () => name])),
  SCORE: byUnit,
  LIST_ITEM: byUnit,
  AMOUNT: ({ code = "" }) => `amount.${code}`,
  KEY: ({ code = "" }) => `key.${code}`,
  SPAN: ({ code = "" }) => `spans.${code}`,
};

/** These registers are kept here: nothing in them means that there is nothing. Of the others nothing means that nobody has said it yet. */
const registers: readonly SourceName[] = [
  "leave.spans",
  "discipline.sanctions",
  "discipline.demotions",
  "acting.posts",
  "study.spans",
  "exclusion.spans",
  "attendance.outages",
];

/** Shown while the letter is not confirmed, never applied. */
const shownPending: readonly FactKind[] = ["SANCTION", "CLASS_DEMOTION", "ACTING"];

function spanOf(row: FactRow): SpanFact {
  const { class: positionClass, level, kind, predicate } = row.body;
  return {
    kind: kind ?? predicate ?? positionClass ?? "",
    from: row.validFrom,
    ...(row.validTo !== undefined && { to: row.validTo }),
    ...(positionClass !== undefined && row.kind !== "CLASS" && { class: positionClass }),
    ...(level !== undefined && { level }),
    ...(row.state === "PROPOSED" && { pending: true }),
  };
}

type Value = (rows: readonly FactRow[]) => FactValue;

const spanText = (span: SpanFact): string => JSON.stringify([span.from, span.kind, span.to, span.class, span.level]);
const byFrom = (one: SpanFact, other: SpanFact): number => (spanText(one) < spanText(other) ? -1 : 1);

const valueOf: Value = ([first]) => first?.body["value"] ?? "";

/** Of values only one stands in a month, but for items of a list: those of different days are added up. All others are spans. */
const values: Readonly<Partial<Record<FactKind, Value>>> = {
  SCORE: valueOf,
  KEY: valueOf,
  AMOUNT: ([first]) => Number(first?.body["rupiah"]),
  LIST_ITEM: (rows) => rows.reduce((sum, { body }) => sum + Number(body["count"]), 0),
};
const spansOf: Value = (rows) => rows.map(spanOf).sort(byFrom);

const isPending = ({ kind, state, withdraws, supersededAt }: FactRow): boolean =>
  shownPending.includes(kind) && state === "PROPOSED" && !withdraws && supersededAt === undefined;

const ofMonth = (rows: readonly FactRow[], period: Period, whose: Whose): FactRow[] =>
  rows.filter((row) => reaches(row, period) && isAbout(row, whose));

/** What an agency or a unit is told late is no lateness of each of its people, and what was before the month is not of it. */
function lastDecision(rows: readonly FactRow[], period: Period): number | undefined {
  const own = rows.filter(({ kind, validTo }) => !isShared(kind) && (validTo ?? firstDay(period)) >= firstDay(period));
  return own.length === 0 ? undefined : Math.max(...own.map(({ decidedAt, recordedAt }) => decidedAt ?? recordedAt));
}

/** What the policy of a month asks of one person, by its source's name. Rows may be in any order, and of others too. */
export function factsOfPerson(rows: readonly FactRow[], period: Period, whose: Whose): PayFacts {
  const own = ofMonth(rows, period, whose);
  const { rows: standingRows, conflicts } = standing(own);
  const facts: Partial<Record<SourceName, FactValue>> = Object.fromEntries(registers.map((name) => [name, []]));
  const used: Partial<Record<SourceName, readonly string[]>> = {};
  const named = Map.groupBy([...standingRows, ...own.filter(isPending)], ({ kind, body }) => sourceNames[kind]?.(body));
  for (const [name, some] of named) {
    const [first] = some;
    if (name === undefined || first === undefined) continue;
    facts[name] = (values[first.kind] ?? spansOf)(some);
    used[name] = some.map(({ id }) => id).sort();
  }
  return { facts, refs: used, conflicts, decidedAt: lastDecision(standingRows, period) };
}

/** What the payout of a month asks of one person beside the ledger. */
export type PayoutFacts = {
  /** Gaji pokok, keluarga and jabatan: what contributions count. */
  readonly salary: Rupiah | undefined;
  /** The same with the tunjangan profesi. */
  readonly taxedSalary: Rupiah | undefined;
  /** Iuran pensiun of the month. */
  readonly pension: Rupiah | undefined;
  readonly ptkp: PtkpStatus | undefined;
  /** Of the calendar year, by other employers; undefined where nobody has said anything of it. */
  readonly outside: { readonly gross: Rupiah; readonly tax: Rupiah } | undefined;
};

const sumOf = (rows: readonly FactRow[], names: readonly string[]): Rupiah =>
  rupiah(rows.reduce((sum, { body }) => names.reduce((all, name) => all + BigInt(body[name] ?? 0), sum), 0n));

/** What only the payout asks has no name that a policy could use. */
export const isOfPayout = (kind: FactKind): boolean => sourceNames[kind] === undefined;

function payoutFactsOf(rows: readonly FactRow[]): PayoutFacts {
  const of = Map.groupBy(rows, ({ kind }) => kind);
  const salary = of.get("SALARY");
  const outside = of.get("OUTSIDE_INCOME");
  const counted = ["gaji_pokok", "tunjangan_keluarga", "tunjangan_jabatan"];
  return {
    salary: salary && sumOf(salary, counted),
    taxedSalary: salary && sumOf(salary, [...counted, "tunjangan_profesi"]),
    pension: salary && sumOf(salary, ["iuran_pensiun"]),
    ptkp: of.get("TAX_STATUS")?.[0]?.body["ptkp"] as PtkpStatus | undefined,
    outside: outside && { gross: sumOf(outside, ["gross"]), tax: sumOf(outside, ["tax"]) },
  };
}

/** What a run asks of one person: the rules of the month that is earned, the payout in the month of payment. */
export type FactsOfMonths = PayFacts & {
  readonly payout: PayoutFacts;
  /** Of all rows that one of the two rests on, in order, each once: what a freeze counts and hashes. */
  readonly ids: readonly string[];
};

const nothing: FactsOfMonths = {
  ...{ ...factsOfPerson([], "2000-01" as Period, { personId: "", unitIds: [] }), payout: payoutFactsOf([]), ids: [] },
};

/** Rows may be in any order, and of others too. */
export function factsOfMonths(
  rows: readonly FactRow[],
  { period, payoutPeriod }: { readonly period: Period; readonly payoutPeriod: Period },
  whose: Whose,
): FactsOfMonths {
  // Of nearly everybody nothing is recorded, and all of them are one value.
  if (rows.length === 0) return nothing;
  // Rows of one kind never speak of those of another: each side is weighed alone, and most people have none for the payout.
  const forRules = rows.filter(({ kind }) => !isOfPayout(kind));
  const forPayout = rows.filter(({ kind }) => isOfPayout(kind));
  const rules = forRules.length === 0 ? nothing : factsOfPerson(forRules, period, whose);
  const paid = forPayout.length === 0 ? [] : standing(ofMonth(forPayout, payoutPeriod, whose)).rows;
  const ids = new Set([...Object.values(rules.refs).flatMap((some) => some ?? []), ...paid.map(({ id }) => id)]);
  return { ...rules, payout: payoutFactsOf(paid), ids: [...ids].sort() };
}
