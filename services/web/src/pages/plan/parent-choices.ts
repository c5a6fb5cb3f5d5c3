/** What a result can lean on, in the groups of the list it is chosen from. */
import { type ParentChoice, type PositionKind } from "./types.ts";

export interface ChoiceGroup {
  readonly name: "superior" | "provisional" | "last" | "agreement";
  readonly choices: readonly ParentChoice[];
}

function groupOf({ kind, year }: ParentChoice, ofYear: number): ChoiceGroup["name"] {
  if (kind === "AGREEMENT_INDICATOR") return "agreement";
  if (kind === "SUPERIOR_RHK") return "superior";
  return year === ofYear ? "provisional" : "last";
}

const order: readonly ChoiceGroup["name"][] = ["superior", "provisional", "agreement", "last"];

/** The unit's agreement is for heads of units only. */
export function choiceGroups(
  choices: readonly ParentChoice[],
  positionKind: PositionKind,
  year: number,
): readonly ChoiceGroup[] {
  return order
    .filter((name) => name !== "agreement" || positionKind === "UNIT_HEAD")
    .map((name) => ({ name, choices: choices.filter((choice) => groupOf(choice, year) === name) }))
    .filter((group) => group.choices.length > 0);
}
