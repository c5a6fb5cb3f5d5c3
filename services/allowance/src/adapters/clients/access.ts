import { can, type Facts, type Role } from "@kinerja/common/authz";
import { call } from "@kinerja/common/grpc";
import {
  type DirectoryServiceClient,
  type GetFactsResponse,
  Role as WireRole,
} from "@kinerja/proto/identity/v1/directory_service";

import { type Access, type AccessTo, type Target } from "../../app/authorise.ts";
import { type Caller } from "../../app/ports.ts";

const roles = new Map<string, Role>(
  Object.entries(WireRole)
    .filter(([name]) => name !== "UNRECOGNIZED" && name !== "UNSPECIFIED")
    .map(([name, value]) => [value, name as Role]),
);
const payRoles: ReadonlySet<Role> = new Set<Role>(["PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER"]);

type HeldRole = Facts["roles"][number];

function heldRoles({ roles: granted }: GetFactsResponse): HeldRole[] {
  return granted.flatMap(({ role, agencyId }) => {
    const known = roles.get(role);
    return known === undefined ? [] : [{ role: known, ...(agencyId !== "" && { agencyId }) }];
  });
}

/** Pure: the facts of one answer against the decision table. A policy is open to the people whom it pays. */
export function accessBy(
  response: GetFactsResponse,
  caller: Pick<Caller, "personId">,
  action: string,
  resource: string,
  target: Target,
): Access {
  const here = ({ agencyId }: HeldRole): boolean => agencyId === undefined || agencyId === target.agencyId;
  const facts: Facts = {
    roles: heldRoles(response),
    relations: [],
    self:
      target.personId === caller.personId || (resource === "policy" && response.ownAgencyIds.includes(target.agencyId)),
    objectAgencies: [target.agencyId],
    ownAgencies: response.ownAgencyIds,
  };
  const nobody: Facts = { ...facts, roles: [], self: false };
  const role = facts.roles.filter(here).find((held) => can(action, resource, { ...nobody, roles: [held] }) === "allow");
  return {
    verdict: can(action, resource, facts),
    role: role?.role ?? (facts.self ? "self" : "none"),
    isPayOfficer: facts.roles.some((held) => here(held) && payRoles.has(held.role)),
  };
}

const factsOf = (client: DirectoryServiceClient, caller: Caller, personIds: string[]): Promise<GetFactsResponse> =>
  call(client, client.getFacts.bind(client), { personIds }, { subject: { token: caller.token } });

/** Asks identity what the caller is at this moment, with the caller's own token. */
export const accessByFacts =
  (client: DirectoryServiceClient): AccessTo =>
  async (caller, action, resource, target) =>
    accessBy(await factsOf(client, caller, []), caller, action, resource, target);

/** Agencies where the person works now. */
export const agenciesOfPerson =
  (client: DirectoryServiceClient) =>
  async (caller: Caller, personId: string): Promise<readonly string[]> => {
    const { agencies } = await factsOf(client, caller, [personId]);
    return agencies.find((one) => one.personId === personId)?.agencyIds ?? [];
  };
