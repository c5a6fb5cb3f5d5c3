import { strToU8, zipSync, type ZipOptions } from "fflate";

import { type ExportFile, sealed, type Sha256 } from "../../domain/exports/file.ts";
import { type Cell, type Sheet, type SheetFile } from "../../domain/exports/sheet.ts";
import { escaped } from "../../domain/exports/text.ts";

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Places in `cellXfs` below: a text stays one when somebody edits it, amounts show their thousands. */
const styles = { text: 1, amount: 2, title: 3, titleAmount: 4 } as const;

const stylesXml =
  `${head}<styleSheet xmlns="${main}">` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  [
    { format: 49, font: 0 },
    { format: 3, font: 0 },
    { format: 49, font: 1 },
    { format: 3, font: 1 },
  ]
    .map(
      ({ format, font }) =>
        `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
    )
    .join("") +
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

const fixedParts: Readonly<Record<string, string>> = {
  "[Content_Types].xml":
    `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${contentType}.main+xml"/>` +
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' +
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
  "_rels/.rels": `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/_rels/workbook.xml.rels":
    `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  "xl/styles.xml": stylesXml,
};

/** 0 is A, 26 is AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** A text of its own, never a shared one and never a formula; an empty text has no cell. */
function cellXml(cell: Cell, place: string, isTitle: boolean): string {
  if (typeof cell === "bigint")
    return `<c r="${place}" s="${isTitle ? styles.titleAmount : styles.amount}"><v>${cell}</v></c>`;
  if (cell === "") return "";
  const style = isTitle ? styles.title : styles.text;
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

function sheetXml({ heading, columns, rows, total }: Sheet): string {
  const above = heading.length > 0 ? [...heading.map((line) => [line]), []] : [];
  const lines: { readonly cells: readonly Cell[]; readonly isTitle: boolean }[] = [
    ...above.map((cells) => ({ cells, isTitle: true })),
    { cells: columns.map(({ title }) => title), isTitle: true },
    ...rows.map((cells) => ({ cells, isTitle: false })),
    ...(total ? [{ cells: total, isTitle: true }] : []),
  ];
  const top = above.length + 1;
  const xml = lines.map(({ cells, isTitle }, index) => {
    const number = index + 1;
    const content = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${number}`, isTitle)).join("");
    return `<row r="${number}">${content}</row>`;
  });
  return (
    `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="${top}" topLeftCell="A${top + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>` +
    columns
      .map(({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
      .join("") +
    `</cols><sheetData>${xml.join("")}</sheetData><pageSetup paperSize="9" orientation="landscape"/></worksheet>`
  );
}

const workbookXml = (name: string): string =>
  `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;

/** The same sheet gives the same bytes at any time and in any zone: the archive's own times are one day long ago. */
export function workbookBytes(sheet: Sheet): Uint8Array {
  const parts = {
    ...fixedParts,
    "xl/workbook.xml": workbookXml(sheet.name),
    "xl/worksheets/sheet1.xml": sheetXml(sheet),
  };
  const options: ZipOptions = { level: 6, mtime: new Date(1980, 0, 1) };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])), options);
}

/** A workbook of the domain as a file to hand out. */
export const workbookFile = ({ name, sheet, rows, totals }: SheetFile, sha256: Sha256): ExportFile =>
  sealed({ name, contentType, bytes: workbookBytes(sheet), rows, totals }, sha256);
