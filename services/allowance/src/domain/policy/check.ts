import { isDay } from "@kinerja/common/kernel";

import { checkSteps } from "./check-steps.ts";
import { checkTables } from "./check-tables.ts";
import { checkTests } from "./check-tests.ts";
import { type PolicyDocument } from "./document.ts";
import { collectFaults, type Path, type PolicyFault, type Report } from "./fault.ts";

function checkDates({ effective: { from, to }, id, version, supersedes }: PolicyDocument, report: Report): void {
  if (!isDay(from)) report(["effective", "from"], "DATE_FORM");
  if (to !== null && !isDay(to)) report(["effective", "to"], "DATE_FORM");
  if (to !== null && to < from) report(["effective", "to"], "POLICY_DATES");
  if (supersedes && (supersedes.id !== id || supersedes.version >= version))
    report(["supersedes"], "POLICY_SUPERSEDES");
}

/** Every `cite` of the document names a law that is listed. */
function checkCites(value: unknown, laws: ReadonlySet<string>, path: Path, report: Report): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    const law = key === "cite" ? (inner as { legal?: unknown }).legal : undefined;
    if (typeof law === "string" && !laws.has(law))
      report([...place, "legal"], "POLICY_REFERENCE_UNKNOWN", { name: law });
    checkCites(inner, laws, place, report);
  }
}

/** What the schema can't say: references, units, bases, brackets, order. The document has the right shape already. */
export const checkPolicy = (document: PolicyDocument): PolicyFault[] =>
  collectFaults((report) => {
    checkDates(document, report);
    checkCites(document, new Set(Object.keys(document.legal)), [], report);
    checkTables(document, report);
    checkSteps(document, report);
    checkTests(document, report);
  });
