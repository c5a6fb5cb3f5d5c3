import { describe, expect, it } from "@jest/globals";
import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";

import { confirmGrant, type Grant, proposeGrant, proposeSiteGrant } from "./grant.ts";

const grant: Grant = {
  id: "g",
  agencyId: "a" as AgencyId,
  personId: "receiver" as PersonId,
  role: "PAY_MAKER",
  validFrom: "2026-10-01" as Day,
  validTo: undefined,
  proposedBy: "proposer",
  confirmedBy: undefined,
};

describe("a role", () => {
  it("holds after a second officer confirmed it, once", () => {
    const confirmed = confirmGrant(grant, "second" as PersonId);
    expect(confirmed.confirmedBy).toBe("second");
    expect(confirmGrant(confirmed, "third" as PersonId)).toBe(confirmed);
  });

  it.each(["proposer", "receiver"])("is not confirmed by the %s", (by) => {
    expect(() => confirmGrant(grant, by as PersonId)).toThrow("SAME_PERSON");
  });

  it.each([
    [{ role: "BKN_OPERATOR" }, "ROLE_UNKNOWN"],
    [{ role: "OPERATIONS" }, "ROLE_UNKNOWN"],
    [{ validTo: "2026-09-30" as Day }, "VALIDITY_ORDER"],
  ] as const)("is not proposed as %j", (more, code) => {
    expect(() => proposeGrant({ ...grant, ...more })).toThrow(code);
  });

  it("of central operations is proposed at the server, and no other is", () => {
    const operator = { ...grant, agencyId: undefined, role: "BKN_OPERATOR" } as const;
    expect(proposeSiteGrant(operator)).toBe(operator);
    expect(() => proposeSiteGrant({ ...operator, role: "AUDITOR" })).toThrow("ROLE_UNKNOWN");
    expect(() => proposeSiteGrant({ ...operator, validTo: "2026-09-30" as Day })).toThrow("VALIDITY_ORDER");
  });

  it("is proposed for some days or for good", () => {
    expect(proposeGrant(grant)).toBe(grant);
    const oneDay = { ...grant, validTo: grant.validFrom };
    expect(proposeGrant(oneDay)).toBe(oneDay);
  });
});
