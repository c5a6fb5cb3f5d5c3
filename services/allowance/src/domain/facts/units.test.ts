import { describe, expect, it } from "@jest/globals";

import { isWithin } from "./units.ts";

const tree = new Map([
  ["office", ""],
  ["bureau", "office"],
  ["desk", "bureau"],
  ["egg", "hen"],
  ["hen", "egg"],
]);

describe("a unit", () => {
  it.each([
    ["desk", "desk", true],
    ["desk", "office", true],
    ["office", "desk", false],
    ["unknown", "office", false],
    ["egg", "office", false],
  ])("%s within %s: %s", (unit, above, expected) => expect(isWithin(tree, unit, above)).toBe(expected));
});
