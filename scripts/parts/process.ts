import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface ChildOptions {
  /** Names the log (`NAME.log`) and the pid file (`NAME.pid`) in `dir`. */
  readonly name: string;
  readonly dir: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Command line in whose place the child comes, e.g. `unshare --user`: it must exec. */
  readonly wrapper?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly stopSignal: "SIGINT" | "SIGTERM";
  readonly stopLimitMs: number;
}

export interface Child {
  readonly pid: number;
  readonly log: string;
  /** Settles when the process has ended, for whatever reason, with a sentence that says how. */
  readonly ended: Promise<string>;
  isRunning(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** Asks with the stop signal, then kills after the limit; resolves when the process is gone. */
  readonly stop: () => Promise<void>;
}

const logLimitBytes = 16 * 1024 * 1024;
const bootId = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();

/** Boot and start time: with the pid they name one process for ever, where a pid alone is given out again. */
function birthOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : `${bootId}-${fields[19] ?? ""}`;
  } catch {
    return undefined;
  }
}

interface Identity {
  readonly pid: number;
  readonly birth: string;
}
interface PidFile extends Identity {
  readonly owner: Identity;
}

const isAlive = ({ pid, birth }: Identity): boolean => birthOf(pid) === birth;
const me: Identity = { pid: process.pid, birth: birthOf(process.pid) ?? "" };

/** Names this process for ever, fit for a folder. */
export const thisRun = `${me.pid}.${me.birth}`;

/** Whether the process that had this `thisRun` is still there. */
export function isRunAlive(run: string): boolean {
  const [pid = "", birth = ""] = run.split(".");
  return isAlive({ pid: Number(pid), birth });
}

async function isGone(who: Identity, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (isAlive(who)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

function signal(who: Identity, name: NodeJS.Signals): void {
  if (isAlive(who)) process.kill(who.pid, name);
}

/** Ends the process that a run which died without tidying up left behind; refuses when that run is still alive. */
export async function endOrphan(options: Pick<ChildOptions, "name" | "dir" | "stopSignal">): Promise<void> {
  const file = join(options.dir, `${options.name}.pid`);
  const orphan = readPidFile(file);
  if (orphan !== undefined && isAlive(orphan)) {
    // What was just killed takes a moment to be gone.
    if (isAlive(orphan.owner) && !(await isGone(orphan, 1_000))) {
      throw new Error(
        `${options.name} in ${options.dir} is already run by process ${orphan.owner.pid}: stop that first.`,
      );
    }
    signal(orphan, options.stopSignal);
    if (!(await isGone(orphan, 5_000))) {
      signal(orphan, "SIGKILL");
      await isGone(orphan, 5_000);
    }
  }
  rmSync(file, { force: true });
}

/** Ends what a dead run left in a folder of throw-away data. */
export async function endOrphansIn(dir: string): Promise<void> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.name.endsWith(".pid"),
  );
  const ours = files.filter((file) => readPidFile(join(file.parentPath, file.name)) !== undefined);
  const end = (name: string, parent: string): Promise<void> =>
    endOrphan({ name: name.slice(0, -".pid".length), dir: parent, stopSignal: "SIGINT" });
  await Promise.all(ours.map((file) => end(file.name, file.parentPath)));
}

function readPidFile(file: string): PidFile | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as PidFile;
  } catch {
    return undefined;
  }
}

/** With setpriv the kernel tells the child when we die, even by SIGKILL; the pid file covers machines without it. */
const hasSetpriv = spawnSync("setpriv", ["--pdeathsig", "INT", "true"]).status === 0;

function commandLine({ wrapper = [], command, args, stopSignal }: ChildOptions): string[] {
  const dyingWithParent = hasSetpriv ? ["setpriv", "--pdeathsig", stopSignal.slice(3), "--"] : [];
  return [...wrapper, ...dyingWithParent, command, ...args];
}

function openLog(file: string): number {
  const tooLong = existsSync(file) && statSync(file).size > logLimitBytes;
  return openSync(file, tooLong ? "w" : "a", 0o600);
}

/** Starts a server as a child of its own session (Ctrl-C in the terminal reaches us alone, and we stop in order). */
export async function startChild(options: ChildOptions): Promise<Child> {
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  await endOrphan(options);
  const log = join(options.dir, `${options.name}.log`);
  const output = openLog(log);
  const [command = "", ...args] = commandLine(options);
  const child = spawn(command, args, {
    cwd: options.cwd ?? options.dir,
    env: options.env ?? process.env,
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  const ended = whenEnded(child, options.name);
  if (child.pid === undefined) throw new Error(await ended);
  const birth = birthOf(child.pid) ?? "";
  const pidFile = join(options.dir, `${options.name}.pid`);
  writeFileSync(pidFile, JSON.stringify({ pid: child.pid, birth, owner: me } satisfies PidFile), { mode: 0o600 });
  void ended.then(() => forget(pidFile, child.pid));
  return handleOf(child, child.pid, log, ended, options.stopLimitMs, options.stopSignal);
}

function forget(pidFile: string, pid: number | undefined): void {
  if (readPidFile(pidFile)?.pid === pid) rmSync(pidFile, { force: true });
}

function whenEnded(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`${name} did not start: ${error.message}`));
    child.once("exit", (code, signal) => resolve(`${name} ended by ${signal ?? `exit code ${code ?? "?"}`}`));
  });
}

function handleOf(
  child: ChildProcess,
  pid: number,
  log: string,
  ended: Promise<string>,
  stopLimitMs: number,
  stopSignal: NodeJS.Signals,
): Child {
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const kill = (signal: NodeJS.Signals): void => {
    if (isRunning()) child.kill(signal);
  };
  const stop = async (): Promise<void> => {
    kill(stopSignal);
    const late = setTimeout(() => kill("SIGKILL"), stopLimitMs);
    await ended;
    clearTimeout(late);
  };
  return { pid, log, ended, isRunning, kill, stop };
}

const lastLines = (file: string): string => readFileSync(file, "utf8").slice(-4_000).split("\n").slice(-15).join("\n");

/**
 * Resolves at the probe's first yes; a child that ends or is silent until the limit is stopped and told with the end of its log. So is one that
 * nobody waits for any more.
 */
export async function untilReady(
  child: Child,
  name: string,
  limitMs: number,
  probe: () => boolean | Promise<boolean>,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await probe())) {
    const ended = !child.isRunning();
    if (ended || signal?.aborted || Date.now() > deadline) {
      await child.stop();
      const why = ended ? await child.ended : `${name} was not ready within ${limitMs / 1_000} s`;
      throw new Error(`${why}. The end of ${child.log}:\n${lastLines(child.log)}`);
    }
    await sleep(25);
  }
}
