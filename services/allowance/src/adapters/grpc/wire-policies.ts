import {
  type Policy,
  type PolicyImpact,
  type PolicyImpactRow,
  PolicyState,
  type UnverifiedPlace,
} from "@kinerja/proto/allowance/v1/allowance_service";

import { type DoubtfulPlace } from "../../app/policies.ts";
import { type StoredImpact } from "../../app/ports.ts";
import { type ImpactRow } from "../../domain/policy-impact.ts";
import { type PolicyRecord } from "../../domain/policy-state.ts";

export const toPolicy = (policy: PolicyRecord): Policy => ({
  policyId: policy.id,
  key: policy.key,
  version: policy.version,
  title: policy.title,
  kind: policy.kind,
  state: PolicyState[policy.state],
  validFrom: policy.validFrom,
  validTo: policy.validTo ?? "",
  sha256: policy.sha256,
  draftedBy: policy.draftedBy,
  draftedAt: policy.draftedAt,
  reviewedBy: policy.reviewedBy ?? "",
  reviewedAt: policy.reviewedAt,
  approvedBy: policy.approvedBy ?? "",
  approvedAt: policy.approvedAt,
  activatedBy: policy.activatedBy ?? "",
  activatedAt: policy.activatedAt,
});

export const toPlace = ({ at, why, needs, confirmation }: DoubtfulPlace): UnverifiedPlace => ({
  at,
  why,
  needs,
  confirmation: confirmation && {
    quote: confirmation.quote,
    source: confirmation.source,
    confirmedBy: confirmation.confirmedBy,
    confirmedAt: confirmation.confirmedAt,
  },
});

/** The sums only: whom they are made of is for those who ask for the report. */
export const toImpact = (impact: StoredImpact): PolicyImpact => ({
  runId: impact.runId,
  period: impact.period,
  policySha256: impact.policySha256,
  complete: impact.isComplete,
  people: impact.people,
  peopleCompared: impact.peopleCompared,
  peopleChanged: impact.peopleChanged,
  netBeforeRupiah: impact.netBefore,
  netAfterRupiah: impact.netAfter,
  largestIncreaseRupiah: impact.largestIncrease,
  largestDecreaseRupiah: impact.largestDecrease,
  blocked: Object.entries(impact.blocked).map(([code, rows]) => ({ code, rows })),
  reportedBy: impact.reportedBy,
  reportedAt: impact.reportedAt,
});

export const toImpactRow = ({ personId, before, after, codes }: ImpactRow): PolicyImpactRow => ({
  personId,
  netBeforeRupiah: before,
  netAfterRupiah: after,
  blockedBy: [...codes],
});
