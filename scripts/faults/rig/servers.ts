import { startParts, type Parts } from "../../platform/parts.ts";
import { readSecrets, type Secrets } from "../../platform/secrets.ts";
import { mkdirSync } from "node:fs";

/** PostgreSQL and Kafka, shared by all rows that need so many brokers: each row is a site of its own on them. */
export interface Servers {
  readonly dir: string;
  readonly brokers: 1 | 3;
  readonly parts: Parts;
  readonly secrets: Secrets;
  stop(): Promise<void>;
}

export async function startServers(
  dir: string,
  brokers: 1 | 3,
  tell: (line: string) => void = () => undefined,
): Promise<Servers> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  // The rig keeps nothing that Valkey would hold.
  const parts = await startParts({ dir, brokers, given: { redisUrl: "redis://unused" }, tell });
  return { dir, brokers, parts, secrets: readSecrets(dir), stop: () => parts.stop() };
}
