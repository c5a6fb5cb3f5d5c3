import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { downloadName, mediaOf } from "./media.ts";

const sample = (name: string): Buffer => readFileSync(join(__dirname, "../testing/evidence", name));
const part = (name: string, content = ""): Buffer => {
  const header = Buffer.alloc(30);
  header.write("PK\u0003\u0004", "latin1");
  header.writeUInt16LE(name.length, 26);
  header.writeUInt32LE(content.length, 18);
  return Buffer.concat([header, Buffer.from(name + content)]);
};
const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const open = "application/vnd.oasis.opendocument.";

describe("a file is known by its content", () => {
  // Written by python-docx, openpyxl (list of types last), XlsxWriter and odfpy.
  it.each([
    ["laporan.docx", word],
    ["rekap.xlsx", sheet],
    ["rekap-2.xlsx", sheet],
    ["rekap.ods", `${open}spreadsheet`],
    ["laporan.odt", `${open}text`],
  ])("%s", (name, type) => {
    expect(mediaOf(sample(name))).toEqual({ type, ending: name.slice(name.lastIndexOf(".")) });
    expect(mediaOf(sample(name).subarray(0, 65_536)).type).toBe(type);
  });

  it.each([
    ["a slide show", [part("[Content_Types].xml"), part("ppt/presentation.xml")], ".pptx"],
    ["a zip with a folder like Word's", [part("word/catatan.txt")], ".zip"],
    ["a zip with an office's list of types alone", [part("[Content_Types].xml"), part("a.txt")], ".zip"],
    ["a drawing of OpenDocument", [part("mimetype", `${open}graphics`)], ".zip"],
    ["a zip whose last header is cut off", [part("a.txt"), Buffer.from("PK\u0003\u0004")], ".zip"],
    ["a PDF", [Buffer.from("%PDF-1.7")], ".pdf"],
    ["a photo", [Buffer.from([0xff, 0xd8, 0xff, 0xe0])], ".jpg"],
    ["a picture of the screen", [Buffer.from([0x89, 0x50, 0x4e, 0x47])], ".png"],
    ["a photo of a newer phone", [Buffer.from("\0\0\0\u0018ftypheic")], ".heic"],
    ["a film", [Buffer.from("\0\0\0\u0018ftypmp42")], ".mp4"],
    ["a photo of a newer phone, by another brand", [Buffer.from("\0\0\0\u0018ftypmif1")], ".heic"],
    ["a film of an older phone", [Buffer.from("\0\0\0\u0018ftyp3gp4")], ".mp4"],
    ["a text with its looks", [Buffer.from("{\\rtf1")], ".rtf"],
    ["a picture of a page", [Buffer.from("RIFF....WEBP")], ".webp"],
    ["a program", [Buffer.from("MZ")], ""],
    ["nothing", [], ""],
  ])("%s", (_, bytes, ending) => expect(mediaOf(Buffer.concat(bytes)).ending).toBe(ending));

  it("reads little where headers stand close together and say that their names are long", () => {
    // 26 bytes after each header's beginning stands 0x7fff.
    const crafted = Buffer.alloc(65_536, "PK\u0003\u0004\u00ff\u007f-----", "latin1");
    const text = crafted.toString.bind(crafted);
    let read = 0;
    crafted.toString = (encoding, from = 0, to = crafted.length) => {
      read += to - from;
      return text(encoding, from, to);
    };
    expect(mediaOf(crafted).ending).toBe(".zip");
    expect(read).toBeLessThan(100_000);
  });

  it("looks no further than a thousand parts", () => {
    const many = Array.from({ length: 1_000 }, () => part("a"));
    const packed = [part("[Content_Types].xml"), part("word/document.xml")];
    expect(mediaOf(Buffer.concat([...many, ...packed])).ending).toBe(".zip");
    expect(mediaOf(Buffer.concat([...many.slice(2), ...packed])).ending).toBe(".docx");
  });
});

describe("a file is given under the name that its author gave it", () => {
  const id = "0a1b2c3d".repeat(8);
  const pdf = { type: "application/pdf", ending: ".pdf" };
  const jpg = { type: "image/jpeg", ending: ".jpg" };
  const bytes = { type: "application/octet-stream", ending: "" };
  it.each([
    ["Notulen rapat.pdf", pdf, "Notulen rapat.pdf"],
    ["Notulen.PDF", pdf, "Notulen.PDF"],
    ["IMG_1.jpeg", jpg, "IMG_1.jpeg"],
    ["Notulen.exe", pdf, "Notulen.exe.pdf"],
    ["C:\\Users\\siti\\Notulen.pdf", pdf, "Notulen.pdf"],
    ["../../etc/passwd", bytes, "passwd"],
    ["", pdf, "bukti-0a1b2c3d.pdf"],
    ["...", bytes, "bukti-0a1b2c3d"],
    ["data.csv", bytes, "data.csv"],
    ["surat.doc", mediaOf(Buffer.from("d0cf11e0a1b11ae1", "hex")), "surat.doc"],
    ["pasang.msi", mediaOf(Buffer.from("d0cf11e0a1b11ae1", "hex")), "pasang_msi"],
    ["surat.doc", bytes, "surat_doc"],
    ["rekap.xls", bytes, "rekap_xls"],
    ["surat.rtf", bytes, "surat_rtf"],
    ["surat.doc", mediaOf(Buffer.from("{\\rtf1")), "surat.doc.rtf"],
    ["laporan.docx", mediaOf(part("a.txt")), "laporan.docx"],
    ["laporan.docm", mediaOf(part("a.txt")), "laporan.docm.zip"],
    ["film.MOV", mediaOf(Buffer.from("\0\0\0\u0018ftypqt  ")), "film.MOV"],
    ["masuk.html", bytes, "masuk_html"],
    ["a\u202egpj.exe", bytes, "agpj_exe"],
    ["n".repeat(120), pdf, `${"n".repeat(116)}.pdf`],
  ])("%j", (given, media, name) => expect(downloadName(given, id, media)).toBe(name));
});
