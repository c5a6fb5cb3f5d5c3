import { describe, expect, it } from "@jest/globals";
import { type GetFactsResponse, Role } from "@kinerja/proto/identity/v1/directory_service";

import { agency, person } from "../../testing/month.ts";
import { accessBy } from "./access.ts";

const [own, other] = [agency(1), agency(2)];
const facts = (roles: [Role, string][], ownAgencyIds = [own]): GetFactsResponse => ({
  roles: roles.map(([role, agencyId]) => ({ role, agencyId })),
  relations: [],
  agencies: [],
  ownAgencyIds,
});
const caller = { personId: person(1) };
const access = (held: GetFactsResponse, action: string, resource: string, agencyId = own) =>
  accessBy(held, caller, action, resource, { agencyId });

describe("what identity's facts allow", () => {
  it.each([
    ["start", "run", Role.PAY_MAKER],
    ["check", "run", Role.PAY_CHECKER],
    ["approve", "run", Role.PAY_APPROVER],
    ["read", "ledger", Role.AUDITOR],
  ] as const)("%s %s with the role %s of the agency", (action, resource, role) => {
    expect(access(facts([[role, own]]), action, resource)).toMatchObject({
      verdict: "allow",
      role: role.replace("ROLE_", ""),
    });
    expect(access(facts([[role, ""]]), action, resource).verdict).toBe("allow");
    expect(access(facts([[role, other]]), action, resource).verdict).toBe("forbidden");
    expect(access(facts([[role, other]], []), action, resource).verdict).toBe("not-found");
    expect(access(facts([]), action, resource).verdict).toBe("forbidden");
  });

  it("one person with two roles acts as the one that is needed", () => {
    const both = facts([[Role.AUDITOR, own], [Role.PAY_CHECKER, own]]); // prettier-ignore
    expect(access(both, "check", "run")).toMatchObject({ role: "PAY_CHECKER", isPayOfficer: true });
    expect(access(both, "start", "run").verdict).toBe("forbidden");
    expect(access(facts([[Role.AUDITOR, own]]), "read", "run").isPayOfficer).toBe(false);
  });

  it("opens a policy to the people whom it pays, and to no other agency's", () => {
    expect(access(facts([]), "read", "policy")).toMatchObject({ verdict: "allow", role: "self" });
    expect(access(facts([]), "read", "policy", other).verdict).toBe("not-found");
  });
});
