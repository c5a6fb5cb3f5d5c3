import type { LeaderLock } from "../../messaging/relay.ts";
import type { Network } from "./network.ts";
import type { Process, World } from "./world.ts";

/** A session advisory lock: one holds it, until it gives it up, dies, or the server ends its session. */
export interface SessionLock {
  of(process: Process): LeaderLock;
  /** The server ends the session of whoever holds it. */
  endSession(): void;
}

export function createSessionLock(world: World, network: Network): SessionLock {
  let holder: object | undefined;
  const free = (session: object): void => {
    if (holder === session) holder = undefined;
  };
  return {
    endSession: () => (holder = undefined),
    of: (process) => ({
      async acquire() {
        const session = {};
        process.onEnd(() => void world.after(network.latency(), `lock loses ${process.name}`, () => free(session)));
        const isHeld = await network
          .call(process, "lead", () => {
            if (!process.isAlive()) return false;
            holder ??= session;
            return holder === session;
          })
          .catch((error: unknown) => {
            free(session);
            throw error;
          });
        if (!isHeld) return undefined;
        return {
          isHeld: () =>
            network
              .call(process, "still leads", () => holder === session)
              .catch(() => {
                free(session);
                return false;
              }),
          release: () => network.call(process, "leads no more", () => free(session)).catch(() => free(session)),
        };
      },
    }),
  };
}
