import { expect, it } from "@jest/globals";

import { fullName, sortName } from "./directory.ts";

it.each([
  ["", "SITI RAHMA", "", "SITI RAHMA"],
  ["Dr.", "SITI RAHMA", "S.E., M.M.", "Dr. SITI RAHMA, S.E., M.M."],
  ["", "SITI RAHMA", "S.E.", "SITI RAHMA, S.E."],
])("titles stand before and after: %s %s %s", (titleBefore, name, titleAfter, expected) => {
  expect(fullName({ titleBefore, name, titleAfter })).toBe(expected);
});

it("orders names without regard to case and spaces", () => {
  expect(sortName("  Siti   RAHMA ")).toBe("siti rahma");
});
