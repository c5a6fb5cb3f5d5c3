import { describe, expect, it } from "@jest/globals";

import { factForms } from "./forms.ts";
import { factKinds } from "./kinds.ts";
import { readContent } from "./read-content.ts";
import { english } from "./words.ts";

/** Names that are the same in both languages, and codes. */
const same = new Set(["PTKP", "Rupiah"]);

describe("the forms of facts", () => {
  it("are there for every kind, once", () => expect(factForms.map(({ kind }) => kind)).toEqual(factKinds));

  it.each(factForms.map((form) => [form.kind, form] as const))("%s has words in both languages", (_, form) => {
    const choices = form.fields.flatMap((field) => [...field.choices, ...field.usual]);
    const labels = [form.label, form.purpose, ...form.fields.map(({ label }) => label)];
    for (const [indonesian, inEnglish] of [...labels, ...choices.map(({ label }) => label)]) {
      expect(indonesian).not.toBe("");
      if (same.has(indonesian) || /^(TK|K|HB|K\/I)\/\d$/.test(indonesian)) continue;
      expect(inEnglish).not.toBe(indonesian);
    }
    for (const { choices: some } of form.fields)
      expect(new Set(some.map(({ label }) => label[0])).size).toBe(some.length);
  });

  it.each(factForms.map((form) => [form.kind, form] as const))("%s offers only words that are taken", (kind, form) => {
    for (const field of form.fields)
      for (const { value } of [...field.choices, ...field.usual])
        expect(readContent(kind, { [field.name]: value }).faults.map(({ column }) => column)).not.toContain(field.name);
  });

  it("say no English word that no form has", () => {
    const said = new Set(
      factForms.flatMap(({ fields }) =>
        fields.flatMap(({ label, choices, usual }) => [label[0], ...[...choices, ...usual].map((one) => one.label[0])]),
      ),
    );
    expect(Object.keys(english).filter((word) => !said.has(word))).toEqual([]);
  });
});
