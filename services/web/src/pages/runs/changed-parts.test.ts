import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { changedParts, type Piece } from "./changed-parts.ts";

const changed = (pieces: readonly Piece[]): string[] =>
  pieces.filter(({ isChanged }) => isChanged).map(({ text }) => text);
const whole = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join("");

describe("two sentences side by side", () => {
  it("differ in their numbers alone", () => {
    const [before, after] = changedParts("Rp4.595.150 sampai Rp5.000.000", "Rp4.700.000 sampai Rp5.000.000");
    expect([changed(before), changed(after)]).toEqual([["Rp4.595.150"], ["Rp4.700.000"]]);
  });

  it("keep what is only added or taken away", () => {
    const [before, after] = changedParts("dipotong 3% setiap hari", "dipotong 3% dari TPP setiap hari");
    expect(changed(before)).toEqual([]);
    expect(changed(after)).toEqual(["dari TPP "]);
  });

  it("are whole where there is only one", () => {
    expect(changedParts("", "baru")).toEqual([[{ text: "", isChanged: true }], [{ text: "baru", isChanged: false }]]);
  });

  it("lose nothing, whatever they say, and do not differ from themselves", () => {
    const sentence = fc.array(fc.constantFrom("3%", "Rp1.000", "dari", "TPP", ",", " ", "§", "🌾")).map((all) => all.join(""));
    fc.assert(
      fc.property(sentence, sentence, (one, other) => {
        const [before, after] = changedParts(one, other);
        expect([whole(before), whole(after)]).toEqual([one, other]);
        if (one !== "") expect(changedParts(one, one).flatMap(changed)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }); // prettier-ignore

  it("are not looked at word by word where they are endless", () => {
    const long = "a b ".repeat(600);
    expect(changedParts(long, `${long}c`)[1]).toEqual([{ text: `${long}c`, isChanged: true }]);
  });
});
