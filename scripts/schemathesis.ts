import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { demoPassword } from "./demo/constants.ts";

const root = join(import.meta.dirname, "..");
const venv = join(root, ".tools/schemathesis");
const limits = { installMs: 300_000, runMs: 600_000, examples: 10, answerS: 20 };

const say = (line: string): void => void process.stderr.write(`[schemathesis] ${line}\n`);

function run(command: string, args: readonly string[], timeout: number): number {
  const { status, error } = spawnSync(command, args, {
    stdio: "inherit",
    cwd: join(root, ".tools"),
    timeout,
    killSignal: "SIGKILL",
  });
  if (error) say(`${command}: ${error.message}`);
  return status ?? 1;
}

/** Made whole beside its place and then moved there: an interrupted installation leaves nothing half-made. */
function install(): boolean {
  mkdirSync(join(root, ".tools"), { recursive: true });
  if (existsSync(venv)) return true;
  const making = `${venv}.${String(process.pid)}`;
  const requirements = join(import.meta.dirname, "schemathesis.requirements.txt");
  const pip = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"];
  say("installing by scripts/schemathesis.requirements.txt");
  const made =
    run("python3", ["-m", "venv", making], limits.installMs) === 0 &&
    run(join(making, "bin/python"), [...pip, "-r", requirements], limits.installMs) === 0;
  if (made) renameSync(making, venv);
  else rmSync(making, { recursive: true, force: true });
  return made;
}

async function signIn(url: string, nip: string): Promise<string> {
  const password = process.env["KINERJA_PASSWORD"] ?? demoPassword;
  const answer = await fetch(`${url}/v1/auth:signIn`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ nip, password }),
  });
  if (!answer.ok) throw new Error(`sign-in answered ${String(answer.status)}: ${await answer.text()}`);
  return ((await answer.json()) as { tokens: { accessToken: string } }).tokens.accessToken;
}

/** Who signs out or ends sessions would send the rest of the requests as nobody. */
const spared = ["signOut", "endSession", "changePassword"].flatMap((id) => ["--exclude-operation-id", id]);

function fuzz(url: string, token: string): number {
  return run(
    join(venv, "bin/python"),
    [
      ...["-m", "schemathesis.cli", "run", join(root, "docs/openapi.yaml"), "--url", url],
      ...["--header", `Authorization: Bearer ${token}`, "--checks", "not_a_server_error,content_type_conformance"],
      ...["--phases", "examples,coverage,fuzzing", "--max-examples", String(limits.examples)],
      ...["--request-timeout", String(limits.answerS), "--generation-database", "none", "--warnings", "off", ...spared],
    ],
    limits.runMs,
  );
}

const [given, nip] = process.argv.slice(2);
if (given === undefined || nip === undefined) {
  say("usage: node scripts/schemathesis.ts URL NIP (docs/fuzzing.md)");
  process.exitCode = 2;
} else {
  const url = given.replace(/\/$/, "");
  process.exitCode = install() ? fuzz(url, await signIn(url, nip)) : 1;
}
