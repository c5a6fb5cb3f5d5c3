/** A regulation that a policy cites. */
export interface Citation {
  readonly ref: string;
  readonly title: string;
  /** How its text was compared: official, secondary or invented. */
  readonly checked: string;
}

const value = (line: string): string => line.replace(/^[^:]*:\s*/, "").replace(/^"(.*)"$/, "$1");

/** The regulations of a policy document: what stands in its part `legal`, in the one spelling that documents have. */
export function citationsOf(document: string): Citation[] {
  const lines = document.split("\n");
  const start = lines.findIndex((line) => /^legal:\s*$/.test(line));
  if (start < 0) return [];
  const found: { ref: string; title: string; checked: string }[] = [];
  for (const line of lines.slice(start + 1)) {
    if (/^\S/.test(line) && !line.startsWith("#")) break;
    if (/^ {2}[\w-]+:\s*$/.test(line)) found.push({ ref: "", title: "", checked: "" });
    const field = /^ {4}(ref|title|checked):/.exec(line)?.[1] as keyof Citation | undefined;
    const last = found.at(-1);
    if (field !== undefined && last !== undefined) last[field] = value(line);
  }
  return found.filter(({ ref }) => ref !== "");
}

/** Articles that the steps of a document rest on, each once, in the order of the document. */
export const articlesOf = (document: string): string[] => [
  ...new Set([...document.matchAll(/article:\s*"?([^"}\n]+?)"?\s*\}/g)].map(([, article]) => article ?? "")),
];
