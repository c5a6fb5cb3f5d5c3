import { execFile, type ExecFileException } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { judgeBreaking } from "./breaking.ts";
import { generateInto, generateProto } from "./proto.ts";

const root = join(import.meta.dirname, "..");
const work = join(root, "build/check");
const stepLimitMs = 10 * 60_000;

interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}
interface Step {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

const fine = (output = ""): Promise<Outcome> => Promise.resolve({ ok: true, output });

function execute(command: string, args: readonly string[]): Promise<Outcome & { readonly stdout: string }> {
  const env = { ...process.env, FORCE_COLOR: process.stdout.isTTY ? "1" : "0", REDOCLY_TELEMETRY: "off" };
  const options = { cwd: root, env, timeout: stepLimitMs, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(command, args, options, (error: ExecFileException | null, stdout, stderr) => {
      const why = error === null || typeof error.code === "number" ? "" : error.message;
      resolve({ ok: error === null, stdout, output: [stdout, stderr, why].join("\n").trim() });
    });
  });
}

const tool = (name: string, ...args: string[]): Promise<Outcome> =>
  execute(join(root, "node_modules/.bin", name), args);
const script = (...args: string[]): Promise<Outcome> => execute(process.execPath, args);
const types = (project: string, name: string): Promise<Outcome> =>
  tool("tsc", "-p", project, "--incremental", "--tsBuildInfoFile", join(root, `build/tsc-${name}.tsbuildinfo`));

const breaking = (): Promise<Outcome> => judgeBreaking(execute, root, work);

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();

/** What the services are compiled from is what the .proto files say today. */
function generatedClean(): Promise<Outcome> {
  const made = generateInto(join(work, "generated"));
  const present = join(root, "proto/gen");
  const names = new Set([...filesIn(made), ...filesIn(present)]);
  const same = (name: string): boolean =>
    [made, present].every((dir) => existsSync(join(dir, name))) &&
    readFileSync(join(made, name)).equals(readFileSync(join(present, name)));
  const different = [...names].filter((name) => !same(name));
  const advice = `${different.join("\n")}\ndiffer from the .proto files: npm run proto -- --force`;
  return Promise.resolve({ ok: different.length === 0, output: different.length === 0 ? "" : advice });
}

/** That the document is what the contract says is a unit test; here it is linted. */
const lintOpenApi = (): Promise<Outcome> =>
  tool("redocly", "lint", "--extends=recommended-strict", "docs/openapi.yaml");

function generate(): Promise<Outcome> {
  generateProto();
  return fine();
}

const steps: readonly Step[] = [
  { name: "proto generation (buf)", run: generate },
  { name: "format (prettier)", run: () => tool("prettier", "--check", "--log-level", "warn", ".") },
  { name: "lint (eslint)", run: () => tool("eslint", "--max-warnings", "0", ".") },
  { name: "types (tsc)", run: () => types("tsconfig.json", "root") },
  {
    name: "types of the web client",
    run: () => types("services/web", "web"),
  },
  {
    name: "types of its tools",
    run: () => types("services/web/dev", "web-dev"),
  },
  { name: "proto lint (buf)", run: () => tool("buf", "lint") },
  { name: "proto breaking (buf)", run: breaking },
  { name: "generated code", run: generatedClean },
  { name: "OpenAPI", run: lintOpenApi },
  { name: "events document", run: () => script("scripts/events-doc.ts", "--check") },
  { name: "policy proofs", run: () => script("scripts/policy-proofs.ts", "--check") },
  { name: "unused code (knip)", run: () => tool("knip", "--no-progress") },
  { name: "lock file", run: () => script("scripts/lock-check.mjs") },
  {
    name: "tidy tests",
    run: () => tool("jest", "scripts/tidy.test.ts", "--selectProjects", "unit"),
  },
];

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function runStep({ name, run }: Step): Promise<{ name: string; ok: boolean; ms: number }> {
  const started = performance.now();
  const { ok, output } = await Promise.resolve()
    .then(run)
    .catch((error: unknown) => ({ ok: false, output: String(error) }));
  const ms = performance.now() - started;
  if (!ok) say(`\n── ${name} ──\n${output}`);
  else if (output !== "" && !output.includes("\n")) say(`${name}: ${output}`);
  return { name, ok, ms };
}

async function main(): Promise<void> {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const results: Awaited<ReturnType<typeof runStep>>[] = [];
  for (const step of steps) results.push(await runStep(step));
  rmSync(work, { recursive: true, force: true });
  say("");
  for (const { name, ok, ms } of results) {
    say(`${ok ? "ok    " : "FAILED"} ${name.padEnd(26)} ${(ms / 1_000).toFixed(1).padStart(6)} s`);
  }
  if (results.some(({ ok }) => !ok)) process.exitCode = 1;
}

await main();
