import { type Child } from "../parts/process.ts";
import { environmentOf, type EnvironmentFacts } from "./environment.ts";
import { keep, type Kept } from "./keep.ts";
import { services, type ServiceSpec } from "./services.ts";
import { startMain, type Awaited } from "./start-main.ts";

const startsAtMost = 3;

interface Starting {
  readonly facts: EnvironmentFacts;
  readonly awaited: Awaited;
  /** Of a service that runs in part only. */
  readonly role?: string;
}

async function startService(
  service: ServiceSpec,
  { facts, awaited, role }: Starting,
  signal?: AbortSignal,
): Promise<Child> {
  const { name } = service;
  const options = { dir: facts.dir, service: name, role, env: environmentOf(service, facts), awaited };
  // Without the second flag the young generation grows to more than twice of what is in use.
  const flags = ["--max-old-space-size=512", "--max-semi-space-size=16"];
  return startMain({ ...options, name, flags, port: facts.ports.get(name)?.operations ?? 0 }, signal);
}

/** A service that ends before it serves, as when a server did not answer in time on a busy machine, is started again, as a cluster would. */
async function startPatiently(service: ServiceSpec, starting: Starting, tried = 1): Promise<Child> {
  try {
    return await startService(service, starting);
  } catch (error) {
    if (tried === startsAtMost) throw error;
    return startPatiently(service, starting, tried + 1);
  }
}

export interface Fleet {
  readonly startAll: () => Promise<void>;
  readonly pids: () => Readonly<Record<string, number>>;
  readonly of: (service: string) => Kept;
  readonly stop: () => Promise<void>;
}

/** The running services: started together, kept running, stopped from the edge inwards. */
export function fleet(
  facts: EnvironmentFacts,
  { only, role }: { readonly only?: readonly string[] | undefined; readonly role?: string | undefined },
  tell: (line: string) => void,
): Fleet {
  const running = new Map<string, Kept>();
  const wanted = services.filter(({ name }) => only?.includes(name) ?? true);
  const awaited = only === undefined ? "readyz" : "healthz";
  const starting: Starting = { facts, awaited, ...(role === undefined ? {} : { role }) };
  const start = async (service: ServiceSpec): Promise<void> => {
    const { name } = service;
    const again = (signal: AbortSignal): Promise<Child> => startService(service, starting, signal);
    running.set(name, keep(await startPatiently(service, starting), { name, start: again, tell }));
  };
  return {
    startAll: async () => {
      for (const tier of [1, 2, 3]) {
        const together = wanted.filter((service) => service.tier === tier).map(start);
        const failed = (await Promise.allSettled(together)).find(({ status }) => status === "rejected");
        if (failed?.status === "rejected") throw failed.reason;
      }
    },
    pids: () => Object.fromEntries([...running].map(([name, kept]) => [name, kept.pid()])),
    of: (name) => {
      const kept = running.get(name);
      if (kept === undefined) throw new Error(`there is no service "${name}"`);
      return kept;
    },
    stop: async () => {
      // None comes back while those that it needs are being stopped.
      for (const { name } of services.toReversed()) await running.get(name)?.stop();
    },
  };
}
