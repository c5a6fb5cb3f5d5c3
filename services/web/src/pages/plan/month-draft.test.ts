import { describe, expect, it } from "@jest/globals";
import { emptyItem, fromItem, itemFaults, toItem } from "./month-draft.ts";

const item = { itemId: "i", rhkId: "r", text: "Supervisi puskesmas", target: 8, unit: "puskesmas" };

describe("an item of the month's plan", () => {
  it("comes back as it was", () => {
    expect(toItem(fromItem(item, "k", false))).toEqual(item);
    expect(toItem({ ...fromItem(item, "k", false), indicatorId: "x" })).toEqual({ ...item, indicatorId: "x" });
  });

  it("is a new one when it is copied", () => {
    expect(toItem(fromItem(item, "k", true))).not.toHaveProperty("itemId");
  });

  it.each([
    ["nothing typed", {}, ["text", "target", "unit"]],
    ["a fraction", { text: "Supervisi", target: "2,5", unit: "x" }, ["target"]],
    ["too much", { text: "Supervisi", target: "1000001", unit: "x" }, ["target"]],
    ["long words", { text: "x".repeat(301), target: "1", unit: "x".repeat(41) }, ["text", "unit"]],
    ["nothing wrong", { text: " Supervisi ", target: "0", unit: "x" }, []],
  ])("%s", (_, typed, faults) => {
    expect(itemFaults({ ...emptyItem("k", "r"), ...typed })).toEqual(faults);
  });
});
