import { type Settings } from "@kinerja/common/config";

const port = { min: 0, max: 65_535 };

/** What the law and the circular leave open. */
const ruleConfig = (read: Settings) => ({
  policy: {
    /** Below this many people the pattern of a unit binds nobody. */
    minPopulation: read.int("PATTERN_MIN_POPULATION", { min: 0, max: 1_000 }, 5),
    headCounts: read.flag("PATTERN_HEAD_COUNTS", true),
    most: read.oneOf("PATTERN_MOST", ["LARGEST", "HALF"], "LARGEST"),
  },
  objection: {
    days: read.int("OBJECTION_DAYS", { min: 1, max: 90 }, 14),
    dayKind: read.oneOf("OBJECTION_DAY_KIND", ["CALENDAR", "WORKING"], "CALENDAR"),
  },
});

export const evaluationConfig = (read: Settings) => ({
  site: read.text("SITE"),
  siteKind: read.oneOf("SITE_KIND", ["demo", "test", "province", "central"]),
  brokers: read.list("KAFKA_BROKERS"),
  clockFile: read.optional("CLOCK_FILE"),
  tlsDir: read.text("TLS_DIR"),
  serviceName: read.text("SERVICE_NAME", "evaluation"),
  databaseUrl: read.text("DATABASE_URL"),
  closerDatabaseUrl: read.text("DATABASE_URL_CLOSER"),
  relayDatabaseUrl: read.text("DATABASE_URL_RELAY"),
  sealerDatabaseUrl: read.text("DATABASE_URL_SEALER"),
  identityAddress: read.text("IDENTITY_ADDRESS"),
  planningAddress: read.text("PLANNING_ADDRESS"),
  activityAddress: read.text("ACTIVITY_ADDRESS"),
  grpcHost: read.text("GRPC_HOST", "127.0.0.1"),
  grpcPort: read.int("GRPC_PORT", port),
  httpPort: read.int("HTTP_PORT", port),
  ...ruleConfig(read),
});

export type EvaluationConfig = ReturnType<typeof evaluationConfig>;
