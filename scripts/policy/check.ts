import { readSource, runExamples } from "@kinerja/allowance/policy";
import { faultLine, hasFaults, readPolicyFile } from "./files.ts";
import { type Language } from "./options.ts";
import { type Broken, propertyCount, triedMonths, tryProperties } from "./tried.ts";

export type Checked = { readonly lines: readonly string[]; readonly isFine: boolean };

const words = {
  id: {
    fine: (examples: number, steps: number): string =>
      `tidak ada kesalahan; ${examples} contoh dihitung, ${steps} langkah; ${propertyCount} sifat dicoba pada ${triedMonths} bulan acak, semuanya berlaku`,
    broken: ({ property, example }: Broken): string =>
      `sifat "${property}" tidak berlaku (${propertyCount} sifat dicoba pada ${triedMonths} bulan acak); contoh terkecil: ${example}`,
  },
  en: {
    fine: (examples: number, steps: number): string =>
      `no faults; ${examples} examples computed, ${steps} steps; ${propertyCount} properties tried on ${triedMonths} random months, all hold`,
    broken: ({ property, example }: Broken): string =>
      `the property "${property}" does not hold (${propertyCount} properties tried on ${triedMonths} random months); smallest example: ${example}`,
  },
};

/** Reads one document, computes its examples, and tries on random months what must hold of every policy; every fault is a line. */
export function checkFile(file: string, language: Language): Checked {
  const read = readPolicyFile(file, language);
  if (hasFaults(read)) return { lines: read.faults, isFine: false };
  const { document, text } = read;
  const { locate } = readSource(text);
  const located = runExamples(document).map(locate);
  const inOrder = located.toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (inOrder.length > 0) return { lines: inOrder.map((fault) => faultLine(file, fault, language)), isFine: false };
  const broken = tryProperties(document, language);
  const { fine, broken: told } = words[language];
  if (broken.length > 0)
    return { lines: broken.map((one) => `${file}: POLICY_PROPERTY_BROKEN ${told(one)}`), isFine: false };
  return { lines: [`${file}: ${fine(document.tests.length, document.steps.length)}`], isFine: true };
}
