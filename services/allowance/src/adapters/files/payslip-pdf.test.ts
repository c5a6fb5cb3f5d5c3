import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";

import { printedSlip } from "../../domain/exports/payslip.ts";
import { nipOf, sha256, slip } from "../../testing/export-rows.ts";
import { payslipFile, payslipPdf } from "./payslip-pdf.ts";

const at = new Date("2026-11-30T08:06:00Z");
const latinOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** The texts that a page draws, in its order: hexadecimal pieces between angle brackets. */
const textsOf = (pdf: string): string[] =>
  [...pdf.matchAll(/\[((?:<[\da-f]*>|[-\d. ])+)\] TJ/g)].map(([, pieces = ""]) =>
    [...pieces.matchAll(/<([\da-f]*)>/g)].map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1")).join(""),
  );
const pagesOf = (pdf: string): number => pdf.match(/\/Type \/Page\n/g)?.length ?? 0;

describe("a payslip as PDF", () => {
  it("is one page of A4 with letterhead, person, lines, sum and watermark", async () => {
    const pdf = latinOf(await payslipPdf(printedSlip(slip()), at));
    expect(pdf).toMatch(/^%PDF-1\.\d/);
    expect(pdf).toContain("/MediaBox [0 0 595.28 841.89]");
    expect([...pdf.matchAll(/\/BaseFont \/([\w-]+)/g)].map(([, font]) => font).sort()).toEqual(["Helvetica", "Helvetica-Bold"]); // prettier-ignore
    expect(pagesOf(pdf)).toBe(1);
    const mark = "PEGAWAI 1, S.E. \u00b7 30 November 2026 15.06 WIB";
    expect(textsOf(pdf)).toEqual([
      "PEMERINTAH PROVINSI CONTOH",
      "BADAN KEPEGAWAIAN DAERAH",
      "Rincian Tunjangan Kinerja",
      ...["Nama", "PEGAWAI 1, S.E.", "NIP", nipOf(0), "Bulan", "Juli 2026", "Kelas", "12"],
      ...["Tunjangan kelas 12", "Permen 1/2026 Pasal 5", "9.896.000"],
      ...["Terlambat >= 31 menit, 2 kali", "Pasal 13", "-44.235"],
      ...["Jumlah", "Rp9.851.765"],
      "Dihitung dari kebijakan contoh versi 1.",
      ...[mark, mark, mark],
      `${mark} \u00b7 1/1`,
    ]);
  });

  it("has the same bytes for the same slip and time, and says the time", async () => {
    const [one, two] = [await payslipFile(printedSlip(slip()), at, sha256), await payslipFile(printedSlip(slip()), at, sha256)]; // prettier-ignore
    expect(one.sha256).toBe(two.sha256);
    expect(latinOf(one.bytes)).toContain("(D:20261130080600Z)");
    const later = await payslipFile(printedSlip(slip()), new Date("2026-11-30T08:07:00Z"), sha256);
    expect(later.sha256).not.toBe(one.sha256);
    expect(one).toMatchObject({
      name: "slip-2026-07-901.pdf",
      contentType: "application/pdf",
      rows: 2,
      totals: { gross: 9_896_000n, cut: 44_235n, net: 9_851_765n },
    });
  });

  it("goes on on further pages, each with its watermark and number", async () => {
    const lines = Array.from({ length: 90 }, (_, index) => ({
      label: `Hari ${index + 1}: terlambat, dan sebabnya ${"panjang sekali ".repeat(index % 9)}`,
      cite: index % 2 === 0 ? "Pasal 13" : "",
      amount: rupiah(1n),
    }));
    const notes = ["", "Catatan ".repeat(30)];
    const long = slip({ lines, net: rupiah(90n), notes, facts: [{ label: "Unit", text: "" }] });
    const pdf = latinOf(await payslipPdf(printedSlip(long), at));
    const texts = textsOf(pdf);
    const pages = pagesOf(pdf);
    expect(pages).toBeGreaterThan(2);
    for (let page = 1; page <= pages; page += 1) {
      expect(texts.some((text) => text.endsWith(` ${page}/${pages}`))).toBe(true);
    }
    expect(texts.filter((text) => /^Hari \d+:/.test(text))).toHaveLength(90);
  });

  it("prints the letters of Windows-1252", async () => {
    const pdf = latinOf(await payslipPdf(printedSlip(slip({ name: "Andr\u00e9 \u00d1u\u00f1ez" })), at));
    expect(textsOf(pdf)).toContain("Andr\u00e9 \u00d1u\u00f1ez");
  });
});
