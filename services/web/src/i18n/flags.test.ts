import { describe, expect, it } from "@jest/globals";

import { flags as en } from "./en-flags.ts";
import { flags as id } from "./id-flags.ts";

/** Verbs that tell somebody to do something. */
const acts = {
  id: /\b(hubungi|minta|perbaiki|batalkan|kembalikan|periksa|pilih|tanyakan|tunggu|setujui|jelaskan)\b/i,
  en: /\b(ask|correct|cancel|return|check|choose|wait|approve|tell)\b/i,
};

describe.each([
  ["id", id, acts.id],
  ["en", en, acts.en],
] as const)("the words of a flag, %s", (_, flags, act) => {
  it.each(Object.entries(flags))("%s say what to do, to the author and to the superior", (_name, words) => {
    expect([words.author, words.superior].filter((text) => !act.test(text))).toEqual([]);
  });
});
