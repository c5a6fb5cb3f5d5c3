import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { codeAlphabet, codeLength, printCode, readCode } from "./activation-code.ts";

describe("activation code", () => {
  it("is read as it is printed, whatever happens to case, dashes and spaces", () => {
    const letters = fc.stringMatching(new RegExp(`^[${codeAlphabet}]{${codeLength}}$`));
    fc.assert(
      fc.property(letters, fc.boolean(), (code, small) => {
        const printed = printCode(code);
        expect(printed).toMatch(/^.{4}-.{4}-.{4}$/);
        expect(readCode(small ? printed.toLowerCase().replaceAll("-", " ") : printed)).toBe(code);
      }),
    );
  });

  it("has no letters that look alike", () => {
    expect(codeAlphabet).not.toMatch(/[01258OILSZB]/);
    expect(new Set(codeAlphabet).size).toBe(codeAlphabet.length);
  });
});
