import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";

import { nipOf } from "../../testing/export-rows.ts";
import { ownRows } from "./own-rows.ts";
import { type PaidPerson } from "./paid-person.ts";
import { type PaymentLine } from "./payment.ts";

const tax: PaymentLine = {
  ...{
    id: "pph21",
    role: "tax",
    component: "",
    label: "PPh 21",
    cite: "",
    base: rupiah(9_000n),
    amount: rupiah(-450n),
  },
  ...{ rate: "TER A: 2,5% dari seluruhnya", inputs: [["PTKP", "TK/0"]] },
};
const person = (more: Partial<PaidPerson> = {}): PaidPerson => ({
  ...{ personId: "p", nip: nipOf(0), name: "ANI", bankName: "Bank", accountNumber: "0000000901", holderName: "ANI" },
  ...{ gross: rupiah(1_000n), cut: rupiah(100n), net: rupiah(900n), amount: rupiah(850n), tin: "0".repeat(16) },
  ...{ tax: rupiah(450n), taxBorne: rupiah(0n), facts: {}, statement: [] },
  payment: { lines: [tax], pairs: [], sha256: "" },
  ...more,
});
const said = { settings: new Map([["meals.statuses", "WFO, WFH"]]) };
const who = { nip: nipOf(0), name: "ANI" };

describe("our rows beside somebody's file", () => {
  it("are the transfers by account, for a bank", () => {
    expect(ownRows("BANK", person(), said)).toEqual([
      { ...who, number: { of: "account", digits: "0000000901" }, amounts: { amount: 850n } },
    ]);
    expect(ownRows("BANK", person({ amount: rupiah(0n) }), said)).toEqual([]);
  });

  it("are the days of the statuses that the agency names, for meals", () => {
    const days = ["WFO", "CUTI", "WFH"].map((status, n) => ({ day: `2026-10-0${n + 1}`, status }));
    const facts = { "attendance.days": days } as unknown as PaidPerson["facts"];
    expect(ownRows("ADK_MEALS", person({ facts }), said)).toEqual(
      ["2026-10-01", "2026-10-03"].map((day) => ({ ...who, day, amounts: { days: 1n } })),
    );
    expect(ownRows("ADK_MEALS", person({ facts }), { settings: new Map() })).toEqual([]);
    expect(ownRows("ADK_MEALS", person(), said)).toEqual([]);
  });

  it("are base and rate by tax number, for Coretax; a tax of another form is refused by the person", () => {
    expect(ownRows("CORETAX_XML", person(), said)).toEqual([
      { ...who, number: { of: "tin", digits: "0".repeat(16) }, amounts: { base: 9_000n, rate: 250n } },
    ]);
    expect(ownRows("CORETAX_XML", person({ tax: rupiah(0n) }), said)).toEqual([]);
    const final = person({ payment: { lines: [{ ...tax, rate: "Final 5%" }], pairs: [], sha256: "" } });
    expect(() => ownRows("CORETAX_XML", final, said)).toThrow(expect.objectContaining({ code: "EXPORT_INCOMPLETE" }));
  });

  it("are the amounts by NIP for everything else", () =>
    expect(ownRows("RECAP_XLSX", person(), said)).toEqual([
      { ...who, amounts: { gross: 1_000n, cut: 100n, net: 900n, amount: 850n, jumlah_ditransfer: 850n } },
    ]));
});
