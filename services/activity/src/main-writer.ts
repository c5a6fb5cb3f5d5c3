import { settings } from "@kinerja/common/config";
import { stopOnSignal } from "@kinerja/common/lifecycle";
import { createLog, errorFields, serveOperations } from "@kinerja/common/telemetry";

import { sharedConfig, writerConfig, writerShardConfig } from "./config.ts";
import { startWriter } from "./writer.ts";

const log = createLog("activity-writer");

const end = (error: unknown): void => {
  log.fatal(errorFields(error), "ends");
  process.exit(1);
};

async function main(): Promise<void> {
  const read = settings(process.env);
  const config = read.done({ ...sharedConfig(read), ...writerConfig(read), ...writerShardConfig(read) });
  const writer = await startWriter(config, log, end);
  const operations = await serveOperations({ port: config.httpPort, ready: writer.ready });
  stopOnSignal([writer, operations]);
}

main().catch(end);
