import { type Period } from "@kinerja/common/kernel";

import { compilePolicy } from "../domain/policy/compile.ts";
import { type FactRule, type PolicyDocument } from "../domain/policy/document.ts";
import { type Form, sourceOf } from "../domain/policy/sources.ts";
import * as calendar from "../oracle/calendar.ts";
import { isTree, rulesOf, type Tree } from "./rule-schema.ts";

/** A document in which one parameter of a rule is not what the law says, as somebody might have programmed it. */
export type Mutant = { readonly name: string; readonly document: PolicyDocument };

/** One way to get a value wrong: what of it, and what stands there instead. */
type Change = { readonly name: string; readonly value: unknown };
/** What could be taken by mistake: steps before this one, and inputs and facts with their form. */
type Scope = {
  readonly rule: string;
  readonly steps: readonly string[];
  readonly names: ReadonlyMap<string, Form>;
};

const to = (value: unknown): Change => ({ name: ` → ${JSON.stringify(value)}`, value });
const within = (tree: Tree, key: string, changes: readonly Change[]): Change[] =>
  changes.map(({ name, value }) => ({ name: `.${key}${name}`, value: { ...tree, [key]: value } }));
const without = (tree: Tree, key: string): Change => ({
  name: ` without ${key}`,
  value: Object.fromEntries(Object.entries(tree).filter(([name]) => name !== key)),
});

/** What computes nothing: words, units, and what has one form only. `per` and `from` are the form of the input: another is refused. */
const told: ReadonlySet<string> = new Set(["id", "label", "cite", "rule", "criterion", "per", "from", "harm", "clamp"]); // prettier-ignore
const isToldUnit = (key: string, value: unknown): boolean => key === "unit" && typeof value === "string";

/* Numbers */

const percents: ReadonlySet<string> = new Set(["percent", "else_percent", "cap_percent", "min", "max", "rows", "points"]); // prettier-ignore

function ofNumber(key: string, value: number): Change[] {
  const beside = [value + 1, value - 1].filter((one) => one >= 0 || value < 0);
  const misread = percents.has(key) ? [value * 2, 100 - value].filter((one) => one > 0) : [];
  return [...new Set([...beside, ...misread])].filter((one) => one !== value).map(to);
}

/** Twice as much, and one more of the last digit. */
function ofDecimal(value: string): Change[] {
  const digits = value.split(".")[1]?.length ?? 0;
  const more = BigInt(value.replace(".", "")) + 1n;
  const padded = String(more).padStart(digits + 1, "0");
  const nextDigit = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
  return [to(String(Number(value) * 2)), to(nextDigit)].filter((one) => one.value !== value);
}

/** HH:MM */
function ofClock(value: string): Change[] {
  const [hour = 0, minute = 0] = value.split(":").map(Number);
  return [1, 1_439].map((by) => {
    const at = (hour * 60 + minute + by) % 1_440;
    return to(`${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`);
  });
}

/** YYYY-MM-DD */
const ofDay = (value: string): Change[] => [1, -1].map((by) => to(calendar.dayText(calendar.dayNumber(value) + by)));

const ofFraction = (value: string): Change[] => {
  const [num = 1, den = 1] = value.split("/").map(Number);
  return [to(`${num}/${den + 1}`), to(`${num + 1}/${den + 1}`)];
};

/* Names and words */

function ofName(value: string, { steps, names }: Scope): Change[] {
  const form = names.get(value);
  const others = steps.includes(value) ? steps : [...names].filter(([, other]) => other === form).map(([name]) => name);
  return others
    .filter((other) => other !== value)
    .slice(0, 2)
    .map(to);
}

function ofText(key: string, value: string, scope: Scope): Change[] {
  const words = rulesOf.words(scope.rule, key);
  if (words.includes(value)) return words.filter((word) => word !== value).map(to);
  if (/^\d+(\.\d+)?$/.test(value)) return ofDecimal(value);
  if (/^\d\d:\d\d$/.test(value)) return ofClock(value);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return ofDay(value);
  if (/^\d+\/\d+$/.test(value)) return ofFraction(value);
  return ofName(value, scope);
}

