import { type Condition, type CutItem, type Edges, type FactRule, type FactRuleOf, type PolicyDocument, type Step } from "../domain/policy/document.ts"; // prettier-ignore
import { type DayFact } from "../domain/policy/sources.ts";

type Names<Value> = Map<string, Set<Value>>;
type Minutes = "late" | "early" | "away";

/** What a document looks at: the values where something changes, by the name of the input or fact. */
export type Interesting = {
  readonly keys: Names<string>;
  /** As they are printed. */
  readonly numbers: Names<string>;
  readonly kinds: Names<string>;
  /** Spans whose kind is the class of the person. */
  readonly histories: Set<string>;
  readonly classes: Names<string>;
  readonly levels: Names<string>;
  /** Days of a spell. */
  readonly lengths: Names<number>;
  /** From which on another rule holds for what begins. */
  readonly firstDays: Names<string>;
  readonly statuses: Set<DayFact["status"]>;
  readonly minutes: Readonly<Record<Minutes, Set<number>>>;
  readonly taps: { readonly check_in: Set<string>; readonly check_out: Set<string> };
};

function note<Value>(names: Names<Value>, name: string, values: Iterable<Value>): void {
  const known = names.get(name) ?? new Set<Value>();
  for (const value of values) known.add(value);
  names.set(name, known);
}

const edgesOf = (brackets: readonly Edges[]): string[] =>
  brackets.flatMap(({ gte, gt, lt, lte }) => [gte, gt, lt, lte].filter((edge) => edge !== undefined).map(String));

function noteCondition(found: Interesting, condition: Condition): void {
  if ("all" in condition) condition.all.forEach((part) => noteCondition(found, part));
  else if ("any" in condition) condition.any.forEach((part) => noteCondition(found, part));
  else if ("not" in condition) noteCondition(found, condition.not);
  else if ("spans" in condition) note(found.kinds, condition.spans, condition.kinds ?? []);
  else noteInput(found, condition);
}

function noteInput(found: Interesting, condition: Extract<Condition, { input: string }>): void {
  const { input, ...comparison } = condition;
  const compared: readonly (number | readonly string[])[] = Object.values(comparison);
  for (const value of compared)
    if (typeof value === "number") note(found.numbers, input, [String(value)]);
    else note(found.keys, input, value);
}

function noteTables(found: Interesting, { tables }: PolicyDocument): void {
  for (const { key, ...table } of Object.values(tables)) {
    const names = [key].flat();
    const rows = "rows" in table ? [table.rows] : table.values.map((dated) => dated.rows);
    for (const row of rows.flatMap((one) => Object.keys(one)))
      row.split("/").forEach((part, index) => note(found.keys, names[index] ?? "", [part]));
  }
}

function noteItem(found: Interesting, item: CutItem): void {
  if (item.rule === "tier") note(found.numbers, item.input, edgesOf(item.brackets));
  if (item.rule === "negative_item") note(found.numbers, item.input, ["1"]);
  if (item.rule === "rate_per_day_after") noteGrace(found, item);
  if (item.rule === "combine")
    for (const { item: minutes, brackets } of [item.a, item.b])
      edgesOf(brackets).forEach((edge) => found.minutes[minutes].add(Number(edge)));
}

type Grace = { readonly spans: string; readonly kinds: readonly string[]; readonly grace_days: number; readonly until_days?: number }; // prettier-ignore
function noteGrace(found: Interesting, { spans, kinds, grace_days, until_days }: Grace): void {
  note(found.kinds, spans, kinds);
  note(found.lengths, spans, [grace_days, until_days ?? grace_days + 100]);
}

type StepOnSpans = Extract<Step, { spans: string }>;

function kindsOf(step: StepOnSpans): readonly string[] {
  if ("kinds" in step) return step.kinds;
  return step.rule === "duration" ? step.rows.flatMap(({ rows }) => Object.keys(rows)) : Object.keys(step.rows);
}

function noteSpans(found: Interesting, document: PolicyDocument, step: StepOnSpans): void {
  note(found.kinds, step.spans, kindsOf(step));
  if (step.rule === "override_by_month") note(found.lengths, step.spans, [30, 60, 90, step.spell_at_least_days ?? 1]);
  if (step.rule === "override_by_days") note(found.lengths, step.spans, edgesOf(step.brackets).map(Number));
  if (step.rule === "rate_per_day_after") noteGrace(found, step);
  if (step.rule === "duration")
    note(found.firstDays, step.spans, step.rows.flatMap(({ events_from }) => events_from ?? [])); // prettier-ignore
  if (step.rule === "add_share") {
    note(found.levels, step.spans, Object.keys(step.levels));
    note(found.classes, step.spans, rowKeys(document, step.table));
  }
}

function rowKeys({ tables }: PolicyDocument, name: string): string[] {
  const table = tables[name];
  if (!table) return [];
  return "rows" in table ? Object.keys(table.rows) : table.values.flatMap(({ rows }) => Object.keys(rows));
}

