import { type PolicyDocument, type Step } from "../document.ts";
import { type Path, type Report } from "../fault.ts";
import { componentOf, inputsOf, inputsOfCondition, inputsOfFact, keysOf, restsOn, resultsOf, tablesOf } from "../order.ts"; // prettier-ignore

/** One result for each component, one of them the main one, each with a gross of its own. */
function checkComponents(steps: readonly Step[], report: Report): void {
  const seen = new Set<string>();
  const grosses = new Set<string>();
  steps.forEach((step, index) => {
    if (step.rule !== "result") return;
    const [path, component]: [Path, string] = [["steps", index], componentOf(step)];
    if (seen.has(component)) report(path, "POLICY_COMPONENT", { name: component });
    else if (grosses.has(step.gross)) report([...path, "gross"], "POLICY_COUNTED_TWICE");
    seen.add(component);
    grosses.add(step.gross);
  });
  if (!seen.has("main")) report(["steps"], "POLICY_RESULT", { found: seen.size });
}

/** What no result rests on would be computed for nothing, so it was forgotten somewhere. */
export function checkResults(steps: readonly Step[], report: Report): void {
  checkComponents(steps, report);
  const results = resultsOf(steps);
  if (results.length === 0) return;
  const used = restsOn(steps, ...results.map(({ id }) => id));
  steps.forEach(({ id }, index) => {
    if (!used.has(id)) report(["steps", index], "POLICY_STEP_UNUSED", { name: id });
  });
}

/** Inputs and facts that something in the document names. */
export function namesUsed({
  facts = [],
  notices = [],
  steps,
  tables,
  payout: { tax },
}: PolicyDocument): ReadonlySet<string> {
  // prettier-ignore
  return new Set([
    ...facts.flatMap(inputsOfFact),
    ...notices.flatMap(({ when }) => inputsOfCondition(when)),
    ...steps.flatMap(inputsOf),
    ...Object.values(tables).flatMap(keysOf),
    ...(tax !== "none" && tax.method === "final" ? [tax.by] : []),
  ]);
}

/** Inputs, facts and tables that nothing names: misspelt, or left over. */
export function checkUnused(document: PolicyDocument, report: Report): void {
  const used = namesUsed(document);
  const tables = new Set(document.steps.flatMap(tablesOf)).add(document.anomalies?.over_maximum?.of ?? "");
  for (const name of Object.keys(document.inputs))
    if (!used.has(name)) report(["inputs", name], "POLICY_NAME_UNUSED", { name });
  document.facts?.forEach(({ id }, index) => {
    if (!used.has(id)) report(["facts", index], "POLICY_NAME_UNUSED", { name: id });
  });
  for (const name of Object.keys(document.tables))
    if (!tables.has(name)) report(["tables", name], "POLICY_NAME_UNUSED", { name });
}