/* Lists */

function withoutEach(list: readonly unknown[]): Change[] {
  if (list.length < 2) return [];
  return list.map((one, at) => ({
    name: ` without ${isTree(one) ? at : String(one)}`,
    value: list.toSpliced(at, 1),
  }));
}
const turned = (list: readonly unknown[]): Change[] =>
  list.length < 2 ? [] : [{ name: " shifted", value: [...list.slice(1), list[0]] }];

/** What is the same kind of thing all through: kinds, statuses, items of a day, names. */
function ofTexts(key: string, list: readonly string[], scope: Scope): Change[] {
  if (key === "of") {
    const others = list.flatMap((one, at) => ofName(one, scope).map(({ value }) => to(list.with(at, value as string))));
    return [...withoutEach(list), ...others];
  }
  const shorter = list.length > 1 ? withoutEach(list) : [to(["lain"])];
  const more = rulesOf.words(scope.rule, key).filter((word) => !list.includes(String(word)));
  const longer = more.map((word) => ({ name: ` with ${String(word)}`, value: [...list, word] }));
  return [...shorter, ...longer, ...(key === "order" || key === "key" ? turned(list) : [])];
}

type Edge = "gte" | "gt" | "lt" | "lte";
type Edged = Readonly<Partial<Record<Edge | "percent" | "points", number | string>>>;
const lowerOf = ({ gte, gt }: Edged): number => Number(gte ?? gt ?? 0);
const only = (bracket: Edged, keys: readonly string[]): Edged =>
  Object.fromEntries(Object.entries(bracket).filter(([key]) => keys.includes(key)));

/** The lower edge of a bracket: by one, or in the one before it. */
function ofEdge(brackets: readonly Edged[], at: number): Change[] {
  const [below = {}, above = {}, next] = brackets.slice(at - 1);
  const under = only(below, ["gte", "gt", "percent", "points"]);
  const over = only(above, ["lt", "lte", "percent", "points"]);
  const placed = (edge: number, isIn: boolean): Change => ({
    name: `[${at}] from ${isIn ? "" : "above "}${edge}`,
    value: brackets
      .with(at - 1, { ...under, [isIn ? "lt" : "lte"]: edge })
      .with(at, { [isIn ? "gte" : "gt"]: edge, ...over }),
  });
  const edge = lowerOf(above);
  const isRoom = (other: number): boolean => other > lowerOf(below) && (!next || other < lowerOf(next));
  const isIn = above.gte !== undefined;
  return [...[edge - 1, edge + 1].filter(isRoom).map((other) => placed(other, isIn)), placed(edge, !isIn)];
}

function ofBrackets(brackets: readonly Edged[], scope: Scope): Change[] {
  const edges = brackets.flatMap((_, at) => (at === 0 ? [] : ofEdge(brackets, at)));
  const values = brackets.flatMap((bracket, at) =>
    (["percent", "points"] as const).flatMap((key) =>
      changesOf(key, bracket[key], scope).map((change) => ({
        name: `[${at}].${key}${change.name}`,
        value: brackets.with(at, { ...bracket, [key]: change.value }),
      })),
    ),
  );
  return [...edges, ...values];
}

function ofList(key: string, list: readonly unknown[], scope: Scope): Change[] {
  if (key === "brackets") return ofBrackets(list as readonly Edged[], scope);
  // Classes are texts of digits as well as percents; only in conditions they are a list.
  const areTexts = list.every((one) => typeof one === "string" && !/^\d/.test(one));
  if (areTexts || key === "in" || key === "not_in") return ofTexts(key, list as readonly string[], scope);
  const each = list.flatMap((one, at) =>
    changesOf(key, one, scope).map(({ name, value }) => ({ name: `[${at}]${name}`, value: list.with(at, value) })),
  );
  return [...each, ...withoutEach(list), ...(key === "rows" ? turned(list) : [])];
}

