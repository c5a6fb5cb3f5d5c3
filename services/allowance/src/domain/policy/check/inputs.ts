import { parseRational } from "@kinerja/common/kernel";

import { type Input, type PolicyDocument } from "../document.ts";
import { type Path, type Report } from "../fault.ts";
import { type Form, sourceOf } from "../sources.ts";

/** As the platform hands them over: at most four digits behind the point. */
const decimalText = /^\d{1,12}(\.\d{1,4})?$/;

export const isDecimal = (value: unknown): boolean =>
  (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) ||
  (typeof value === "string" && decimalText.test(value));

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

/** What may be assumed where nothing is known. A list is empty then, which is written 0. */
const assumable: Readonly<Record<Form, readonly [fits: (value: number | string) => boolean, expected: string]>> = {
  text: [(value) => typeof value === "string", "text"],
  count: [isCount, "0, 1, 2, …"],
  decimal: [isDecimal, '0, 1, "2.5", …'],
  rupiah: [isCount, "0, 1, 2, …"],
  counts: [(value) => value === 0, "0"],
  days: [(value) => value === 0, "0"],
  spans: [(value) => value === 0, "0"],
};

function checkAssumed({ from, on_missing, values, at_most }: Input, path: Path, report: Report): void {
  if (on_missing === "block") return;
  const { assume } = on_missing;
  const place = [...path, "on_missing", "assume"];
  const [fits, expected] = assumable[sourceOf(from).form];
  const amount = parseRational(String(assume));
  if (!fits(assume)) report(place, "POLICY_VALUE_WRONG", { expected });
  else if (values && typeof assume === "string" && !values.includes(assume))
    report(place, "POLICY_VALUE_UNKNOWN", { found: assume, known: values.join(", ") });
  else if (at_most !== undefined && amount && amount.num > BigInt(at_most) * amount.den)
    report(place, "POLICY_VALUE_WRONG", { expected: `≤ ${String(at_most)}` });
}

function checkInput(input: Input, path: Path, report: Report): void {
  const { from, unit, values, at_most } = input;
  const source = sourceOf(from);
  if (unit !== source.unit) report([...path, "unit"], "POLICY_UNIT_WRONG", { expected: source.unit, found: unit });
  const isNumber = !["text", "days", "spans"].includes(source.form);
  if (at_most !== undefined && !isNumber) report([...path, "at_most"], "POLICY_KEY_UNFIT", { name: "at_most" });
  if (values && source.form !== "text") report([...path, "values"], "POLICY_KEY_UNFIT", { name: "values" });
  checkAssumed(input, path, report);
}

/** Inputs have the unit of their source, and assume what it could have said. */
export function checkInputs({ inputs }: PolicyDocument, report: Report): void {
  for (const [id, input] of Object.entries(inputs)) checkInput(input, ["inputs", id], report);
}
