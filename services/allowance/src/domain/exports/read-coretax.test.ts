import { describe, expect, it } from "@jest/globals";
import { parseDay, parsePeriod, rupiah } from "@kinerja/common/kernel";
import { array, assert, bigInt, integer, property, record } from "fast-check";

import { fineText, sha256 } from "../../testing/export-rows.ts";
import { coretaxFile, type CoretaxRow } from "./coretax.ts";
import { differences, differenceText } from "./differences.ts";
import { textBytes, textOf } from "./file.ts";
import { rateHundredths, readCoretax } from "./read-coretax.ts";

const period = parsePeriod("2026-07");
const tinOf = (n: number): string => "0".repeat(13) + String(901 + n);
const row = (n: number, more: Partial<CoretaxRow> = {}): CoretaxRow => ({
  ...{ tin: tinOf(n), passport: "", ptkp: "K/1", position: "Analis", certificate: "N/A", objectCode: "21-100-01" },
  ...{ gross: rupiah(9_896_000n), rate: "1.50" },
  ...more,
});
const written = (rows: readonly CoretaxRow[]): string =>
  textOf(coretaxFile(rows, { tin: tinOf(98), place: "0".repeat(22), period, withheldOn: parseDay("2026-07-31") }, sha256).bytes); // prettier-ignore
const read = (text: string) => readCoretax(textBytes(text), period);
const told = (ours: readonly CoretaxRow[], theirs: readonly CoretaxRow[], language: "id" | "en" = "id"): string[] =>
  differences(read(written(ours)).rows, read(written(theirs)).rows, ["base", "rate"]).map((one) => differenceText(one, language)); // prettier-ignore
const faults = (text: string): unknown[] => {
  try {
    read(text);
    return [];
  } catch (error) {
    return (error as { violations: { pointer: string; code: string }[] }).violations.map(({ pointer, code }) => [pointer, code]); // prettier-ignore
  }
};

describe("the XML for Coretax that is read again", () => {
  const anyRows = array(
    record({
      position: fineText,
      gross: bigInt({ min: 1n, max: 200_000_000n }),
      hundredths: integer({ min: 0, max: 10_000 }),
    }),
    { maxLength: 6 },
  );

  it("says what was written", () =>
    assert(
      property(anyRows, (made) => {
        const rows = made.map(({ position, gross, hundredths }, n) =>
          row(n, { position, gross: rupiah(gross), rate: (hundredths / 100).toFixed(2) }),
        );
        expect(read(written(rows)).rows.map(({ number, amounts }) => ({ tin: number?.digits, ...amounts }))).toEqual(
          made.map(({ gross, hundredths }, n) => ({ tin: tinOf(n), base: gross, rate: BigInt(hundredths) })),
        );
      }),
    ));

  it("tells another base, another rate, and who is in one only", () => {
    const theirs = [row(0, { gross: rupiah(9_000_000n) }), row(1, { rate: "2" }), row(4), row(3)];
    expect(told([row(0), row(1), row(2), row(3)], theirs)).toEqual([
      "NPWP/NIK …901: dasar pengenaan di berkas kita Rp9.896.000, di berkas mereka Rp9.000.000; berkas kita lebih Rp896.000.",
      "NPWP/NIK …902: tarif di berkas kita 1,5%, di berkas mereka 2%; berkas kita kurang 0,5%.",
      "NPWP/NIK …903 hanya ada di berkas kita: dasar pengenaan Rp9.896.000, tarif 1,5%.",
      "NPWP/NIK …905 hanya ada di berkas mereka: dasar pengenaan Rp9.896.000, tarif 1,5%.",
    ]);
    expect(told([row(1)], [row(1, { rate: "10" })], "en")).toEqual([
      "NPWP/NIK …902: rate is 1.5% in our file and 10% in theirs; ours is 8.5% less.",
    ]);
  });

  it("knows rates with a point or a comma", () =>
    expect(["0", "0.25", "2,5", "34", "1.234", "x", "-1"].map(rateHundredths)).toEqual([0n, 25n, 250n, 3_400n, undefined, undefined, undefined])); // prettier-ignore

  const text = written([row(0)]);
  it.each([
    [
      "a DTD",
      text.replace("<MmPayrollBulk", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>\n<MmPayrollBulk'),
      1,
    ],
    ["an entity of one's own", text.replace("Analis", "&b;"), 11],
    ["a numbered entity", text.replace("Analis", "&#65;"), 11],
    ["a bare ampersand", text.replace("Analis", "A & B"), 11],
    ["a comment", text.replace("Analis", "<!-- A -->"), 11],
    ["CDATA", text.replace("Analis", "<![CDATA[A]]>"), 11],
    ["an instruction", text.replace("\t<TIN>", "\t<?php ?><TIN>"), 2],
    ["another encoding", text.replace("UTF-8", "UTF-16"), 0],
    ["another root", text.replaceAll("MmPayrollBulk", "MmPayrollBulks"), 1],
    ["another namespace", text.replace("2001/XMLSchema-instance", "2001/XInclude"), 1],
    ["an unknown element", text.replaceAll("Position>", "Positions>"), 11],
    ["an element twice", text.replace("</Gross>", "</Gross><Gross>1</Gross>"), 14],
    ["an element in an element", text.replace("Analis", "<Gross>1</Gross>"), 11],
    ["an attribute", text.replace("<Gross>", '<Gross a="b">'), 14],
    ["text between rows", text.replace("\t\t<MmPayroll>", "x<MmPayroll>"), 4],
    ["a second root", `${text}<MmPayrollBulk/>`, 21],
    ["an end that is missing", text.replace("</MmPayrollBulk>\n", ""), 19],
    ["a tag that does not end", text.slice(0, text.indexOf("</ListOfMmPayroll>") + 5), 19],
    ["a closing tag that is empty", text.replace("</Gross>", "</Gross/>"), 14],
    ["nothing", "", 0],
  ] as const)("refuses %s with its line", (_, broken, line) => {
    expect(faults(broken)).toEqual([[`/lines/${line}`, "FILE_XML"]]);
  });

  it("is refused with all that is wrong in its rows", () => {
    expect(faults(text.replace("9896000", "9896000.50").replace(">1.5<", ">101<").replace(tinOf(0), "901"))).toEqual([
      ["/lines/9/CounterpartTin", "TIN_FORM"],
      ["/lines/14/base", "AMOUNT_FORM"],
      ["/lines/15/Rate", "NUMBER_OUT_OF_RANGE"],
    ]); // prettier-ignore
    expect(faults(text.replace("<Rate>1.5</Rate>", '<Rate xsi:nil="true"/>'))).toEqual([["/lines/15/Rate", "FIELD_REQUIRED"]]); // prettier-ignore
    expect(faults(text.replace(">7<", ">8<"))).toEqual([["/lines/5/TaxPeriodMonth", "DAY_OUTSIDE"]]);
    expect(read(text.replaceAll("\n", "\r\n")).rows).toHaveLength(1);
    expect(read(written([])).rows).toEqual([]);
  });
});
