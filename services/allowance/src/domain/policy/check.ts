import { isDay } from "@kinerja/common/kernel";

import { checkSteps } from "./check-steps.ts";
import { checkTables } from "./check-tables.ts";
import { checkTests } from "./check-tests.ts";
import { type Cite, type PolicyDocument } from "./document.ts";
import { collectFaults, type Path, type PolicyFault, type Report } from "./fault.ts";

function checkDates({ effective: { from, to }, id, version, supersedes }: PolicyDocument, report: Report): void {
  if (!isDay(from)) report(["effective", "from"], "DATE_FORM");
  if (to !== null && !isDay(to)) report(["effective", "to"], "DATE_FORM");
  if (to !== null && to < from) report(["effective", "to"], "POLICY_DATES");
  if (supersedes && (supersedes.id !== id || supersedes.version >= version))
    report(["supersedes"], "POLICY_SUPERSEDES");
}

type Found = { readonly path: Path; readonly cite: Cite };

/** Every `cite` of a part of the document, at any depth. */
function citesOf(value: unknown, path: Path): Found[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): Found[] => {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    return key === "cite" ? [{ path: place, cite: inner as Cite }] : citesOf(inner, place);
  });
}

/** Every `cite` names a law that is listed, and every wording an article that is cited: else its name is misspelt. */
function checkCites({ legal, tables, steps, payout }: PolicyDocument, report: Report): void {
  const found = citesOf({ tables, steps, payout }, []);
  for (const { path, cite } of found)
    if (!Object.hasOwn(legal, cite.legal)) report([...path, "legal"], "POLICY_REFERENCE_UNKNOWN", { name: cite.legal });
  for (const [law, { wording = {} }] of Object.entries(legal)) {
    const cited = new Set(found.flatMap(({ cite }) => (cite.legal === law ? [cite.article] : [])));
    for (const article of Object.keys(wording))
      if (!cited.has(article))
        report(["legal", law, "wording", article], "POLICY_REFERENCE_UNKNOWN", { name: article });
  }
}

/** What the schema can't say: references, units, bases, brackets, order. The document has the right shape already. */
export const checkPolicy = (document: PolicyDocument): PolicyFault[] =>
  collectFaults((report) => {
    checkDates(document, report);
    checkCites(document, report);
    checkTables(document, report);
    checkSteps(document, report);
    checkTests(document, report);
  });
