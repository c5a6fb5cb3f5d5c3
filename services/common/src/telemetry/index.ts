export { createLog, errorFields, type Log } from "./log.ts";
export { counter, gauge, histogram, metrics } from "./metrics.ts";
export { serveOperations } from "./operations.ts";
export { continueTrace, inSpan, traceparent } from "./span.ts";
