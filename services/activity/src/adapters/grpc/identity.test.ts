import { describe, expect, it } from "@jest/globals";
import { type Facts } from "@kinerja/common/authz";

import { accessOf } from "./identity.ts";

const [here, there] = ["agency-here", "agency-there"];

const facts = (given: Partial<Facts>): Facts => ({
  ...{ roles: [], relations: [], self: false, objectAgencies: [here, there], ownAgencies: [] },
  ...given,
});

describe("of a person who works in two agencies", () => {
  it.each(["attendance", "shift-day"])("an officer of one reads what that one has: %s", (resource) => {
    const roles = [{ role: "PERSONNEL_OFFICER", agencyId: here }] as const;
    expect(accessOf("list", resource, facts({ roles }))).toEqual({
      ...{ verdict: "allow", agencies: [here], role: "PERSONNEL_OFFICER" },
    });
  });

  it("an auditor of the whole site, and a superior, read both", () => {
    const both = { verdict: "allow", agencies: [here, there] };
    expect(accessOf("list", "attendance", facts({ roles: [{ role: "AUDITOR" }] }))).toMatchObject(both);
    expect(accessOf("list", "attendance", facts({ relations: ["superior"] }))).toMatchObject(both);
  });

  it("whom no role there is held for reads nothing", () => {
    const roles = [{ role: "PERSONNEL_OFFICER", agencyId: "agency-elsewhere" }] as const;
    expect(accessOf("list", "attendance", facts({ roles }))).toMatchObject({ verdict: "not-found" });
  });

  it("what is refused tells where the person works, for what somebody else's right is looked up by", () =>
    expect(accessOf("decide-escalated", "entry", facts({ ownAgencies: [here] }))).toMatchObject({
      ...{ verdict: "forbidden", agencies: [here, there] },
    }));
});
