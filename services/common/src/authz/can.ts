import { type Capacity, policy } from "./policy.ts";

export type RelationKind = "superior" | "superior-of-superior" | "team-lead" | "acting" | "peer";
export type Role = Exclude<Capacity, "self" | "colleague" | RelationKind>;

/** What the caller is at the moment of the call; read fresh from identity for acts, at most 5 s old for reads. */
export type Facts = {
  /** Roles held now; without an agency they hold at the whole site. */
  readonly roles: readonly { readonly role: Role; readonly agencyId?: string }[];
  /** What the caller is to the person acted on. */
  readonly relations: readonly RelationKind[];
  /** True when the object is the caller's own. */
  readonly self: boolean;
  /** Agencies that the object belongs to. */
  readonly objectAgencies: readonly string[];
  /** Agencies of the caller's own employments. */
  readonly ownAgencies: readonly string[];
};

/** Not-found where the caller may not even know that the object exists: it belongs to agencies the caller has nothing to do with. */
export type Verdict = "allow" | "forbidden" | "not-found";

function capacities(facts: Facts): Set<Capacity> {
  const held = new Set<Capacity>(facts.relations);
  if (facts.self) held.add("self");
  if (facts.objectAgencies.some((agency) => facts.ownAgencies.includes(agency))) held.add("colleague");
  for (const { role, agencyId } of facts.roles)
    if (agencyId === undefined || facts.objectAgencies.includes(agencyId)) held.add(role);
  return held;
}

/** May somebody with these facts do this? Pure and total: what no clause allows is denied. */
export function can(action: string, resource: string, facts: Facts, clauses = policy): Verdict {
  const clause = clauses[`${action} ${resource}`] ?? [];
  const held = capacities(facts);
  if (clause.some((capacity) => held.has(capacity))) return "allow";
  return held.size > 0 ? "forbidden" : "not-found";
}
