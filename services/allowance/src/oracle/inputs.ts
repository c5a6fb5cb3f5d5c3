import { type FactRule, type FactRuleOf, type Input } from "../domain/policy/document.ts";
import { type Facts, type FactValue, type Form, sourceOf, type Unit } from "../domain/policy/sources.ts";
import { dayNumber, isWrittenDay, monthOf } from "./calendar.ts";
import { decimal, isLess, whole } from "./fraction.ts";
import { raise, type World } from "./world.ts";

/** The most that is possible where the document says nothing else. */
const mostOf: Readonly<Record<Unit, number>> = {
  key: 0,
  span: 0,
  day: 62,
  event: 62,
  minute: 44_640,
  hour: 744,
  percent: 1_000,
  point: 1_000,
  rupiah: 1_000_000_000,
};

/** How a value must be written, and the numbers that it can be. */
type Written = { readonly form: Form; readonly least: number; readonly most: number };

const isCount = (value: unknown, least: number, most: number): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;

const isDecimal = (value: unknown, most: number): boolean =>
  (typeof value === "string" || typeof value === "number") &&
  /^\d+(\.\d{1,4})?$/.test(String(value)) &&
  !isLess(whole(most), decimal(String(value)));

const isText = (value: unknown): boolean => typeof value === "string";
const isBoolean = (value: unknown): boolean => typeof value === "boolean";
const isDay = (value: unknown): value is string => typeof value === "string" && isWrittenDay(value);
const isClock = (value: unknown): boolean => typeof value === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
const isMinutesOfDay = (value: unknown): boolean => isCount(value, 0, 1_440);

type Parts = Readonly<Record<string, unknown>>;
const partsOf = (value: unknown): Parts => (typeof value === "object" && value !== null ? (value as Parts) : {});
/** Each of them, where it is there. */
const areIfThere = (parts: Parts, names: readonly string[], isOne: (value: unknown) => boolean): boolean =>
  names.every((name) => parts[name] === undefined || isOne(parts[name]));

function isDayOfMonth(world: World, value: unknown): boolean {
  const parts = partsOf(value);
  if (!isDay(parts["day"]) || monthOf(dayNumber(parts["day"])) !== world.month) return false;
  return (
    isBoolean(parts["work"]) &&
    isText(parts["status"]) &&
    areIfThere(parts, ["late", "early", "away"], isMinutesOfDay) &&
    areIfThere(parts, ["missed_in", "missed_out"], isBoolean) &&
    areIfThere(parts, ["check_in", "check_out"], isClock)
  );
}

function isSpan(value: unknown): boolean {
  const parts = partsOf(value);
  const { kind, from, to } = parts;
  if (!isText(kind) || !isDay(from)) return false;
  if (to !== undefined && !(isDay(to) && from <= to)) return false;
  return areIfThere(parts, ["class", "level"], isText) && areIfThere(parts, ["pending"], isBoolean);
}

const isListOf = (value: unknown, isOne: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isOne);

const isEachOnce = (days: unknown): boolean => {
  const names = (days as readonly unknown[]).map((day) => partsOf(day)["day"]);
  return new Set(names).size === names.length;
};

function isWritten(world: World, { form, least, most }: Written, value: unknown): boolean {
  switch (form) {
    case "text":
      return isText(value);
    case "decimal":
      return isDecimal(value, most);
    case "count":
    case "rupiah":
      return isCount(value, least, most);
    case "counts":
      return isListOf(value, (one) => isCount(one, least, most));
    case "days":
      return isListOf(value, (one) => isDayOfMonth(world, one)) && isEachOnce(value);
    case "spans":
      return isListOf(value, isSpan);
  }
}

/** Whether a value can be what the input says. */
function isPossible(world: World, { from, unit, at_most, values }: Input, value: FactValue): boolean {
  const { form } = sourceOf(from);
  if (form === "text" && values !== undefined && !values.some((key) => key === value)) return false;
  return isWritten(world, { form, least: 0, most: at_most ?? mostOf[unit] }, value);
}

/** What stands for an input that is missing; undefined where the row can't be paid without it. */
function assumed({ from, on_missing }: Input): FactValue | undefined {
  if (on_missing === "block") return undefined;
  return ["counts", "days", "spans"].includes(sourceOf(from).form) ? [] : on_missing.assume;
}

function readMissing(world: World, id: string, input: Input): void {
  const instead = assumed(input);
  if (instead === undefined || input.on_missing === "block") {
    raise(world, "INPUT_MISSING", "BLOCK", input.label);
    return;
  }
  world.values.set(id, instead);
  const { flag } = input.on_missing;
  if (flag !== "none") raise(world, "INPUT_ASSUMED", flag === "warn" ? "WARN" : "NOTE", input.label);
}

/** Every input of the document, whether a rule needs it this month or not. */
export function readInputs(world: World, facts: Facts): void {
  for (const [id, input] of Object.entries(world.document.inputs)) {
    const value = facts[input.from];
    if (value === undefined) readMissing(world, id, input);
    else if (isPossible(world, input, value)) world.values.set(id, value);
    else raise(world, "INPUT_IMPOSSIBLE", "BLOCK", input.label);
  }
}

/* Facts that are given instead of being made */

function unitOf({ take, how }: FactRuleOf<"aggregate">): Unit {
  if (take === "days" || how === "count") return "day";
  return take === "missed" ? "event" : "minute";
}

const counted = (unit: Unit): Written => ({ form: "count", least: 0, most: mostOf[unit] });
/** What can be taken away as well. */
const balance = (unit: Unit): Written => ({ form: "count", least: -mostOf[unit], most: mostOf[unit] });

const days: Written = { form: "days", least: 0, most: mostOf.day };
const key: Written = { form: "text", least: 0, most: mostOf.key };

type Makes = { readonly [Rule in FactRule["rule"]]: (rule: FactRuleOf<Rule>) => Written };

/** What a rule makes. */
const makes: Makes = {
  aggregate: (rule) => ({ ...counted(unitOf(rule)), form: rule.how === "each" ? "counts" : "count" }),
  tolerance: () => days,
  classify: () => days,
  data_validity: () => days,
  outage: () => days,
  same_day: () => days,
  credit: () => balance("minute"),
  total: ({ unit, floor }) => (floor === "zero" ? counted(unit) : balance(unit)),
  count_spans: () => counted("event"),
  span_days: () => counted("day"),
  effective_class: () => key,
  substitute_class: () => key,
  start_rule: () => key,
};

/** A given fact must be written as an input is: nobody has made it from one. */
export function readGiven(world: World, derived: Readonly<Record<string, FactValue>>): void {
  for (const rule of world.document.facts ?? []) {
    const value = Object.hasOwn(derived, rule.id) ? derived[rule.id] : undefined;
    if (value === undefined) continue;
    const made = makes[rule.rule] as (rule: FactRule) => Written;
    if (isWritten(world, made(rule), value)) world.values.set(rule.id, value);
    else raise(world, "INPUT_IMPOSSIBLE", "BLOCK", rule.label);
  }
}
