import { dirname, join, normalize } from "node:path";

import { isRunnable } from "./layout.ts";
import { type RepoFile, type Rule } from "./repository.ts";

const headings = ["Context", "Decision", "Why", "Price", "When to reconsider"];
const adrName = /^docs\/adr\/(\d{4})-[a-z0-9-]+\.md$/;

/** A decision is one page with the same five questions, numbered without a gap and listed. */
export const decisionsAreWhole: Rule = (files) => {
  const pages = files.filter(({ path }) => adrName.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  const index = files.find(({ path }) => path === "docs/adr/README.md")?.text ?? "";
  return pages.flatMap(({ path, text }, place) => {
    const number = adrName.exec(path)?.[1] ?? "";
    const found = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    return [
      ...(found.join() === headings.join() ? [] : [`${path} has not the headings ${headings.join(", ")}`]),
      ...(Number(number) === place + 1 ? [] : [`${path} leaves a gap or repeats a number`]),
      ...(text.startsWith(`# ${number} `) ? [] : [`${path} does not begin with "# ${number} "`]),
      ...(index.includes(path.slice("docs/adr/".length)) ? [] : [`${path} is not listed in docs/adr/README.md`]),
    ];
  });
};

type Manifest = Partial<Record<"dependencies" | "devDependencies" | "optionalDependencies", Record<string, string>>>;

function dependenciesOf(files: readonly RepoFile[]): Map<string, string> {
  const manifests = files.filter(({ path }) => /(^|\/)package\.json$/.test(path));
  return new Map(
    manifests.flatMap(({ path, text }) => {
      const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text) as Manifest;
      return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
        .filter((name) => !name.startsWith("@kinerja/"))
        .map((name) => [name, path] as const);
    }),
  );
}

/** Every dependency has earned a line in docs/dependencies.md, and what has left takes its line along. */
export const dependenciesAreExplained: Rule = (files) => {
  const page = files.find(({ path }) => path === "docs/dependencies.md")?.text ?? "";
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  const explained = new Set(rows.flatMap((row) => row.split("|")[1]?.match(/(?<=`)[^`, ]+(?=`)/g) ?? []));
  const used = dependenciesOf(files);
  return [
    ...[...used].filter(([name]) => !explained.has(name)).map(([name, path]) => `${name} of ${path} has no line`),
    ...[...explained]
      .filter((name) => !used.has(name))
      .map((name) => `${name} has a line and no package.json names it`),
  ];
};

/** A link between documents leads somewhere; for pictures see `picturesAreShown`. */
export const linksLead: Rule = (files) => {
  const paths = files.map(({ path }) => path);
  const exists = (target: string): boolean => paths.some((path) => path === target || path.startsWith(`${target}/`));
  return files
    .filter(({ path }) => path.endsWith(".md"))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/(?<!!)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target = ""]) => target)
        .filter((target) => !/^([a-z]+:|\/)/.test(target))
        .filter((target) => !exists(normalize(join(dirname(path), target)).replace(/\/$/, "")))
        .map((target) => `${path} links to ${target}, which is not there`),
    );
};

/** What the glossary says is in code is in code, and what a service owns that runs is no longer "later (service)". */
export const glossaryIsTrue: Rule = (files) => {
  const glossary = files.find(({ path }) => path === "docs/glossary.md")?.text ?? "";
  const paths = files.map(({ path }) => path);
  const source = files
    .filter(({ path }) => /^(proto|services)\/.*\.(proto|ts|sql)$/.test(path))
    .map(({ text }) => text);
  const columns = glossary.split("\n").map((line) => line.split("|")[3] ?? "");
  const words = columns.flatMap((column) => column.match(/(?<=`)[\w-]+(?=`)/g) ?? []);
  const promised = [...glossary.matchAll(/\blater \(([a-z]+)\)/g)].map(([, service = ""]) => service);
  return [
    ...[...new Set(words)]
      .filter((word) => !source.some((text) => new RegExp(`\\b${word}\\b`).test(text)))
      .map((word) => `docs/glossary.md: ${word} is not in the code`),
    ...[...new Set(promised)]
      .filter((service) => isRunnable(paths, service))
      .map((service) => `docs/glossary.md: "later (${service})", but ${service} runs`),
  ];
};
