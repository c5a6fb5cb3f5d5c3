import { isDay, type Period } from "@kinerja/common/kernel";

import { checkAnomalies } from "./check/anomalies.ts";
import { checkExamples } from "./check/examples.ts";
import { checkFacts, checkNotices } from "./check/facts.ts";
import { checkInputs } from "./check/inputs.ts";
import { checkPayout } from "./check/payout.ts";
import { checkCites, checkPlaces } from "./check/places.ts";
import { checkUnused } from "./check/results.ts";
import { type Checked, scopeOf } from "./check/scope.ts";
import { checkSteps } from "./check/steps.ts";
import { checkTables } from "./check/tables.ts";
import { compilePolicy, StepTooLarge } from "./compile.ts";
import { type PolicyDocument } from "./document.ts";
import { collectFaults, type PolicyFault, type Report } from "./fault.ts";

function checkDates({ effective: { from, to }, id, version, supersedes }: PolicyDocument, report: Report): void {
  if (!isDay(from)) report(["effective", "from"], "DATE_FORM");
  if (to !== null && !isDay(to)) report(["effective", "to"], "DATE_FORM");
  if (to !== null && to < from) report(["effective", "to"], "POLICY_DATES");
  if (supersedes && (supersedes.id !== id || supersedes.version >= version))
    report(["supersedes"], "POLICY_SUPERSEDES");
}

const checkMeaning = (document: PolicyDocument): PolicyFault[] =>
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
    checkAnomalies(document, report);
    checkExamples(checked);
  });

/** Whether the engine can hold the numbers of a document that has no other fault. */
function checkNumbers(document: PolicyDocument, report: Report): void {
  try {
    compilePolicy(document, document.effective.from.slice(0, 7) as Period);
  } catch (error) {
    if (!(error instanceof StepTooLarge)) throw error;
    const index = document.steps.findIndex(({ id }) => id === error.step);
    report(["steps", index], "POLICY_NUMBERS_LARGE", { name: error.step });
  }
}

/** What the schema can't say: references, units, bases, brackets, order, numbers. The document has the right shape already. */
export function checkPolicy(document: PolicyDocument): PolicyFault[] {
  const faults = checkMeaning(document);
  return faults.length > 0 ? faults : collectFaults((report) => checkNumbers(document, report));
}
