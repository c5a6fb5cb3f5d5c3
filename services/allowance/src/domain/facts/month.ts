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

export type PayFacts = {
  readonly facts: Facts;
  /** The ids of the rows behind each of them. */
  readonly rows: Readonly<Partial<Record<SourceName, readonly string[]>>>;
  readonly conflicts: readonly FactConflict[];
};

type NameOf = (body: FactBody) => SourceName;
const always =
  (name: SourceName): NameOf =>
  () =>
    name;

const unitPrefix: Readonly<Record<string, string>> = {
  ...{ percent: "score", point: "points", event: "list", day: "days", minute: "minutes", hour: "hours" },
};
/** The unit was checked to be one of these. */
const byUnit: NameOf = ({ unit = "", code = "" }) => `${unitPrefix[unit] ?? unit}.${code}` as SourceName;

/** The policy's name for what a row says; none for what only the payout asks. */
const sourceNames: Readonly<Partial<Record<FactKind, NameOf>>> = {
  LEAVE: always("leave.spans"),
  SANCTION: always("discipline.sanctions"),
  CLASS_DEMOTION: always("discipline.demotions"),
  CLASS: always("roster.class_history"),
  ACTING: always("acting.posts"),
  STUDY: always("study.spans"),
  EXCLUSION: always("exclusion.spans"),
  OUTAGE: always("attendance.outages"),
  ANNUAL_PREDICATE: always("evaluation.annual_predicates"),
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
  return { facts, rows: used, conflicts };
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
  /** Of the calendar year, by other employers. */
  readonly outside: { readonly gross: Rupiah; readonly tax: Rupiah };
};

const sumOf = (rows: readonly FactRow[], names: readonly string[]): Rupiah =>
  rupiah(rows.reduce((sum, { body }) => names.reduce((all, name) => all + BigInt(body[name] ?? 0), sum), 0n));

export function payoutFactsOfPerson(rows: readonly FactRow[], period: Period, whose: Whose): PayoutFacts {
  const of = Map.groupBy(standing(ofMonth(rows, period, whose)).rows, ({ kind }) => kind);
  const salary = of.get("SALARY");
  const outside = of.get("OUTSIDE_INCOME") ?? [];
  const counted = ["gaji_pokok", "tunjangan_keluarga", "tunjangan_jabatan"];
  return {
    salary: salary && sumOf(salary, counted),
    taxedSalary: salary && sumOf(salary, [...counted, "tunjangan_profesi"]),
    pension: salary && sumOf(salary, ["iuran_pensiun"]),
    ptkp: of.get("TAX_STATUS")?.[0]?.body["ptkp"] as PtkpStatus | undefined,
    outside: { gross: sumOf(outside, ["gross"]), tax: sumOf(outside, ["tax"]) },
  };
}
