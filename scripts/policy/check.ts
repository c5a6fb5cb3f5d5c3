import { readSource, runExamples } from "@kinerja/allowance/policy";
import { faultLine, hasFaults, readPolicyFile } from "./files.ts";
import { type Language } from "./options.ts";

export type Checked = { readonly lines: readonly string[]; readonly isFine: boolean };

const fine = {
  id: (examples: number, steps: number): string => `tidak ada kesalahan; ${examples} contoh dihitung, ${steps} langkah`,
  en: (examples: number, steps: number): string => `no faults; ${examples} examples computed, ${steps} steps`,
};

/** Reads one document and computes its examples; every fault is a line. */
export function checkFile(file: string, language: Language): Checked {
  const read = readPolicyFile(file, language);
  if (hasFaults(read)) return { lines: read.faults, isFine: false };
  const { document, text } = read;
  const { locate } = readSource(text);
  const located = runExamples(document).map(locate);
  const inOrder = located.toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (inOrder.length > 0) return { lines: inOrder.map((fault) => faultLine(file, fault, language)), isFine: false };
  return { lines: [`${file}: ${fine[language](document.tests.length, document.steps.length)}`], isFine: true };
}
