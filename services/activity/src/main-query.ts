import { settings } from "@kinerja/common/config";
import { stopOnSignal } from "@kinerja/common/lifecycle";
import { createLog, errorFields, serveOperations } from "@kinerja/common/telemetry";

import { queryConfig, shardConfig, sharedConfig } from "./config.ts";
import { startQuery } from "./query.ts";

const log = createLog("activity-query");

const end = (error: unknown): void => {
  log.fatal(errorFields(error), "ends");
  process.exit(1);
};

async function main(): Promise<void> {
  const read = settings(process.env);
  const config = read.done({ ...sharedConfig(read), ...queryConfig(read), ...shardConfig(read) });
  const query = await startQuery(config, log, end);
  const operations = await serveOperations({ port: config.httpPort, ready: query.ready, notes: query.notes });
  stopOnSignal([query, operations]);
}

main().catch(end);
