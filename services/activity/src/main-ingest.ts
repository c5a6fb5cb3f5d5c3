import { settings } from "@kinerja/common/config";
import { stopOnSignal } from "@kinerja/common/lifecycle";
import { createLog, errorFields, serveOperations } from "@kinerja/common/telemetry";

import { ingestConfig, sharedConfig } from "./config.ts";
import { startIngest } from "./ingest.ts";

const log = createLog("activity-ingest");

const end = (error: unknown): void => {
  log.fatal(errorFields(error), "ends");
  process.exit(1);
};

async function main(): Promise<void> {
  const read = settings(process.env);
  const config = read.done({ ...sharedConfig(read), ...ingestConfig(read) });
  const ingest = await startIngest(config, log, end);
  const operations = await serveOperations({ port: config.httpPort, ready: ingest.ready });
  stopOnSignal([ingest, operations]);
}

main().catch(end);
