import { invalid } from "@kinerja/common/errors";
import { unzipSync } from "fflate";

import { type ReadCell } from "../../domain/exports/sheet.ts";
import { type Attributes, readMarkup } from "./markup.ts";

/** More than any batch has; a small archive can hold a file that never ends. */
const unpackedLimit = 100_000_000;
/** Columns that are read; a cell that names one far away holds nothing there. */
const columnsLimit = 200;

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
      if (name === "row") rows.push(row);
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

function partsOf(bytes: Uint8Array): (name: string) => string | undefined {
  let unpacked = 0;
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!needed.test(name)) return false;
      unpacked += originalSize;
      if (unpacked > unpackedLimit) throw new Error("the archive is too large");
      return true;
    },
  });
  return (name) => parts[name] && new TextDecoder().decode(parts[name]);
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
