import { type Facts, type FactValue, type PolicyDocument } from "@kinerja/allowance/policy";
import { firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { Faults, type InputFault } from "./faults.ts";
import { Reader } from "./read-json.ts";
import { type PayoutInput, readPayout } from "./read-payout.ts";
import { readFacts, readInputs } from "./read-values.ts";

export const inputSchema = "kinerja.compute/1";

export type ComputeInput = {
  readonly period: Period;
  readonly facts: Facts;
  readonly derived: Readonly<Record<string, FactValue>>;
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
  if (faults.found.length > 0 || period === undefined) return { input: undefined, faults: faults.found };
  return { input: { period, facts, derived, payout }, faults: [] };
}
