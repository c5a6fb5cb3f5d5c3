import { describe, expect, it } from "@jest/globals";

import { documents, namedErrors, proofsPage, questionsPage } from "./policy-proofs.ts";

describe("pages of proofs", () => {
  it("have a test for each error that was paid out elsewhere", () => {
    const numbers = (letter: string): string[] => Array.from({ length: 13 }, (_, index) => `${letter}${index + 1}`);
    expect(namedErrors().map(({ number }) => number)).toEqual([...numbers("E"), ...numbers("G")]);
  });

  it("count the tests of each document by where they come from, and tell each choice", () => {
    const choice = { id: "C1", question: "Kapan dibulatkan?", choice: "di akhir", why: "tidak ada pasal" };
    const told = { id: "contoh", title: "Contoh", tests: [{ source: "official" }, { source: "own" }], choices: [choice] } as const; // prettier-ignore
    expect(proofsPage([told], [])).toContain("contoh.yaml) | 2 | 1 | 0 | 1 | 1 | 0 |");
    expect(questionsPage([told])).toContain("- **C1 Kapan dibulatkan?** di akhir. _Sebab:_ tidak ada pasal.");
    expect(questionsPage([{ ...told, choices: [] }])).not.toContain("## Contoh");
  });

  it("know every shipped document", () => {
    expect(documents().length).toBeGreaterThan(16);
  });
});
