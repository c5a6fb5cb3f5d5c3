import { type Database } from "@kinerja/common/postgres";
import { uuidV7 } from "@kinerja/common/kernel";

import { type UseCases } from "./adapters/grpc/service.ts";
import { sha256 } from "./adapters/hash.ts";
import { tellIssued } from "./adapters/kafka/tell.ts";
import { postgresClosingStore } from "./adapters/postgres/closing-store.ts";
import { postgresEvaluationStore } from "./adapters/postgres/evaluation-store.ts";
import { postgresGapStore } from "./adapters/postgres/gap-store.ts";
import { postgresNoticeStore } from "./adapters/postgres/notice-store.ts";
import { postgresPeriodStore } from "./adapters/postgres/period-store.ts";
import { sealedPredicates } from "./adapters/postgres/sealed-predicates.ts";
import { postgresUnitStore } from "./adapters/postgres/unit-store.ts";
import { type AccessTo } from "./app/authorise.ts";
import { type CloseNeeds, takeClosing } from "./app/close.ts";
import { giveFeedback } from "./app/feedback.ts";
import { listEvaluationGaps } from "./app/gaps.ts";
import { issueEvaluations } from "./app/issue.ts";
import { rateEvaluation } from "./app/rate.ts";
import { getEvaluation, listTeamEvaluations } from "./app/read.ts";
import { recordRealisation } from "./app/realise.ts";
import { getSealedPeriod, sealPeriod } from "./app/seal.ts";
import { type Directory, type SetPlans } from "./app/sources.ts";
import { explainDistribution, getDistribution, setUnitPredicate } from "./app/units.ts";
import { type EvaluationConfig } from "./config.ts";

export type Parts = Pick<EvaluationConfig, "site" | "policy" | "objection"> & {
  readonly db: Database;
  /** Reads and writes whole agencies. */
  readonly closer: Database;
  readonly accessTo: AccessTo;
  readonly directory: Directory;
  readonly setPlans: SetPlans;
  readonly sealedMonths: CloseNeeds["sealedMonths"];
  readonly now: () => number;
};

const noticeLimit = 100;

/** All use cases on PostgreSQL and the other services. */
export function evaluationUseCases(parts: Parts): UseCases & { readonly takeClosing: ReturnType<typeof takeClosing> } {
  const { site, db, closer, directory, setPlans, accessTo, now, policy, objection } = parts;
  const newId = (): string => uuidV7(now());
  const evaluations = postgresEvaluationStore({ db, now, tell: tellIssued(site, newId) });
  const ofPeople = { evaluations, directory, setPlans, accessTo, now, newId, policy, objection, sha256 };
  const ofUnits = { units: postgresUnitStore(db, now), directory, accessTo, policy };
  const ofPeriods = { periods: postgresPeriodStore({ db, closer, now }), directory, accessTo };
  const notices = postgresNoticeStore(db);
  return {
    setUnitPredicate: setUnitPredicate(ofUnits),
    giveFeedback: giveFeedback(ofPeople),
    recordRealisation: recordRealisation(ofPeople),
    getEvaluation: getEvaluation(ofPeople),
    listTeamEvaluations: listTeamEvaluations(ofPeople),
    rateEvaluation: rateEvaluation(ofPeople),
    getDistribution: getDistribution(ofUnits),
    explainDistribution: explainDistribution(ofUnits),
    issueEvaluations: issueEvaluations(ofPeople),
    sealPeriod: sealPeriod(ofPeriods),
    getSealedPeriod: getSealedPeriod(ofPeriods),
    listEvaluationGaps: listEvaluationGaps({ gapStore: postgresGapStore(db, now), accessTo, policy }),
    listNotices: ({ personId }) => notices.notices(personId, noticeLimit),
    sealedPredicates: (key) => sealedPredicates(db, key),
    takeClosing: takeClosing({ ...parts, closings: postgresClosingStore(closer, now) }),
  };
}
