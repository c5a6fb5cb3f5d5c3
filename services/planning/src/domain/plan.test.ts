import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { contentOf, result } from "../testing/world.ts";
import { toContent } from "./content.ts";
import { type Months, type PlanItemDraft, saveMonth } from "./plan.ts";

let made = 0;
const newId = (): string => `id-${++made}`;
const held = toContent(contentOf(result(undefined)), [], newId);
const written = toContent(contentOf(result(undefined)), [], newId);
const [rhk] = held.results;
const item = (change: Partial<PlanItemDraft> = {}): PlanItemDraft => ({
  ...{ id: undefined, rhkId: rhk!.id, indicatorId: undefined, text: "Supervisi", target: 8, unit: "puskesmas" },
  ...change,
});
const span = { validFrom: "2026-03-16" as Day, validTo: "2026-10-04" as Day };
const save = (months: Months, period: string, ...items: PlanItemDraft[]): Months =>
  saveMonth(months, { period: period as Period, items }, { span, contents: [written, held], newId });

describe("an action plan", () => {
  const months = save({}, "2026-05", item(), item({ text: "Laporan" }));
  const [first, second] = months["2026-05"]!;

  it("gives each item an id and keeps it over edits", () => {
    const after = save(months, "2026-05", item({ ...second!, target: 9 }), item({ text: "Baru" }));
    expect(after["2026-05"]).toEqual([{ ...second, target: 9 }, expect.objectContaining({ text: "Baru" })]);
    expect(first!.id).not.toBe(after["2026-05"]![1]!.id);
  });

  it("leaves other months alone and can be emptied", () =>
    expect(save(save(months, "2026-06", item()), "2026-05")).toEqual({
      "2026-05": [],
      "2026-06": [expect.objectContaining({ text: "Supervisi" })],
    }));

  it("serves results that hold or are being written, and their indicators", () => {
    const [other] = written.results;
    const items = [item({ indicatorId: rhk!.indicators[0]!.id }), item({ rhkId: other!.id })];
    expect(save({}, "2026-05", ...items)["2026-05"]).toHaveLength(2);
  });

  it.each(["2026-03", "2026-10"])("%s is touched by the span", (period) =>
    expect(save({}, period, item())[period]).toHaveLength(1),
  );

  it.each<[string, string, PlanItemDraft[], string, string[]]>([
    ["a month before", "2026-02", [], "PLAN_MONTH_OUTSIDE", []],
    ["a month after", "2026-11", [], "PLAN_MONTH_OUTSIDE", []],
    ["a strange result", "2026-05", [item(), item({ rhkId: "no" })], "RHK_UNKNOWN", ["/items/1/rhkId RHK_UNKNOWN"]],
    ["a strange indicator", "2026-05", [item({ indicatorId: "no" })], "RHK_UNKNOWN", ["/items/0/indicatorId ITEM_UNKNOWN"]],
    ["an item of another month", "2026-06", [item({ id: first!.id })], "REQUEST_INVALID", ["/items/0/itemId ITEM_UNKNOWN"]],
    ["an item twice", "2026-05", [item({ id: first!.id }), item({ id: first!.id })], "REQUEST_INVALID", ["/items/1/itemId ITEM_NAMED_TWICE"]],
    ["a book", "2026-05", [item({ text: "x".repeat(60_000) })], "SKP_TOO_LONG", []],
  ])("refuses %s", (_, period, items, code, violations) => {
    const found = expect.objectContaining({ code, violations: violations.map((text) => {
      const [pointer, fault] = text.split(" ");
      return expect.objectContaining({ pointer, code: fault });
    }) });
    expect(() => save(months, period, ...items)).toThrow(found);
  }); // prettier-ignore
});
