import { join } from "node:path";
import { startChild, untilReady, type Child } from "../parts/process.ts";

const ours = join(import.meta.dirname, "../..");
const readyLimitMs = 60_000;

/** Alone, a service that hears of others lives, but is ready only when they have made their topics. */
export type Awaited = "readyz" | "healthz";

/** Whether a process says so on its port of operations, within the limit. */
export const isUp = (port: number | string, page: Awaited = "readyz", limitMs = 2_000): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/${page}`, { signal: AbortSignal.timeout(limitMs) }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.ok;
    },
    () => false,
  );

/** What a container of 250 MB would be given. Without the second V8 lets its young generation grow to 128 MB, of which nothing is alive. */
export const smallHeap: readonly string[] = ["--max-old-space-size=128", "--max-semi-space-size=16"];

export interface MainOptions {
  readonly name: string;
  /** The site's: logs and pid files go into `services` there. */
  readonly dir: string;
  readonly service: string;
  /** Of a service that runs in part only. */
  readonly role?: string | undefined;
  /** For Node itself. */
  readonly flags: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Of operations: health and metrics. */
  readonly port: number | string;
  readonly awaited?: Awaited;
  /** The checkout whose build it is; this one when missing. */
  readonly root?: string | undefined;
}

/** Starts the compiled main of a service, or of a role of it, and resolves when it says that it is up. */
export async function startMain(options: MainOptions, signal?: AbortSignal): Promise<Child> {
  const { name, dir, service, role, flags, env, port, awaited, root = ours } = options;
  const preload = join(root, "services/common/dist/telemetry/preload.js");
  const main = join(root, "services", service, `dist/main${role === undefined ? "" : `-${role}`}.js`);
  const child = await startChild({
    name,
    dir: join(dir, "services"),
    command: process.execPath,
    args: [...flags, "--require", preload, main],
    env,
    cwd: root,
    stopSignal: "SIGTERM",
    stopLimitMs: 30_000,
  });
  await untilReady(child, name, readyLimitMs, () => isUp(port, awaited), signal);
  return child;
}
