import { Refusal } from "@kinerja/common/errors";

import { type Actor, type Caller, type Now, type Records, type Store } from "./ports.ts";

export type Target = {
  readonly agencyId: string;
  /** Whose, when it is about one person. */
  readonly personId?: string;
};

export type Access = {
  readonly verdict: "allow" | "forbidden" | "not-found";
  /** As what the caller may, for the audit. */
  readonly role: string;
  /** Holds a pay role of the agency, whatever it is needed for now. */
  readonly isPayOfficer: boolean;
};

/** What the decision table says with facts read fresh from identity. */
export type AccessTo = (caller: Caller, action: string, resource: string, target: Target) => Promise<Access>;

export type OfficerNeeds = { readonly store: Store; readonly accessTo: AccessTo; readonly now: Now };
export type Acting = { readonly records: Records; readonly actor: Actor; readonly at: number };

/** Refuses, or says as what the caller acts. What belongs to other agencies is not known to exist. */
export async function authorise(
  accessTo: AccessTo,
  caller: Caller,
  [action, resource]: readonly [action: string, resource: string],
  target: Target,
): Promise<Access> {
  const access = await accessTo(caller, action, resource, target);
  if (access.verdict === "not-found") throw new Refusal("not-found", "AGENCY_UNKNOWN");
  if (access.verdict === "forbidden") throw new Refusal("forbidden", "NOT_PERMITTED");
  return access;
}

/**
 * One act or reading of an officer in one agency: allowed first, then in one transaction that sees that agency. Whoever acts with a pay role is
 * remembered, since an officer's own row goes into the second batch.
 */
export async function asOfficer<T>(
  { store, accessTo, now }: OfficerNeeds,
  caller: Caller,
  right: readonly [action: string, resource: string],
  agencyId: string,
  work: (acting: Acting) => Promise<T>,
): Promise<T> {
  const { role, isPayOfficer } = await authorise(accessTo, caller, right, { agencyId });
  const at = now();
  const actor = { personId: caller.personId, role, requestId: caller.requestId };
  return store.transaction({ agencies: [agencyId], person: caller.personId }, async (records) => {
    if (isPayOfficer) await records.policies.noteOfficer(agencyId, caller.personId, at);
    return work({ records, actor, at });
  });
}
