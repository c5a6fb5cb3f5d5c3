import { type Input } from "../domain/policy/document.ts";
import { type Facts, type FactValue, sourceOf, type Unit } from "../domain/policy/sources.ts";
import { isWrittenDay } from "./calendar.ts";
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

const isCount = (value: unknown, most: number): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most;

const isDecimal = (value: unknown, most: number): boolean =>
  (typeof value === "string" || typeof value === "number") &&
  /^\d+(\.\d{1,4})?$/.test(String(value)) &&
  !isLess(whole(most), decimal(String(value)));

const isListOf = (value: unknown, isOne: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isOne);

const isDated = (value: unknown, name: "day" | "from"): boolean =>
  typeof value === "object" && value !== null && isWrittenDay(String((value as Record<string, unknown>)[name]));

const isKey = (value: unknown, { values }: Input): boolean =>
  typeof value === "string" && (values === undefined || values.includes(value));

/** Whether a value can be what the input says. */
function isPossible(input: Input, value: FactValue): boolean {
  const most = input.at_most ?? mostOf[input.unit];
  switch (sourceOf(input.from).form) {
    case "text":
      return isKey(value, input);
    case "decimal":
      return isDecimal(value, most);
    case "count":
    case "rupiah":
      return isCount(value, most);
    case "counts":
      return isListOf(value, (one) => isCount(one, most));
    case "days":
      return isListOf(value, (one) => isDated(one, "day"));
    case "spans":
      return isListOf(value, (one) => isDated(one, "from"));
  }
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
    else if (isPossible(input, value)) world.values.set(id, value);
    else raise(world, "INPUT_IMPOSSIBLE", "BLOCK", input.label);
  }
}
