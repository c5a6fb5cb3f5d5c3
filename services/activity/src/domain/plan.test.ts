import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { isItemUnknown, type KnownPlan } from "./plan.ts";

const toldAt = Date.parse("2026-10-05T02:00:00Z");
const minute = 60_000;
const idAt = (ms: number): string => {
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};
const [item, strange] = ["0b5f7a52-8f0e-4c7a-9a51-1f6f0c1f3a10", "0b5f7a52-8f0e-4c7a-9a51-1f6f0c1f3a11"];
const plan = (more: Partial<KnownPlan> = {}): KnownPlan => ({
  personId: "p",
  isSet: true,
  validFrom: "2026-01-01" as Day,
  validTo: "2026-12-31" as Day,
  itemIds: new Set([item]),
  toldAt,
  ...more,
});
const lastYear = plan({ validFrom: "2025-01-01" as Day, validTo: "2025-12-31" as Day });
const nextItem = idAt(toldAt + minute);
const other = plan({ itemIds: new Set([strange]) });

describe("an entry whose plan item somebody should look at", () => {
  it.each<[string, boolean, string | undefined, KnownPlan[], number?]>([
    ["no item", false, undefined, [plan()]],
    ["an item of the set plan", false, item, [plan()]],
    ["an item of nobody's", true, strange, [plan()]],
    ["nothing was told of the person", false, strange, []],
    ["nothing was told of the day", false, strange, [lastYear]],
    ["an item of last year's plan", true, item, [lastYear]],
    ["an item of last year's plan beside this year's", true, item, [lastYear, plan({ itemIds: new Set() })]],
    ["an item of a draft", true, item, [plan({ isSet: false })]],
    ["an item of a draft beside a plan that holds", true, item, [plan({ isSet: false }), other]],
    ["an item of the second of two plans", false, strange, [plan(), other]],
    ["an item made after the plan was told", false, nextItem, [plan()]],
    ["an item made just before the plan was told", true, idAt(toldAt - minute), [plan()]],
    ["an item made after one of two plans was told", true, nextItem, [plan(), plan({ toldAt: toldAt + 2 * minute })]],
    ["an item that planning has not told for a day", true, nextItem, [plan()], toldAt + 86_400_000 + minute],
  ])("%s: %s", (_, unknown, planItemId, plans, now = toldAt + 5 * minute) => {
    expect(isItemUnknown({ planItemId, workDate: "2026-10-05" as Day }, plans, now)).toBe(unknown);
  });
});
