import { describe, expect, it } from "@jest/globals";
import { type Agreement } from "../plan/types.ts";
import {
  emptyObjective,
  fromAgreement,
  fromCells,
  isCellComplete,
  isComplete,
  toCells,
  toObjectives,
} from "./draft.ts";

const agreement = {
  objectives: [
    {
      objectiveId: "o",
      text: "Derajat kesehatan meningkat",
      indicators: [{ indicatorId: "i", text: "Imunisasi lengkap", target: "95", unit: "persen" }],
    },
  ],
} as unknown as Agreement;

describe("an agreement that is written", () => {
  it("comes back with its ids", () => {
    expect(toObjectives(fromAgreement(agreement))).toEqual(agreement.objectives);
    expect(toObjectives([emptyObjective("k", "l")])[0]).not.toHaveProperty("objectiveId");
  });

  it("is complete when each objective has words and indicators with targets", () => {
    const [objective] = fromAgreement(agreement);
    if (objective === undefined) throw new Error("the agreement has an objective");
    expect(isComplete([objective])).toBe(true);
    expect(isComplete([])).toBe(false);
    expect(isComplete([{ ...objective, text: "ab" }])).toBe(false);
    expect(isComplete([{ ...objective, indicators: [] }])).toBe(false);
    expect(isComplete([objective, emptyObjective("k", "l")])).toBe(false);
  });
});

describe("a matrix that is written", () => {
  it("comes back as it was, and names who and what", () => {
    const cells = [{ leaderRhkId: "r", personId: "p", result: "Laporan tersedia" }];
    const drafts = fromCells(cells, () => "key");
    expect(toCells(drafts)).toEqual(cells);
    expect(drafts.every(isCellComplete)).toBe(true);
    expect(drafts.map((cell) => isCellComplete({ ...cell, personId: "" }))).toEqual([false]);
    expect(drafts.map((cell) => isCellComplete({ ...cell, result: " a " }))).toEqual([false]);
  });
});
