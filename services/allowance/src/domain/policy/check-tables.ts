import { parseRational } from "@kinerja/common/kernel";

import { type Input, type Percent, type PolicyDocument } from "./document.ts";
import { type Path, type Report } from "./fault.ts";
import { sourceOf } from "./sources.ts";

const longestPercent = 40;

export function checkPercent(percent: Percent, path: Path, report: Report): void {
  const value = String(percent).length <= longestPercent ? parseRational(String(percent)) : undefined;
  if (!value || value.num < 0n) report(path, "POLICY_PERCENT");
}

function checkInput({ from, unit, on_missing }: Input, path: Path, report: Report): void {
  const source = sourceOf(from);
  if (unit !== source.unit) report([...path, "unit"], "POLICY_UNIT_WRONG", { expected: source.unit, found: unit });
  if (on_missing === "block") return;
  const { assume } = on_missing;
  const fits =
    source.form === "text" ? typeof assume === "string" : Number.isSafeInteger(assume) && Number(assume) >= 0;
  if (!fits) report([...path, "on_missing", "assume"], "POLICY_VALUE_WRONG");
}

/** Inputs have the unit of their source; tables have a key, and amounts that are whole rupiah. */
export function checkTables({ inputs, tables }: PolicyDocument, report: Report): void {
  for (const [id, input] of Object.entries(inputs)) checkInput(input, ["inputs", id], report);
  for (const [id, { key, unit, rows }] of Object.entries(tables)) {
    const path = ["tables", id];
    const input = inputs[key];
    if (!input) report([...path, "key"], "POLICY_REFERENCE_UNKNOWN", { name: key });
    else if (input.unit !== "key")
      report([...path, "key"], "POLICY_UNIT_WRONG", { expected: "key", found: input.unit });
    for (const [row, value] of Object.entries(rows)) {
      const place = [...path, "rows", row];
      if (unit === "percent") checkPercent(value, place, report);
      else if (!Number.isSafeInteger(value) || Number(value) < 0) report(place, "POLICY_RUPIAH");
    }
  }
}
