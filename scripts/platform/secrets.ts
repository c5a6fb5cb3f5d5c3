import { createHmac, randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Made at the first start of a site, kept beside its data, readable by its owner alone. */
export interface Secrets {
  /** Encrypts numbers of persons: "1:<32 bytes>". */
  readonly nipKeys: string;
  /** Blind index of numbers of persons: "1:<32 bytes>", or a single key without its version. */
  readonly nipIndexKey: string;
  /** Encrypts the private signing keys at rest. */
  readonly keyEncryptionKey: string;
  readonly databaseSeed: string;
}

const newSecrets = (): Secrets => {
  const key = (): string => randomBytes(32).toString("base64");
  return { nipKeys: `1:${key()}`, nipIndexKey: `1:${key()}`, keyEncryptionKey: key(), databaseSeed: key() };
};

export function readSecrets(dir: string): Secrets {
  const file = join(dir, "secrets.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Secrets;
  const secrets = newSecrets();
  writeFileSync(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

/** One password for each database role, derived: nothing more to keep. */
export const passwordOf =
  (secrets: Secrets) =>
  (role: string): string =>
    createHmac("sha256", secrets.databaseSeed).update(role).digest("base64url");
