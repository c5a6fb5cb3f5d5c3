import { compare, type Day, firstDay, lastDay, nextPeriod, parseRational, type Period, type Rational, rational, rupiah, type Rupiah, zero } from "@kinerja/common/kernel"; // prettier-ignore

import { type Anomalies, type AnomalySeverity, type Bracket, type Percent, type PolicyDocument, type Range, type Rows, type Step, type StepOf, type Table } from "./document.ts"; // prettier-ignore
import { componentOf, restsOn, resultsOf, tablesOf } from "./order.ts";
import { type SourceName } from "./sources.ts";

/** What holds where the document says nothing; docs/policy/anomalies.md and `policy doc` say the same. */
export const usualAnomalies = {
  jump: { ratio: "2", severity: "warn" },
  zero: { severity: "warn" },
  negative_base: { severity: "warn" },
  over_maximum: { severity: "warn" },
  missing_predicate: { severity: "off" },
  late_data: { severity: "off" },
  by_hand: { severity: "warn" },
  fact_unread: { severity: "warn" },
} as const satisfies Anomalies;

/** Every member, as the document says it or as it is usual. */
export const anomaliesOf = ({ anomalies }: PolicyDocument): Required<Anomalies> => ({
  ...usualAnomalies,
  ...anomalies,
});

export const isOff = ({ severity }: { readonly severity: AnomalySeverity }): boolean => severity === "off";

/** Above 1; undefined where jumps are not looked for. */
export function jumpRatio({ jump }: Required<Anomalies>): Rational | undefined {
  return isOff(jump) || jump.ratio === undefined ? undefined : parseRational(String(jump.ratio));
}

/** Whether the steps ask for the predicate themselves: then `on_missing` of the input says what becomes of its absence. */
export const asksPredicate = ({ inputs }: PolicyDocument): boolean =>
  Object.values(inputs).some(({ from }) => from === "evaluation.predicate");

/** Sources that a run reads of what was frozen: nobody looks at the others. */
export function sourcesRead(document: PolicyDocument): ReadonlySet<SourceName> {
  const read = new Set<SourceName>(Object.values(document.inputs).map(({ from }) => from));
  return isOff(anomaliesOf(document).missing_predicate) ? read : read.add("evaluation.predicate");
}

/** Whether a day of attendance that rests on a person's word can change what is paid, and somebody asks. */
export const asksByHand = (document: PolicyDocument): boolean =>
  !isOff(anomaliesOf(document).by_hand) &&
  [...sourcesRead(document)].some((source) => source.startsWith("attendance."));

/** Sources that are read, where somebody asks for facts that are of none of them. */
export const readIfAsked = (document: PolicyDocument): ReadonlySet<SourceName> | undefined =>
  isOff(anomaliesOf(document).fact_unread) ? undefined : sourcesRead(document);

/**
 * The last day on which a fact of a month may be decided without being late; undefined where nobody asks. It is a day of the month behind that one.
 */
export function factsUntil(document: PolicyDocument, period: Period): Day | undefined {
  const { late_data } = anomaliesOf(document);
  if (isOff(late_data) || late_data.after_day === undefined) return undefined;
  return `${nextPeriod(period)}-${String(late_data.after_day).padStart(2, "0")}` as Day;
}

/** Rules that make an amount of several, or of something else than a table. */
const making: ReadonlySet<string> = new Set(["sum", "product", "amount", "point_value", "floor"]);

const isAboveWhole = (percent: Percent | Range): boolean =>
  typeof percent !== "object" && compare(parseRational(String(percent)) ?? zero, rational(100n)) > 0;

const rowsOf = (table: Table): readonly Rows[] =>
  "rows" in table ? [table.rows] : table.values.map(({ rows }) => rows);

/** Percents that a step may take of what it reads. */
function percentsOf(step: Step, tables: PolicyDocument["tables"]): readonly (Percent | Range)[] {
  const { percent, brackets = [] } = step as { percent?: Percent; brackets?: readonly Bracket[] };
  const read = tablesOf(step).flatMap((id) => tables[id] ?? []);
  const cells = read.filter(({ unit }) => unit === "percent").flatMap((table) => rowsOf(table).flatMap(Object.values<Percent | Range>)); // prettier-ignore
  return [...(percent === undefined ? [] : [percent]), ...brackets.map((one) => one.percent), ...cells];
}

/** The one table of rupiah that a component's gross is a row or a part of; undefined where there are several, or where it can rightly be more. */
export function ownTableOf({ steps, tables }: PolicyDocument, { gross }: StepOf<"result">): string | undefined {
  const behind = restsOn(steps, gross);
  const made = steps.filter(({ id }) => behind.has(id));
  const found = new Set(made.flatMap(tablesOf).filter((id) => tables[id]?.unit === "rupiah"));
  const isMore = made.some((step) => making.has(step.rule) || percentsOf(step, tables).some(isAboveWhole));
  return found.size === 1 && !isMore ? [...found][0] : undefined;
}

/** Rows of which a day of the month is paid. */
function rowsIn(table: Table, period: Period): readonly Rows[] {
  if ("rows" in table) return [table.rows];
  const begun = table.values.filter(({ valid_from }) => valid_from <= lastDay(period));
  const first = begun.findLastIndex(({ valid_from }) => valid_from <= firstDay(period));
  return begun.slice(Math.max(first, 0)).map(({ rows }) => rows);
}

/** The largest amount of a table of rupiah in a month; undefined where it has none then. */
export function largestCell(table: Table, period: Period): Rupiah | undefined {
  const cells = rowsIn(table, period).flatMap((rows) => Object.values(rows));
  const amounts = cells.map((cell) => BigInt(typeof cell === "object" ? cell.max : cell));
  return amounts.length === 0 ? undefined : rupiah(amounts.reduce((most, one) => (one > most ? one : most)));
}

/** The most that a component's gross can be, by component; one that has no maximum is not there. */
export function maximaOf(document: PolicyDocument, period: Period): ReadonlyMap<string, Rupiah> {
  const { over_maximum } = anomaliesOf(document);
  const maximumOf = (step: StepOf<"result">): Rupiah | undefined => {
    if (over_maximum.rupiah !== undefined) return rupiah(BigInt(over_maximum.rupiah));
    const table = document.tables[over_maximum.of ?? ownTableOf(document, step) ?? ""];
    return table && largestCell(table, period);
  };
  if (isOff(over_maximum)) return new Map();
  return new Map(
    resultsOf(document.steps).flatMap((step) => {
      const most = maximumOf(step);
      return most === undefined ? [] : [[componentOf(step), most] as const];
    }),
  );
}
