import { type Settings } from "@kinerja/common/config";

const port = { min: 0, max: 65_535 };

export const planningConfig = (read: Settings) => ({
  site: read.text("SITE"),
  siteKind: read.oneOf("SITE_KIND", ["demo", "test", "province", "central"]),
  brokers: read.list("KAFKA_BROKERS"),
  clockFile: read.optional("CLOCK_FILE"),
  tlsDir: read.text("TLS_DIR"),
  serviceName: read.text("SERVICE_NAME", "planning"),
  databaseUrl: read.text("DATABASE_URL"),
  relayDatabaseUrl: read.text("DATABASE_URL_RELAY"),
  sealerDatabaseUrl: read.text("DATABASE_URL_SEALER"),
  identityAddress: read.text("IDENTITY_ADDRESS"),
  grpcHost: read.text("GRPC_HOST", "127.0.0.1"),
  grpcPort: read.int("GRPC_PORT", port),
  httpPort: read.int("HTTP_PORT", port),
});

export type PlanningConfig = ReturnType<typeof planningConfig>;
