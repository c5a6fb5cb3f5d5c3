import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";

export interface SpanSink {
  stop(): void;
}

/** A collector of OTLP over HTTP: what it is sent is one line of JSON in `DIR/spans.jsonl`. Platforms that start from now on send to it. */
export async function catchSpans(dir: string): Promise<SpanSink> {
  const file = join(dir, "spans.jsonl");
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      appendFileSync(file, Buffer.concat([body, Buffer.from("\n")]));
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env["OTEL_EXPORTER_OTLP_ENDPOINT"] = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  process.env["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/json";
  return {
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
