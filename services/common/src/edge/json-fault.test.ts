import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { jsonFault } from "./json-fault.ts";

/** What V8 says, where it says it. */
function positionByV8(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const position = / at position (\d+)/.exec((error as Error).message)?.[1];
    return position === undefined ? undefined : Number(position);
  }
}
const offsetOf = (text: string, { line, column }: { line: number; column: number }): number =>
  text
    .split("\n")
    .slice(0, line - 1)
    .reduce((sum, one) => sum + one.length + 1, 0) +
  column -
  1;

describe("the place where JSON breaks", () => {
  it.each([
    ["", 1, 1],
    ["  ", 1, 3],
    ["nul", 1, 1],
    ['{"a":1,}', 1, 8],
    ['{"a" 1}', 1, 6],
    ["[1,2", 1, 5],
    ["[1 2]", 1, 4],
    ['{"a":[1}', 1, 8],
    ["{}\n{}", 2, 1],
    ["{\n  'a': 1}", 2, 3],
    ['["a\nb"]', 1, 4],
    ['["\\x"]', 1, 3],
    ["[01]", 1, 3],
    ["\ufeff{}", 1, 1],
  ])("of %j is line %d, column %d", (text, line, column) => {
    expect(jsonFault(text)).toEqual({ line, column });
  });

  it("is where V8 sees it too", () => {
    const damaged = fc.record({
      json: fc.json({ maxDepth: 3 }),
      at: fc.nat(200),
      junk: fc.constantFrom("", ",", "}", "]", '"', "x", "{", ":", "\n"),
    });
    fc.assert(
      fc.property(damaged, ({ json, at, junk }) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + junk + json.slice(place + 1);
        const expected = positionByV8(text);
        fc.pre(expected !== undefined);
        expect(Math.abs(offsetOf(text, jsonFault(text)) - expected)).toBeLessThanOrEqual(5); // numbers and escapes are judged whole
      }),
      { numRuns: 2_000 },
    );
  });

  it("is found in a text of megabytes without a deep stack", () => {
    expect(jsonFault(`["${"x".repeat(4_000_000)}`).column).toBe(4_000_003);
    expect(jsonFault("[".repeat(1_000_000)).column).toBe(1_000_001);
  });
});
