import { inflateRawSync } from "node:zlib";

import { invalid } from "@kinerja/common/errors";

import { type ReadCell } from "../../domain/exports/sheet.ts";
import { type Attributes, readMarkup } from "./markup.ts";

/** More than any batch has; a small archive can hold a file that never ends. */
const unpackedLimit = 60_000_000;
/** Columns that are read; a cell that names one far away holds nothing there. */
const columnsLimit = 200;
/** Rows and cells (gaps count, too) that a sheet may have; what is small on the disk can be large here. */
const rowsLimit = 150_000;
const cellsLimit = 3_000_000;

const needed = /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[\w.-]+\.xml)$/;

function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  let [text, isText, isPhonetic] = ["", false, false];
  readMarkup(xml, {
    onOpen(name) {
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

/** "AB" of "AB12" is column 27. */
function columnAt(reference: string): number {
  let number = 0;
  for (const letter of reference.replace(/\d+$/, "")) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}

/** What the cell shows. Of a formula the value that was computed last: a file of somebody else may have one. */
function cellValue(raw: string, type: string, texts: readonly string[]): ReadCell {
  if (type === "s") return texts[Number(raw)] ?? "";
  if (type === "e") return "";
  if (type === "" || type === "n") return raw.trim() === "" || Number.isNaN(Number(raw)) ? raw : Number(raw);
  return raw;
}

function cellsOf(xml: string, texts: readonly string[]): ReadCell[][] {
  const rows: ReadCell[][] = [];
  let row: ReadCell[] = [];
  let [at, type, raw, isValue] = [0, "", "", false];
  let count = 0;
  const onCell = (attributes: Attributes): void => {
    const reference = attributes["r"];
    at = reference === undefined ? row.length : columnAt(reference);
    [type, raw] = [attributes["t"] ?? "", ""];
  };
  readMarkup(xml, {
    onOpen(name, attributes) {
      if (name === "row") row = [];
      if (name === "c") onCell(attributes);
      isValue = name === "v" || name === "t";
    },
    onText(part) {
      if (isValue) raw += part;
    },
    onClose(name) {
      if (name === "v" || name === "t") isValue = false;
      if (name === "c" && at < columnsLimit) {
        while (row.length < at) row.push("");
        row[at] = cellValue(raw, type, texts);
      }
      if (name !== "row") return;
      count += row.length;
      if (rows.push(row) > rowsLimit || count > cellsLimit) throw new Error("the sheet is too large");
    },
  });
  return rows;
}

/** The path of the first sheet that is not hidden, by the relations of the workbook. */
function firstSheet(workbook: string, relations: string): string {
  let id = "";
  readMarkup(workbook, {
    onOpen(name, attributes) {
      const isShown = name === "sheet" && (attributes["state"] ?? "visible") === "visible";
      if (isShown && id === "") id = attributes["r:id"] ?? "";
    },
  });
  let target = "worksheets/sheet1.xml";
  readMarkup(relations, {
    onOpen(name, attributes) {
      if (name === "Relationship" && attributes["Id"] === id) target = attributes["Target"] ?? target;
    },
  });
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const [stored, deflated] = [0, 8];

/** What the archive's list says of one file: where it lies and how large it says to be. Offsets that lie outside throw. */
function entryAt(zip: Buffer, at: number) {
  if (zip.readUInt32LE(at) !== entryMark) throw new Error("the list of the archive is broken");
  const [packed, size] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)];
  const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
  return {
    ...{ method: zip.readUInt16LE(at + 10), packed, size, place: zip.readUInt32LE(at + 42) },
    ...{ name: zip.toString("utf8", at + 46, at + 46 + name), next: at + 46 + name + extra + comment },
  };
}

type Entry = ReturnType<typeof entryAt>;

/** Stops where the file is larger than the list has said: what unpacks to gigabytes says that it is small. */
function unpacked(zip: Buffer, { method, packed, size, place }: Entry): Buffer {
  const from = place + 30 + zip.readUInt16LE(place + 26) + zip.readUInt16LE(place + 28);
  const bytes = zip.subarray(from, from + packed);
  if (method !== stored && method !== deflated) throw new Error("packed in an unknown way");
  const content = method === stored ? bytes : inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) });
  if (content.length !== size) throw new Error("not as large as the archive says");
  return content;
}

function partsOf(bytes: Uint8Array): (name: string) => string | undefined {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = zip.length - 22;
  while (zip.readUInt32LE(end) !== endMark) end -= 1;
  const parts = new Map<string, Buffer>();
  let [at, total] = [zip.readUInt32LE(end + 16), 0];
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const entry = entryAt(zip, at);
    at = entry.next;
    if (!needed.test(entry.name)) continue;
    total += entry.size;
    if (total > unpackedLimit) throw new Error("the archive is too large");
    parts.set(entry.name, unpacked(zip, entry));
  }
  return (name) => parts.get(name)?.toString("utf8");
}

/** The cells of the first sheet of a workbook (XLSX, ECMA-376), as far as columns of names and amounts need it. */
export function workbookCells(bytes: Uint8Array): ReadCell[][] {
  try {
    const part = partsOf(bytes);
    const sheet = part(firstSheet(part("xl/workbook.xml") ?? "", part("xl/_rels/workbook.xml.rels") ?? ""));
    if (sheet === undefined) throw new Error("no sheet");
    return cellsOf(sheet, sharedTexts(part("xl/sharedStrings.xml") ?? ""));
  } catch {
    throw invalid("", "FILE_BROKEN");
  }
}
