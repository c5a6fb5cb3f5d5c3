import { describe, expect, it } from "@jest/globals";
import { parsePeriod, rupiah } from "@kinerja/common/kernel";
import { assert, constantFrom, property, record, tuple } from "fast-check";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

import { byText } from "../../domain/exports/file.ts";
import { readRecap, readSipd } from "../../domain/exports/read-sheets.ts";
import { recapSheet } from "../../domain/exports/recap.ts";
import { type Sheet } from "../../domain/exports/sheet.ts";
import { sipdAmounts, sipdFields, sipdSheet } from "../../domain/exports/sipd.ts";
import { inUnits } from "../../domain/exports/units.ts";
import { anyAmount, anyNips, fineText, nipOf, recapRow, sha256, sipdRow } from "../../testing/export-rows.ts";
import { workbookCells } from "./read-workbook.ts";
import { workbookBytes, workbookFile } from "./workbook.ts";

const title = { period: "2026-07", batch: 1, lines: ["Rekap <Juli> & lain"] };
const june = { period: parsePeriod("2026-06"), kind: "tpp" } as const;
const partOf = (bytes: Uint8Array, name: string): string => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());
const sheetOf = (bytes: Uint8Array): string => partOf(bytes, "xl/worksheets/sheet1.xml");

describe("a workbook", () => {
  const sheet: Sheet = {
    name: "A&B",
    heading: ["Judul"],
    columns: [
      { title: "NIP", width: 20 },
      { title: "Nama", width: 30.5 },
      { title: "Neto", width: 18 },
    ],
    rows: [[nipOf(0), "<A> & 'B'", 9_851_765n]],
    total: ["", "Jumlah", 9_851_765n],
  };

  it("is this text: NIP and names as texts of their own, amounts as numbers, no formula", () => {
    const bytes = workbookBytes(sheet);
    expect(sheetOf(bytes)).toBe(
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
        '<cols><col min="1" max="1" width="20" customWidth="1"/><col min="2" max="2" width="30.5" customWidth="1"/><col min="3" max="3" width="18" customWidth="1"/></cols><sheetData>' +
        '<row r="1"><c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">Judul</t></is></c></row><row r="2"></row>' +
        '<row r="3"><c r="A3" s="3" t="inlineStr"><is><t xml:space="preserve">NIP</t></is></c><c r="B3" s="3" t="inlineStr"><is><t xml:space="preserve">Nama</t></is></c><c r="C3" s="3" t="inlineStr"><is><t xml:space="preserve">Neto</t></is></c></row>' +
        `<row r="4"><c r="A4" s="1" t="inlineStr"><is><t xml:space="preserve">${nipOf(0)}</t></is></c><c r="B4" s="1" t="inlineStr"><is><t xml:space="preserve">&lt;A&gt; &amp; &apos;B&apos;</t></is></c><c r="C4" s="2"><v>9851765</v></c></row>` +
        '<row r="5"><c r="B5" s="3" t="inlineStr"><is><t xml:space="preserve">Jumlah</t></is></c><c r="C5" s="4"><v>9851765</v></c></row>' +
        '</sheetData><pageSetup paperSize="9" orientation="landscape"/></worksheet>',
    );
    expect(partOf(bytes, "xl/workbook.xml")).toContain('<sheet name="A&amp;B" sheetId="1" r:id="rId1"/>');
    expect(Object.keys(unzipSync(bytes))).toHaveLength(6);
  });

  it("has the same bytes each time", () => expect(workbookBytes(sheet)).toEqual(workbookBytes(sheet)));

  it("has columns beyond Z", () => {
    const wide = Array.from({ length: 60 }, (_, index) => BigInt(index));
    const columns = wide.map((index) => ({ title: `k${index}`, width: 9 }));
    const bytes = workbookBytes({ name: "x", heading: [], columns, rows: [wide], total: undefined });
    expect(sheetOf(bytes)).toContain('<c r="Z2" s="2"><v>25</v></c><c r="AA2" s="2"><v>26</v></c>');
    expect(workbookCells(bytes)[1]).toEqual(wide.map(Number));
  });

  const anyRecap = anyNips.chain((nips) =>
    tuple(
      ...nips.map((nip) =>
        record({ name: fineText, unit: fineText, gross: anyAmount, amount: anyAmount }).map(
          ({ gross, amount, ...texts }) =>
            recapRow(0, {
              nip,
              ...texts,
              grade: "7",
              gross: rupiah(gross),
              net: rupiah(gross / 2n),
              amount: rupiah(amount),
            }),
        ),
      ),
    ),
  );

  it("of a recap gives the rows and sums again when it is read", () => {
    assert(
      property(anyRecap, (rows) => {
        const file = workbookFile(recapSheet(rows, title), sha256);
        const { people, printed } = readRecap(workbookCells(file.bytes));
        expect(people).toEqual(
          inUnits(rows.map((row) => ({ ...row, unitName: row.unit }))).flatMap((unit) =>
            unit.map(({ unitName: _, ...row }) => row),
          ),
        );
        expect(printed).toEqual(file.totals);
        expect(sheetOf(file.bytes)).not.toMatch(/<f[ >]|<t[^>]*>\s*[=+\-@]/);
      }),
      { numRuns: 50 },
    );
  });

  const anySipd = anyNips.chain((nips) =>
    tuple(
      ...nips.map((nip) =>
        record({
          name: fineText,
          amount: anyAmount,
          field: constantFrom(...sipdFields.slice(0, 12)),
          status: constantFrom("PNS", "CPNS", "PPPK"),
        }).map(
          // prettier-ignore
          ({ name, amount, field, status }) => sipdRow(0, { nip, name, status, amounts: { [field]: rupiah(amount) } }),
        ),
      ),
    ),
  );

  it("of SIPD gives the rows again when it is read", () => {
    assert(
      property(anySipd, (rows) => {
        const file = workbookFile(sipdSheet(rows, june), sha256);
        const { people, rows: paid, printed } = readSipd(workbookCells(file.bytes));
        const sorted = rows.toSorted((a, b) => byText(a.nip, b.nip));
        expect(people.map(({ amounts: _, ...texts }) => texts)).toEqual(
          sorted.map(({ amounts: _, ...texts }) => texts),
        );
        expect(paid.map(({ amounts }) => amounts)).toEqual(sorted.map(({ amounts }) => sipdAmounts(amounts)));
        expect(printed).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it("is sealed as a file to hand out", () => {
    const file = workbookFile(recapSheet([recapRow(0)], title), sha256);
    expect(file).toMatchObject({ name: "rekap-2026-07-1.xlsx", rows: 1, sha256: sha256(file.bytes) });
    expect(file.contentType).toContain("spreadsheetml");
  });
});

describe("a workbook of somebody else", () => {
  const zip = (parts: Record<string, string>): Uint8Array =>
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
  const cells = (rows: string, more: Record<string, string> = {}) =>
    workbookCells(zip({ "xl/worksheets/sheet1.xml": `<x:worksheet><x:sheetData>${rows}</x:sheetData></x:worksheet>`, ...more })); // prettier-ignore

  it("is read with shared texts, prefixes, formulas' values, gaps and errors", () => {
    const shared =
      "<sst><si><t>Nama</t></si><si><r><t>A</t></r><r><t xml:space='preserve'> &#66;&#x43;&amp;&nope;</t></r><rPh><t>no</t></rPh></si></sst>";
    expect(
      cells(
        '<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="s"><x:v>1</x:v></x:c><x:c t="n"><x:v>5</x:v></x:c></x:row>' +
          '<x:row><x:c r="A2"><x:f>SUM(1)</x:f><x:v>1.5</x:v></x:c><x:c r="B2" t="e"><x:v>#REF!</x:v></x:c><x:c r="C2" t="str"><x:v>7</x:v></x:c><x:c r="D2"/><x:c r="E2"><x:v>abc</x:v></x:c><x:c r="F2" t="s"><x:v>9</x:v></x:c><x:c r="ZZZ2"><x:v>1</x:v></x:c></x:row>' +
          "<?no?><x:row><!-- no --><x:c r=\"A3\" t='inlineStr'><x:is><x:t><![CDATA[<b>]]></x:t></x:is></x:c></x:row>",
        { "xl/sharedStrings.xml": shared },
      ),
    ).toEqual([["Nama", "", "A BC&&nope;", 5], [1.5, "", "7", "", "abc", ""], ["<b>"]]);
  });

  it("is read at its first visible sheet", () => {
    const book =
      '<workbook><sheets><sheet name="a" state="hidden" r:id="r1"/><sheet name="b" r:id="r2"/></sheets></workbook>';
    const rels = (target: string) =>
      `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="${target}"/></Relationships>`;
    const second = { "xl/worksheets/sheet2.xml": '<worksheet><row><c t="str"><v>two</v></c></row></worksheet>' };
    for (const target of ["worksheets/sheet2.xml", "/xl/worksheets/sheet2.xml"]) {
      const parts = { "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels(target), ...second };
      expect(cells("<row/>", parts)).toEqual([["two"]]);
    }
  });

  it.each([
    ["no archive", strToU8("PK?")],
    ["an archive without sheets", zip({ "a.txt": "x" })],
    ["an empty one", new Uint8Array()],
  ])("is refused when it is %s", (_, bytes) =>
    expect(() => workbookCells(bytes)).toThrow(
      expect.objectContaining({ violations: [expect.objectContaining({ code: "FILE_BROKEN" })] }),
    ),
  );

  it.each([
    ["a document type", '<!DOCTYPE x [<!ENTITY a "b">]><row/>'],
    ["a comment without end", "<!--".repeat(300_000)],
    ["an instruction without end", "<?".repeat(300_000)],
    ["a text without end", "<![CDATA[".repeat(200_000)],
    ["a tag without end", "<a ".repeat(300_000)],
    ["quotes without end", `<a "`.repeat(300_001)],
    ["endless attributes", `<a ${"b".repeat(1_000_000)}>`],
  ])("is refused at once when it has %s", (_, xml) => expect(() => cells(xml)).toThrow("REQUEST_INVALID"));

  it.each([
    ["rows without end", "<row/>".repeat(150_001)],
    ["gaps without end", `<row><c r="GR1"><v>1</v></c></row>`.repeat(15_001)],
  ])("is refused when it has %s", (_, rows) =>
    expect(() => workbookCells(zip({ "xl/worksheets/sheet1.xml": rows }))).toThrow("REQUEST_INVALID"),
  );

  it("is refused when it unpacks to more than it says", () => {
    const bomb = zip({ "xl/worksheets/sheet1.xml": `<row/>${" ".repeat(5_000_000)}` });
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    const central = Buffer.from(bomb).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    view.setUint32(central + 24, 1_000, true);
    expect(() => workbookCells(bomb)).toThrow("REQUEST_INVALID");
  });

  it("is refused when it unpacks to more than any batch has", () => {
    // The archive only says so: what it says is all that is ever unpacked.
    const small = zip({ "xl/worksheets/sheet1.xml": "<row/>" });
    const view = new DataView(small.buffer, small.byteOffset);
    const central = Buffer.from(small).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    view.setUint32(central + 24, 100_000_001, true);
    expect(() => workbookCells(small)).toThrow("REQUEST_INVALID");
  });
});
