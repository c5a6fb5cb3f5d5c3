import { isDay } from "@kinerja/common/kernel";

import { type EventRows, type Step, type StepOf } from "../document.ts";
import { type Path, type Report } from "../fault.ts";
import { keysOf } from "../order.ts";
import { checkBrackets, checkPart, checkPercent } from "./brackets.ts";
import { checkPartial } from "./conditions.ts";
import { checkDaysAfter } from "./items.ts";
import { type Checked, checkUse } from "./scope.ts";
import { checkTableUse, hasRange } from "./tables.ts";

export type SpanStep = StepOf<"override_by_month" | "override_by_days" | "rate_per_day_after" | "nth_occurrence" | "duration" | "lag" | "add_share">; // prettier-ignore

export const isSpanStep = (step: Step): step is SpanStep => "spans" in step;

function checkMonths(checked: Checked, step: StepOf<"override_by_month">, path: Path): void {
  const { report } = checked;
  for (const [kind, percents] of Object.entries(step.rows))
    percents.forEach((percent, index) => checkPart(percent, [...path, "rows", kind, index], report));
  checkPart(step.beyond.percent, [...path, "beyond", "percent"], report);
  if (step.flag_if) checkPartial(checked, step.flag_if, [...path, "flag_if"]);
}

/** Rows by the day an event began: the first may hold from the beginning of time, the others begin one after the other. */
function checkEventRows(rows: readonly EventRows[], path: Path, report: Report): void {
  rows.forEach(({ events_from, rows: kinds }, index) => {
    const place = [...path, index];
    const before = rows[index - 1]?.events_from ?? "";
    if (events_from === undefined) {
      if (index > 0) report(place, "POLICY_KEY_MISSING", { name: "events_from" });
    } else if (!isDay(events_from)) report([...place, "events_from"], "DATE_FORM");
    else if (events_from <= before) report([...place, "events_from"], "POLICY_ORDER", { found: events_from, before });
    for (const [kind, { percent }] of Object.entries(kinds))
      checkPercent(percent, [...place, "rows", kind, "percent"], report);
  });
}

function checkLag({ report }: Checked, { rows, offsets }: StepOf<"lag">, path: Path): void {
  for (const [kind, percent] of Object.entries(rows)) checkPercent(percent, [...path, "rows", kind], report);
  const [unit, numbers] = "months" in offsets ? (["months", offsets.months] as const) : (["years", offsets.years] as const); // prettier-ignore
  numbers.forEach((number, index) => {
    const before = numbers[index - 1];
    if (before !== undefined && number <= before)
      report([...path, "offsets", unit, index], "POLICY_ORDER", { found: number, before });
  });
}

/** The acted post is paid by its class, so its table has that one key. */
function checkActing(checked: Checked, { table: name, levels }: StepOf<"add_share">, path: Path): void {
  const { report } = checked;
  const table = checkTableUse(checked, name, [...path, "table"], "rupiah");
  if (table && (keysOf(table).length > 1 || hasRange(table)))
    report([...path, "table"], "POLICY_TABLE_UNFIT", { name });
  for (const [level, row] of Object.entries(levels))
    if ("percent" in row) checkPercent(row.percent, [...path, "levels", level, "percent"], report);
}

/** Rules that look at times with a beginning and an end. */
export function checkSpanStep(checked: Checked, step: SpanStep, path: Path): void {
  checkUse(checked, step.spans, [...path, "spans"], { forms: ["spans"] });
  switch (step.rule) {
    case "override_by_month":
      return checkMonths(checked, step, path);
    case "override_by_days":
      step.brackets.forEach(({ percent }, index) =>
        checkPart(percent, [...path, "brackets", index, "percent"], checked.report),
      );
      return checkBrackets(step.brackets, [...path, "brackets"], true, checked.report);
    case "rate_per_day_after":
      return checkDaysAfter(step, path, checked.report);
    case "nth_occurrence":
      return step.rows.forEach((percent, index) => checkPart(percent, [...path, "rows", index], checked.report));
    case "duration":
      return checkEventRows(step.rows, [...path, "rows"], checked.report);
    case "lag":
      return checkLag(checked, step, path);
    case "add_share":
      return checkActing(checked, step, path);
  }
}
