export type Language = "id" | "en";

/** The reader's language by Accept-Language; Indonesian unless English is wanted more. */
export function languageOf(header: string | undefined): Language {
  if (header === undefined || header.length > 500) return "id";
  const best = { id: 0, en: 0 };
  for (const part of header.toLowerCase().split(",")) {
    const match = /^\s*(id|in|en)\b[^;]*(?:;\s*q=(0(?:\.\d{1,3})?|1(?:\.0{1,3})?)\s*)?$/.exec(part);
    if (match === null) continue;
    const language = match[1] === "en" ? "en" : "id";
    best[language] = Math.max(best[language], Number(match[2] ?? 1));
  }
  return best.en > best.id ? "en" : "id";
}
