import { Readable } from "node:stream";

import { describe, expect, it } from "@jest/globals";
import { type FileStore } from "@kinerja/common/files";
import { type Day } from "@kinerja/common/kernel";

import { type PeopleFile } from "../../app/imports.ts";
import { csvOf, lineOf } from "../../testing/people.ts";
import { peopleFileReader } from "./read-people-file.ts";

/** A file that arrives in pieces of some bytes, so that letters and lines are cut. */
const storeOf = (bytes: Buffer, pieceBytes = 65_536, size = bytes.length): FileStore => ({
  put: () => Promise.reject(new Error("not used")),
  open: () => {
    const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
      bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
    );
    return Promise.resolve({ size, content: Readable.from(pieces) });
  },
});
const from = "2026-10-01" as Day;
const read = (bytes: Buffer, pieceBytes?: number): Promise<PeopleFile> =>
  peopleFileReader(storeOf(bytes, pieceBytes), (nip) => nip)("id", from);

const lines = [
  lineOf(1, { nama: "NI LUH AYU, née ꦲꦤ" }),
  lineOf(2, { nama: 'I "MADE" PUTRA' }),
  lineOf(3, { unor_nama: "Bagian; Umum,\nLantai 2" }),
];

describe("a people file", () => {
  it.each([
    ["semicolons and a mark", {}],
    ["commas, no mark", { delimiter: ",", bom: false }],
    ["tabs and bare line feeds", { delimiter: "\t", eol: "\n" }],
  ])("with %s", async (_, form) => {
    const { rows, lines: count, namesSuperiors } = await read(csvOf(lines, form));
    expect(rows.map(({ name }) => name)).toEqual(lines.slice(0, 2).map(({ nama }) => nama));
    expect([count, namesSuperiors]).toEqual([3, true]);
  });

  it("is the same however it is cut into pieces", async () => {
    const whole = await read(csvOf(lines));
    for (const pieceBytes of [1, 2, 3, 7, 64]) {
      const { rows, findings } = await read(csvOf(lines), pieceBytes);
      expect([rows, findings.report()]).toEqual([whole.rows, whole.findings.report()]);
    }
  });

  it("counts lines as an editor shows them, empty ones too", async () => {
    const text = csvOf([lineOf(1), lineOf(2, { nip_baru: "1.98E+17" })])
      .toString()
      .replace("\r\n'", "\r\n\r\n'");
    const { findings } = await read(Buffer.from(text.replace("PNS2", "\r\n\r\nPNS2")));
    expect(findings.report()).toMatchObject([{ line: 5, code: "NIP_SCIENTIFIC" }]);
  });

  it("takes lines that are too short or too long as far as they go", async () => {
    const text = csvOf([lineOf(1)]).toString();
    const { rows, findings } = await read(Buffer.from(`${text.trimEnd()};more;and more\r\nPNS9;123\r\n;;;;\r\n`));
    expect(rows).toHaveLength(1);
    expect(new Set(findings.report().map(({ line }) => line))).toEqual(new Set([3]));
  });

  it.each([
    ["UTF-16 with a mark", Buffer.from("\u{feff}pns_id;nama", "utf16le"), "ENCODING_UNKNOWN", { found: "UTF-16" }],
    ["UTF-16 without a mark", Buffer.from("pns_id;nama", "utf16le"), "ENCODING_UNKNOWN", { found: "UTF-16" }],
    [
      "Windows-1252",
      Buffer.from("pns_id;nama\r\n1;Ren\u00e9\r\n", "latin1"),
      "ENCODING_UNKNOWN",
      { found: "Windows-1252" },
    ],
    [
      "a cut letter at the end",
      csvOf(lines)
        .subarray(0, -1)
        .subarray(0, csvOf(lines).indexOf("é") + 1),
      "ENCODING_UNKNOWN",
      {},
    ],
    ["no content", Buffer.alloc(0), "HEADER_MISSING", {}],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "ENCODING_UNKNOWN", {}],
    ["another table", Buffer.from("a;b\r\n1;2\r\n"), "HEADER_MISSING", {}],
    [
      "a quote that never ends",
      Buffer.from(csvOf([lineOf(1)]).toString() + `"${"x".repeat(70_000)}`),
      "CSV_INVALID",
      {},
    ],
  ])("is refused: %s", async (_, bytes, code, params) => {
    await expect(read(bytes)).rejects.toMatchObject({ code, params: expect.objectContaining(params) as unknown });
  });

  it("is refused over the limit of bytes, by its size or by what really comes", async () => {
    const bytes = csvOf(lines);
    const limits = { bytes: bytes.length - 1, rows: 10 };
    await expect(peopleFileReader(storeOf(bytes), String, limits)("id", from)).rejects.toThrow("FILE_TOO_LARGE");
    await expect(peopleFileReader(storeOf(bytes, 100, 10), String, limits)("id", from)).rejects.toThrow(
      "FILE_TOO_LARGE",
    );
    const tooLarge = storeOf(bytes, 100, 20_000_001);
    await expect(peopleFileReader(tooLarge, String)("id", from)).rejects.toMatchObject({
      params: { limitBytes: 20_000_000 },
    });
  });

  it("is refused over the limit of lines", async () => {
    const limits = { bytes: 1_000_000, rows: 2 };
    await expect(peopleFileReader(storeOf(csvOf(lines)), String, limits)("id", from)).rejects.toMatchObject({
      code: "TOO_MANY_ROWS",
      params: { max: 2 },
    });
  });

  it("is unknown when nothing has its id", async () => {
    const empty: FileStore = { put: () => Promise.reject(new Error()), open: () => Promise.resolve(undefined) };
    await expect(peopleFileReader(empty, String)("id", from)).rejects.toThrow("FILE_UNKNOWN");
  });
});
