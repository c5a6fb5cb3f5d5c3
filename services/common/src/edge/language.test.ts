import { expect, it } from "@jest/globals";

import { languageOf } from "./language.ts";

it.each([
  [undefined, "id"],
  ["", "id"],
  ["en", "en"],
  ["en-GB,en;q=0.9", "en"],
  ["id-ID,id;q=0.9,en-US;q=0.8", "id"],
  ["en;q=0.5,id;q=0.4", "en"],
  ["en;q=0.5,in;q=0.6", "id"],
  ["fr,de;q=0.9", "id"],
  ["fr, en;q=0.1", "en"],
  ["en;q=0", "id"],
  ["english", "id"],
  ["en,".repeat(1_000), "id"],
])("%j is read as %s", (header, language) => {
  expect(languageOf(header)).toBe(language);
});
