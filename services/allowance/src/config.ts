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
    /** Role that copies rows of runs. */
    bulkDatabaseUrl: read.text("DATABASE_URL_BULK"),
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
    /** People of a range: frozen, computed and hashed at once. A run keeps what it was started with. */
    runRange: read.int("RUN_RANGE", { min: 1, max: 10_000 }, 2_500),
    /** Threads that compute ranges; 0: none beside the one that answers calls. */
    runThreads: read.int("RUN_THREADS", { min: 0, max: 64 }, 2),
    /** How long the start of a run waits for its end. */
    runPatienceMs: read.int("RUN_PATIENCE_MS", { min: 0, max: 30_000 }, 5_000),
    /** From when on a day of missing checks is shown as a possible outage: percent of its checks, and times the month's middle day. */
    outageSigns: {
      atLeastPercent: read.int("OUTAGE_AT_LEAST_PERCENT", { min: 1, max: 100 }, 8),
      timesMedian: read.int("OUTAGE_TIMES_MEDIAN", { min: 1, max: 100 }, 3),
    },
  });
}
