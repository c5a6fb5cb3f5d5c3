import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { breakingBase, judgeBreaking, type Execute } from "./breaking.ts";

const root = join(__dirname, "..");
let folder: string;
let repository: string;

const runIn =
  (cwd: string): Execute =>
  (command, args) => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
    return Promise.resolve({ ok: status === 0, stdout, output: `${stdout}${stderr}` });
  };
const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], {
    cwd: repository,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();

function write(field: string): void {
  const lines = ['syntax = "proto3";', "package a.v1;", "message A {", `  ${field}`, "}", ""];
  writeFileSync(join(repository, "proto/a/v1/a.proto"), lines.join("\n"));
}
function commit(what: string): string {
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", what);
  return git("rev-parse", "HEAD");
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kinerja-breaking-"));
  repository = join(folder, "repository");
  mkdirSync(join(repository, "proto/a/v1"), { recursive: true });
  writeFileSync(
    join(repository, "buf.yaml"),
    "version: v2\nmodules: [{ path: proto }]\nbreaking: { use: [WIRE_JSON] }\n",
  );
  git("init", "-q", "-b", "main");
  write("string name = 1;");
  commit("the contract");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const base = (): Promise<unknown> => breakingBase(runIn(repository));

it("compares with the contract before its last change until there is a release", async () => {
  expect(await base()).toEqual({ skipped: "the contract has never changed" });
  const first = commit("something else");
  expect(await base()).toEqual({ skipped: "the contract has never changed" });
  write("string title = 1;");
  expect(await base()).toMatchObject({ commit: "HEAD" });
  commit("a change");
  commit("something else again");
  expect(await base()).toMatchObject({ commit: first });
  git("switch", "-q", "-c", "branch");
  const fork = git("rev-parse", "HEAD");
  commit("work");
  expect(await base()).toMatchObject({ commit: fork });
  git("tag", "v0.9.0");
  git("tag", "v0.10.0");
  expect(await base()).toMatchObject({ commit: "v0.10.0" });
});

it("says why it compares with nothing in a shallow clone and outside of one", async () => {
  write("string title = 1;");
  commit("a change");
  git("clone", "-q", "--depth", "1", `file://${repository}`, join(folder, "shallow"));
  expect(await breakingBase(runIn(join(folder, "shallow")))).toEqual({
    skipped: "this clone is shallow and begins after it",
  });
  mkdirSync(join(folder, "plain"));
  expect(await breakingBase(runIn(join(folder, "plain")))).toEqual({ skipped: "this is no clone with a history" });
});

it("lets additions pass and names what is broken", async () => {
  const judge = () => judgeBreaking(runIn(repository), root, join(folder, "work"));
  write("string name = 1;\n  string title = 2;");
  expect(await judge()).toEqual({ ok: true, output: "nothing broken since the last commit" });
  write("string title = 1;");
  const { ok, output } = await judge();
  expect(ok).toBe(false);
  expect(output).toContain("a.proto");
});
