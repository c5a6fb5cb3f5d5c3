import { type Entries, type Language, type Words } from "@kinerja/common/catalogue";

import { type Rule } from "./repository.ts";

const words = {
  id: {
    parts: ["Apa yang terjadi", "Apa yang aman", "Apa yang dapat Anda lakukan"],
    why: "Mengapa",
    programs: "Untuk program",
    advice: (code: string) =>
      `Baca \`code\` (\`${code}\`), bukan kalimatnya: kalimat dapat berubah. \`errors\` menyebut setiap bagian yang salah dengan JSON pointer. ` +
      "Bila ada `Retry-After`, ulangi permintaan yang sama sesudah sekian detik itu, dengan `Idempotency-Key` yang sama.",
  },
  en: {
    parts: ["What happened", "What is safe", "What you can do"],
    why: "Why",
    programs: "For programs",
    advice: (code: string) =>
      `Read \`code\` (\`${code}\`), not the sentence: sentences may change. \`errors\` names each faulty part by a JSON pointer. ` +
      "Where there is a `Retry-After`, send the same request again after that many seconds, with the same `Idempotency-Key`.",
  },
};

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?]) (?=[\p{Lu}{])/u);

/** What the catalogue says, by the part of the page where it belongs: the first sentence happened, the second is safe, the rest is advice. */
function partsOf(detail: string): readonly (readonly string[])[] {
  const [happened = "", safe = "", ...advice] = sentencesOf(detail);
  return [[happened], [safe], advice];
}

/** A page as the catalogue has it. What stands for a value is left open and refused below, until somebody has written it. */
export function pageOf(code: string, language: Language, [title, detail]: Words): string {
  const { parts, programs, advice } = words[language];
  const said = partsOf(detail).map((sentences) => sentences.join(" ").replace(/\{\w+\}/g, "…"));
  const sections = parts.map((part, index) => `## ${part}\n\n${said[index] ?? ""}`);
  return [`# ${title}`, ...sections, `## ${programs}`, advice(code)].join("\n\n") + "\n";
}

interface Section {
  readonly heading: string;
  readonly text: string;
}

function sectionsOf(page: string): { readonly title: string; readonly sections: Section[] } {
  const [head = "", ...rest] = page.split(/^## /m);
  const sections = rest.map((part) => {
    const [heading = "", ...lines] = part.split("\n");
    return { heading, text: lines.join(" ").replace(/\s+/g, " ").trim() };
  });
  return { title: head.replace(/^# /, "").trim(), sections };
}

/** A value of the catalogue may be any words on the page. */
const says = (text: string, sentence: string): boolean =>
  new RegExp(
    sentence
      .split(/\{\w+\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("(?:[^.]|\\.(?=\\d))+?"),
  ).test(text);

function faultsOf(page: string, language: Language, [title, detail]: Words): string[] {
  const { parts, why, programs } = words[language];
  const found = sectionsOf(page);
  const headings = found.sections.map(({ heading }) => heading).filter((heading) => heading !== why);
  const wanted = [...parts, programs];
  const unsaid = partsOf(detail).flatMap((sentences, index) => {
    const text = found.sections.find(({ heading }) => heading === parts[index])?.text ?? "";
    return sentences.filter((sentence) => !says(text, sentence)).map((sentence) => ({ sentence, part: parts[index] }));
  });
  return [
    ...(found.title === title ? [] : [`has another title than the catalogue's "${title}"`]),
    ...(headings.join() === wanted.join() ? [] : [`has not the headings ${wanted.join(", ")}`]),
    ...found.sections
      .filter(({ text }) => !/\p{L}/u.test(text))
      .map(({ heading }) => `says nothing under "${heading}"`),
    ...(page.includes("…") ? ["leaves a value open (…)"] : []),
    ...unsaid.map(({ sentence, part }) => `does not say under "${part ?? ""}" what the catalogue says: ${sentence}`),
  ];
}

/** A page says what the catalogue says, each sentence in its part, and may say more; no part is empty. */
export const problemPagesAreTrue =
  (problems: Entries): Rule =>
  (files) =>
    files.flatMap(({ path, text }) => {
      const [, code = "", language = ""] = /^docs\/problems\/([A-Z0-9_]+)\.(id|en)\.md$/.exec(path) ?? [];
      const entry = Object.hasOwn(problems, code) ? problems[code] : undefined;
      if (entry === undefined) return [];
      const tongue = language === "id" ? "id" : "en";
      return faultsOf(text, tongue, entry[tongue]).map((fault) => `${path} ${fault}`);
    });
