/** Titles that stand before a name without a point; those with one are seen by it. */
const titles = new Set(["prof", "dr", "drs", "dra", "drg", "drh", "ir", "apt", "ns", "h", "hj", "kh"]);

const isTitle = (word: string): boolean => word.endsWith(".") || titles.has(word.toLowerCase());

/** As many letters as the API takes. */
const most = 60;

/**
 * By what a person may be found whose full name is known: the API looks for names without titles, and a full name does not say where its titles end
 * ("H. M. Yusuf" may be "M. Yusuf"). The longest first, each with one title fewer.
 */
export function searchedNames(fullName: string): string[] {
  const [person = ""] = fullName.split(",");
  let words = person.trim().split(/\s+/);
  const found = [words.join(" ")];
  while (words.length > 1 && isTitle(words[0] ?? "")) {
    words = words.slice(1);
    found.push(words.join(" "));
  }
  return found.filter((name) => name !== "").map((name) => name.slice(0, most));
}
