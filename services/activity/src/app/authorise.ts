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

/** A person, or an agency; `leads`: the caller stands above the unit of it that this is about. */
export type Target = { readonly personId: string } | { readonly agencyId: string; readonly leads?: boolean };

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

/** Only those who assess somebody do these, and nobody to oneself. */
const acts = new Set(["approve", "return", "assign", "confirm", "cancel", "decide-escalated"]);
const isAct = (action: string, target: Target): boolean => "personId" in target && acts.has(action);

/** May the caller do this? Own things need no question to anybody. */
export async function authorise(
  accessTo: AccessTo,
  caller: Caller,
  [action, resource]: readonly [action: string, resource: string],
  target: Target,
): Promise<Grant> {
  const isOwn = "personId" in target && target.personId === caller.personId;
  if (isOwn && !isAct(action, target)) return { agencies: [], person: caller.personId, role: "self" };
  const { verdict, agencies, role } = await accessTo(caller, action, resource, target);
  if (verdict === "not-found") throw new Refusal("not-found", "NOT_FOUND");
  if (verdict === "forbidden")
    throw new Refusal("forbidden", isAct(action, target) ? "NOT_THE_ASSESSOR" : "NOT_PERMITTED");
  return { agencies, person: caller.personId, role };
}
