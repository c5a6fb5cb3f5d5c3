import { describe, expect, it } from "@jest/globals";

import { faults, problems, text } from "./index.ts";

const all = Object.entries({ ...problems, ...faults });
const placeholders = (words: readonly string[]): string[] =>
  [...words.join(" ").matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).sort();
const sentences = (words: string): string[] => words.split(/(?<=[.;:!?]) /);

describe("the catalogue", () => {
  it.each(all)("%s says the same in both languages", (_, { id, en }) => {
    expect(placeholders(id)).toEqual(placeholders(en));
    for (const [title, detail] of [id, en]) {
      expect(title).toMatch(/^\S.*[^.\s]$/);
      expect(detail).toMatch(/^\S.*\.$/);
    }
  });

  it.each(Object.entries(problems))("%s says what happened, what is safe and what to do", (_, { id, en }) => {
    for (const [, detail] of [id, en]) {
      expect(sentences(detail).length).toBeGreaterThanOrEqual(3);
      for (const sentence of sentences(detail)) expect(sentence.split(" ").length).toBeLessThanOrEqual(20);
    }
  });

  it("has no code in both halves", () => {
    expect(Object.keys(problems).filter((code) => code in faults)).toEqual([]);
  });

  it("fills in parameters and groups long numbers by the language", () => {
    expect(text("BODY_TOO_LARGE", { limitBytes: 1_000_000 }, "id").detail).toContain("1.000.000 bita");
    expect(text("BODY_TOO_LARGE", { limitBytes: "1000000" }, "en").detail).toContain("1,000,000 bytes");
    expect(text("NUMBER_OUT_OF_RANGE", { min: -2_147_483_648n, max: 2026 }, "id").detail).toContain(
      "-2.147.483.648 dan 2026",
    );
  });

  it("leaves a placeholder whose parameter is missing, also one that every object has", () => {
    expect(text("NIP_LENGTH", {}, "en").detail).toContain("{length}");
    expect(text("toString", {}, "en")).toEqual(text("CALL_FAILED", {}, "en"));
  });
});
