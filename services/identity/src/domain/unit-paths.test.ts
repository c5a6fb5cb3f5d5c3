import { describe, expect, it } from "@jest/globals";

import { unitPaths } from "./unit-paths.ts";

describe("the path of a unit", () => {
  const pathOf = unitPaths([
    { id: "root", parentId: undefined },
    { id: "bureau", parentId: "root" },
    { id: "part", parentId: "bureau" },
    { id: "lost", parentId: "elsewhere" },
    { id: "egg", parentId: "hen" },
    { id: "hen", parentId: "egg" },
  ]);

  it.each([
    ["part", ["part", "bureau", "root"]],
    ["root", ["root"]],
    ["unknown", ["unknown"]],
    ["lost", ["lost", "elsewhere"]],
    ["egg", ["egg", "hen"]],
  ])("of %s is %j", (unit, path) => {
    expect(pathOf(unit)).toEqual(path);
    expect(pathOf(unit)).toBe(pathOf(unit));
  });
});
