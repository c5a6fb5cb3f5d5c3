import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file of the repository, by its path from the root. */
export interface RepoFile {
  readonly path: string;
  readonly text: string;
}

/** What a rule finds wrong, each with the place; nothing = the rule holds. */
export type Rule = (files: readonly RepoFile[]) => string[];

const binary = /\.(png|jpe?g|ico|woff2?|gif|pdf|binpb)$/;

/** Every file that git has or would take. */
function pathsOf(root: string): string[] {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const listed = execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 16 * 1024 * 1024 });
  return [...new Set(listed.split("\0"))].filter((path) => path !== "" && existsSync(join(root, path)));
}

/** Every text file, except the lock file, which tools write. */
export const repositoryFiles = (root: string): RepoFile[] =>
  pathsOf(root)
    .filter((path) => path !== "package-lock.json" && !binary.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** The pictures of the documents, by their paths. */
export const documentPictures = (root: string): string[] =>
  pathsOf(root).filter((path) => path.startsWith("docs/images/"));

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith("services/gateway/e2e/");

/** Line numbers for people: the one that a position of the text is on. */
export const lineOf = (text: string, index: number): number => text.slice(0, index).split("\n").length;

/** Finds each match of a pattern, as "path:line: match". */
export const matchesIn = ({ path, text }: RepoFile, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => `${path}:${lineOf(text, match.index)}: ${match[0].trim()}`);
