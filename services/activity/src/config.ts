import { hostname } from "node:os";

import { type Settings } from "@kinerja/common/config";
import { filesConfig } from "@kinerja/common/files";

const port = { min: 0, max: 65_535 };

/** What all processes of the service need. */
export const sharedConfig = (read: Settings) => ({
  site: read.text("SITE"),
  siteKind: read.oneOf("SITE_KIND", ["demo", "test", "province", "central"]),
  brokers: read.list("KAFKA_BROKERS"),
  clockFile: read.optional("CLOCK_FILE"),
  tlsDir: read.text("TLS_DIR"),
  serviceName: read.text("SERVICE_NAME", "activity"),
  /** Partitions of the activity log: of the database for ever, see README. */
  partitions: read.int("LOG_PARTITIONS", { min: 1, max: 512 }, 8),
  grpcHost: read.text("GRPC_HOST", "127.0.0.1"),
  /** Where open pages are told that something changed; without it they ask by themselves. */
  redisUrl: read.optional("REDIS_URL"),
  httpPort: read.int("HTTP_PORT", port),
});

export const ingestConfig = (read: Settings) => ({
  grpcPort: read.int("INGEST_GRPC_PORT", port),
  /** Where `/v1/entries:record` is served as JSON. */
  jsonPort: read.int("INGEST_HTTP_PORT", port),
  origins: read.list("WEB_ORIGINS", ""),
  https: read.flag("WEB_HTTPS", false),
  /** Where entries wait while the log is away; its server may be away as well while the log is there. */
  spoolUrl: read.text("SPOOL_DATABASE_URL"),
  spoolRelayUrl: read.text("SPOOL_DATABASE_URL_RELAY"),
  /** Past it nothing more is acknowledged without the log. */
  spoolLimitMb: read.int("SPOOL_LIMIT_MB", { min: 1, max: 1_000_000 }, 10_000),
});

export const writerConfig = (read: Settings) => ({
  databaseUrl: read.text("DATABASE_URL_WRITER"),
  deadlineDays: read.int("DEADLINE_DAYS", { min: 0, max: 60 }, 3),
  /** How long an entry waits for others, and how long when many come: fewer and larger transactions. */
  gatherMs: read.int("GATHER_MS", { min: 1, max: 1_000 }, 25),
  gatherBusyMs: read.int("GATHER_BUSY_MS", { min: 1, max: 1_000 }, 100),
  /** Whoever starts under this name takes over at once from who bore it before; other names wait until the session ends. */
  instance: read.text("WRITER_INSTANCE", hostname()),
  /** How long a writer that died without a word keeps its partitions. */
  sessionMs: read.int("WRITER_SESSION_MS", { min: 6_000, max: 60_000 }, 10_000),
});

export const queryConfig = (read: Settings) => ({
  /** Of each range of buckets one, with spaces between. */
  databaseUrl: read.text("DATABASE_URL"),
  /** "reads" is what can be served over several databases so far: reading and deciding. */
  serves: read.oneOf("QUERY_SERVES", ["all", "reads"], "all"),
  relayDatabaseUrl: read.text("DATABASE_URL_RELAY"),
  closerDatabaseUrl: read.text("DATABASE_URL_CLOSER"),
  sealerDatabaseUrl: read.text("DATABASE_URL_SEALER"),
  spoolCloserUrl: read.text("SPOOL_DATABASE_URL_CLOSER"),
  grpcPort: read.int("GRPC_PORT", port),
  identityAddress: read.text("IDENTITY_ADDRESS"),
  files: filesConfig(read),
  deadlineDays: read.int("DEADLINE_DAYS", { min: 0, max: 60 }, 3),
  /** Longer than any request's deadline, on the platform's clock. */
  closeGraceS: read.int("CLOSE_GRACE_S", { min: 1, max: 3_600 }, 120),
  /** Between two pages of people whose days are computed anew. */
  dayCheckPollS: read.int("DAY_CHECK_POLL_S", { min: 1, max: 86_400 }, 15),
  /** How often it is looked for entries that nobody decides. */
  escalationPollS: read.int("ESCALATION_POLL_S", { min: 1, max: 86_400 }, 600),
});

/** Where entries of which buckets lie, when one database no longer suffices (ADR 0032). */
export const shardConfig = (read: Settings) => ({
  /** "0-47,48-95", in the order of the databases; all buckets without it. */
  bucketRanges: read.list("BUCKET_RANGES", ""),
});

export const writerShardConfig = (read: Settings) => ({
  ...shardConfig(read),
  /** The one range that this writer serves; it may be missing where there is only one. */
  writerBuckets: read.optional("WRITER_BUCKETS"),
});

type SharedConfig = ReturnType<typeof sharedConfig>;
export type IngestConfig = SharedConfig & ReturnType<typeof ingestConfig>;
export type WriterConfig = SharedConfig &
  ReturnType<typeof writerConfig> &
  Partial<ReturnType<typeof writerShardConfig>>;
export type QueryConfig = SharedConfig & ReturnType<typeof queryConfig> & Partial<ReturnType<typeof shardConfig>>;
