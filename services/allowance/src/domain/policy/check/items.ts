import { compare, parseRational } from "@kinerja/common/kernel";

import { type CutItem, type Percent, type StepOf } from "../document.ts";
import { type Path, type Report } from "../fault.ts";
import { checkBrackets, checkEdges, checkPercent } from "./brackets.ts";
import { checkCondition } from "./conditions.ts";
import { type Checked, checkUse } from "./scope.ts";

type CutItemOf<Rule extends CutItem["rule"]> = Extract<CutItem, { rule: Rule }>;
type DaysAfter = Pick<CutItemOf<"rate_per_day_after">, "percent" | "grace_days" | "until_days">;

/** Days are charged after the time of grace and until a later day. */
export function checkDaysAfter({ percent, grace_days, until_days }: DaysAfter, path: Path, report: Report): void {
  checkPercent(percent, [...path, "percent"], report);
  if (until_days !== undefined && until_days <= grace_days)
    report([...path, "until_days"], "POLICY_VALUE_WRONG", { expected: `> ${String(grace_days)}` });
}

const isMore = (a: Percent, b: Percent): boolean => {
  const [first, second] = [parseRational(String(a)), parseRational(String(b))];
  return first !== undefined && second !== undefined && compare(first, second) > 0;
};

function checkCombine(checked: Checked, item: CutItemOf<"combine">, path: Path): void {
  const { report } = checked;
  checkUse(checked, item.days, [...path, "days"], { forms: ["days"] });
  for (const part of ["a", "b"] as const) checkBrackets(item[part].brackets, [...path, part, "brackets"], true, report);
  if (item.a.item === item.b.item) report([...path, "b", "item"], "POLICY_COUNTED_TWICE");
  checkPercent(item.min, [...path, "min"], report);
  checkPercent(item.max, [...path, "max"], report);
  if (isMore(item.min, item.max)) report([...path, "max"], "POLICY_RANGE_EMPTY");
}

function checkItem(checked: Checked, item: CutItem, path: Path): void {
  const { report } = checked;
  switch (item.rule) {
    case "rate_per_unit":
      checkPercent(item.percent, [...path, "percent"], report);
      if (checkUse(checked, item.input, [...path, "input"], { forms: ["count"] }))
        checkUse(checked, item.input, [...path, "per"], { forms: ["count"], unit: item.per });
      return;
    case "tier":
      checkUse(checked, item.input, [...path, "input"], { forms: [item.per === "month" ? "count" : "counts"] });
      return checkBrackets(item.brackets, [...path, "brackets"], true, report);
    case "combine":
      return checkCombine(checked, item, path);
    case "negative_item":
      checkPercent(item.percent, [...path, "percent"], report);
      return void checkUse(checked, item.input, [...path, "input"], { forms: ["count"] });
    case "rate_per_day_after":
      checkUse(checked, item.spans, [...path, "spans"], { forms: ["spans"] });
      return checkDaysAfter(item, path, report);
  }
}

export function checkCuts(checked: Checked, { items, waive }: StepOf<"sum_cuts">, path: Path): void {
  items.forEach((item, index) => checkItem(checked, item, [...path, "items", index]));
  if (waive) checkCondition(checked, waive.when, [...path, "waive", "when"]);
}

/** Points by brackets of a score or a count, or a share of the most by a percent. */
export function checkScores(checked: Checked, { items }: StepOf<"score_sum">, path: Path): void {
  items.forEach((item, index) => {
    const place = [...path, "items", index];
    if ("max" in item) {
      checkUse(checked, item.input, [...place, "input"], { forms: ["decimal", "count"], unit: "percent" });
      return;
    }
    const known = checkUse(checked, item.input, [...place, "input"], { forms: ["decimal", "count"] });
    if (known) checkEdges(item.brackets, [...place, "brackets"], known.form === "count", checked.report);
  });
}

/** An id stands once, and is not that of a line which the rule adds itself. */
export function checkItemIds(
  items: readonly { readonly id: string }[],
  taken: readonly string[],
  path: Path,
  report: Report,
): void {
  // prettier-ignore
  const seen = new Set(taken);
  items.forEach(({ id }, index) => {
    if (seen.has(id)) report([...path, index, "id"], "POLICY_ID_REPEATED", { name: id });
    seen.add(id);
  });
}
