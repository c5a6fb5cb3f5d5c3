import { settings } from "@kinerja/common/config";
import { stopOnSignal } from "@kinerja/common/lifecycle";
import { createLog, errorFields, serveOperations } from "@kinerja/common/telemetry";

import { planningConfig } from "./config.ts";
import { startPlanning } from "./planning.ts";

const log = createLog("planning");

const end = (error: unknown): void => {
  log.fatal(errorFields(error), "ends");
  process.exit(1);
};

async function main(): Promise<void> {
  const read = settings(process.env);
  const config = read.done(planningConfig(read));
  const planning = await startPlanning(config, log, end);
  const operations = await serveOperations({ port: config.httpPort, ready: planning.ready });
  stopOnSignal([planning, operations]);
}

main().catch(end);
