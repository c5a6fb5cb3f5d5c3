import { describe, expect, it } from "@jest/globals";

import { nipOf } from "../../testing/export-rows.ts";
import { inUnits, wholeUnits } from "./units.ts";

const row = (n: number, unitName: string, unitCode = "A1") => ({ nip: nipOf(n), unitName, unitCode });
const nips = (groups: readonly (readonly { readonly nip: string }[])[]) =>
  groups.map((group) => group.map(({ nip }) => Number(nip.slice(-2)) - 1));

describe("units", () => {
  it("stand by name and code, their people by NIP, and whoever has none last", () => {
    const rows = [row(5, ""), row(4, "Dinas B"), row(3, "Dinas A", "A2"), row(2, "Dinas A"), row(1, "Dinas B"), row(0, "Dinas A")]; // prettier-ignore
    expect(nips(inUnits(rows))).toEqual([[0, 2], [3], [1, 4], [5]]);
  });

  it("are whole in the parts of a batch, also one that is larger than a part", () => {
    const rows = [0, 1, 2, 3, 4, 5, 6].map((n) => row(n, ["A", "A", "B", "C", "C", "C", "D"][n] ?? ""));
    expect(nips(wholeUnits(rows, 3))).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(nips(wholeUnits(rows, 2))).toEqual([[0, 1], [2], [3, 4, 5], [6]]);
    expect(wholeUnits([], 2)).toEqual([]);
  });
});