/* What has keys */

/** Another comparison of the same number, another choice of the same keys. */
const otherWay: Readonly<Record<string, string>> = {
  ...{ gte: "gt", gt: "gte", lte: "lt", lt: "lte", in: "not_in", not_in: "in", all: "any", any: "all" },
};

function ofCondition(condition: Tree): Change[] {
  const turnedRound = Object.keys(condition).flatMap((key): Change[] => {
    const other = otherWay[key];
    if (other === undefined) return [];
    const { value } = without(condition, key);
    return [{ name: `.${key} → ${other}`, value: { ...(value as Tree), [other]: condition[key] } }];
  });
  if ("not" in condition) return [{ name: " without not", value: condition["not"] }];
  return [...turnedRound, ...("kinds" in condition ? [without(condition, "kinds")] : [])];
}

const isCondition = (key: string, tree: Tree): boolean =>
  ["when", "all", "any", "not"].includes(key) && !("rule" in tree);

/** Rows by a key: one is missing, two are taken for each other, a month is another. */
function ofRows(key: string, rows: Tree): Change[] {
  const names = Object.keys(rows);
  const [first, second] = names;
  const missing = names.length > 1 ? names.map((name) => without(rows, name)) : [];
  if (key === "by_month") return names.map((name) => to({ [String(Number(name) - 1)]: rows[name] }));
  if (first === undefined || second === undefined || rows[first] === rows[second]) return missing;
  const exchanged = { ...rows, [first]: rows[second], [second]: rows[first] };
  return [...missing, { name: ` ${first} for ${second}`, value: exchanged }];
}
const rowKeys: ReadonlySet<string> = new Set(["rows", "levels", "minutes", "by_month"]);

/** What an acted post pays: a percent, or the difference. */
function ofLevel(row: Tree, scope: Scope): Change[] {
  if ("difference" in row) return [to({ percent: 100 })];
  return [to({ difference: true }), ...within(row, "percent", changesOf("percent", row["percent"], scope))];
}

/** What stands in a row: numbers and lists of the rows' kind, or something with keys of its own. */
const placeIn = (key: string, value: unknown): string => (isTree(value) ? `${key}.row` : key);

function ofTree(key: string, tree: Tree, scope: Scope): Change[] {
  if (key === "levels.row") return ofLevel(tree, scope);
  const isRows = rowKeys.has(key);
  const own = isRows ? ofRows(key, tree) : isCondition(key, tree) ? ofCondition(tree) : [];
  const optional = Object.keys(tree).filter((name) => !told.has(name) && rulesOf.isOptional(scope.rule, name));
  const dropped = isRows ? [] : optional.map((name) => without(tree, name));
  const inside = Object.entries(tree).flatMap(([name, value]) => {
    if (!isRows && (told.has(name) || isToldUnit(name, value))) return [];
    return within(tree, name, changesOf(isRows ? placeIn(key, value) : name, value, scope));
  });
  return [...own, ...dropped, ...inside];
}

function changesOf(key: string, value: unknown, scope: Scope): Change[] {
  if (Array.isArray(value)) return ofList(key, value, scope);
  if (typeof value === "number") return ofNumber(key, value);
  if (typeof value === "boolean") return [to(!value)];
  if (typeof value === "string") return ofText(key, value, scope);
  return isTree(value) ? ofTree(key, value, scope) : [];
}

/* A document */

const days: ReadonlySet<string> = new Set(["tolerance", "classify", "data_validity", "outage", "same_day"]);
const keys: ReadonlySet<string> = new Set(["effective_class", "substitute_class", "start_rule"]);
function formOf(fact: FactRule): Form {
  if (fact.rule === "aggregate" && fact.how === "each") return "counts";
  if (days.has(fact.rule)) return "days";
  return keys.has(fact.rule) ? "text" : "count";
}

