import { RelationKind as WireRelation, Role as WireRole } from "@kinerja/proto/identity/v1/directory_service";

import { type Facts, type RelationKind, type Role } from "../authz/index.ts";
import { type KnownFacts } from "./facts-from.ts";

const relations: Readonly<Partial<Record<WireRelation, RelationKind>>> = {
  [WireRelation.SUPERIOR]: "superior",
  [WireRelation.SUPERIOR_OF_SUPERIOR]: "superior-of-superior",
  [WireRelation.TEAM_LEAD]: "team-lead",
  [WireRelation.ACTING]: "acting",
};
const roles = new Map<WireRole, Role>(
  Object.entries(WireRole)
    .filter(([name]) => name !== "UNRECOGNIZED" && name !== "UNSPECIFIED")
    .map(([name, value]) => [value, name as Role]),
);

/** Roles that the asker holds now; one without an agency holds at the whole site. */
export const heldRoles = ({ roles: held }: Pick<KnownFacts, "roles">): Facts["roles"] =>
  held.flatMap(({ role, agencyId }) => {
    const known = roles.get(role);
    return known === undefined ? [] : [{ role: known, ...(agencyId === "" ? {} : { agencyId }) }];
  });

/** What the asker is to a person. */
export const relationsTo = (
  { relations: known }: Pick<KnownFacts, "relations">,
  personId: string | undefined,
): RelationKind[] => known.filter((one) => one.personId === personId).flatMap(({ kind }) => relations[kind] ?? []);

/** Where a person works now. */
export const agenciesOf = (
  { agencies }: Pick<KnownFacts, "agencies">,
  personId: string | undefined,
): readonly string[] => agencies.find((one) => one.personId === personId)?.agencyIds ?? [];

/** As what somebody with these facts acts, for the audit. */
export const roleIn = ({ relations: [nearest], roles: held, objectAgencies, self }: Facts): string =>
  nearest ??
  held.find(({ agencyId }) => agencyId === undefined || objectAgencies.includes(agencyId))?.role ??
  (self ? "self" : "none");
