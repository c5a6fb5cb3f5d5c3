export { createLog, errorFields, type Log } from "./log.ts";
export { counter, gauge, histogram, metrics } from "./metrics.ts";
export { serveOperations } from "./operations.ts";
export { endTelemetry } from "./shutdown.ts";
export { continueTrace, inBatchSpan, inSpan, traceparent } from "./span.ts";
