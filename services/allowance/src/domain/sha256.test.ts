import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { digest } from "../testing/month.ts";
import { sha256Of } from "./sha256.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("SHA-256 in plain code", () => {
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
  ])("of a text of the standard", (text, expected) => {
    expect(hex(sha256Of(text))).toBe(expected);
  });

  it("is that of the library, at every length of a block and for any text", () => {
    const agrees = (text: string): void =>
      expect(hex(sha256Of(text))).toBe(hex(digest(new TextEncoder().encode(text))));
    for (let length = 0; length < 200; length++) agrees("x".repeat(length));
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), agrees));
  });
});
