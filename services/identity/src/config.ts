import { type Settings } from "@kinerja/common/config";
import { filesConfig } from "@kinerja/common/files";

import { type KeyVersions, type NipKeys } from "./adapters/crypto/nip-vault.ts";

const port = { min: 0, max: 65_535 };
const keyBytes = 32;

function readKey(name: string, text: string): Buffer {
  const key = Buffer.from(text, "base64");
  if (key.length !== keyBytes) throw new Error(`bad settings:\n  ${name} must be ${keyBytes} bytes in base64`);
  return key;
}

/** "1:<base64>,2:<base64>": all keys by which some number is still encrypted or found; the newest version is used for new ones. */
function readVersions(name: string, pairs: readonly string[]): KeyVersions {
  return new Map(
    pairs.map((pair) => {
      const [version = "", text = ""] = pair.split(":");
      if (!/^[1-9]\d{0,5}$/.test(version)) throw new Error(`bad settings:\n  ${name} must be version:key pairs`);
      return [Number(version), readKey(name, text)];
    }),
  );
}

/** A single key without a version is the first: sites were set up so before there were versions. */
export function readNipKeys(keys: readonly string[], index: readonly string[]): NipKeys {
  const [only = ""] = index;
  const versioned = index.length === 1 && !only.includes(":") ? [`1:${only}`] : index;
  return { byVersion: readVersions("NIP_KEYS", keys), index: readVersions("NIP_INDEX_KEY", versioned) };
}

const readSecrets = (read: Settings) => ({
  site: read.text("SITE"),
  siteKind: read.oneOf("SITE_KIND", ["demo", "test", "province", "central"]),
  clockFile: read.optional("CLOCK_FILE"),
  /** Partitions of the topics of people, employments, units and relations: never changed later. */
  partitions: read.int("IDENTITY_PARTITIONS", { min: 1, max: 512 }, 2),
  nipKeys: read.list("NIP_KEYS"),
  nipIndexKeys: read.list("NIP_INDEX_KEY"),
  keyEncryptionKey: read.text("KEY_ENCRYPTION_KEY"),
});

/** Keys as bytes, after everything that is missing was reported at once. */
function withKeys<C extends ReturnType<typeof readSecrets>>(config: C): C & { nip: NipKeys; master: Buffer } {
  const nip = readNipKeys(config.nipKeys, config.nipIndexKeys);
  return { ...config, nip, master: readKey("KEY_ENCRYPTION_KEY", config.keyEncryptionKey) };
}

export function readConfig(read: Settings) {
  return withKeys(
    read.done({
      ...readSecrets(read),
      brokers: read.list("KAFKA_BROKERS"),
      databaseUrl: read.text("DATABASE_URL"),
      readerDatabaseUrl: read.text("DATABASE_URL_READER"),
      relayDatabaseUrl: read.text("DATABASE_URL_RELAY"),
      sealerDatabaseUrl: read.text("DATABASE_URL_SEALER"),
      tlsDir: read.text("TLS_DIR"),
      serviceName: read.text("SERVICE_NAME", "identity"),
      grpcHost: read.text("GRPC_HOST", "127.0.0.1"),
      grpcPort: read.int("GRPC_PORT", port),
      httpPort: read.int("HTTP_PORT", port),
      files: filesConfig(read),
      /** How long an uploaded file is kept. */
      filesKeepDays: read.int("FILES_KEEP_DAYS", { min: 1, max: 3_650 }, 7),
      /** Of agencies whose place says nothing. */
      defaultZone: read.oneOf("DEFAULT_ZONE", ["WIB", "WITA", "WIT"], "WIB"),
    }),
  );
}

/** What the command for the first officers needs. */
export const readOfficerConfig = (read: Settings) =>
  withKeys(read.done({ ...readSecrets(read), databaseUrl: read.text("DATABASE_URL_BOOTSTRAP") }));
