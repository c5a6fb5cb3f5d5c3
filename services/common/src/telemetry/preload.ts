import { NodeSDK } from "@opentelemetry/sdk-node";

// Loaded by `node --require` before anything else. Off unless an OTLP endpoint is set; spans are made by hand at the edges and per batch.
if (process.env["OTEL_EXPORTER_OTLP_ENDPOINT"]) {
  const sdk = new NodeSDK();
  sdk.start();
  process.once("beforeExit", () => void sdk.shutdown());
}
