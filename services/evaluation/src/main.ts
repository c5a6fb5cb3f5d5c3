import { settings } from "@kinerja/common/config";
import { stopOnSignal } from "@kinerja/common/lifecycle";
import { createLog, errorFields, serveOperations } from "@kinerja/common/telemetry";

import { evaluationConfig } from "./config.ts";
import { startEvaluation } from "./evaluation.ts";

const log = createLog("evaluation");

const end = (error: unknown): void => {
  log.fatal(errorFields(error), "ends");
  process.exit(1);
};

async function main(): Promise<void> {
  const read = settings(process.env);
  const config = read.done(evaluationConfig(read));
  const evaluation = await startEvaluation(config, log, end);
  const operations = await serveOperations({ port: config.httpPort, ready: evaluation.ready });
  stopOnSignal([evaluation, operations]);
}

main().catch(end);
