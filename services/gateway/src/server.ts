import { createServer, type RequestListener } from "node:http";

import { answerBrokenHttp, listenWide } from "@kinerja/common/edge";
import { longestLimitMs } from "@kinerja/common/grpc";
import { type Stoppable } from "@kinerja/common/lifecycle";

/** What keeps slow or silent clients from holding on to the server. */
const timeoutsMs = {
  headers: 10_000,
  request: 180_000,
  idle: longestLimitMs + 30_000,
  keepAlive: 65_000,
  drain: 10_000,
};
const connectionLimit = 10_000;

/** Serves until stopped; then lets running requests end. */
export async function serveHttp(
  listener: RequestListener,
  host: string,
  port: number,
): Promise<Stoppable & { readonly port: number }> {
  const server = createServer({ maxHeaderSize: 16_384, keepAlive: true }, listener);
  server.headersTimeout = timeoutsMs.headers;
  server.requestTimeout = timeoutsMs.request;
  server.keepAliveTimeout = timeoutsMs.keepAlive;
  server.setTimeout(timeoutsMs.idle);
  answerBrokenHttp(server);
  const listening = await listenWide(server, { host, port }, connectionLimit);
  return {
    port: listening.port,
    stop: async () => {
      const cut = setTimeout(() => server.closeAllConnections(), timeoutsMs.drain);
      await listening.close();
      clearTimeout(cut);
    },
  };
}
