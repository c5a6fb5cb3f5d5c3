import { type Step, type StepOf } from "./document.ts";
import { restsOn } from "./order.ts";

/** The amounts that a step carries on towards the net: not those it only looks at, as the base of a percent or what is taken away. */
function carriedBy(step: Step): readonly string[] {
  if (step.rule === "sum") return step.of;
  if (step.rule === "min" || step.rule === "max") return step.of.slice(0, 1);
  if (step.rule === "subtract") return [step.of, step.cut];
  if ("replaces" in step) return [step.replaces];
  if (step.rule === "sum_cuts" || !("of" in step) || typeof step.of !== "string") return [];
  return [step.of];
}

/** The steps between a result's gross and its net: their changes, and the items of their cuts, lead from one to the other. */
export function pathOf(steps: readonly Step[], { gross, net }: StepOf<"result">): ReadonlySet<string> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const before = restsOn(steps, gross);
  const path = new Set<string>();
  const visit = (id: string): void => {
    const step = byId.get(id);
    if (!step || before.has(id) || path.has(id)) return;
    path.add(id);
    carriedBy(step).forEach(visit);
  };
  visit(net);
  return path;
}
