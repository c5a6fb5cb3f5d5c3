import { dirname, join, normalize } from "node:path";

import { type RepoFile, type Rule } from "./repository.ts";

const picture = /!\[[^\]]*\]\(([^)\s]+)\)|<img\b[^>]*?\bsrc="([^"]+)"/g;

/** Addresses of the pictures that a document shows, from the root; those of other sites are left out. */
const shownIn = ({ path, text }: RepoFile): string[] =>
  [...text.matchAll(picture)]
    .map(([, markdown, html]) => markdown ?? html ?? "")
    .filter((target) => !/^([a-z]+:|\/)/.test(target))
    .map((target) => normalize(join(dirname(path), target)));

/** Every picture that a document shows is there, and none lies about that no document shows. */
export const picturesAreShown =
  (pictures: readonly string[]): Rule =>
  (files) => {
    const shown = files
      .filter(({ path }) => path.endsWith(".md"))
      .flatMap((file) => shownIn(file).map((target) => ({ target, path: file.path })));
    const targets = new Set(shown.map(({ target }) => target));
    return [
      ...shown
        .filter(({ target }) => !pictures.includes(target))
        .map(({ target, path }) => `${path} shows ${target}, which is not there`),
      ...pictures.filter((path) => !targets.has(path)).map((path) => `${path} is shown by no document`),
    ];
  };
