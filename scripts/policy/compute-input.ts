import { type Facts, type FactValue, type PolicyDocument, type SourceName } from "@kinerja/allowance/policy";
import { daysInMonth, firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { Faults, type InputFault } from "./faults.ts";
import { judgeFacts, judgeInputs } from "./judge-values.ts";
import { type JsonObject, Reader } from "./read-json.ts";
import { type PayoutInput, readPayout } from "./read-payout.ts";
import { readFacts, readInputs } from "./read-values.ts";

export const inputSchema = "kinerja.compute/1";

export type ComputeInput = {
  readonly period: Period;
  readonly facts: Facts;
  readonly derived: Readonly<Record<string, FactValue>>;
  /** Inputs that were left out and that the month itself says, by their id. */
  readonly taken: Readonly<Record<string, number>>;
  readonly payout: PayoutInput | undefined;
};
export type ReadInput =
  | { readonly input: ComputeInput; readonly faults: readonly [] }
  | { readonly input: undefined; readonly faults: readonly InputFault[] };

const keys = ["schema", "name", "period", "inputs", "facts", "payout"];
const examples = { schema: `"${inputSchema}"`, period: '"2026-07"', inputs: '{ "class": "11" }' };

function readPeriod(reader: Reader, { effective: { from, to } }: PolicyDocument, value: unknown): Period | undefined {
  const period = reader.period(value, "$.period");
  if (period === undefined) return undefined;
  const isInForce = from <= lastDay(period) && (to === null || to >= firstDay(period));
  return reader.faults.unless(isInForce ? period : undefined, "$.period", "PERIOD_OUTSIDE", { from, to: to ?? "…" });
}

/** What the month says: its days, and that who came or left in it would have said so. A run never takes these for granted. */
const saidByMonth: ReadonlySet<string> = new Set(["calendar.days_of_month", "roster.paid_days"]);

function takenFrom({ inputs }: PolicyDocument, facts: Facts, period: Period): Readonly<Record<string, number>> {
  const missing = Object.entries(inputs).filter(([, { from }]) => saidByMonth.has(from) && facts[from] === undefined);
  return Object.fromEntries(missing.map(([id]) => [id, daysInMonth(period)]));
}

function withTaken({ inputs }: PolicyDocument, facts: Facts, taken: Readonly<Record<string, number>>): Facts {
  const known: Partial<Record<SourceName, FactValue>> = { ...facts };
  for (const [id, { from }] of Object.entries(inputs)) {
    const days = taken[id];
    if (days !== undefined) known[from] = days;
  }
  return known;
}

/** What can't be can only be said of a month that is known. */
function judge(faults: Faults, document: PolicyDocument, period: Period | undefined, object: JsonObject): void {
  if (period === undefined) return;
  judgeInputs(faults, document, period, object["inputs"]);
  judgeFacts(faults, document, period, object["facts"]);
}

/** Reads what the command line and a facts file hold: everything that is wrong is told at once. */
export function readComputeInput(document: PolicyDocument, text: string): ReadInput {
  const faults = new Faults();
  const reader = new Reader(faults);
  const value = reader.json(text);
  if (faults.found.length > 0) return { input: undefined, faults: faults.found };
  const object = reader.record(value, "$", keys) ?? {};
  if (faults.found.length > 0 || !reader.needs(object, "$", examples))
    return { input: undefined, faults: faults.found };
  if (object["schema"] !== inputSchema) faults.add("$.schema", "SCHEMA", { expected: inputSchema });
  const period = readPeriod(reader, document, object["period"]);
  const facts = readInputs(reader, document, object["inputs"], "$.inputs");
  const derived = object["facts"] === undefined ? {} : readFacts(reader, document, object["facts"], "$.facts");
  const payout = object["payout"] === undefined ? undefined : readPayout(reader, object["payout"], "$.payout");
  judge(faults, document, period, object);
  if (faults.found.length > 0 || period === undefined) return { input: undefined, faults: faults.found };
  const taken = takenFrom(document, facts, period);
  return { input: { period, facts: withTaken(document, facts, taken), derived, taken, payout }, faults: [] };
}
