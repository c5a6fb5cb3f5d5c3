import { describe, expect, it } from "@jest/globals";
import { Refusal } from "@kinerja/common/errors";
import { assert, property, string } from "fast-check";

import { anyText, nipOf } from "../../testing/export-rows.ts";
import { textCell } from "../payment-file.ts";
import {
  accountFaults,
  amountFaults,
  choiceFaults,
  escaped,
  nipFaults,
  plainText,
  refuse,
  safeText,
  textFaults,
  twiceFaults,
} from "./text.ts";

const codes = (text: string, min = 0, max = 40) =>
  textFaults("/rows/3/name", text, { min, max }).map(({ code }) => code);

describe("a text of a file", () => {
  it.each([
    ["PEGAWAI 1, S.E.", []],
    ["Nur'aini Ḥasan 山", []],
    ["", []],
    ["a\tb", ["TEXT_CONTROL_CHARACTER"]],
    ["a\r\nb", ["TEXT_CONTROL_CHARACTER"]],
    ["a\u0000", ["TEXT_CONTROL_CHARACTER"]],
    ["a\u0085", ["TEXT_CONTROL_CHARACTER"]],
    ["a\u2028b", ["TEXT_CONTROL_CHARACTER"]],
    ["\u202eabc", ["TEXT_CONTROL_CHARACTER"]],
    ["\ufeffabc", ["TEXT_CONTROL_CHARACTER"]],
    ["abc\uffff", ["TEXT_CONTROL_CHARACTER"]],
    ["abc\ud800", ["TEXT_BROKEN"]],
    ["x".repeat(41), ["TEXT_TOO_LONG"]],
  ])("%j has %j", (text, expected) => expect(codes(text)).toEqual(expected));

  it("must be there where it is needed", () => {
    expect(codes("", 1)).toEqual(["FIELD_REQUIRED"]);
    expect(codes("a", 2)).toEqual(["TEXT_TOO_SHORT"]);
  });

  it("says where", () =>
    expect(textFaults("/rows/3/name", "a\tb", { max: 40 })).toEqual([
      { pointer: "/rows/3/name", code: "TEXT_CONTROL_CHARACTER" },
    ]));
});

describe("a cell", () => {
  const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

  it("never starts a formula, and reading gives the text again", () => {
    assert(
      property(anyText, (text) => {
        expect(safeText(text)).not.toMatch(formula);
        expect(plainText(safeText(text))).toBe(text);
      }),
    );
  });

  it("is what the payment file has, where that one quotes nothing", () => {
    assert(
      property(string({ unit: "grapheme-ascii" }), (text) => {
        const simple = text.replaceAll(/[",;']/g, "x");
        expect(safeText(simple)).toBe(textCell(simple));
      }),
    );
  });

  it.each([
    ["=1+1", "'=1+1"],
    [" @x", "' @x"],
    ["'=1", "''=1"],
    ["'abc", "'abc"],
    ["-", "'-"],
    ["O'Neil", "O'Neil"],
  ])("%j is written %j", (text, cell) => expect(safeText(text)).toBe(cell));

  it("of XML holds no sign of XML", () => expect(escaped(`<a b="c">'&`)).toBe("&lt;a b=&quot;c&quot;&gt;&apos;&amp;"));
});

describe("a number, an account, a choice", () => {
  it.each([
    [nipOf(0), []],
    ["123", [{ pointer: "/nip", code: "NIP_LENGTH", params: { length: 3 } }]],
    [nipOf(0).slice(1) + "x", [{ pointer: "/nip", code: "NIP_DIGITS" }]],
  ])("%s", (nip, expected) => expect(nipFaults("/nip", nip)).toEqual(expected));

  it("have their bounds", () => {
    expect(amountFaults("/a", 0n)).toEqual([]);
    expect(amountFaults("/a", -1n)).toHaveLength(1);
    expect(amountFaults("/a", 1_000_000_000_000_000n)).toHaveLength(1);
    expect(amountFaults("/a", 5n, 4n)).toEqual([
      { pointer: "/a", code: "NUMBER_OUT_OF_RANGE", params: { min: 0n, max: 4n } },
    ]);
    expect(accountFaults("/a", "0000000901")).toEqual([]);
    expect(accountFaults("/a", "00-901")).toHaveLength(1);
    expect(choiceFaults("/a", "x", ["x", "y"])).toEqual([]);
    expect(choiceFaults("/a", "z", ["x", "y"])).toEqual([
      { pointer: "/a", code: "CHOICE_UNKNOWN", params: { choices: "x, y" } },
    ]);
  });

  it("that stands twice names the first row as people count", () => {
    expect(twiceFaults(["a", "b", "a"], (index) => `/rows/${index}`, "PAID_TWICE")).toEqual([
      { pointer: "/rows/2", code: "PAID_TWICE", params: { otherLine: 1 } },
    ]);
  });

  it("are refused all at once", () => {
    expect(() => refuse([])).not.toThrow();
    expect(() => refuse([{ pointer: "/a", code: "FIELD_REQUIRED" }])).toThrow(Refusal);
  });
});
