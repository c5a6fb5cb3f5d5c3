import PdfDocument from "pdfkit";

import { type ExportFile, sealed, type Sha256 } from "../../domain/exports/file.ts";
import { type PrintedSlip } from "../../domain/exports/payslip.ts";

const margin = 56;
const amountWidth = 110;
const fonts = { plain: "Helvetica", bold: "Helvetica-Bold" } as const;
const sizes = { letterhead: 13, title: 12, text: 10, small: 8 } as const;

/** Degrees, upwards. */
const slope = 35;

type Document = PDFKit.PDFDocument;

/** What a library makes bit by bit, as one. */
async function bytesOf(document: Document): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of document) parts.push(part as Uint8Array);
  return Uint8Array.from(Buffer.concat(parts));
}

const inner = (document: Document): number => document.page.width - 2 * margin;
const bottom = (document: Document): number => document.page.height - margin - 24;

function rule(document: Document, width: number): void {
  const { y } = document;
  document
    .lineWidth(width)
    .moveTo(margin, y)
    .lineTo(document.page.width - margin, y)
    .stroke("black");
  document.y = y + 8;
}

/** A new page where the next block of this height would not fit. */
function room(document: Document, height: number): void {
  if (document.y + height > bottom(document)) document.addPage();
}

function printHead(document: Document, { letterhead, title, facts }: PrintedSlip): void {
  document.font(fonts.bold).fontSize(sizes.letterhead);
  for (const line of letterhead) document.text(line, margin, document.y, { width: inner(document), align: "center" });
  document.y += 6;
  rule(document, 1.5);
  document.fontSize(sizes.title).text(title, margin, document.y + 4, { width: inner(document), align: "center" });
  document.y += 10;
  document.fontSize(sizes.text);
  for (const [label, text] of facts) {
    const width = inner(document) - 120;
    const height = document.font(fonts.plain).heightOfString(text === "" ? " " : text, { width });
    room(document, height);
    const { y } = document;
    document.text(label, margin, y, { width: 110 });
    document.text(text === "" ? " " : text, margin + 120, y, { width });
    document.y = Math.max(document.y, y + height) + 2;
  }
  document.y += 6;
  rule(document, 0.5);
}

/** A label with its article below it, and the amount at the right edge. */
function printLine(document: Document, label: string, cite: string, amount: string): void {
  const width = inner(document) - amountWidth - 10;
  document.fontSize(sizes.text);
  const height = document.heightOfString(label, { width });
  document.fontSize(sizes.small);
  const citeHeight = cite === "" ? 0 : document.heightOfString(cite, { width });
  room(document, height + citeHeight + 4);
  const { y } = document;
  document.fontSize(sizes.text).text(label, margin, y, { width });
  if (cite !== "")
    document
      .fontSize(sizes.small)
      .fillColor("#555555")
      .text(cite, margin, y + height, { width });
  document.fontSize(sizes.text).fillColor("black");
  document.text(amount, document.page.width - margin - amountWidth, y, { width: amountWidth, align: "right" });
  document.y = y + height + citeHeight + 4;
}

function printBody(document: Document, { lines, total, notes }: PrintedSlip): void {
  document.font(fonts.plain);
  for (const [label, cite, amount] of lines) printLine(document, label, cite, amount);
  room(document, 40);
  rule(document, 0.5);
  document.font(fonts.bold);
  printLine(document, total[0], "", total[1]);
  document.font(fonts.plain).fontSize(sizes.small);
  for (const note of notes) {
    const height = document.heightOfString(note === "" ? " " : note, { width: inner(document) });
    room(document, height + 4);
    document.text(note === "" ? " " : note, margin, document.y + 4, { width: inner(document) });
  }
}

/** Across the page in light grey, under a scan as on the screen; and the number of the page at its foot. */
function printMarks(document: Document, watermark: string): void {
  const { count } = document.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    document.switchToPage(index);
    const { width, height } = document.page;
    // The foot lies in the margin, where a text would otherwise open a page of its own.
    document.page.margins.bottom = 0;
    document.save();
    document.rotate(-slope, { origin: [width / 2, height / 2] });
    document.font(fonts.bold).fontSize(20).fillColor("black").fillOpacity(0.1);
    for (const offset of [-220, 0, 220]) {
      const middle = offset * Math.tan((slope * Math.PI) / 180);
      document.text(watermark, -100 - middle, height / 2 + offset, { width: width + 200, align: "center" });
    }
    document.restore();
    document.font(fonts.plain).fontSize(sizes.small).fillColor("black").fillOpacity(1);
    document.text(`${watermark} · ${index + 1}/${count}`, margin, height - margin + 8, {
      width: inner(document),
      align: "center",
    });
  }
}

/**
 * A slip on A4, in fonts that every reader of PDF has. The time stands in the file, so the same slip at the same time gives the same bytes; uncompressed,
 * so that they don't hang on a version of zlib either.
 */
export async function payslipPdf(slip: PrintedSlip, at: Date): Promise<Uint8Array> {
  const document = new PdfDocument({
    size: "A4",
    margin,
    compress: false,
    bufferPages: true,
    lang: "id",
    displayTitle: true,
    info: { Title: slip.title, Creator: "Kinerja", Producer: "Kinerja", CreationDate: at, ModDate: at },
  });
  const bytes = bytesOf(document);
  printHead(document, slip);
  printBody(document, slip);
  printMarks(document, slip.watermark);
  document.end();
  return bytes;
}

/** A slip of the domain as a file to hand out. */
export const payslipFile = async (slip: PrintedSlip, at: Date, sha256: Sha256): Promise<ExportFile> =>
  sealed(
    {
      name: slip.name,
      contentType: "application/pdf",
      bytes: await payslipPdf(slip, at),
      rows: slip.rows,
      totals: slip.totals,
    },
    sha256,
  );
