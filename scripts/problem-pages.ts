import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problems } from "@kinerja/common/catalogue";
import { pageOf } from "./tidy/problem-page.ts";

const folder = join(import.meta.dirname, "../docs/problems");

/** Begins the pages that are missing; a page that somebody has written further stays as it is, and the tidy tests hold both to the catalogue. */
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
