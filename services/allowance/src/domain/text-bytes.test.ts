import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { TextBytes } from "./text-bytes.ts";

const any = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: "binary", maxLength: 100 }),
  fc.array(fc.string()),
  fc.constantFrom(true, null, 0, -0, 999_999_999, 1_000_000_000, -1),
);

describe("text as bytes", () => {
  it("is the JSON of what was written, whatever the memory had room for", () => {
    fc.assert(
      fc.property(fc.array(any), fc.integer({ min: 0, max: 200 }), (values, room) => {
        const to = new TextBytes(room);
        for (const value of values) to.json(value);
        expect(to.slice(0).toString()).toBe(Buffer.from(values.map((value) => JSON.stringify(value)).join("")).toString());
      }),
    ); // prettier-ignore
  });

  it("stays where it was while more is written", () => {
    const to = new TextBytes(64);
    to.text("satu");
    const first = to.slice(0);
    to.text("é".repeat(1_000));
    expect([first.toString(), to.length]).toEqual(["satu", 2_004]);
  });
});
