import { describe, expect, it } from "@jest/globals";
import { en } from "./en.ts";
import { createFormat } from "./format.ts";
import { id } from "./id.ts";

describe("Indonesian", () => {
  const f = createFormat("id");

  it("writes dates and times as people do", () => {
    expect(f.day("2026-11-19")).toBe("Kamis, 19 November");
    expect(f.fullDay("2026-11-19")).toBe("Kamis, 19 November 2026");
    expect(f.shortDay("2026-11-09")).toBe("Senin 9");
    expect(f.month("2026-11")).toBe("November");
    expect(f.span("13:00", "15:00")).toBe("13.00–15.00");
    expect(f.days("2026-11-09", "2026-11-13")).toBe("9–13 November");
    expect(f.days("2026-11-30", "2026-12-04")).toBe("30 November – 4 Desember");
  });

  it.each([
    [0, "0 menit"],
    [45, "45 menit"],
    [60, "1 jam"],
    [450, "7 jam 30 menit"],
    [72_060, "1.201 jam"],
  ])("%s minutes is %s", (minutes, words) => {
    expect(f.duration(minutes)).toBe(words);
  });
});

describe("English", () => {
  it("writes the same facts its own way", () => {
    const f = createFormat("en");
    expect(f.day("2026-11-19")).toBe("Thursday 19 November");
    expect(f.span("13:00", "15:00")).toBe("13:00–15:00");
    expect(f.duration(450)).toBe("7 h 30 min");
  });

  it("has words for everything that Indonesian has", () => {
    const keysOf = (words: object, path = ""): string[] =>
      Object.entries(words).flatMap(([key, value]) =>
        typeof value === "object" && value !== null ? keysOf(value as object, `${path}${key}.`) : [`${path}${key}`],
      );
    expect(keysOf(en).sort()).toEqual(keysOf(id).sort());
  });
});
