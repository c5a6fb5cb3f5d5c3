import { mkdirSync, watch } from "node:fs";
import { join } from "node:path";
import { buildServices, buildWeb } from "./build.ts";
import { readCommandLine, runCommand, UsageError } from "./command-line.ts";
import { serversGiven } from "./platform/parts.ts";
import { startPlatform, type Platform } from "./platform/start-platform.ts";
import { services } from "./platform/services.ts";
import { generateProto } from "./proto.ts";

// npm run dev [-- NAME …]: servers and the named services (all without names), each started again when its sources change.
// A service alone lives and waits: it is ready (/readyz) when those that it hears of have made their topics, in this run or an earlier one.
const root = join(import.meta.dirname, "..");
const dir = join(root, ".data/dev");
const settleMs = 150;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const usage = `npm run dev -- [NAME ...]

  NAME  one of ${services.map(({ name }) => name).join(", ")}; all without names`;

function namesOf(): readonly string[] {
  const names = readCommandLine(usage, { allowPositionals: true }).positionals;
  const unknown = names.filter((name) => !services.some((service) => service.name === name));
  if (unknown.length > 0) throw new UsageError(`no service ${unknown.join(", ")}\n\n${usage}`);
  return names;
}

/** Common is part of every service. */
const touchedBy = (folder: string, wanted: readonly string[]): readonly string[] =>
  folder === "common" ? wanted : [folder];

function follow(platform: Platform, folder: string, wanted: readonly string[]): void {
  let timer: NodeJS.Timeout | undefined;
  const restart = async (): Promise<void> => {
    const { compiled } = await buildServices();
    if (compiled === 0) return;
    for (const name of touchedBy(folder, wanted)) {
      await platform.restart(name);
      say(`${name} started again`);
    }
  };
  watch(join(root, "services", folder, "src"), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void restart().catch((error: unknown) => say(String(error))), settleMs);
  });
}

async function main(): Promise<void> {
  const names = namesOf();
  const wanted = names.length > 0 ? names : services.map(({ name }) => name);
  generateProto();
  await buildServices();
  if (wanted.includes("gateway")) buildWeb();
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const platform = await startPlatform({
    ...{ dir, site: "dev", given: serversGiven(process.env), ...(names.length > 0 ? { only: wanted } : {}) },
    progress: (step) => say(`  ${step}`),
  });
  for (const folder of [...wanted, "common"]) follow(platform, folder, wanted);
  for (const name of wanted) say(`${name} ${platform.grpcAddress(name)}, log ${join(dir, "services", `${name}.log`)}`);
  if (wanted.includes("gateway")) say(platform.url);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void platform.stop().finally(() => process.exit(0)));
}

await runCommand(main);
