import { describe, expect, it } from "@jest/globals";
import { choiceGroups } from "./parent-choices.ts";
import { type ParentChoice } from "./types.ts";

const choice = (parentId: string, kind: ParentChoice["kind"], year = 2026): ParentChoice => ({
  ...{ kind, parentId, text: parentId, personId: "", unitId: "", year, role: "" },
});
const choices = [
  choice("last", "PROVISIONAL", 2025),
  choice("firm", "SUPERIOR_RHK"),
  choice("draft", "PROVISIONAL"),
  choice("iku", "AGREEMENT_INDICATOR"),
];

describe("what a result can lean on", () => {
  it("comes firm first, last year's last, and the agreement for heads only", () => {
    const names = (kind: "STAFF" | "UNIT_HEAD") =>
      choiceGroups(choices, kind, 2026).map(({ name, choices: of }) => [name, ...of.map(({ parentId }) => parentId)]);
    expect(names("STAFF")).toEqual([
      ["superior", "firm"],
      ["provisional", "draft"],
      ["last", "last"],
    ]);
    expect(names("UNIT_HEAD")[2]).toEqual(["agreement", "iku"]);
  });

  it("has no empty groups", () => {
    expect(choiceGroups([], "UNIT_HEAD", 2026)).toEqual([]);
  });
});
