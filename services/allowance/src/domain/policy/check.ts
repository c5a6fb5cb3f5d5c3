import { isDay } from "@kinerja/common/kernel";

import { checkExamples } from "./check/examples.ts";
import { checkFacts, checkNotices } from "./check/facts.ts";
import { checkInputs } from "./check/inputs.ts";
import { checkPayout } from "./check/payout.ts";
import { checkCites, checkPlaces } from "./check/places.ts";
import { checkUnused } from "./check/results.ts";
import { type Checked, scopeOf } from "./check/scope.ts";
import { checkSteps } from "./check/steps.ts";
import { checkTables } from "./check/tables.ts";
import { type PolicyDocument } from "./document.ts";
import { collectFaults, type PolicyFault, type Report } from "./fault.ts";

function checkDates({ effective: { from, to }, id, version, supersedes }: PolicyDocument, report: Report): void {
  if (!isDay(from)) report(["effective", "from"], "DATE_FORM");
  if (to !== null && !isDay(to)) report(["effective", "to"], "DATE_FORM");
  if (to !== null && to < from) report(["effective", "to"], "POLICY_DATES");
  if (supersedes && (supersedes.id !== id || supersedes.version >= version))
    report(["supersedes"], "POLICY_SUPERSEDES");
}

/** What the schema can't say: references, units, bases, brackets, order. The document has the right shape already. */
export const checkPolicy = (document: PolicyDocument): PolicyFault[] =>
  collectFaults((report) => {
    const byId = new Map(document.steps.map((step) => [step.id, step]));
    const checked: Checked = { document, scope: scopeOf(document), byId, report };
    checkDates(document, report);
    checkCites(document, report);
    checkPlaces(document, report);
    checkInputs(document, report);
    checkFacts(checked);
    checkNotices(checked);
    checkTables(checked);
    checkSteps(checked);
    checkUnused(document, report);
    checkPayout(checked);
    checkExamples(checked);
  });
