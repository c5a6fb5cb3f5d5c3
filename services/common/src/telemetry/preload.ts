import { basename, dirname } from "node:path";

import { NodeSDK } from "@opentelemetry/sdk-node";

import { endTelemetry, onTelemetryEnd } from "./shutdown.ts";

const { env, argv } = process;

// Loaded by `node --require` before anything else. Off unless an OTLP endpoint is set; spans are made by hand at the edges and per batch.
// Traces alone: metrics are Prometheus's and logs are lines. Of the process only its name goes along, neither its arguments nor its user.
if (env["OTEL_EXPORTER_OTLP_ENDPOINT"]) {
  env["OTEL_NODE_RESOURCE_DETECTORS"] ??= "env,host,serviceinstance";
  const sdk = new NodeSDK({
    // "planning" of services/planning/dist/main.js
    serviceName: env["OTEL_SERVICE_NAME"] ?? env["SERVICE_NAME"] ?? basename(dirname(dirname(argv[1] ?? ""))),
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  onTelemetryEnd(() => sdk.shutdown());
  process.once("beforeExit", () => void endTelemetry());
}
