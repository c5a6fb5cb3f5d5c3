import { describe, expect, it } from "@jest/globals";
import { toCsv } from "./csv.ts";
import { checkFile, fileLimitBytes } from "./file-check.ts";
import { findingText } from "./finding-words.ts";
import { kindsOf } from "./findings.ts";
import { type Finding } from "./types.ts";

describe("a list as CSV", () => {
  it("opens in a spreadsheet by a double click, and runs nothing there", async () => {
    const csv = toCsv(
      ["nama", "nilai"],
      [
        ['Budi; "Ketua"', 12],
        ["=HYPERLINK(1)", -3],
        ["dua\nbaris", 0],
      ],
    );
    const bytes = new Uint8Array(await csv.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(await csv.text()).toBe(
      ["nama;nilai", '"Budi; ""Ketua""";12', "'=HYPERLINK(1);-3", '"dua\nbaris";0', ""].join("\r\n"),
    );
  });
});

describe("a file that is chosen", () => {
  const bytes = (...start: number[]): Blob => new Blob([new Uint8Array(start)]);

  it.each([
    ["nothing", new Blob([]), "empty"],
    ["more than 20 MB", new Blob([new Uint8Array(fileLimitBytes + 1)]), "large"],
    ["a workbook", bytes(0x50, 0x4b, 3, 4, 20), "workbook"],
    ["an old workbook", bytes(0xd0, 0xcf, 0x11, 0xe0), "workbook"],
    ["UTF-16", bytes(0xff, 0xfe, 0x6e, 0), "utf16"],
    ["Windows-1252", bytes(0x4e, 0xe9, 0x6c), "encoding"],
    ["UTF-8", new Blob(["nama;unor\nNél;Bidang"]), undefined],
  ])("with %s is told before it is sent", async (_what, file, fault) => {
    expect(await checkFile(file)).toBe(fault);
  });

  it("may have a character on the border of what is looked at", async () => {
    expect(await checkFile(new Blob(["a".repeat(65_535), "é", "b".repeat(10)]))).toBeUndefined();
  });
});

describe("findings", () => {
  const finding = (line: number, severity: Finding["severity"], code: string, params = {}): Finding => ({
    line,
    severity,
    code,
    column: "nip_baru",
    params,
  });

  it("stand by kind: what leaves lines out first, then what occurs most", () => {
    const kinds = kindsOf([
      finding(3, "WARNING", "SUPERIOR_MISSING"),
      finding(4, "WARNING", "SUPERIOR_MISSING"),
      finding(9, "ERROR", "NIP_MISSING"),
      finding(2, "ERROR", "NIP_TWICE"),
      finding(2, "ERROR", "NIP_TWICE"),
      finding(5, "ERROR", "NIP_TWICE"),
      finding(1, "INFO", "PEOPLE_NOT_IN_FILE"),
    ]);
    expect(kinds.map(({ code, lines, findings }) => [code, lines, findings.length])).toEqual([
      ["NIP_TWICE", 2, 3],
      ["NIP_MISSING", 1, 1],
      ["SUPERIOR_MISSING", 2, 2],
      ["PEOPLE_NOT_IN_FILE", 1, 1],
    ]);
  });

  it("have words with their values, also those that are new to this client", () => {
    expect(findingText("NIP_TWICE", { otherLine: "205" }, "id").detail).toContain("baris 205");
    expect(findingText("FINDINGS_CUT", { more: "4999" }, "en").detail).toContain("4999");
    expect(findingText("NIP_LENGTH", { length: "17" }, "id").detail).toContain("17 angka");
    expect(findingText("NEVER_SEEN", {}, "id").title).toBe("Perlu diperiksa");
    expect(findingText("toString", {}, "id").title).toBe("Perlu diperiksa");
  });
});
