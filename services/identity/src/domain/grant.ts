import { type AgencyId, type PersonId } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import { type Validity } from "./validity.ts";

export const roles = [
  "PERSONNEL_OFFICER",
  "PAY_MAKER",
  "PAY_CHECKER",
  "PAY_APPROVER",
  "AUDITOR",
  "BKN_OPERATOR",
  "OPERATIONS",
] as const;
export type Role = (typeof roles)[number];

/** A role that somebody holds now; without an agency it holds at the whole site. */
export type HeldRole = { readonly role: Role; readonly agencyId: AgencyId | undefined };

export type Grant = Validity & {
  readonly id: string;
  readonly agencyId: AgencyId | undefined;
  readonly personId: PersonId;
  readonly role: Role;
  readonly proposedBy: string;
  readonly confirmedBy: string | undefined;
};

/** Central operations belong to no agency: who runs the site proposes them at the server, no officer does. */
const siteRoles: readonly Role[] = ["BKN_OPERATOR", "OPERATIONS"];

function propose(grant: Grant, isKnown: boolean): Grant {
  if (!isKnown) throw new Refusal("refused", "ROLE_UNKNOWN", { role: grant.role });
  if (grant.validTo !== undefined && grant.validTo < grant.validFrom)
    throw new Refusal("refused", "VALIDITY_ORDER", { from: grant.validFrom, to: grant.validTo });
  return grant;
}

export const proposeGrant = (grant: Grant): Grant => propose(grant, !siteRoles.includes(grant.role));
export const proposeSiteGrant = (grant: Grant): Grant => propose(grant, siteRoles.includes(grant.role));

/** Four eyes: neither who proposed the role nor who receives it may confirm it. Again = the same answer. */
export function confirmGrant(grant: Grant, by: PersonId): Grant {
  if (by === grant.proposedBy || by === grant.personId) throw new Refusal("refused", "SAME_PERSON");
  return grant.confirmedBy === undefined ? { ...grant, confirmedBy: by } : grant;
}
