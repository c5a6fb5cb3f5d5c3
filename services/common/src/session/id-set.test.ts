import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { idSet } from "./id-set.ts";

describe("a set of ids", () => {
  it("is what the language's own set is, through every growth and removal", () => {
    const step = fc.record({ id: fc.integer({ min: 0, max: 400 }), isAdded: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 1_000, minLength: 200 }), (steps) => {
        const [own, model] = [idSet(), new Set<string>()];
        for (const { id, isAdded } of steps) {
          const text = `session-${id}`;
          if (isAdded) [own, model].forEach((one) => one.add(text));
          else [own, model].forEach((one) => one.delete(text));
        }
        expect(own.size).toBe(model.size);
        for (let id = 0; id <= 400; id++) expect(own.has(`session-${id}`)).toBe(model.has(`session-${id}`));
      }),
      { numRuns: 30 },
    );
  });

  it("grows and shrinks", () => {
    const own = idSet();
    for (let id = 0; id < 5_000; id++) own.add(String(id));
    for (let id = 0; id < 4_900; id++) own.delete(String(id));
    expect(own.size).toBe(100);
    for (let id = 4_900; id < 5_000; id++) expect(own.has(String(id))).toBe(true);
    expect(own.has("1")).toBe(false);
  });
});
