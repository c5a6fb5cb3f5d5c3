import { join } from "node:path";
import { freePort } from "../parts/ports.ts";
import { startChild, untilReady, type Child } from "../parts/process.ts";
import { keep, type Kept } from "../platform/keep.ts";
import { services } from "../platform/services.ts";
import { type Platform } from "../platform/start-platform.ts";

const root = join(import.meta.dirname, "../..");
const readyLimitMs = 60_000;
/** What a container of 250 MB would be given. Without the second V8 lets its young generation grow to 128 MB, of which nothing is alive. */
const small = ["--max-old-space-size=128", "--max-semi-space-size=16"];
const heapOf = (role: Role): readonly string[] => (role === "query" ? ["--max-old-space-size=512"] : small);
const preload = join(root, "services/common/dist/telemetry/preload.js");

export const roles = ["ingest", "writer", "query"] as const;
export type Role = (typeof roles)[number];

/** The platform without activity: its three roles come as processes of their own. */
export const allButActivity: readonly string[] = services.flatMap(({ name }) => (name === "activity" ? [] : [name]));

export interface Activity {
  readonly of: (role: Role) => Kept;
  /** Where a role tells whether it is ready, and its metrics. */
  readonly operations: Readonly<Record<Role, number>>;
  stop(): Promise<void>;
}

export interface ActivityOptions {
  readonly tell: (line: string) => void;
  /** Where PostgreSQL is found, by role; at its own port unless given. */
  readonly databasePort?: (role: Role) => number;
}

/** The addresses of databases, led over another port. */
function overPort(env: NodeJS.ProcessEnv, port: number): NodeJS.ProcessEnv {
  const led = Object.entries(env).flatMap(([name, value = ""]) => {
    if (!name.includes("DATABASE_URL")) return [];
    const url = new URL(value);
    url.port = String(port);
    return [[name, url.href] as const];
  });
  return { ...env, ...Object.fromEntries(led) };
}

async function startRole(
  dir: string,
  role: Role,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<Child> {
  const name = `activity-${role}`;
  const child = await startChild({
    name,
    dir: join(dir, "services"),
    command: process.execPath,
    args: [...heapOf(role), "--require", preload, join(root, `services/activity/dist/main-${role}.js`)],
    env,
    cwd: root,
    stopSignal: "SIGTERM",
    stopLimitMs: 30_000,
  });
  const isUp = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${env["HTTP_PORT"] ?? ""}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  await untilReady(child, name, readyLimitMs, isUp, signal);
  return child;
}

/** Ingest, writer and query beside a platform without activity, at the addresses that it expects; each comes back when it ends. */
export async function startActivity(platform: Platform, { tell, databasePort }: ActivityOptions): Promise<Activity> {
  const given = platform.environment("activity");
  const kept = new Map<Role, Kept>();
  const operations = { ingest: await freePort(), writer: await freePort(), query: await freePort() };
  const stop = async (): Promise<void> => {
    await Promise.allSettled([...kept.values()].map((one) => one.stop()));
  };
  const begin = async (role: Role): Promise<void> => {
    const own = databasePort === undefined ? given : overPort(given, databasePort(role));
    const env = { ...own, HTTP_PORT: String(operations[role]) };
    const start = (signal?: AbortSignal): Promise<Child> => startRole(platform.dir, role, env, signal);
    kept.set(role, keep(await start(), { name: `activity-${role}`, start, tell }));
  };
  const failed = (await Promise.allSettled(roles.map(begin))).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") {
    await stop();
    throw failed.reason;
  }
  const of = (role: Role): Kept => {
    const found = kept.get(role);
    if (found === undefined) throw new Error(`activity has no ${role}`);
    return found;
  };
  return { of, operations, stop };
}
