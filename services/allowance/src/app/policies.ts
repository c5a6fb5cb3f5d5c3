import { Refusal, type Violation } from "@kinerja/common/errors";

import { type PolicyDocument, type Unverified } from "../domain/policy/document.ts";
import { type PolicyFault } from "../domain/policy/fault.ts";
import { inOrder } from "../domain/policy/order.ts";
import { approvalFaults } from "../domain/policy/worked-examples.ts";
import { approve, type PolicyRecord, review } from "../domain/policy-state.ts";
import { type Acting, asOfficer, type OfficerNeeds } from "./authorise.ts";
import { type Caller, type Confirmation, type Page, type ReadText, type Records, type StoredImpact } from "./ports.ts";

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

export async function existing(records: Records, agencyId: string, policyId: string): Promise<PolicyRecord> {
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
  activatedBy: undefined,
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

/** A place that was not read in the official text, with the newest comparison since. */
export type DoubtfulPlace = Unverified & { readonly confirmation: Confirmation | undefined };

export const placesOf = (
  { unverified = [] }: PolicyDocument,
  confirmations: ReadonlyMap<string, Confirmation>,
): DoubtfulPlace[] => unverified.map((place) => ({ ...place, confirmation: confirmations.get(place.at) }));

export type PolicyRef = { readonly agencyId: string; readonly policyId: string };

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

/** The document of a policy, read anew: refused with all that stands against it. */
export function soundDocument(
  parse: ParsePolicy,
  text: string,
  faultsOf: (document: PolicyDocument) => readonly PolicyFault[],
): PolicyDocument {
  const { document, faults } = parse(text);
  const found = document ? faultsOf(document) : faults;
  if (!document || found.length > 0)
    throw new Refusal("refused", "POLICY_TESTS_FAIL", { count: found.length }, found.map(violationOf));
  return document;
}

/** Binds the hash of the document that was read; its own tests must pass. */
export const approvePolicy =
  (needs: PolicyNeeds) =>
  (caller: Caller, { agencyId, policyId, sha256 }: PolicyRef & { readonly sha256: string }): Promise<PolicyRecord> =>
    asOfficer(needs, caller, ["approve", "policy"], agencyId, async ({ records, actor, at }) => {
      await records.once(caller, async () => {
        await records.lock(`policy/${policyId}`);
        const policy = approve(await existing(records, agencyId, policyId), caller.personId, sha256);
        soundDocument(needs.parse, policy.document, approvalFaults);
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

export type PolicySheet = {
  readonly policy: PolicyRecord;
  /** How its text is read; undefined where a later schema has no place for something that it says. */
  readonly read: PolicyDocument | undefined;
  readonly unverified: readonly DoubtfulPlace[];
  readonly impact: StoredImpact | undefined;
};

/** A policy with all that is known of it. */
export const getPolicy =
  (needs: OfficerNeeds & { readonly parse: ParsePolicy }) =>
  async (caller: Caller, { agencyId, policyId }: PolicyRef): Promise<PolicySheet> => {
    const found = await asOfficer(needs, caller, ["read", "policy"], agencyId, async ({ records }) => ({
      policy: await existing(records, agencyId, policyId),
      confirmations: await records.governance.confirmations(policyId),
      impact: await records.governance.latestImpact(policyId),
    }));
    const { policy, confirmations, impact } = found;
    const { document } = needs.parse(policy.document);
    const unverified = document ? placesOf(document, confirmations) : [];
    return { policy, read: document && inOrder(document), unverified, impact };
  };
