import { createServer } from "node:http";
import { type AddressInfo } from "node:net";

import { type Stoppable } from "../lifecycle/index.ts";
import { collectProcessMetrics, metrics } from "./metrics.ts";

type Answer = { status: number; body: string; type?: string };

type Readiness = {
  readonly ready: () => boolean | Promise<boolean>;
  /** What a person who looks should know though the service serves, by line. */
  readonly notes?: () => readonly string[];
};

async function answerTo(path: string, { ready, notes = () => [] }: Readiness): Promise<Answer> {
  switch (path) {
    case "/healthz":
      return { status: 200, body: "ok\n" };
    case "/readyz":
      return (await ready())
        ? { status: 200, body: ["ready", ...notes(), ""].join("\n") }
        : { status: 503, body: "not ready\n" };
    case "/metrics":
      return { status: 200, body: await metrics.metrics(), type: metrics.contentType };
    default:
      return { status: 404, body: "" };
  }
}

/** Answers `/healthz` (the event loop turns), `/readyz` (own dependencies answer) and `/metrics`. */
export async function serveOperations(
  options: Readiness & { readonly port: number; readonly host?: string },
): Promise<Stoppable & { port: number }> {
  collectProcessMetrics();
  const server = createServer((request, response) => {
    void answerTo(request.url ?? "", options)
      .catch(() => ({ status: 503, body: "not ready\n" }))
      .then(({ status, body, type = "text/plain" }: Answer) =>
        response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body),
      );
  });
  server.requestTimeout = 5_000;
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(options.port, options.host, resolve),
  );
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
