import { describe, expect, it } from "@jest/globals";

import { dayText, decimalText, monthText, numberText, partText, percentText, rupiahText } from "./numbers.ts";

describe("numbers in words", () => {
  it("are exact where four digits hold them, and say where not", () => {
    expect(rupiahText("98523/25")).toBe("Rp3.940,92");
    expect(rupiahText("54850000/29")).toBe("≈ Rp1.891.379,3103");
    expect([rupiahText(-617_444), rupiahText(0n), rupiahText("33240000")]).toEqual([
      "−Rp617.444",
      "Rp0",
      "Rp33.240.000",
    ]);
    expect(() => rupiahText("1e3")).toThrow('"1e3" is no number');
  });

  it("write percents as they are printed", () => {
    expect([percentText("0.01"), percentText(70), partText("17/20"), partText("1/3")]).toEqual([
      "0,01%",
      "70%",
      "85%",
      "≈ 33,3333%",
    ]);
  });

  it("give decimals with a point and ten digits at most", () => {
    expect(["98523/25", "-1/3", "7", "2/3"].map(decimalText)).toEqual([
      "3940.92",
      "-0.3333333333",
      "7",
      "0.6666666667",
    ]);
    expect(numberText("6750")).toBe("6.750");
  });

  it("name days and months", () => {
    expect([dayText("2026-07-01"), monthText("2024-02")]).toEqual(["1 Juli 2026", "Februari 2024"]);
  });
});
