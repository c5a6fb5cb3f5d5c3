import { Refusal } from "@kinerja/common/errors";

import { type DiffPart, diffPolicies } from "../domain/policy-diff.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { type PolicyRecord } from "../domain/policy-state.ts";
import { asOfficer, type OfficerNeeds } from "./authorise.ts";
import { existing, type ParsePolicy, type PolicyRef } from "./policies.ts";
import { type Caller, type StoredImpact } from "./ports.ts";

export type DiffNeeds = OfficerNeeds & { readonly parse: ParsePolicy };
export type DiffQuery = PolicyRef & { readonly otherId: string };

export type ComparedPolicies = {
  readonly before: PolicyRecord;
  readonly after: PolicyRecord;
  readonly parts: readonly DiffPart[];
  /** Of the one that comes, with the month that it was compared with last. */
  readonly impact: StoredImpact | undefined;
};

function readable({ parse }: DiffNeeds, { document: text, key, version }: PolicyRecord): PolicyDocument {
  const { document } = parse(text);
  if (!document) throw new Refusal("refused", "POLICY_UNREADABLE", { key, version });
  return document;
}

/** Two policies of an agency side by side, and what the other one changes. It names people with their amounts, and is one audit row. */
export const comparePolicies =
  (needs: DiffNeeds) =>
  async (caller: Caller, { agencyId, policyId, otherId }: DiffQuery): Promise<ComparedPolicies> => {
    const right = ["compare", "policy"] as const;
    const found = await asOfficer(needs, caller, right, agencyId, async ({ records, actor, at }) => {
      const before = await existing(records, agencyId, policyId);
      const after = await existing(records, agencyId, otherId);
      const impact = await records.governance.latestImpact(otherId);
      if (impact) {
        const detail = { compared_with: policyId };
        await records.audit(actor, { action: "compare", resource: "policy", objectId: otherId, agencyId, detail }, at);
      }
      return { before, after, impact };
    });
    return { ...found, parts: diffPolicies(readable(needs, found.before), readable(needs, found.after)) };
  };
