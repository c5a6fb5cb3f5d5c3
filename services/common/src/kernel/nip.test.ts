import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { Refusal } from "../errors/index.ts";
import { type Nip, nipOddities, nipSuffix, parseNip } from "./nip.ts";

const nip = "198703142011012901";

function refusalOf(text: string): Refusal {
  try {
    parseNip(text, "/rows/3/nip");
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error(`${text} was taken`);
}

describe("a NIP", () => {
  it.each([
    nip,
    "19870314 201101 2 901",
    ` ${nip}\t`,
    `'${nip}`,
    `"${nip}"`,
    `’${nip}’`,
    `“${nip}”`,
    "19870314.201101.2.901",
    "19870314-201101-2-901",
    "19870314\u00a0201101\u00a02\u00a0901",
    `\ufeff${nip}\u200b`,
  ])("is read from %j", (text) => expect(parseNip(text)).toBe(nip));

  it.each([
    ["", "NIP_LENGTH", { length: 0 }],
    [nip.slice(1), "NIP_LENGTH", { length: 17 }],
    [`${nip}1`, "NIP_LENGTH", { length: 19 }],
    ["1.98703142011012e+17", "NIP_DIGITS", {}],
    ["19870314201101290A", "NIP_DIGITS", {}],
    ["١٩٨٧٠٣١٤٢٠١١٠١٢٩٠١", "NIP_DIGITS", {}],
  ])("is not read from %j", (text, code, params) => {
    const { kind, violations } = refusalOf(text);
    expect({ kind, violations }).toEqual({
      kind: "invalid",
      violations: [{ pointer: "/rows/3/nip", code, params }],
    });
  });

  it("never stands in its own refusal", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{5,17}$/), (digits) => {
        const refusal = refusalOf(digits);
        expect(`${refusal.message} ${JSON.stringify(refusal)}`).not.toContain(digits);
      }),
    );
  });

  it.each([
    [nip, []],
    ["198702302011012901", ["NIP_BIRTH_DATE"]],
    ["198703142011132901", ["NIP_MONTH"]],
    ["198703142011002901", ["NIP_MONTH"]],
    ["198703142022212901", []],
    ["198703142011013901", ["NIP_SEX"]],
    ["000000000000000999", ["NIP_BIRTH_DATE", "NIP_MONTH", "NIP_SEX"]],
  ])("%s looks odd in %j", (text, oddities) => expect(nipOddities(parseNip(text))).toEqual(oddities));

  it("shows three digits", () => expect(nipSuffix(nip as Nip)).toBe("901"));
});
