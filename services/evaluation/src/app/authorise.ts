import { Refusal } from "@kinerja/common/errors";

/** The originating person of a call. */
export type Caller = {
  readonly personId: string;
  readonly token: string;
  readonly requestId: string;
  readonly requestKey: string | undefined;
};

/** An object of an agency: a person's evaluation there, or the agency's own. `leads`: the caller stands above the unit that it is about;
 * `isPeer`: both worked in one unit in the term. */
export type Target = {
  readonly agencyId: string;
  readonly personId?: string;
  readonly leads?: boolean;
  readonly isPeer?: boolean;
};

export type Need = readonly [action: string, resource: string];

export type Relation = "superior" | "superior-of-superior" | "team-lead" | "acting" | "peer";

export type Access = {
  readonly verdict: "allow" | "forbidden" | "not-found";
  /** As what the caller may, for the audit. */
  readonly role: string;
  /** What the caller is to the person. */
  readonly relations: readonly Relation[];
};

/** What the decision table says with the facts of the moment, for each target; acts read them fresh, reads may use facts a few seconds old. */
export type AccessTo = (caller: Caller, need: Need, targets: readonly Target[]) => Promise<readonly Access[]>;

/** What the caller may see in the database, and as what. */
export type Grant = { readonly agencies: readonly string[]; readonly person: string; readonly role: string };

export const ownGrant = ({ personId }: Caller, agencies: readonly string[] = []): Grant => ({
  agencies,
  person: personId,
  role: "self",
});

const isAct = ([action]: Need): boolean => action === "rate";

/** Refuses what is not allowed; what belongs to other agencies is not known to exist. */
export function refuseUnlessAllowed({ verdict }: Access, need: Need): void {
  if (verdict === "not-found") throw new Refusal("not-found", "NOT_FOUND");
  if (verdict === "forbidden") throw new Refusal("forbidden", isAct(need) ? "NOT_THE_ASSESSOR" : "NOT_PERMITTED");
}

/** May the caller do this to all of them? */
export async function authorise(
  accessTo: AccessTo,
  caller: Caller,
  need: Need,
  targets: readonly Target[],
): Promise<Grant> {
  if (isAct(need) && targets.some(({ personId }) => personId === caller.personId))
    throw new Refusal("forbidden", "NOT_THE_ASSESSOR");
  const found = await accessTo(caller, need, targets);
  for (const access of found) refuseUnlessAllowed(access, need);
  const agencies = [...new Set(targets.map(({ agencyId }) => agencyId))];
  return { agencies, person: caller.personId, role: found[0]?.role ?? "none" };
}
