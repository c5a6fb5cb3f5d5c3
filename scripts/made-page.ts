import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

export const oneLine = (text: string): string => text.trim().replace(/\s+/g, " ");

/** A cell of a Markdown table. */
export const cell = (text: string): string => oneLine(text).replaceAll("|", "\\|").replaceAll("<", "&lt;");

/** Writes a page of docs; with --check it says instead when the page is not what would be written, and `by` whom it is made. */
export async function keepPage(path: string, markdown: string, by: string): Promise<void> {
  const { format, resolveConfig } = await import("prettier");
  const file = join(root, path);
  const made = await format(markdown, { ...(await resolveConfig(file)), parser: "markdown" });
  if (!process.argv.includes("--check")) {
    writeFileSync(file, made);
    return;
  }
  if (readFileSync(file, "utf8") === made) return;
  process.stderr.write(`${path} is not what it is made from says: node ${by}\n`);
  process.exitCode = 1;
}
