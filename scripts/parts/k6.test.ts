import { describe, expect, it } from "@jest/globals";
import { isFitting } from "./k6.ts";

describe("a version", () => {
  it.each([
    ["v1.8.1", true],
    ["1.26.8", true],
    ["1.8", true],
    ["v1.7.9", false],
    ["v0.57.0", false],
    ["v2.0.0", false],
    ["1.19.8", true],
    ["", false],
  ])("%s fits 1.8: %p", (found, fits) => expect(isFitting(found, [1, 8])).toBe(fits));
});
