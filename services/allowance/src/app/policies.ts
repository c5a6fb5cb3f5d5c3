import { Refusal, type Violation } from "@kinerja/common/errors";

import { type PolicyDocument } from "../domain/policy/document.ts";
import { type PolicyFault } from "../domain/policy/fault.ts";
import { inOrder } from "../domain/policy/order.ts";
import { approvalFaults } from "../domain/policy/worked-examples.ts";
import { approve, type PolicyRecord, review } from "../domain/policy-state.ts";
import { type Acting, asOfficer, type OfficerNeeds } from "./authorise.ts";
import { type Caller, type Page, type ReadText, type Records } from "./ports.ts";

type Located = PolicyFault & { readonly line?: number; readonly column?: number };
export type ParsePolicy = (text: string) => {
  readonly document: PolicyDocument | undefined;
  readonly faults: readonly Located[];
};

export type PolicyNeeds = OfficerNeeds & {
  readonly readText: ReadText;
  readonly parse: ParsePolicy;
  /** Characters that a document may have. */
  readonly longestDocument: number;
};

const violationOf = ({ code, path, params, line, column }: Located): Violation => ({
  pointer: path.map((part) => `/${part}`).join(""),
  code,
  params: { ...params, ...(line !== undefined && { line }), ...(column !== undefined && { column }) },
});

async function existing(records: Records, agencyId: string, policyId: string): Promise<PolicyRecord> {
  const policy = await records.policies.find(agencyId, policyId);
  if (!policy) throw new Refusal("not-found", "POLICY_UNKNOWN");
  return policy;
}

const draftOf = (
  document: PolicyDocument,
  text: string,
  own: Pick<PolicyRecord, "agencyId" | "sha256" | "draftedBy">,
): Omit<PolicyRecord, "id"> => ({
  ...own,
  key: document.id,
  version: document.version,
  title: document.title,
  kind: document.kind,
  state: "DRAFT",
  validFrom: document.effective.from,
  validTo: document.effective.to ?? undefined,
  document: text,
  reviewedBy: undefined,
  approvedBy: undefined,
});

/** The same document again is the same draft, and no act. */
async function insertDraft({ records, actor, at }: Acting, draft: Omit<PolicyRecord, "id">): Promise<string> {
  await records.lock(`policy/${draft.agencyId}/${draft.key}`);
  const earlier = await records.policies.findVersion(draft.agencyId, draft.key, draft.version);
  if (earlier && earlier.sha256 !== draft.sha256)
    throw new Refusal("exists", "POLICY_VERSION_TAKEN", { key: draft.key, version: draft.version });
  if (earlier) return earlier.id;
  const id = await records.policies.insert(draft, at);
  const { agencyId } = draft;
  await records.audit(actor, { action: "draft", resource: "policy", objectId: id, agencyId }, at);
  return id;
}

/** Stores an uploaded document that has no fault as a draft. */
export const draftPolicy =
  (needs: PolicyNeeds) =>
  async (caller: Caller, { agencyId, fileId }: { agencyId: string; fileId: string }): Promise<PolicyRecord> => {
    // The right comes first: who may not draft learns nothing about files.
    await asOfficer(needs, caller, ["draft", "policy"], agencyId, () => Promise.resolve());
    const text = await needs.readText(fileId, needs.longestDocument);
    if (text === undefined) throw new Refusal("not-found", "FILE_UNKNOWN");
    const { document, faults } = needs.parse(text);
    if (!document) throw new Refusal("invalid", "POLICY_INVALID", { count: faults.length }, faults.map(violationOf));
    const draft = draftOf(document, text, { agencyId, sha256: fileId, draftedBy: caller.personId });
    return asOfficer(needs, caller, ["draft", "policy"], agencyId, async (acting) => {
      const { records } = acting;
      const id = await records.once(caller, () => insertDraft(acting, draft));
      return existing(records, agencyId, id);
    });
  };

type PolicyRef = { readonly agencyId: string; readonly policyId: string };

export const reviewPolicy =
  (needs: PolicyNeeds) =>
  (caller: Caller, { agencyId, policyId }: PolicyRef): Promise<PolicyRecord> =>
    asOfficer(needs, caller, ["review", "policy"], agencyId, async ({ records, actor, at }) => {
      await records.once(caller, async () => {
        await records.lock(`policy/${policyId}`);
        await records.policies.saveState(review(await existing(records, agencyId, policyId), caller.personId), at);
        await records.audit(actor, { action: "review", resource: "policy", objectId: policyId, agencyId }, at);
        return policyId;
      });
      return existing(records, agencyId, policyId);
    });

function refuseUnlessTested(parse: ParsePolicy, text: string): void {
  const { document, faults } = parse(text);
  const found = document ? approvalFaults(document) : faults;
  if (found.length > 0)
    throw new Refusal("refused", "POLICY_TESTS_FAIL", { count: found.length }, found.map(violationOf));
}

/** Binds the hash of the document that was read; its own tests must pass. */
export const approvePolicy =
  (needs: PolicyNeeds) =>
  (caller: Caller, { agencyId, policyId, sha256 }: PolicyRef & { readonly sha256: string }): Promise<PolicyRecord> =>
    asOfficer(needs, caller, ["approve", "policy"], agencyId, async ({ records, actor, at }) => {
      await records.once(caller, async () => {
        await records.lock(`policy/${policyId}`);
        const policy = approve(await existing(records, agencyId, policyId), caller.personId, sha256);
        refuseUnlessTested(needs.parse, policy.document);
        await records.policies.retireReplaced(policy);
        await records.policies.saveState(policy, at);
        await records.audit(
          actor,
          { action: "approve", resource: "policy", objectId: policyId, agencyId, detail: { sha256 } },
          at,
        );
        return policyId;
      });
      return existing(records, agencyId, policyId);
    });

export const listPolicies =
  (needs: OfficerNeeds) =>
  (caller: Caller, agencyId: string, page: Page): Promise<PolicyRecord[]> =>
    asOfficer(needs, caller, ["list", "policy"], agencyId, ({ records }) => records.policies.page(agencyId, page));

/** The policy, and how its text is read; undefined where a later schema has no place for something that it says. */
export const getPolicy =
  (needs: OfficerNeeds & { readonly parse: ParsePolicy }) =>
  async (
    caller: Caller,
    { agencyId, policyId }: PolicyRef,
  ): Promise<{ readonly policy: PolicyRecord; readonly read: PolicyDocument | undefined }> => {
    const policy = await asOfficer(needs, caller, ["read", "policy"], agencyId, ({ records }) =>
      existing(records, agencyId, policyId),
    );
    const { document } = needs.parse(policy.document);
    return { policy, read: document && inOrder(document) };
  };
