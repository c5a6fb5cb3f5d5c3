import { Refusal } from "@kinerja/common/errors";

/** The originating person of a call. */
export type Caller = {
  readonly personId: string;
  /** Agencies of the own employments, by the token. */
  readonly agencyIds: readonly string[];
  readonly token: string;
  readonly requestId: string;
  readonly requestKey: string | undefined;
};

/**
 * `heldBy`: agency of a person's document, which stays when the person moves. `leads`: the caller is, or acts as, the head of the unit that the
 * object belongs to.
 */
export type Target =
  { readonly personId: string; readonly heldBy?: string } | { readonly agencyId: string; readonly leads?: boolean };

export type Access = {
  readonly verdict: "allow" | "forbidden" | "not-found";
  /** Agencies that the object belongs to. */
  readonly agencies: readonly string[];
  /** As what the caller may, for the audit. */
  readonly role: string;
};

/** What the decision table says with the facts of the moment; acts read them fresh, reads may use facts a few seconds old. */
export type AccessTo = (caller: Caller, action: string, resource: string, target: Target) => Promise<Access>;

/** What the caller may see in the database, and as what. */
export type Grant = { readonly agencies: readonly string[]; readonly person: string; readonly role: string };

export type Need = readonly [action: string, resource: string];

export const ownGrant = ({ personId, agencyIds }: Caller): Grant => ({
  agencies: agencyIds,
  person: personId,
  role: "self",
});

const isAct = ([action, resource]: Need): boolean => resource === "skp" && (action === "return" || action === "set");

/** May the caller do this? Own things need no question to anybody. */
export async function authorise(accessTo: AccessTo, caller: Caller, need: Need, target: Target): Promise<Grant> {
  const isOwn = "personId" in target && target.personId === caller.personId;
  if (isOwn && !isAct(need)) return ownGrant(caller);
  const { verdict, agencies, role } = await accessTo(caller, ...need, target);
  if (verdict === "not-found") throw new Refusal("not-found", "NOT_FOUND");
  if (verdict === "forbidden") throw new Refusal("forbidden", isAct(need) ? "NOT_THE_ASSESSOR" : "NOT_PERMITTED");
  return { agencies, person: caller.personId, role };
}
