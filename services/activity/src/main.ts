import { settings } from "@kinerja/common/config";
import { stopOnSignal } from "@kinerja/common/lifecycle";
import { createLog, errorFields, serveOperations } from "@kinerja/common/telemetry";

import { ingestConfig, queryConfig, shardConfig, sharedConfig, writerConfig } from "./config.ts";
import { startIngest } from "./ingest.ts";
import { startQuery } from "./query.ts";
import { startWriter } from "./writer.ts";

const log = createLog("activity");

const end = (error: unknown): void => {
  log.fatal(errorFields(error), "ends");
  process.exit(1);
};

/** Ingest, writer and query in one process, for one machine. */
async function main(): Promise<void> {
  const read = settings(process.env);
  const shared = sharedConfig(read);
  const configs = { ingest: ingestConfig(read), writer: writerConfig(read), query: queryConfig(read) };
  const { bucketRanges } = shardConfig(read);
  read.done(configs);
  if (bucketRanges.length > 1)
    throw new Error("One process for all serves one database: start the roles apart for several.");
  // Together: a writer waits for the group until a killed predecessor's session has ended, and nobody else needs to.
  const [writer, query, ingest] = await Promise.all([
    startWriter({ ...shared, ...configs.writer }, log, end),
    startQuery({ ...shared, ...configs.query }, log, end),
    startIngest({ ...shared, ...configs.ingest }, log, end),
  ]);
  const ready = (): boolean => ingest.ready() && writer.ready() && query.ready();
  const operations = await serveOperations({ port: shared.httpPort, ready, notes: query.notes });
  stopOnSignal([ingest, query, writer, operations]);
}

main().catch(end);
