import { setTimeout as sleep } from "node:timers/promises";
import type { Kept } from "../../platform/keep.ts";
import type { Servers } from "./servers.ts";

/** A server of the rig by its name: postgres, kafka-1 … */
export function serverOf({ parts }: Servers, name: string): Kept {
  const server = parts.servers.get(name);
  if (server === undefined) throw new Error(`there is no server "${name}"`);
  return server;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Resolves when the process that runs now has died; rejects when it lives on. */
export async function untilDied(kept: Kept, what: string, limitMs = 20_000): Promise<void> {
  const [pid, deadline] = [kept.pid(), performance.now() + limitMs];
  while (isAlive(pid) && kept.pid() === pid) {
    if (performance.now() > deadline) throw new Error(`${what}: it did not die`);
    await sleep(2);
  }
}

/** Seconds until what has just died serves again. */
export async function untilServing(kept: Kept): Promise<number> {
  const started = performance.now();
  await sleep(5); // its end is heard a moment later
  await kept.serving();
  return (performance.now() - started) / 1_000;
}

/** Alive and silent: connections stay open and nothing is answered. */
export async function freeze(pids: readonly number[], forMs: number): Promise<void> {
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  try {
    await sleep(forMs);
  } finally {
    for (const pid of pids) if (isAlive(pid)) process.kill(pid, "SIGCONT");
  }
}
