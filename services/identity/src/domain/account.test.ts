import { describe, expect, it } from "@jest/globals";
import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";

import { type Account, accountNumberOf, confirmAccount, numberSuffix, rejectAccount } from "./account.ts";

const [owner, proposer, other] = ["owner", "proposer", "other"] as PersonId[] as [PersonId, PersonId, PersonId];
const proposed: Account = {
  id: "1",
  agencyId: "a" as AgencyId,
  personId: owner,
  bankName: "Bank Contoh",
  details: { number: "0000000901", holder: "ANI" },
  validFrom: "2026-10-01" as Day,
  decree: "x",
  state: "PROPOSED",
  proposedBy: proposer,
  proposedAt: 1,
  decidedBy: undefined,
  decidedAt: undefined,
  reason: "",
};

describe("an account number", () => {
  it.each([
    ["0000 0009-01", "0000000901"],
    ["12.34.56", "123456"],
  ])("is read from %s as %s", (text, digits) => expect(accountNumberOf(text)).toBe(digits));
  it.each(["12345", "123456789012345678901", "12345A", "=1234567", ""])("is not %j", (text) =>
    expect(() => accountNumberOf(text)).toThrow(),
  );
  it("shows its last four digits", () => expect(numberSuffix("0000000901")).toBe("0901"));
});

describe("an account", () => {
  it("is confirmed by a second officer, once", () => {
    const confirmed = confirmAccount(proposed, { by: other, at: 2 });
    expect(confirmed).toMatchObject({ state: "CONFIRMED", decidedBy: other, decidedAt: 2 });
    expect(confirmAccount(confirmed, { by: other, at: 3 })).toBe(confirmed);
  });
  it.each([proposer, owner])("is not confirmed by the %s", (by) =>
    expect(() => confirmAccount(proposed, { by, at: 2 })).toThrow("SAME_PERSON"),
  );
  it("is turned down by anybody in charge, and stays so", () => {
    const rejected = rejectAccount(proposed, { by: proposer, at: 2, reason: "salah" });
    expect(rejected).toMatchObject({ state: "REJECTED", reason: "salah" });
    expect(rejectAccount(rejected, { by: other, at: 3, reason: "lain" })).toBe(rejected);
    expect(() => confirmAccount(rejected, { by: other, at: 3 })).toThrow("ACCOUNT_STATE");
  });
  it("that was confirmed is not turned down", () => {
    const confirmed = confirmAccount(proposed, { by: other, at: 2 });
    expect(() => rejectAccount(confirmed, { by: other, at: 3, reason: "x" })).toThrow("ACCOUNT_STATE");
  });
});
