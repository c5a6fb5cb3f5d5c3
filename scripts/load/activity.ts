import { freePort } from "../parts/ports.ts";
import { type Child } from "../parts/process.ts";
import { keep, type Kept } from "../platform/keep.ts";
import { services } from "../platform/services.ts";
import { smallHeap, startMain } from "../platform/start-main.ts";
import { type Platform } from "../platform/start-platform.ts";

const heapOf = (role: Role): readonly string[] => (role === "query" ? ["--max-old-space-size=512"] : smallHeap);

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
    const name = `activity-${role}`;
    const main = {
      name,
      dir: platform.dir,
      service: "activity",
      role,
      flags: heapOf(role),
      env,
      port: operations[role],
    };
    const start = (signal?: AbortSignal): Promise<Child> => startMain(main, signal);
    kept.set(role, keep(await start(), { name, start, tell }));
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
