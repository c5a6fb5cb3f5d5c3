import { parseRational } from "@kinerja/common/kernel";

import { type PolicyDocument } from "./document.ts";
import { type Report } from "./fault.ts";

const totals: ReadonlySet<string> = new Set(["gross", "cut", "net"]);

/** A worked example speaks of inputs and steps that exist. */
export function checkTests({ inputs, steps, tests }: PolicyDocument, report: Report): void {
  const ids = new Set(
    steps.flatMap((step) =>
      step.rule === "sum_cuts" ? [step.id, ...step.items.map(({ id }) => `${step.id}.${id}`)] : [step.id],
    ),
  );
  tests.forEach(({ given, expect }, index) => {
    for (const name of Object.keys(given))
      if (!Object.hasOwn(inputs, name)) report(["tests", index, "given", name], "POLICY_REFERENCE_UNKNOWN", { name });
    for (const [name, value] of Object.entries(expect)) {
      const path = ["tests", index, "expect", name];
      if (!ids.has(name) && !totals.has(name)) report(path, "POLICY_REFERENCE_UNKNOWN", { name });
      else if (!parseRational(String(value))) report(path, "POLICY_VALUE_WRONG");
    }
  });
}
