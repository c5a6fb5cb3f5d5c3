import { uuidV7 } from "@kinerja/common/kernel";
import { type UseCases } from "./adapters/grpc/service.ts";
import { sha256 } from "./adapters/ids.ts";
import { longestDocument, readPolicy } from "./adapters/policy/read-policy.ts";
import { type AccessTo } from "./app/authorise.ts";
import { approveRun, checkRun, resolveFlag, settleRun } from "./app/decide-run.ts";
import { exportRun } from "./app/export-run.ts";
import { type ExportStore, type PaymentDetails } from "./app/exports-ports.ts";
import { exportNeeds } from "./export-use-cases.ts";
import { activatePolicy, confirmPolicyNumber, reportPolicyImpact } from "./app/govern-policy.ts";
import { approvePolicy, draftPolicy, getPolicy, listPolicies, type ParsePolicy, reviewPolicy } from "./app/policies.ts";
import { type ReadText, type SealedPeriods, type Store } from "./app/ports.ts";
import { holdPerson } from "./app/hold-person.ts";
import { type BulkRows } from "./app/range-ports.ts";
import { getRun, listRunFlags, listRuns, listRunStatements } from "./app/read-runs.ts";
import { startRun } from "./app/start-run.ts";
import { getStatement, ledgerTotals, listNotices, listStatements, type StatementNeeds } from "./app/statements.ts";

export type Parts = {
  readonly store: Store;
  readonly accessTo: AccessTo;
  readonly agenciesOf: StatementNeeds["agenciesOf"];
  readonly sealed: SealedPeriods;
  readonly paymentDetails: PaymentDetails;
  readonly exportStore: ExportStore;
  readonly readText: ReadText;
  readonly parse: ParsePolicy;
  readonly bulk: Pick<BulkRows, "readFrozen">;
  /** People of a range of a new run. */
  readonly rangeSize: number;
  readonly work: (runId: string) => Promise<void>;
  readonly now: () => number;
  /** People of one call of the comparison of a policy with a posted month. */
  readonly impactLimit?: number;
};

const rememberedPolicies = 50;
/** About a second of work. */
const impactLimit = 20_000;

/** Reading a document takes some ten milliseconds, and statements read the same few again and again. */
export function rememberingParser(): ParsePolicy {
  const known = new Map<string, ReturnType<ParsePolicy>>();
  return (text) => {
    const found = known.get(text) ?? readPolicy(text);
    if (known.size >= rememberedPolicies) known.clear();
    known.set(text, found);
    return found;
  };
}

/** Everything the service can do, on the parts given. */
export function useCases(parts: Parts): UseCases {
  const { now } = parts;
  const policies = { ...parts, longestDocument };
  const deciding = { ...parts, newHash: sha256, newId: () => uuidV7(now()) };
  return {
    draftPolicy: draftPolicy(policies),
    reviewPolicy: reviewPolicy(policies),
    approvePolicy: approvePolicy(policies),
    activatePolicy: activatePolicy(parts),
    confirmPolicyNumber: confirmPolicyNumber(parts),
    reportPolicyImpact: reportPolicyImpact({ impactLimit, ...parts }),
    listPolicies: listPolicies(parts),
    getPolicy: getPolicy(parts),
    startRun: startRun(parts),
    getRun: getRun(parts),
    listRuns: listRuns(parts),
    listRunFlags: listRunFlags(parts),
    listRunStatements: listRunStatements(parts),
    resolveFlag: resolveFlag(deciding),
    checkRun: checkRun(deciding),
    approveRun: approveRun(deciding),
    settleRun: settleRun(deciding),
    holdPerson: holdPerson(deciding),
    exportRun: exportRun(exportNeeds(parts)),
    listStatements: listStatements(parts),
    getStatement: getStatement(parts),
    ledgerTotals: ledgerTotals(parts),
    listNotices: listNotices(parts),
  };
}
