import { createHash, randomUUID } from "node:crypto";
import { type IncomingMessage, type ServerResponse } from "node:http";

import { trace } from "@opentelemetry/api";

import { Refusal } from "../errors/index.ts";
import { type Credential } from "./credential.ts";
import { type Json } from "./decode.ts";
import { type Language, languageOf } from "./language.ts";
import { traceparent } from "../telemetry/index.ts";
import { problemOf } from "./problem.ts";
import { type Route } from "./routes.ts";

/** One request and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: Route;
  readonly language: Language;
  readonly traceId: string;
  readonly credential: Credential | undefined;
}

const parentForm = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The trace of this request: ours while tracing, else the caller's, else a new one. */
export function traceIdOf(request: IncomingMessage): string {
  const active = trace.getActiveSpan()?.spanContext().traceId;
  if (active !== undefined) return active;
  const { traceparent } = request.headers;
  const given = typeof traceparent === "string" ? parentForm.exec(traceparent)?.[1] : undefined;
  return given ?? randomUUID().replaceAll("-", "");
}

/** The W3C parent that goes on to the service. */
export const traceparentOf = (traceId: string): string =>
  traceparent() ?? `00-${traceId}-${randomUUID().replaceAll("-", "").slice(16)}-01`;

/** Services keep the key beside the answer; as a hash, whatever a program takes for its keys. */
const hashOf = (key: string): string => createHash("sha256").update(key).digest("base64url");

export function requestKeyOf(request: IncomingMessage): Record<string, string> {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return {};
  if (typeof key !== "string" || !/^[\x21-\x7e]{1,128}$/.test(key))
    throw new Refusal("invalid", "IDEMPOTENCY_KEY_FORM");
  return { "idempotency-key": hashOf(key) };
}

export function sendJson(response: ServerResponse, answer: Json): void {
  const body = JSON.stringify(answer);
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}

/** Sends the problem, unless the answer is on its way already; true when it was a bug. */
export function sendProblem(
  request: IncomingMessage,
  response: ServerResponse,
  thrown: unknown,
  traceId = traceIdOf(request),
): boolean {
  const problem = problemOf(thrown, languageOf(request.headers["accept-language"]), traceId);
  if (response.headersSent || response.destroyed) response.destroy();
  else
    response
      .writeHead(problem.status, { ...problem.headers, "content-length": Buffer.byteLength(problem.body) })
      .end(problem.body);
  if (!request.complete) request.resume(); // what was not read is thrown away, so that the client reads the answer
  return problem.isBug;
}
