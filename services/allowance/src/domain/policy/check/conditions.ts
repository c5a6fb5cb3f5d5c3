import { type Condition, type PartialCheck } from "../document.ts";
import { type Path } from "../fault.ts";
import { type Checked, checkKey, checkUse } from "./scope.ts";

/** Conditions within conditions; nobody reads more. */
const deepest = 4;

type Asking = Pick<Checked, "scope" | "report">;

function checkKeys(asking: Asking, input: string, edge: "in" | "not_in", keys: readonly string[], path: Path): void {
  const known = checkUse(asking, input, [...path, "input"], { forms: ["text"] });
  keys.forEach((key, index) => checkKey(known, key, [...path, edge, index], asking.report));
}

/** Keys are compared with `in` and `not_in`, counts with numbers, spans by their days. */
export function checkCondition(asking: Asking, when: Condition, path: Path, depth = 1): void {
  if (depth > deepest) {
    asking.report(path, "POLICY_CONDITION_DEEP", { limit: deepest });
    return;
  }
  if ("all" in when) when.all.forEach((one, index) => checkCondition(asking, one, [...path, "all", index], depth + 1));
  else if ("any" in when)
    when.any.forEach((one, index) => checkCondition(asking, one, [...path, "any", index], depth + 1));
  else if ("not" in when) checkCondition(asking, when.not, [...path, "not"], depth + 1);
  else if ("spans" in when) checkUse(asking, when.spans, [...path, "spans"], { forms: ["spans"] });
  else if ("in" in when) checkKeys(asking, when.input, "in", when.in, path);
  else if ("not_in" in when) checkKeys(asking, when.input, "not_in", when.not_in, path);
  else checkUse(asking, when.input, [...path, "input"], { forms: ["count"] });
}

/** Both are counts of one unit; the fraction is of the form that the schema saw, and no more than all. */
export function checkPartial(checked: Asking, { input, of, lt }: PartialCheck, path: Path): void {
  const known = checkUse(checked, input, [...path, "input"], { forms: ["count"] });
  checkUse(checked, of, [...path, "of"], { forms: ["count"], unit: known?.unit });
  const [num = "0", den = "0"] = lt.split("/");
  if (BigInt(num) <= 0n || BigInt(num) > BigInt(den)) checked.report([...path, "lt"], "POLICY_VALUE_WRONG", { expected: "1/2, 2/3, …" }); // prettier-ignore
}
