import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Seeded } from "./seed.ts";

/** Longer than any script may run. */
const limitMs = 12 * 60_000;

export interface Ran {
  readonly summary: string;
  readonly journal: string;
  /** What k6 said besides, and how it ended when not well. */
  readonly complaints: readonly string[];
}

/** k6 ends with this when a threshold was passed, which the summary says in detail. */
const thresholdsPassed = 99;

/** Where we may, k6 goes before the platform: a client that is starved would blame its own waiting on the platform. */
const mayGoFirst = process.getuid?.() === 0;

/** Limits, clients that were not free and requests without an answer are counted elsewhere; what is left is a bug of the script or of the set-up. */
export const complaintsIn = (log: string): string[] =>
  log
    .split("\n")
    .filter((line) => line !== "" && !/^(thresholds on metrics|Insufficient VUs|Request Failed|nice:)/.test(line));

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** As `nice` has it. */
  readonly priority?: number;
  /** Hears of the process as soon as it is there. */
  readonly onStart?: (pid: number) => void;
}

function ended(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  errors: number,
  onStart: RunOptions["onStart"],
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ["ignore", "ignore", errors], timeout: limitMs });
    if (child.pid !== undefined) onStart?.(child.pid);
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? -1));
  });
}

/** Runs a script; it ends by itself. */
export async function runScript(
  k6: string,
  name: string,
  dir: string,
  { peopleFile, siteFile }: Pick<Seeded, "peopleFile" | "siteFile">,
  { env: more = {}, priority = mayGoFirst ? -5 : 0, onStart }: RunOptions = {},
): Promise<Ran> {
  const [summary, journal, log] = [join(dir, "summary.json"), join(dir, "journal"), join(dir, "k6.log")];
  const script = join(import.meta.dirname, `../k6/${name}.ts`);
  const quiet = ["--quiet", "--no-usage-report", "--address", "", "--log-format", "raw"];
  const output = ["--summary-export", summary, "--console-output", journal];
  const env = { ...process.env, ...more, K6_AUTO_EXTENSION_RESOLUTION: "false", LOAD_PEOPLE: peopleFile, LOAD_SITE: siteFile };
  const errors = openSync(log, "w", 0o600);
  const [command, before] = priority === 0 ? ([k6, []] as const) : (["nice", ["-n", String(priority), k6]] as const);
  const args = [...before, "run", ...quiet, ...output, script];
  const code = await ended(command, args, env, errors, onStart).finally(() => closeSync(errors));
  const said = complaintsIn(readFileSync(log, "utf8"));
  if (code !== 0 && code !== thresholdsPassed) throw new Error(`k6 ended with ${code}:\n${said.slice(-20).join("\n")}`);
  return { summary: readFileSync(summary, "utf8"), journal: readFileSync(journal, "utf8"), complaints: said };
} // prettier-ignore