function rangeEdges({ tables }: PolicyDocument, name: string): string[] {
  const table = tables[name];
  if (!table) return [];
  const rows = "rows" in table ? [table.rows] : table.values.map((dated) => dated.rows);
  return rows
    .flatMap((one) => Object.values(one))
    .flatMap((row) => (typeof row === "object" ? [String(row.min), String(row.max)] : []));
}

function noteTarget(found: Interesting, step: Step): void {
  if (step.rule === "threshold_gate")
    note(found.numbers, step.input, [step.gte, ...Object.values(step.by_month ?? {})].map(String));
  if (step.rule === "ratio_capped") note(found.numbers, step.input, [String(Number(step.target) || 6_000)]);
}

function noteSums(found: Interesting, step: Step): void {
  if (step.rule === "sum_cuts") {
    step.items.forEach((item) => noteItem(found, item));
    if (step.waive) noteCondition(found, step.waive.when);
  }
  if (step.rule === "score_sum")
    for (const item of step.items) note(found.numbers, item.input, "max" in item ? ["100"] : edgesOf(item.brackets));
}

function noteStep(found: Interesting, document: PolicyDocument, step: Step): void {
  if (step.rule === "tier") note(found.numbers, step.input, edgesOf(step.brackets));
  if (step.rule === "multiplier" || step.rule === "exclude") noteCondition(found, step.when);
  if (step.rule === "lookup" && step.amount !== undefined)
    note(found.numbers, step.amount, rangeEdges(document, step.table));
  if ("spans" in step) noteSpans(found, document, step);
  noteTarget(found, step);
  noteSums(found, step);
}

function noteAggregate(found: Interesting, { id, take, where = {} }: FactRuleOf<"aggregate">): void {
  for (const status of [where.status_in, where.status_not_in].flat())
    if (status !== undefined) found.statuses.add(status);
  if (take !== "days" && take !== "missed")
    for (const edge of found.numbers.get(id) ?? []) found.minutes[take].add(Number(edge));
}

function noteDays(found: Interesting, rule: FactRule): void {
  if (rule.rule === "aggregate") noteAggregate(found, rule);
  if (rule.rule === "credit") Object.keys(rule.minutes).forEach((status) => found.statuses.add(status));
  if (rule.rule === "tolerance") found.minutes[rule.item].add(rule.minutes);
  if (rule.rule === "classify") {
    found.minutes.late.add(rule.no_check_in_as ?? 0);
    found.minutes.early.add(rule.no_check_out_as ?? 0);
  }
  if (rule.rule === "data_validity")
    for (const tap of ["check_in", "check_out"] as const) {
      const limits = Object.values(rule[tap] ?? {}).flat();
      limits.forEach((limit) => found.taps[tap].add(limit));
    }
}

function noteSpanFact(found: Interesting, rule: FactRule): void {
  if (rule.rule === "count_spans" || rule.rule === "span_days") note(found.kinds, rule.of, rule.kinds ?? []);
  if (rule.rule !== "start_rule") return;
  found.histories.add(rule.history);
  note(found.kinds, rule.history, found.keys.get(rule.id) ?? []);
}

/** What is asked of a fact is asked of what it is made from. */
function noteFact(found: Interesting, rule: FactRule): void {
  const keys = found.keys.get(rule.id) ?? [];
  if (rule.rule === "total") for (const name of rule.of) note(found.numbers, name, found.numbers.get(rule.id) ?? []);
  if (rule.rule === "effective_class") {
    note(found.keys, rule.class, keys);
    note(found.classes, rule.demotions, keys);
  }
  if (rule.rule === "substitute_class") {
    note(found.keys, rule.class, keys);
    note(found.keys, rule.by, Object.keys(rule.rows));
    noteCondition(found, rule.when);
  }
  noteDays(found, rule);
  noteSpanFact(found, rule);
}

export function interestingIn(document: PolicyDocument): Interesting {
  const found: Interesting = {
    keys: new Map(),
    numbers: new Map(),
    kinds: new Map(),
    histories: new Set(),
    classes: new Map(),
    levels: new Map(),
    lengths: new Map(),
    firstDays: new Map(),
    statuses: new Set(["HADIR", "ALPA", "CUTI_TAHUNAN"]),
    minutes: { late: new Set(), early: new Set(), away: new Set() },
    taps: { check_in: new Set(), check_out: new Set() },
  };
  noteTables(found, document);
  for (const [id, { values }] of Object.entries(document.inputs)) note(found.keys, id, values ?? []);
  document.notices?.forEach(({ when }) => noteCondition(found, when));
  document.steps.forEach((step) => noteStep(found, document, step));
  (document.facts ?? []).toReversed().forEach((rule) => noteFact(found, rule));
  return found;
}
