import { describe, expect, it } from "@jest/globals";
import { waysOf } from "./chains.ts";
import { type ChainLink } from "./types.ts";

const link = (rhkId: string, level: number, kind: ChainLink["kind"]): ChainLink => ({
  ...{ rhkId, level, kind, text: `${rhkId}${String(level)}`, personId: "", unitId: "" },
});

describe("the way up from a result", () => {
  it("begins at the agreement and keeps results apart", () => {
    const ways = waysOf([
      link("a", 0, "SUPERIOR_RHK"),
      link("a", 1, "SUPERIOR_RHK"),
      link("b", 0, "PROVISIONAL"),
      link("a", 2, "AGREEMENT_INDICATOR"),
    ]);
    expect(ways.get("a")?.above.map(({ text }) => text)).toEqual(["a2", "a1"]);
    expect(ways.get("a")).toMatchObject({ own: { text: "a0" }, isAnchored: true, isProvisional: false });
    expect(ways.get("b")).toMatchObject({ above: [], isAnchored: false, isProvisional: false });
  });

  it("is provisional by its nearest step only", () => {
    const steps = (nearest: ChainLink["kind"], next: ChainLink["kind"]) =>
      waysOf([link("a", 0, "PROVISIONAL"), link("a", 1, nearest), link("a", 2, next)]).get("a");
    expect(steps("PROVISIONAL", "SUPERIOR_RHK")).toMatchObject({ isProvisional: true, isAnchored: false });
    expect(steps("SUPERIOR_RHK", "PROVISIONAL")).toMatchObject({ isProvisional: false });
  });
});
