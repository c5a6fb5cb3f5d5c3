import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { problems } from "@kinerja/common/catalogue";
import { languageOf } from "@kinerja/common/edge";
import { Refusal } from "@kinerja/common/errors";
import { type RequestHandler } from "express";

import { markdown, page } from "./html.ts";

/** The address in every problem leads here: what happened, what is safe, what to do; in both languages, the reader's first. */
export function problemPage(docsDir: string): RequestHandler<{ code: string }> {
  return async (request, response) => {
    const { code } = request.params;
    const entry = Object.hasOwn(problems, code) ? problems[code] : undefined;
    if (entry === undefined) throw new Refusal("not-found", "PATH_UNKNOWN");
    const first = languageOf(request.headers["accept-language"]);
    const languages = first === "id" ? (["id", "en"] as const) : (["en", "id"] as const);
    const articles = await Promise.all(
      languages.map(async (language) => {
        const source = await readFile(join(docsDir, "problems", `${code}.${language}.md`), "utf8");
        return `<article lang="${language}">\n${markdown(source)}\n</article>`;
      }),
    );
    response.set({ "cache-control": "public, max-age=3600", vary: "Accept-Language" });
    response.type("html").send(page(entry[first][0], first, articles.join("\n")));
  };
}
