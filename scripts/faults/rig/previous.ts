import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../../..");
/** What runs when the next release comes: five migrations of activity ago. A release moves it on. */
const commit = "789a07ab43d9b4490a70f7a8476342fd8482d59b";
const parts = ["proto", "services", "scripts", "package.json", "package-lock.json", "buf.yaml", "buf.gen.yaml"];
const limitMs = 300_000;
const run = promisify(execFile);

/** By its own scripts; the browser's client is not needed. */
const compile = `
  (await import("./scripts/proto.ts")).generateProto();
  await (await import("./scripts/build.ts")).buildServices();`;

/** Its own packages, and the libraries of this checkout. */
function linkModules(dir: string): void {
  const [ours, theirs] = [join(root, "node_modules"), join(dir, "node_modules")];
  mkdirSync(join(theirs, "@kinerja"), { recursive: true });
  for (const name of readdirSync(ours)) if (name !== "@kinerja") symlinkSync(join(ours, name), join(theirs, name));
  for (const name of readdirSync(join(ours, "@kinerja")))
    symlinkSync(readlinkSync(join(ours, "@kinerja", name)), join(theirs, "@kinerja", name));
}

/** The folder of its checkout; undefined where the history does not reach so far, as in an archive of the sources. */
async function make(): Promise<string | undefined> {
  const dir = join(root, ".tools/previous", commit.slice(0, 12));
  const done = join(dir, "compiled");
  if (existsSync(done)) return dir;
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const archive = join(dir, "sources.tar");
  const known = await run("git", ["archive", "--output", archive, commit, ...parts], {
    cwd: root,
    timeout: limitMs,
  }).then(
    () => true,
    () => false,
  );
  if (!known) return undefined;
  await run("tar", ["-xf", archive, "-C", dir], { timeout: limitMs });
  linkModules(dir);
  await run(process.execPath, ["--input-type=module", "--eval", compile], { cwd: dir, timeout: limitMs });
  writeFileSync(done, commit);
  return dir;
}

let made: Promise<string | undefined> | undefined;

/** A real older build, compiled beside this one and kept for the next time. */
export const previousRelease = (): Promise<string | undefined> => (made ??= make());
