import { settings } from "@kinerja/common/config";
import { filesConfig } from "@kinerja/common/files";

const port = { min: 0, max: 65_535 };

export type Config = ReturnType<typeof readConfig>;

export function readConfig(env: Readonly<Record<string, string | undefined>>) {
  const read = settings(env);
  return read.done({
    site: read.text("SITE"),
    siteKind: read.oneOf("SITE_KIND", ["demo", "test", "province", "central"]),
    clockFile: read.optional("CLOCK_FILE"),
    databaseUrl: read.text("DATABASE_URL"),
    relayDatabaseUrl: read.text("DATABASE_URL_RELAY"),
    sealerDatabaseUrl: read.text("DATABASE_URL_SEALER"),
    brokers: read.list("KAFKA_BROKERS"),
    tlsDir: read.text("TLS_DIR"),
    serviceName: read.text("SERVICE_NAME", "allowance"),
    files: filesConfig(read),
    grpcHost: read.text("GRPC_HOST", "127.0.0.1"),
    grpcPort: read.int("GRPC_PORT", port),
    httpPort: read.int("HTTP_PORT", port),
    identityAddress: read.text("IDENTITY_ADDRESS"),
    activityAddress: read.text("ACTIVITY_ADDRESS"),
    evaluationAddress: read.text("EVALUATION_ADDRESS"),
    /** People of one transaction of a run. */
    runChunk: read.int("RUN_CHUNK", { min: 1, max: 100_000 }, 2_000),
    /** How long the start of a run waits for its end. */
    runPatienceMs: read.int("RUN_PATIENCE_MS", { min: 0, max: 30_000 }, 5_000),
  });
}
