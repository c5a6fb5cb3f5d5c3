import { describe, expect, it } from "@jest/globals";
import { type Day, type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";

import {
  areSame,
  type CorrectedMonth,
  type CorrectionDocument,
  deltaOfMonth,
  isChanged,
  isEmpty,
  isStillPaidSo,
  isStuck,
  packCorrection,
  totalDelta,
  unpackCorrection,
} from "./document.ts";
import { type MonthDeductions } from "./deductions.ts";

const amount = (value: number): Rupiah => rupiah(BigInt(value));
const statement = (employmentId: string, net: number, sha256: string) => ({
  ...{ employmentId, status: "payable" as const, gross: amount(net + 10), cut: amount(10), net: amount(net), sha256 },
});
const month = (more: Partial<CorrectedMonth> = {}): CorrectedMonth => ({
  ...{ period: "2026-09" as Period, runId: "run", policySha256: "policy", engine: 3, layout: '["layout"]', days: 7 },
  ...{ dueFrom: "2026-10" as Period, lateFrom: "2026-12" as Period, late: amount(0) },
  ...{ inputs: [["ACTIVITY", "2"]], blockedBy: [], voided: [statement("e", 100, "old")] },
  paid: { statements: amount(100), late: amount(0), corrected: amount(0), correctedLate: amount(0), state: "PAID" },
  added: [{ ...statement("e", 150, "new"), packed: Uint8Array.from([0, 15, 255]) }],
  ...more,
});
const shares = (own: number, employer: number) => ({ own: amount(own), employer: amount(employer) });
const deductions = (own: number, tax?: MonthDeductions["tax"]): MonthDeductions => ({
  payoutPeriod: "2026-10" as Period,
  contributions: [{ id: "jkn", label: "Iuran", was: shares(10, 40), right: shares(own, 4 * own) }],
  tax,
});
const tax = { label: "PPh 21", borneBy: "state" as const, was: amount(7), right: amount(9), way: "RETURNS" as const };
const documentOf = (months: CorrectedMonth[], more: MonthDeductions[] = []): CorrectionDocument => ({
  deductions: more,
  ...{ caseId: "case", agencyId: "agency", personId: "person", affectedFrom: "2026-09-02" as Day, months },
  ...{ moment: 1_790_000_000_000, unitIds: ["unit"] },
});

describe("the document of a correction", () => {
  it("comes back as it was packed, byte for byte", () => {
    const months = [month(), month({ period: "2026-10" as Period, added: [] })];
    const document = documentOf(months, [deductions(12, tax), deductions(9)]);
    expect(unpackCorrection(packCorrection(document))).toEqual(document);
    expect(packCorrection(unpackCorrection(packCorrection(document)))).toBe(packCorrection(document));
  });

  it("of the form before is read, and has told no deductions", () => {
    const packed = packCorrection(documentOf([month()]));
    const before = packed.replace("kinerja.correction/2", "kinerja.correction/1").replace(/,\[\]\]$/, "]");
    expect(unpackCorrection(before)).toEqual(documentOf([month()]));
  });

  it("is empty where no statement and no contribution changes, whatever the tax is", () => {
    const same = [deductions(10, tax)];
    expect(isEmpty(documentOf([], same))).toBe(true);
    expect([isEmpty(documentOf([], [deductions(11)])), isEmpty(documentOf([month()]))]).toEqual([false, false]);
  });

  it("tells two computations of the deductions apart", () => {
    expect(areSame([deductions(12, tax)], [deductions(12, { ...tax })])).toBe(true);
    expect(areSame([deductions(12, tax)], [deductions(12, { ...tax, way: "ARREARS" })])).toBe(false);
    expect(areSame([deductions(12)], [deductions(13)])).toBe(false);
  });

  it("of another form is not read", () =>
    expect(() => unpackCorrection('["kinerja.correction/9",["","","","","0"],[],[]]')).toThrow("can't be read"));

  it("sums what its months differ", () => {
    const less = month({ added: [{ ...statement("e", 70, "less"), packed: new Uint8Array() }] });
    expect([deltaOfMonth(month()), deltaOfMonth(less), totalDelta([month(), less])]).toEqual([50n, -30n, 20n]);
  });
});

describe("a month changes", () => {
  const same = [{ ...statement("e", 100, "old"), packed: new Uint8Array() }];
  const held = {
    statements: amount(0),
    late: amount(0),
    corrected: amount(0),
    correctedLate: amount(0),
    state: "HELD" as const,
  };
  it.each([
    ["not, when the same statements stand", month({ added: same }), false],
    ["when the sum is another one", month(), true],
    ["when only the facts behind the sum are others", month({ added: [{ ...statement("e", 100, "new"), packed: new Uint8Array() }] }), true], // prettier-ignore
    ["when an employment has no statement any more", month({ added: [] }), true],
    ["when a hold is let go of", month({ paid: held, added: [], voided: [] }), true],
  ])("%s", (_, one, expected) => expect(isChanged(one)).toBe(expected));

  it("that is held for a reason that still holds waits", () => {
    expect(isStuck(month({ paid: held, blockedBy: ["INPUT_MISSING"] }))).toBe(true);
    expect(isStuck(month({ paid: held }))).toBe(false);
    expect(isStuck(month({ blockedBy: ["INPUT_MISSING"] }))).toBe(false);
  });
});

describe("a confirmation finds the month as it was seen", () => {
  const seen = month();
  const { paid } = seen;
  const { voided: statements } = seen;
  it.each([
    ["the same", { paid, statements }, true],
    ["corrected meanwhile", { paid: { ...paid, corrected: amount(5) }, statements }, false],
    ["released meanwhile", { paid: { ...paid, state: "REPLACED" as const }, statements }, false],
    ["computed otherwise", { paid: { ...paid, statements: amount(101), corrected: amount(-1) }, statements }, false],
    ["with other parts", { paid: { ...paid, correctedLate: amount(5) }, statements }, false],
    ["with another statement of the same sum", { paid, statements: [statement("e", 100, "another")] }, false],
  ])("%s", (_, now, expected) => expect(isStillPaidSo(seen, now)).toBe(expected));
});
