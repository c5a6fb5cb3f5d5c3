import { mkdirSync, watch } from "node:fs";
import { join } from "node:path";
import { buildServices, buildWeb } from "./build.ts";
import { readCommandLine, runCommand, UsageError } from "./command-line.ts";
import { serversGiven } from "./platform/parts.ts";
import { startPlatform, type Platform } from "./platform/start-platform.ts";
import { services } from "./platform/services.ts";
import { generateProto } from "./proto.ts";

// npm run dev [-- NAME … [--role ROLE]]: servers and the named services (all without names), each started again when its sources change.
// A service alone lives and waits: it is ready (/readyz) when those that it hears of have made their topics, in this run or an earlier one.
const root = join(import.meta.dirname, "..");
const dir = join(root, ".data/dev");
const settleMs = 150;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const withRoles = services.flatMap(({ name, roles = [] }) => roles.map((role) => `${name} --role ${role}`));
const usage = `npm run dev -- [NAME ... [--role ROLE]]

  NAME         one of ${services.map(({ name }) => name).join(", ")}; all without names
  --role ROLE  of one service only a part, as it is scaled in a cluster: ${withRoles.join(", ")}`;

const options = { role: { type: "string" } } as const;

function wantedOf(): { readonly names: readonly string[]; readonly role: string | undefined } {
  const { positionals: names, values } = readCommandLine(usage, { allowPositionals: true, options });
  const unknown = names.filter((name) => !services.some((service) => service.name === name));
  if (unknown.length > 0) throw new UsageError(`no service ${unknown.join(", ")}\n\n${usage}`);
  const { role } = values;
  const [only, ...more] = services.filter(({ name }) => names.includes(name));
  if (role !== undefined && (more.length > 0 || only?.roles?.includes(role) !== true))
    throw new UsageError(`no role ${role} of ${names.length === 1 ? (names[0] ?? "") : "one service"}\n\n${usage}`);
  return { names, role };
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
  const { names, role } = wantedOf();
  const wanted = names.length > 0 ? names : services.map(({ name }) => name);
  generateProto();
  await buildServices();
  if (wanted.includes("gateway")) buildWeb();
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const platform = await startPlatform({
    ...{
      dir,
      site: "dev",
      given: serversGiven(process.env),
      ...(names.length > 0 ? { only: wanted } : {}),
      ...(role === undefined ? {} : { role }),
    },
    progress: (step) => say(`  ${step}`),
  });
  for (const folder of [...wanted, "common"]) follow(platform, folder, wanted);
  for (const name of wanted) say(`${name} ${platform.grpcAddress(name)}, log ${join(dir, "services", `${name}.log`)}`);
  if (wanted.includes("gateway")) say(platform.url);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void platform.stop().finally(() => process.exit(0)));
}

await runCommand(main);
