import { expect, it } from "@jest/globals";
import { searchedNames } from "./person-name.ts";

it.each([
  ["Zulaika Penguji", ["Zulaika Penguji"]],
  ["Made Wiradana, S.Si., M.M.", ["Made Wiradana"]],
  ["Dr. Ir. Made Wiradana, S.Si.", ["Dr. Ir. Made Wiradana", "Ir. Made Wiradana", "Made Wiradana"]],
  ["H. M. Yusuf", ["H. M. Yusuf", "M. Yusuf", "Yusuf"]],
  ["Drs Rangga", ["Drs Rangga", "Rangga"]],
  ["I.G.N. Putra", ["I.G.N. Putra", "Putra"]],
  ["  Siti   Rahma ", ["Siti Rahma"]],
  ["Ns.", ["Ns."]],
  ["", []],
])("%j is looked for by %j", (name, found) => expect(searchedNames(name)).toEqual(found));

it("is cut where the API takes no more", () => {
  expect(searchedNames(`Dr. ${"a".repeat(70)}`).map(({ length }) => length)).toEqual([60, 60]);
});
