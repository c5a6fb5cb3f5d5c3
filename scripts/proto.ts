import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { takeTurn } from "./exclusive.mjs";

const root = join(import.meta.dirname, "..");
const generated = join(root, "proto/gen");
const image = join(generated, "image.binpb");
const binaries = join(root, "node_modules/.bin");

/** Runs buf so that it finds the generator; its complaints go to the terminal. */
function buf(args: readonly string[]): void {
  const env = { ...process.env, PATH: binaries + delimiter + (process.env["PATH"] ?? "") };
  execFileSync(join(binaries, "buf"), args, {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    timeout: 120_000,
  });
}

function isOutdated(): boolean {
  if (!existsSync(image)) return true;
  const made = statSync(image).mtimeMs;
  const protos = readdirSync(join(root, "proto/kinerja"), { recursive: true, withFileTypes: true });
  const inputs = [
    ...protos.map((entry) => join(entry.parentPath, entry.name)), // folders too: a removed file changes its folder
    ...["buf.yaml", "buf.gen.yaml", "package-lock.json"].map((name) => join(root, name)),
  ];
  return inputs.some((file) => statSync(file).mtimeMs > made);
}

/** Generates the code and the descriptor image; returns their folder, which is inside `dir`. */
export function generateInto(dir: string): string {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const made = join(dir, "proto/gen");
  buf(["generate", "-o", dir]);
  buf(["build", "-o", join(made, "image.binpb")]);
  return made;
}

/** The new folder takes the old one's place, so that nothing stale stays and nothing is half there. */
function replace(): void {
  const old = join(root, "build/proto-old");
  const made = generateInto(join(root, "build/proto"));
  rmSync(old, { recursive: true, force: true });
  if (existsSync(generated)) renameSync(generated, old);
  renameSync(made, generated);
  for (const dir of [join(root, "build/proto"), old]) rmSync(dir, { recursive: true, force: true });
}

/** Makes proto/gen from the .proto files when it is missing or older than they are; says whether it did. */
export function generateProto(options: { readonly force?: boolean } = {}): boolean {
  if (options.force !== true && !isOutdated()) return false;
  const release = takeTurn();
  try {
    if (options.force !== true && !isOutdated()) return false;
    replace();
    return true;
  } finally {
    release();
  }
}

if (import.meta.main) {
  const started = performance.now();
  const made = generateProto({ force: process.argv.includes("--force") });
  process.stdout.write(
    `proto/gen ${made ? "generated" : "is up to date"} (${((performance.now() - started) / 1_000).toFixed(1)} s)\n`,
  );
}
