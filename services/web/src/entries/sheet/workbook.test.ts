import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { workbookCells } from "./workbook.ts";

interface Part {
  readonly name: string;
  readonly text: string;
  readonly isStored?: boolean;
}

/** A zip archive as the programs write it; the checksum is left out, since a reader of a diary has no use for it. */
function zip(parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, text, isStored = false } of parts) {
    const content = isStored ? Buffer.from(text) : deflateRawSync(Buffer.from(text));
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(isStored ? 0 : 8, 8);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(isStored ? 0 : 8, 10);
    entry.writeUInt32LE(content.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    files.push(head, Buffer.from(name), content);
    directory.push(entry, Buffer.from(name));
    at += head.length + name.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...files, ...directory, end]));
}

const workbook = (properties = "", sheets = '<sheet name="Log" sheetId="1" r:id="rId1"/>') =>
  `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns:r="x">${properties}<sheets>${sheets}</sheets></workbook>`;
const relations = `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/other.xml"/></Relationships>`;
const styles = `<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.00 &quot;hari&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs></styleSheet>`;
const texts = `<sst><si><t>Tanggal</t></si><si><r><t>Rapat </t></r><r><t xml:space="preserve">&amp; apel</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>`;
const sheet = (rows: string) => `<x:worksheet xmlns:x="y"><x:sheetData>${rows}</x:sheetData></x:worksheet>`;

const book = (rows: string, more: { properties?: string; sheets?: string; other?: string } = {}) =>
  zip([
    { name: "[Content_Types].xml", text: "<Types/>", isStored: true },
    { name: "xl/workbook.xml", text: workbook(more.properties, more.sheets) },
    { name: "xl/_rels/workbook.xml.rels", text: relations },
    { name: "xl/worksheets/sheet1.xml", text: sheet(rows) },
    { name: "xl/worksheets/other.xml", text: sheet(more.other ?? "") },
    { name: "xl/sharedStrings.xml", text: texts, isStored: true },
    { name: "xl/styles.xml", text: styles },
  ]);

describe("a workbook", () => {
  it("is read as it is seen: shared and own texts, dates, times, numbers, outcomes of formulas", async () => {
    const rows = `<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="inlineStr"><x:is><x:t>Lama &lt;jam&gt;</x:t></x:is></x:c></x:row>
<x:row r="3"><x:c r="A3" s="1"><x:v>46300</x:v></x:c><x:c r="B3" t="s"><x:v>1</x:v></x:c><x:c r="C3" s="2"><x:v>0.3125</x:v></x:c>
<x:c r="D3" s="3"><x:v>1.5</x:v></x:c><x:c r="E3" s="4"><x:v>46300.3125</x:v></x:c><x:c r="F3" t="str"><x:f>A1&amp;"x"</x:f><x:v>jadi</x:v></x:c><x:c r="G3" t="e"><x:v>#REF!</x:v></x:c></x:row>`;
    expect(await workbookCells(book(rows))).toEqual({
      cells: [
        ["Tanggal", "", "Lama <jam>"],
        ["2026-10-05", "Rapat & apel", "07:30", "1,5", "2026-10-05 07:30", "jadi", ""],
      ],
      numbers: [1, 3],
    });
  });

  it("knows the calendar of old Macs", async () => {
    const rows = `<x:row r="1"><x:c r="A1" s="1"><x:v>44838</x:v></x:c></x:row>`;
    const { cells } = await workbookCells(book(rows, { properties: '<workbookPr date1904="1"/>' }));
    expect(cells).toEqual([["2026-10-05"]]);
  });

  it("is read at its first sheet that is shown", async () => {
    const sheets = `<sheet name="A" state="hidden" r:id="rId1"/><sheet name="B" r:id="rId2"/>`;
    const other = `<x:row><x:c t="inlineStr"><x:is><x:t>B</x:t></x:is></x:c></x:row>`;
    expect((await workbookCells(book("", { sheets, other }))).cells).toEqual([["B"]]);
  });

  it.each([
    ["a text", new TextEncoder().encode("Tanggal;Kegiatan".repeat(10))],
    ["another archive", zip([{ name: "a.txt", text: "a" }])],
    ["half of one", book("").slice(0, 300)],
    ["nothing", new Uint8Array()],
  ])("is not %s", async (_, bytes) => {
    await expect(Promise.resolve().then(() => workbookCells(bytes))).rejects.toThrow();
  });

  it("that never ends is given up", async () => {
    const bomb = zip([
      { name: "xl/workbook.xml", text: workbook() },
      { name: "xl/worksheets/sheet1.xml", text: "<a/>".repeat(16_000_000) },
    ]);
    expect(bomb.byteLength).toBeLessThan(1_000_000);
    await expect(workbookCells(bomb)).rejects.toThrow("too large");
    // Making the bomb takes seconds of a busy machine, not giving it up.
  }, 60_000);
});
