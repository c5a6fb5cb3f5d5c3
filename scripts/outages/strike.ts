import { startProxy, type Proxy } from "../faults/proxy.ts";
import { type Role, roles } from "../load/activity.ts";
import { type Platform } from "../platform/start-platform.ts";

export const outages = {
  kafka: "Kafka",
  postgres: "PostgreSQL",
  redis: "Redis",
  slow: "a slow PostgreSQL",
} as const;
export type OutageName = keyof typeof outages;

/** What the whole run of one outage needs of it. */
export interface Strike {
  /** Where activity's processes find PostgreSQL, if not at its own port. */
  readonly databasePort?: (role: Role) => number;
  /** Begins it, keeps it up for so long, and returns when the part serves again: at which instant it was let go. */
  strike(ms: number): Promise<void>;
  stop(): Promise<void>;
}

const servers = { kafka: "kafka-1", postgres: "postgres", redis: "valkey" } as const;

/** A server is killed, and comes back by itself when its time is over. */
function killing(platform: Platform, name: keyof typeof servers): Strike {
  const server = platform.parts.servers.get(servers[name]);
  if (server === undefined) throw new Error(`${outages[name]} is not ours to kill`);
  return {
    strike: async (ms) => {
      await server.kill(ms);
      await server.serving();
    },
    stop: () => Promise.resolve(),
  };
}

export const slowMs = 200;

/** Every answer of PostgreSQL to the processes of activity takes 200 ms more. */
async function slowing(platform: Platform): Promise<Strike> {
  const port = Number(new URL(platform.parts.adminUrl).port);
  const proxies = new Map<Role, Proxy>();
  for (const role of roles) proxies.set(role, await startProxy({ port }));
  const set = (latencyMs: number): void => {
    for (const proxy of proxies.values()) proxy.set(latencyMs > 0 ? { latencyMs } : {}, "down");
  };
  return {
    databasePort: (role) => proxies.get(role)?.port ?? port,
    async strike(ms) {
      set(slowMs);
      await new Promise((resolve) => setTimeout(resolve, ms));
      set(0);
    },
    stop: async () => {
      await Promise.all([...proxies.values()].map((proxy) => proxy.stop()));
    },
  };
}

export const strikeOf = async (platform: Platform, name: OutageName): Promise<Strike> =>
  name === "slow" ? slowing(platform) : killing(platform, name);
