import { describe, expect, it } from "@jest/globals";
import { type AgencyId, type PersonId } from "@kinerja/common/kernel";

import { authoriseBy, factsOf, roleIn } from "./authorise.ts";
import { type Actor } from "./ports.ts";

const [own, other] = ["own", "other"] as AgencyId[] as [AgencyId, AgencyId];
const actor: Actor = {
  personId: "p" as PersonId,
  roles: [{ role: "PERSONNEL_OFFICER", agencyId: own }],
  ownAgencies: [own],
};

describe("authorisation", () => {
  it("asks the policy with roles, relations and agencies", () => {
    const site = { ...actor, roles: [{ role: "AUDITOR" as const, agencyId: undefined }] };
    expect(factsOf(site, { agencies: [other], relations: ["SUPERIOR_OF_SUPERIOR", "ACTING"] })).toEqual({
      roles: [{ role: "AUDITOR" }],
      relations: ["superior-of-superior", "acting"],
      self: false,
      objectAgencies: [other],
      ownAgencies: [own],
    });
  });

  it.each([
    ["allow", undefined],
    ["forbidden", "NOT_PERMITTED"],
    ["not-found", "AGENCY_UNKNOWN"],
  ] as const)("%s becomes %s", (verdict, code) => {
    const ask = () => authoriseBy(() => verdict)(actor, "list", "person", { agencies: [own] });
    if (code === undefined) expect(ask).not.toThrow();
    else expect(ask).toThrow(code);
  });

  it("names the role of that agency in the audit", () => {
    expect(roleIn(actor, [own])).toBe("PERSONNEL_OFFICER");
    expect(roleIn(actor, [other])).toBe("SELF");
  });
});
