import { describe, expect, it } from "@jest/globals";

import { readHeader, sniffDelimiter } from "./columns.ts";

const required = "pns_id,nip_baru,nama,jabatan_nama,unor_id,unor_nama,instansi_kerja_id,instansi_kerja_nama".split(",");

describe("the header", () => {
  it("is read in any order, case and spacing; unknown columns are left", () => {
    const columns = readHeader(["agama_nama", ...required.toReversed(), " Kelas Jabatan "]);
    expect(columns.get("nama")).toBe(6);
    expect(columns.get("kelas_jabatan")).toBe(9);
    expect(columns.size).toBe(9);
  });

  it("names all columns that are missing", () => {
    expect(() => readHeader(required.slice(2))).toThrow(
      expect.objectContaining({ code: "HEADER_MISSING", params: { columns: "pns_id, nip_baru" } }),
    );
  });

  it("refuses a column that stands twice", () => {
    expect(() => readHeader([...required, "NAMA"])).toThrow(
      expect.objectContaining({ code: "HEADER_REPEATED", params: { columns: "nama" } }),
    );
  });

  it.each([
    ["a;b;c", ";"],
    ["a,b,c", ","],
    ["a\tb\tc", "\t"],
    ["a;b;c, d", ";"],
    ["a", ","],
  ])("%j is separated by %j", (line, delimiter) => {
    expect(sniffDelimiter(line)).toBe(delimiter);
  });
});
