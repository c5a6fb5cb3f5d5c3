import { describe, expect, it } from "@jest/globals";

import { isScientific, readDate, readFlag, zoneOfPlace } from "./text.ts";

describe("texts of an export", () => {
  it.each([
    ["14-03-1987", "1987-03-14"],
    ["4/3/1987", "1987-03-04"],
    ["14.03.1987", "1987-03-14"],
    ["1987-03-14", "1987-03-14"],
    ["1987-03-14T00:00:00.000Z", "1987-03-14"],
    ["14-03-1987 00:00:00", "1987-03-14"],
    ["29-02-2024", "2024-02-29"],
    ["31-02-2026", undefined],
    ["29-02-2026", undefined],
    ["00-00-0000", undefined],
    ["01-01-0001", undefined],
    ["14-03-87", undefined],
    ["", undefined],
  ])("date %j is %s", (text, expected) => {
    expect(readDate(text)).toBe(expected);
  });

  it.each([
    ["1.98703142011013E+17", true],
    ["1,98703E+17", true],
    ["1.98703E17", true],
    ["2e+17", true],
    ["198703142011012901", false],
    ["'198703142011012901", false],
  ])("%j is written as a floating point number: %s", (text, expected) => {
    expect(isScientific(text)).toBe(expected);
  });

  it.each([
    ["Ya", true],
    ["1", true],
    ["tidak", false],
    ["0", false],
    ["", undefined],
    ["mungkin", undefined],
  ])("flag %j is %s", (text, expected) => {
    expect(readFlag(text)).toBe(expected);
  });

  it.each([
    ["Pemerintah Provinsi Jawa Tengah", "WIB"],
    ["Kab. Sumba Timur, Nusa Tenggara Timur", "WITA"],
    ["Provinsi Papua Selatan", "WIT"],
    ["Maluku Utara", "WIT"],
    ["Kalimantan Barat", "WIB"],
    ["Kalimantan Timur", "WITA"],
    ["Sumatera Utara", "WIB"],
    ["Balikpapan", undefined],
    ["Kementerian Ketenagakerjaan", undefined],
  ])("%s lies in %s", (place, zone) => {
    expect(zoneOfPlace(place)).toBe(zone);
  });
});
