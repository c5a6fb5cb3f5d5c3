import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problems, type Words } from "@kinerja/common/catalogue";

const folder = join(import.meta.dirname, "../docs/problems");

const headings = {
  id: {
    parts: ["Apa yang terjadi", "Apa yang aman", "Apa yang dapat Anda lakukan"],
    programs: "Untuk program",
    advice: (code: string) =>
      `Baca \`code\` (\`${code}\`), bukan kalimatnya: kalimat dapat berubah. \`errors\` menyebut setiap bagian yang salah dengan JSON pointer. ` +
      "Bila ada `Retry-After`, ulangi permintaan yang sama sesudah sekian detik itu, dengan `Idempotency-Key` yang sama.",
  },
  en: {
    parts: ["What happened", "What is safe", "What you can do"],
    programs: "For programs",
    advice: (code: string) =>
      `Read \`code\` (\`${code}\`), not the sentence: sentences may change. \`errors\` names each faulty part by a JSON pointer. ` +
      "Where there is a `Retry-After`, send the same request again after that many seconds, with the same `Idempotency-Key`.",
  },
};

/** The sentences of the catalogue as a page: the first tells what happened, the second what is safe, the rest what to do. */
function pageOf(code: string, language: "id" | "en", [title, detail]: Words): string {
  const { parts, programs, advice } = headings[language];
  const words = detail.replace(/\{\w+\}/g, "…").split(/(?<=[.;:!?]) /);
  const texts = [words[0], words[1], words.slice(2).join(" ")];
  const sections = parts.map((part, index) => `## ${part}\n\n${texts[index] ?? ""}`);
  return [`# ${title}`, ...sections, `## ${programs}`, advice(code)].join("\n\n") + "\n";
}

/** Begins the pages that are missing; a page that somebody has written further stays as it is. */
mkdirSync(folder, { recursive: true });
let written = 0;
for (const [code, entry] of Object.entries(problems))
  for (const language of ["id", "en"] as const) {
    const file = join(folder, `${code}.${language}.md`);
    if (existsSync(file)) continue;
    writeFileSync(file, pageOf(code, language, entry[language]));
    written++;
  }
process.stdout.write(`docs/problems: ${written} pages written\n`);
