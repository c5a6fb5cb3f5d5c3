import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";

interface Ran {
  readonly ok: boolean;
  readonly stdout: string;
  readonly output: string;
}
/** Runs a command in the repository that is judged. */
export type Execute = (command: string, args: readonly string[]) => Promise<Ran>;

/** What the contract is compared with, in git's words and in a reader's; or why with nothing. */
export type Base = { readonly commit: string; readonly words: string } | { readonly skipped: string };

const protos = "proto/*.proto";
const mains = ["origin/main", "main"];
const lineOf = ({ ok, stdout }: Ran): string => (ok ? (stdout.split("\n")[0] ?? "").trim() : "");

/** Where this branch left main; nothing on main itself. */
async function forkOf(execute: Execute, head: string): Promise<string> {
  for (const main of mains) {
    const fork = lineOf(await execute("git", ["merge-base", "HEAD", main]));
    if (fork !== "" && fork !== head) return fork;
  }
  return "";
}

/** The contract as it was before its last change: what is not committed yet counts as one. */
async function beforeLastChange(execute: Execute): Promise<Base> {
  const isChanged = !(await execute("git", ["diff", "--quiet", "HEAD", "--", protos])).ok;
  if (isChanged) return { commit: "HEAD", words: "the last commit" };
  const last = lineOf(await execute("git", ["log", "-1", "--format=%H", "--", protos]));
  const before = lineOf(await execute("git", ["rev-parse", "--verify", "--quiet", `${last}^`]));
  if (before !== "") return { commit: before, words: `${before.slice(0, 9)}, before the contract's last change` };
  const isShallow = lineOf(await execute("git", ["rev-parse", "--is-shallow-repository"])) === "true";
  return { skipped: isShallow ? "this clone is shallow and begins after it" : "the contract has never changed" };
}

/** The newest release; before the first, what this branch left, or the contract before its last change. */
export async function breakingBase(execute: Execute): Promise<Base> {
  const tag = lineOf(await execute("git", ["tag", "--list", "v*", "--sort=-version:refname"]));
  if (tag !== "") return { commit: tag, words: tag };
  const head = lineOf(await execute("git", ["rev-parse", "--verify", "--quiet", "HEAD"]));
  if (head === "") return { skipped: "this is no clone with a history" };
  const fork = await forkOf(execute, head);
  if (fork !== "") return { commit: fork, words: `${fork.slice(0, 9)}, where this branch left main` };
  return beforeLastChange(execute);
}

const failureOf = (ran: readonly Ran[]): Ran | undefined => ran.find(({ ok }) => !ok);

/** Unpacks the contract of that commit. Its buf.yaml names a folder of node_modules, which git does not have: it gets today's. */
async function unpack(execute: Execute, commit: string, root: string, work: string): Promise<Ran | undefined> {
  const base = join(work, "base");
  const archive = join(work, "base.tar");
  mkdirSync(base, { recursive: true });
  const failed = failureOf([
    await execute("git", ["archive", "-o", archive, commit, "buf.yaml", "proto"]),
    await execute("tar", ["-xf", archive, "-C", base]),
  ]);
  if (failed !== undefined) return failed;
  for (const part of ["api", "rpc"].map((name) => join("node_modules/google-proto-files/google", name)))
    cpSync(join(root, part), join(base, part), { recursive: true });
  return undefined;
}

/** Whether who speaks the older contract still understands this one. */
export async function judgeBreaking(
  execute: Execute,
  root: string,
  work: string,
): Promise<{ readonly ok: boolean; readonly output: string }> {
  const base = await breakingBase(execute);
  if ("skipped" in base) return { ok: true, output: `no older contract to compare with: ${base.skipped}` };
  const failed = await unpack(execute, base.commit, root, work);
  if (failed !== undefined) return failed;
  const buf = join(root, "node_modules/.bin/buf");
  const { ok, output } = await execute(buf, ["breaking", ".", "--against", join(work, "base")]);
  return { ok, output: ok ? `nothing broken since ${base.words}` : `${output}\nbroken since ${base.words}` };
}
