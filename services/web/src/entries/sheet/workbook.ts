/** Reads the first sheet of a workbook (XLSX, ECMA-376) as the cells that a person sees in it. */
import { type Cells } from "./cells.ts";
import { readMarkup } from "./markup.ts";
import { type Archive, openArchive } from "./zip.ts";

/** Numbers of styles that the format itself has for dates and times (§18.8.30). */
const ownDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
const dayMs = 86_400_000;
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);

/** Whether a format code is one of dates or times: texts in quotes, colours and letters behind a backslash don't count. */
const isDateFormat = (code: string): boolean =>
  /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").replace(/general/i, ""));

/** By place of a cell's style: whether it shows a date or time. */
function dateStyles(xml: string): boolean[] {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let isInCells = false;
  readMarkup(xml, {
    onOpen({ name, attributes }) {
      const id = Number(attributes["numFmtId"] ?? 0);
      if (name === "numFmt") formats.set(id, attributes["formatCode"] ?? "");
      if (name === "cellXfs") isInCells = true;
      if (name === "xf" && isInCells) styles.push(ownDates.has(id) || isDateFormat(formats.get(id) ?? ""));
    },
    onClose(name) {
      if (name === "cellXfs") isInCells = false;
    },
  });
  return styles;
}

function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  let text = "";
  let isText = false;
  let isPhonetic = false;
  readMarkup(xml, {
    onOpen({ name }) {
      if (name === "si") text = "";
      if (name === "rPh") isPhonetic = true;
      isText = name === "t" && !isPhonetic;
    },
    onText(part) {
      if (isText) text += part;
    },
    onClose(name) {
      if (name === "t") isText = false;
      if (name === "rPh") isPhonetic = false;
      if (name === "si") texts.push(text);
    },
  });
  return texts;
}

/** "2026-10-05", "07:30", or both: to the minute, as nobody writes seconds into a diary. */
function dateText(serial: number, epoch: number): string {
  const text = new Date(Math.round((epoch + serial * dayMs) / 60_000) * 60_000).toISOString();
  const [day, time] = [text.slice(0, 10), text.slice(11, 16)];
  if (serial < 1) return time;
  return time === "00:00" ? day : `${day} ${time}`;
}

/** "AB" of "AB12" is column 27. */
function columnAt(reference: string): number {
  let number = 0;
  for (const letter of reference.replace(/\d+$/, "")) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}

interface Book {
  readonly texts: readonly string[];
  readonly dates: readonly boolean[];
  readonly epoch: number;
}

function numberText(raw: string, style: number, { dates, epoch }: Book): string {
  const number = Number(raw);
  if (raw === "" || Number.isNaN(number)) return raw;
  if (dates[style] === true && number >= 0 && number < 2_958_466) return dateText(number, epoch);
  // A decimal comma, as the other texts of this country have it.
  return String(Math.round(number * 1e9) / 1e9).replace(".", ",");
}

function cellText(raw: string, type: string, style: number, book: Book): string {
  switch (type) {
    case "s":
      return book.texts[Number(raw)] ?? "";
    case "str":
    case "inlineStr":
    case "d":
      return raw;
    case "e":
      return "";
    default:
      return numberText(raw, style, book);
  }
}

/** Columns that are read; a sheet that names one far away holds nothing there. */
const columnsLimit = 100;

function rowsOf(xml: string, book: Book): { readonly cells: string[][]; readonly numbers: number[] } {
  const cells: string[][] = [];
  const numbers: number[] = [];
  let [row, rowNumber] = [[] as string[], 0];
  let [at, type, style, raw, isValue] = [0, "", 0, "", false];
  readMarkup(xml, {
    onOpen({ name, attributes }) {
      if (name === "row") [row, rowNumber] = [[], Number(attributes["r"] ?? rowNumber + 1)];
      if (name === "c") {
        const reference = attributes["r"];
        at = reference === undefined ? row.length : columnAt(reference);
        [type, style, raw] = [attributes["t"] ?? "", Number(attributes["s"] ?? 0), ""];
      }
      isValue = name === "v" || name === "t";
    },
    onText(part) {
      if (isValue) raw += part;
    },
    onClose(name) {
      if (name === "v" || name === "t") isValue = false;
      if (name === "c" && at < columnsLimit) {
        while (row.length < at) row.push("");
        row[at] = cellText(raw, type, style, book).trim();
      }
      if (name === "row" && row.some((cell) => cell !== "")) {
        cells.push(row);
        numbers.push(rowNumber);
      }
    },
  });
  return { cells, numbers };
}

/** The path of the first sheet that is not hidden, by the relations of the workbook. */
async function firstSheet(archive: Archive, workbook: string): Promise<string> {
  let id = "";
  readMarkup(workbook, {
    onOpen({ name, attributes }) {
      if (name === "sheet" && id === "" && (attributes["state"] ?? "visible") === "visible")
        id = attributes["id"] ?? "";
    },
  });
  let target = "worksheets/sheet1.xml";
  readMarkup((await archive.text("xl/_rels/workbook.xml.rels")) ?? "", {
    onOpen({ name, attributes }) {
      if (name === "Relationship" && attributes["Id"] === id) target = attributes["Target"] ?? target;
    },
  });
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

/** The cells of the first sheet; rejects when the bytes are no workbook. */
export async function workbookCells(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ readonly cells: Cells; readonly numbers: readonly number[] }> {
  const archive = openArchive(bytes);
  const workbook = await archive.text("xl/workbook.xml");
  if (workbook === undefined) throw new Error("no workbook");
  const sheet = await archive.text(await firstSheet(archive, workbook));
  if (sheet === undefined) throw new Error("no sheet");
  const [texts, styles] = [await archive.text("xl/sharedStrings.xml"), await archive.text("xl/styles.xml")];
  return rowsOf(sheet, {
    texts: sharedTexts(texts ?? ""),
    dates: dateStyles(styles ?? ""),
    epoch: /date1904\s*=\s*["'](1|true)["']/.test(workbook) ? epoch1904 : epoch1900,
  });
}
