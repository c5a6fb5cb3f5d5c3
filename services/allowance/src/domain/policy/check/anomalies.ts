import { compare, parseRational, rational } from "@kinerja/common/kernel";

import { asksPredicate, isOff, ownTableOf } from "../anomalies.ts";
import { type Anomalies, type PolicyDocument } from "../document.ts";
import { type Report } from "../fault.ts";
import { resultsOf } from "../order.ts";

const isAboveOne = (ratio: string): boolean => {
  const number = parseRational(ratio);
  return number !== undefined && compare(number, rational(1n)) > 0;
};

/** A maximum must be one of rupiah, and there must be one. */
function checkMaximum(
  document: PolicyDocument,
  { of, rupiah, severity }: NonNullable<Anomalies["over_maximum"]>,
  report: Report,
): void {
  const path = ["anomalies", "over_maximum"];
  if (of !== undefined) {
    const table = Object.hasOwn(document.tables, of) ? document.tables[of] : undefined;
    if (!table) report([...path, "of"], "POLICY_REFERENCE_UNKNOWN", { name: of });
    else if (table.unit !== "rupiah")
      report([...path, "of"], "POLICY_UNIT_WRONG", { expected: "rupiah", found: table.unit });
    return;
  }
  const hasOwn = resultsOf(document.steps).some((step) => ownTableOf(document, step) !== undefined);
  if (rupiah === undefined && severity !== "off" && !hasOwn) report(path, "POLICY_KEY_MISSING", { name: "rupiah" });
}

/** What is looked for can be found. */
export function checkAnomalies(document: PolicyDocument, report: Report): void {
  const { jump, over_maximum, missing_predicate } = document.anomalies ?? {};
  if (jump?.ratio !== undefined && !isAboveOne(String(jump.ratio)))
    report(["anomalies", "jump", "ratio"], "POLICY_VALUE_WRONG", { expected: "> 1" });
  if (over_maximum) checkMaximum(document, over_maximum, report);
  if (missing_predicate && !isOff(missing_predicate) && asksPredicate(document))
    report(["anomalies", "missing_predicate"], "POLICY_KEY_UNFIT", { name: "missing_predicate" });
}