function namesIn({ inputs, facts = [] }: PolicyDocument, before = facts.length): ReadonlyMap<string, Form> {
  const ofInputs = Object.entries(inputs).map(([id, { from }]) => [id, sourceOf(from).form] as const);
  const ofFacts = facts.slice(0, before).map((fact) => [fact.id, formOf(fact)] as const);
  return new Map([...ofInputs, ...ofFacts]);
}

type Ruled = { readonly id: string; readonly rule: string };
function ofRule<Rule extends Ruled>(
  rule: Rule,
  scope: Omit<Scope, "rule">,
): { readonly name: string; readonly value: Rule }[] {
  const changes = changesOf("", rule, { ...scope, rule: rule.rule });
  return changes.map(({ name, value }) => ({ name: rule.id + name, value: value as Rule }));
}

function inFacts(document: PolicyDocument, rule: string): Mutant[] {
  const { facts = [] } = document;
  return facts.flatMap((fact, at) => {
    if (fact.rule !== rule) return [];
    const scope = { steps: [], names: namesIn(document, at) };
    return ofRule(fact, scope).map(({ name, value }) => ({ name, document: { ...document, facts: facts.with(at, value) } })); // prettier-ignore
  });
}

function inSteps(document: PolicyDocument, rule: string): Mutant[] {
  const { steps } = document;
  return steps.flatMap((step, at) => {
    if (step.rule !== rule) return [];
    const scope = { steps: steps.slice(0, at).map(({ id }) => id), names: namesIn(document) };
    const own = ofRule(step, scope).map(({ name, value }) => ({ name, document: { ...document, steps: steps.with(at, value) } })); // prettier-ignore
    return [...own, ...("table" in step ? inTable(document, step.table) : [])];
  });
}

function inItems(document: PolicyDocument, rule: string): Mutant[] {
  const { steps } = document;
  return steps.flatMap((step, at) =>
    step.rule !== "sum_cuts"
      ? []
      : step.items.flatMap((item, place) => {
          const scope = { steps: [], names: namesIn(document) };
          const changes = item.rule === rule ? ofRule(item, scope) : [];
          return changes.map(({ name, value }) => ({
            name: `${step.id}.${name}`,
            document: { ...document, steps: steps.with(at, { ...step, items: step.items.with(place, value) }) },
          }));
        }),
  );
}

function inTable(document: PolicyDocument, id: string): Mutant[] {
  const table = document.tables[id];
  const changes = changesOf("", table, { rule: "table", steps: [], names: namesIn(document) });
  return changes.map(({ name, value }) => ({
    name: `tables.${id}${name}`,
    document: { ...document, tables: { ...document.tables, [id]: value } } as PolicyDocument,
  }));
}

/** Notices, whose conditions have every form, and how inputs are read. */
function inConditions(document: PolicyDocument): Mutant[] {
  const scope = { rule: "notice", steps: [], names: namesIn(document) };
  return [...changesOf("notices", document.notices ?? [], scope)]
    .map(({ name, value }) => ({ name: `notices${name}`, document: { ...document, notices: value } as PolicyDocument }))
    .concat(inInputs(document));
}

function inInputs(document: PolicyDocument): Mutant[] {
  const scope = { rule: "input", steps: [], names: namesIn(document) };
  return Object.entries(document.inputs).flatMap(([id, input]) =>
    changesOf("", input, scope).map(({ name, value }) => ({
      name: `inputs.${id}${name}`,
      document: { ...document, inputs: { ...document.inputs, [id]: value } } as PolicyDocument,
    })),
  );
}

/** Whether it can be computed at all: what is refused pays nobody. */
function compiles({ document }: Mutant): boolean {
  try {
    compilePolicy(document, "2026-07" as Period);
    return true;
  } catch {
    return false;
  }
}

/** The mutants of the rule that a small document is named for: `steps.tier`, `items.combine.larger`. */
export function mutantsOf(name: string, document: PolicyDocument): Mutant[] {
  const [part = "conditions", rule = ""] = name.split(".");
  const find = { facts: inFacts, steps: inSteps, items: inItems }[part] ?? inConditions;
  return find(document, rule).filter(compiles);
}
