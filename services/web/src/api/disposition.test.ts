import { describe, expect, it } from "@jest/globals";
import { fileNameOf } from "./disposition.ts";

describe("the name of a download", () => {
  it.each([
    ["attachment; filename*=UTF-8''bayar-2026-10.csv", "bayar-2026-10.csv"],
    ["attachment; filename*=utf-8'id'Dinas%20Kesehatan%20%E2%80%93%20Oktober.csv", "Dinas Kesehatan – Oktober.csv"],
    ["attachment; filename=\"lama.csv\"; filename*=UTF-8''baru.csv", "baru.csv"],
    ["attachment; filename*=UTF-8''baru.csv; filename=lama.csv", "baru.csv"],
    ['attachment; filename="bayar; \\"Oktober\\".csv"', 'bayar; "Oktober".csv'],
    ["attachment; filename=bayar.csv", "bayar.csv"],
    ["attachment; filename=lama.csv; filename*=UTF-8''%E0%A4%A", "lama.csv"],
    ["attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", "passwd"],
    ["attachment", ""],
    [null, ""],
  ])("of %s", (header, name) => {
    expect(fileNameOf(header)).toBe(name);
  });
});
