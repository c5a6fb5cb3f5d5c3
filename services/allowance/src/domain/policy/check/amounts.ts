import { add, compare, parseRational, rational, zero } from "@kinerja/common/kernel";

import { type Step, type StepOf } from "../document.ts";
import { type Path, type Report } from "../fault.ts";
import { referencesOf } from "../order.ts";
import { type Checked } from "./scope.ts";

/** What the value of a step is: rupiah, a cut that waits for its base, points of a score, or the end. */
type Kind = "amount" | "cut" | "points" | "result";

/** A sum of points is points; every other rule makes an amount of what it reads. */
export function kindOf(byId: Checked["byId"], step: Step, seen: ReadonlySet<string> = new Set()): Kind {
  if (step.rule === "sum_cuts") return "cut";
  if (step.rule === "score_sum") return "points";
  if (step.rule === "result") return "result";
  const [first = ""] = step.rule === "sum" ? step.of : [];
  const part = seen.has(step.id) ? undefined : byId.get(first);
  return part && kindOf(byId, part, new Set([...seen, step.id])) === "points" ? "points" : "amount";
}

const readable: Readonly<Partial<Record<Step["rule"], readonly Kind[]>>> = {
  point_value: ["points"],
  product: ["amount", "points"],
};

/** Points are made an amount by point_value or product, and an amount is no points. Cuts have their own rule. */
function checkKinds({ byId, report }: Checked, step: Step, path: Path): void {
  const expected = readable[step.rule] ?? (step.rule === "sum" ? [kindOf(byId, step)] : ["amount"]);
  for (const id of referencesOf(step)) {
    const read = byId.get(id);
    const found = read && kindOf(byId, read);
    if (found && found !== "cut" && !expected.includes(found))
      report(path, "POLICY_VALUE_KIND", { name: id, found, expected: expected.join(" | ") });
  }
}

/** A cut is percent of one base: it meets that base in `subtract`, and nothing else. */
function checkBases({ byId, report }: Checked, step: Step, path: Path): void {
  const isCut = (id: string): boolean => byId.get(id)?.rule === "sum_cuts";
  if (step.rule === "subtract") {
    const cut = byId.get(step.cut);
    if (cut && cut.rule !== "sum_cuts") report([...path, "cut"], "POLICY_BASE_MISMATCH", { name: step.cut });
    if (isCut(step.of)) report([...path, "of"], "POLICY_BASE_MISMATCH", { name: step.of });
    else if (cut?.rule === "sum_cuts" && cut.of !== step.of)
      report([...path, "of"], "POLICY_BASE_MISMATCH", { name: step.of, expected: cut.of });
    return;
  }
  for (const id of referencesOf(step).filter(isCut)) report(path, "POLICY_BASE_MISMATCH", { name: id });
}

const listing: ReadonlySet<Step["rule"]> = new Set<Step["rule"]>(["sum", "min", "max"]);

/** Every step that is named exists, none is counted twice, and each gives what is needed. */
export function checkAmounts(checked: Checked, step: Step, path: Path): void {
  const { byId, report } = checked;
  const references = referencesOf(step);
  for (const id of references) if (!byId.has(id)) report(path, "POLICY_REFERENCE_UNKNOWN", { name: id });
  if (listing.has(step.rule) && new Set(references).size < references.length)
    report([...path, "of"], "POLICY_COUNTED_TWICE");
  if (step.rule === "difference" && step.of === step.less) report([...path, "less"], "POLICY_COUNTED_TWICE");
  checkKinds(checked, step, path);
  checkBases(checked, step, path);
}

type Placed = StepOf<"share"> & { readonly index: number };

/** The weights of one base are all of it, no more and no less. */
export function checkShares(steps: readonly Step[], report: Report): void {
  const shares = steps.flatMap((step, index): Placed[] => (step.rule === "share" ? [{ ...step, index }] : []));
  for (const base of new Set(shares.map(({ of }) => of))) {
    const parts = shares.filter(({ of }) => of === base);
    const total = parts.map(({ percent }) => parseRational(String(percent)) ?? zero).reduce(add, zero);
    const [first] = parts;
    if (compare(total, rational(100n)) !== 0 && first)
      report(["steps", first.index, "percent"], "POLICY_SHARES", { base });
  }
}
