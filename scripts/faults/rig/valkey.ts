import { join } from "node:path";
import { type Kept } from "../../platform/keep.ts";
import { startParts } from "../../platform/parts.ts";
import { type Site } from "./site.ts";

/** A site's own Valkey. */
export interface Valkey {
  readonly url: string;
  readonly kept: Kept;
  stop(): Promise<void>;
}

export async function openValkey({ dir, servers: { parts } }: Site): Promise<Valkey> {
  const given = { adminUrl: parts.adminUrl, brokers: parts.brokers };
  const own = await startParts({ dir: join(dir, "cache"), given, tell: () => undefined });
  return { url: own.redisUrl, kept: own.servers.get("valkey") as Kept, stop: () => own.stop() };
}
