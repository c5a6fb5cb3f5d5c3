import { type PolicyDocument } from "@kinerja/allowance/policy";
import { type Difference, type DiffPart, diffPolicies } from "@kinerja/allowance/policy-words";
import { casesOfFile, casesOfTests, impactLines } from "./impact.ts";

const titles: Readonly<Record<DiffPart["part"], string>> = {
  GENERAL: "Umum",
  LEGAL: "Dasar hukum",
  INPUTS: "Data",
  TABLES: "Baris tabel",
  FACTS: "Yang disimpulkan dari data",
  NOTICES: "Yang ditandai",
  STEPS: "Langkah",
  PAYOUT: "Pembayaran",
  CHOICES: "Pilihan",
  UNVERIFIED: "Belum dibuktikan",
};

const saidOf = (sentence: Difference["before"]): string | undefined =>
  sentence &&
  `${sentence.label ?? ""}${sentence.joint ?? ""}${sentence.text}${sentence.cite === undefined ? "" : ` [${sentence.cite}]`}`;

/** What is gone, new or otherwise, in words. */
function linesOf({ key, before, after }: Difference): string[] {
  const [old, next] = [saidOf(before), saidOf(after)];
  if (old === undefined) return [`  + ${key}: ${next ?? ""}`];
  if (next === undefined) return [`  − ${key}: ${old}`];
  const isShort = old.length + next.length < 80;
  return isShort ? [`  ~ ${key}: ${old} → ${next}`] : [`  ~ ${key}`, `      dulu: ${old}`, `      kini: ${next}`];
}

export type Diff = { readonly lines: readonly string[]; readonly faults: readonly string[] };

/** What two documents do otherwise, and whose money changes: of their examples, and of the file when one is given. */
export function diffDocuments(before: PolicyDocument, after: PolicyDocument, factsText: string | undefined): Diff {
  const file = factsText === undefined ? undefined : casesOfFile(factsText, [before, after]);
  if (file && file.faults.length > 0) return { lines: [], faults: file.faults };
  const words = diffPolicies(before, after).flatMap(({ part, differences }) => [
    `${titles[part]}:`,
    ...differences.flatMap(linesOf),
    "",
  ]);
  const told = words.length === 0 ? ["Tidak ada yang berbeda.", ""] : words;
  const tests = impactLines("Contoh kedua dokumen", casesOfTests(before, after), before, after);
  const people = file ? ["", ...impactLines("Berkas fakta", file.cases, before, after)] : [];
  const head = `${before.id} versi ${before.version} → ${after.id} versi ${after.version}`;
  return { lines: [head, "", ...told, ...tests, ...people], faults: [] };
}
