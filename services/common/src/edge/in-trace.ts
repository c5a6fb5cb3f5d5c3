import { type IncomingMessage, type ServerResponse } from "node:http";

import { SpanKind, SpanStatusCode } from "@opentelemetry/api";

import { continueTrace, inSpan } from "../telemetry/index.ts";
import { type Match } from "./routes.ts";

/** Writing the log is the hot path: there a batch has a span, not a request. */
const isHot = (match: Match): boolean => "route" in match && match.route.rpc.authz?.action === "record";

/** Runs the work of one request in a span of its own, as a part of the trace that the caller names. */
export async function inTrace(
  request: IncomingMessage,
  response: ServerResponse,
  match: Match,
  work: () => Promise<void>,
): Promise<void> {
  if (isHot(match)) return work();
  const { traceparent } = request.headers;
  const name = "route" in match ? `${match.route.method} ${match.route.path}` : "method not allowed";
  return continueTrace(typeof traceparent === "string" ? traceparent : undefined, () =>
    inSpan(
      name,
      {},
      async (span) => {
        await work();
        span.setAttribute("http.response.status_code", response.statusCode);
        if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      },
      { kind: SpanKind.SERVER },
    ),
  );
}
