import { describe, expect, it } from "@jest/globals";
import { accountErrors, type AccountForm, accountWish, ownPartOf } from "./account-form.ts";
import { formOf, kindOf, missingOf, removalOf, wishOf, yearOf } from "./holidays.ts";
import { type DayOff } from "./types.ts";

const day = (change: Partial<DayOff> = {}): DayOff => ({
  ...{ date: "2026-08-17", name: "Hari Kemerdekaan", collectiveLeave: false, agencyId: "" },
  ...{ decree: "bawaan platform", verified: false },
  ...change,
});

describe("days off", () => {
  it.each([
    [day(), "nation"],
    [day({ collectiveLeave: true }), "leave"],
    [day({ agencyId: "a" }), "agency"],
    [day({ agencyId: "a", collectiveLeave: true }), "agencyLeave"],
  ])("%j is of a kind", (given, expected) => expect(kindOf(given)).toBe(expected));

  it("are compared with a decree that somebody has read, not with the one that came along", () => {
    expect(formOf(day()).decree).toBe("");
    expect(formOf(day({ verified: true, decree: "SKB 1017/2026" })).decree).toBe("SKB 1017/2026");
  });

  it("are sent without what belongs to nobody", () => {
    const form = { ...formOf(day()), name: " Hari Kemerdekaan ", decree: " SKB 1017/2026 " };
    const rest = { date: "2026-08-17", name: "Hari Kemerdekaan", collectiveLeave: false, decree: "SKB 1017/2026" };
    expect(wishOf(form)).toEqual(rest);
    expect(wishOf({ ...form, agencyId: "a" })).toEqual({ agencyId: "a", ...rest });
    expect(removalOf(day(), " SKB 2 ")).toEqual({ date: "2026-08-17", decree: "SKB 2" });
    expect(removalOf(day({ agencyId: "a" }), "SKB 2")).toEqual({ agencyId: "a", date: "2026-08-17", decree: "SKB 2" });
  });

  it("name what is still empty", () => {
    expect(missingOf(formOf(day()))).toEqual(["decree"]);
    expect(missingOf({ ...formOf(day()), date: "", name: " ", decree: "x" })).toEqual(["date", "name"]);
  });

  it.each([
    ["2027", 2027],
    ["1999", 2026],
    ["2026.5", 2026],
    ["entah", 2026],
    [null, 2026],
  ])("are of the year %s", (asked, expected) => expect(yearOf(asked, "2026-11-19")).toBe(expected));
});

describe("a bank account", () => {
  const whole: AccountForm = {
    ...{ personId: "p", bankName: "Bank Contoh", accountNumber: "0000-0009 01", holderName: "ANI CONTOH" },
    ...{ validFrom: "2026-10-01", decree: "Surat pernyataan 901/2026" },
  };

  it("is whole when everything is written", () => expect(accountErrors(whole)).toEqual([]));

  it.each(["12345", "123456789012345678901", "12345a", ""])("has no number like %j", (accountNumber) =>
    expect(accountErrors({ ...whole, accountNumber })).toEqual(["accountNumber"]),
  );

  it("names every field that is empty, in the order of the form", () =>
    expect(
      accountErrors({ personId: "", bankName: " ", accountNumber: "", holderName: "", validFrom: "", decree: "" }),
    ).toEqual(["person", "bankName", "accountNumber", "holderName", "validFrom", "decree"]));

  it("is sent without spaces round its words", () =>
    expect(accountWish({ ...whole, bankName: " Bank Contoh " }).bankName).toBe("Bank Contoh"));

  it.each([
    ["me", "p", "proposal"],
    ["other", "me", "account"],
    ["me", "me", "proposal"],
    ["other", "p", undefined],
  ])("proposed by %s for %s", (proposedBy, personId, expected) =>
    expect(ownPartOf({ proposedBy, personId }, "me")).toBe(expected),
  );
});
