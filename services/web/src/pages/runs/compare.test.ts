import { describe, expect, it } from "@jest/globals";
import { createFormat } from "../../i18n/format.ts";

import { type Band } from "./calls.ts";
import { bandLabel, heightsOf } from "./compare.ts";
import { stageWords } from "./stage-words.ts";

const f = createFormat("id");
const band = (given: Partial<Band>): Band => ({ loss: false, overBp: 0, people: 0, changeRupiah: "0", ...given });
const label = (given: Partial<Band>) => bandLabel(band(given), stageWords.id.compare, f);

describe("the spread of changes", () => {
  it("says its bands in words", () => {
    expect(label({ upToBp: 0 })).toBe("tetap");
    expect(label({ upToBp: 100 })).toBe("naik sampai 1%");
    expect(label({ loss: true, overBp: 1_000, upToBp: 2_500 })).toBe("turun 10% sampai 25%");
    expect(label({ loss: true, overBp: 5_000 })).toBe("turun lebih dari 50%");
  });

  it("draws the largest band full, one person a little, and nobody not at all", () => {
    expect(heightsOf([{ people: 4_000 }, { people: 1 }, { people: 0 }, { people: 2_000 }])).toEqual([100, 1, 0, 50]);
    expect(heightsOf([{ people: 0 }])).toEqual([0]);
  });
});
