import { describe, expect, it } from "@jest/globals";
import { parseDay } from "@kinerja/common/kernel";

import { examples, timeOf } from "../../testing/pay-facts.ts";
import { columnsOf, readContent } from "./read-content.ts";
import { type FactKind, factKinds, isFactKind, specOf } from "./kinds.ts";

const [from, to] = [parseDay("2026-01-01"), parseDay("2026-12-31")];
const endOf = (kind: FactKind) => (specOf(kind).inMonth ? parseDay("2026-01-31") : to);
const right = (kind: FactKind): Record<string, string> => ({ ...timeOf(kind, from, endOf(kind)), ...examples[kind] });

describe("a fact", () => {
  it.each(factKinds)("of kind %s is read", (kind) => {
    const { content, faults } = readContent(kind, right(kind));
    expect(faults).toEqual([]);
    expect(content).toMatchObject({ kind, validFrom: from, validTo: endOf(kind) });
    expect(specOf(kind).label).toMatch(/^[A-Z]/);
  });

  it.each(factKinds.flatMap((kind) => columnsOf(kind).needed.map((column) => [kind, column] as const)))(
    "of kind %s needs %s",
    (kind, column) => {
      expect(readContent(kind, { ...right(kind), [column]: " " })).toMatchObject({
        content: undefined,
        faults: [{ column, code: "FIELD_REQUIRED" }],
      });
    },
  );

  it.each<[FactKind, string, string, string]>([
    ["LEAVE", "from", "2026-02-30", "DATE_FORM"],
    ["LEAVE", "to", "31-12-2026", "DATE_FORM"],
    ["LEAVE", "to", "2025-12-31", "VALIDITY_ORDER"],
    ["LEAVE", "kind", "Cuti Sakit", "WORD_FORM"],
    ["LEAVE", "decree", "x".repeat(201), "TEXT_TOO_LONG"],
    ["SCORE", "from_month", "2026-13", "MONTH_FORM"],
    ["SCORE", "to_month", "Desember", "MONTH_FORM"],
    ["SCORE", "to_month", "2025-12", "VALIDITY_ORDER"],
    ["SCORE", "value", "1000.5", "NUMBER_OUT_OF_RANGE"],
    ["SCORE", "value", "95.12345", "DECIMAL_FORM"],
    ["SCORE", "value", "9,5%", "DECIMAL_FORM"],
    ["SCORE", "unit", "persen", "CHOICE_UNKNOWN"],
    ["ANNUAL_PREDICATE", "year", "26", "NUMBER_OUT_OF_RANGE"],
    ["CLASS", "class", "0", "NUMBER_OUT_OF_RANGE"],
    ["CLASS", "class", "08", "NUMBER_OUT_OF_RANGE"],
    ["ACTING", "level", "same_level", "CHOICE_UNKNOWN"],
    ["ACTING", "post", "Kepala\u0000Bagian", "TEXT_CONTROL_CHARACTER"],
    ["AMOUNT", "rupiah", "8.757.600", "NUMBER_OUT_OF_RANGE"],
    ["AMOUNT", "rupiah", "1000000001", "NUMBER_OUT_OF_RANGE"],
    ["LIST_ITEM", "count", "-1", "NUMBER_OUT_OF_RANGE"],
    ["KEY", "value", "x".repeat(101), "TEXT_TOO_LONG"],
    ["OUTAGE", "items", "missed_in late_in", "CHOICE_UNKNOWN"],
    ["TAX_STATUS", "ptkp", "K/4", "CHOICE_UNKNOWN"],
  ])("of kind %s has no %s %j", (kind, column, text, code) => {
    expect(readContent(kind, { ...right(kind), [column]: text }).faults).toEqual([
      expect.objectContaining({ column, code }),
    ]);
  });

  it("counts items in one month: they end, and in the month in which they begin", () => {
    const item = (from: string, to: string) => readContent("LIST_ITEM", { ...right("LIST_ITEM"), from, to });
    expect(item("2026-07-01", "2026-07-31").faults).toEqual([]);
    expect(item("2026-07-09", "").faults).toEqual([{ column: "to", code: "FIELD_REQUIRED" }]);
    for (const to of ["2026-08-01", "2027-07-09"])
      expect(item("2026-07-09", to).faults).toEqual([{ column: "to", code: "DATES_IN_TWO_MONTHS" }]);
  });

  it("tells everything that is wrong at once", () => {
    expect(readContent("CLASS_DEMOTION", { from: "x" }).faults.map(({ column }) => column)).toEqual([
      ...["from", "kind", "class", "decree"],
    ]);
  });

  it("has one spelling for one value", () => {
    const value = (text: string) => readContent("SCORE", { ...right("SCORE"), value: text }).content?.body["value"];
    expect(["95,50", "95.5", "100", "0.0"].map(value)).toEqual(["95.5", "95.5", "100", "0"]);
    const { content } = readContent("OUTAGE", { ...right("OUTAGE"), items: "missed_out, missed_in,missed_in" });
    expect(content?.body).toEqual({ items: "missed_in missed_out", kind: "gangguan" });
  });

  it("lasts where it is not said to end, in whole months and years where it is about them", () => {
    expect(readContent("LEAVE", { ...examples.LEAVE, from: "2026-02-03" }).content?.validTo).toBeUndefined();
    expect(readContent("AMOUNT", { ...examples.AMOUNT, from_month: "2026-02" }).content).toMatchObject({
      ...{ validFrom: "2026-02-01", validTo: undefined },
    });
    expect(
      readContent("AMOUNT", { ...examples.AMOUNT, from_month: "2026-02", to_month: "2026-02" }).content?.validTo,
    ).toBe("2026-02-28");
  });

  it("is of a known kind", () => {
    expect([isFactKind("LEAVE"), isFactKind("CUTI"), isFactKind("toString")]).toEqual([true, false, false]);
  });
});
