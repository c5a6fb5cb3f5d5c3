import { type IncomingMessage, type ServerResponse } from "node:http";

import { Refusal } from "../errors/index.ts";
import { inTrace } from "./in-trace.ts";
import { parseQuery } from "./address.ts";
import { readJson } from "./body.ts";
import { type Contract } from "./contract.ts";
import { type CookieNames, credentialOf } from "./credential.ts";
import { assertOwnPage } from "./cross-site.ts";
import { type Json } from "./decode.ts";
import { sendPieces } from "./download.ts";
import { sendTagged } from "./entity-tag.ts";
import { type Exchange, requestKeyOf, sendJson, sendProblem, traceIdOf, traceparentOf } from "./exchange.ts";
import { languageOf } from "./language.ts";
import { addAddressValues, type Match, type Route, type RouteTable, routeTable } from "./routes.ts";

/** Calls one RPC with bytes in and bytes out; a gRPC channel, or the service itself in the same process. Rejects with a Refusal or a gRPC error. */
export type GrpcCaller = (
  path: string,
  request: Buffer,
  metadata: Record<string, string>,
  deadlineMs: number,
) => Promise<Buffer>;

/** The same for a call that answers with a stream; ending the iteration ends the call. */
export type GrpcStreamCaller = (...call: Parameters<GrpcCaller>) => AsyncIterable<Buffer>;

export interface EdgeOptions {
  readonly contract: Contract;
  /** Callers by service, "kinerja.activity.v1.IngestService"; routes of other services are not mounted. */
  readonly services: ReadonlyMap<string, GrpcCaller>;
  /** For downloads, by service. */
  readonly streams?: ReadonlyMap<string, GrpcStreamCaller>;
  readonly cookies: CookieNames;
  /** Own origins, "https://kinerja.example.go.id"; none = the origin must name the requested host. */
  readonly origins: readonly string[];
  readonly bodyLimitBytes: (route: Route) => number;
  readonly deadlineMs: (route: Route) => number;
  /** The platform's clock: clients read today from the Date header, never from their own clock alone. */
  readonly now?: () => number;
  readonly clientAddress?: (request: IncomingMessage) => string;
  /** Before anything is read: who is it, and not too often? Throws a Refusal. */
  readonly admit?: (exchange: Exchange) => Promise<void>;
  /** Last look at the request before it is judged. */
  readonly beforeCall?: (exchange: Exchange, request: Json) => void;
  /** Last look at the answer before it is sent. */
  readonly afterCall?: (exchange: Exchange, answer: Json) => void;
  readonly onBug?: (thrown: unknown, traceId: string, path: string) => void;
  readonly onAnswer?: (route: Route, status: number, durationMs: number) => void;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Entries are many: 500 of 8 kB and their JSON around. */
export const bodyLimitBytes = (route: Route): number => (route.path === "/v1/entries:record" ? 4_500_000 : 1_000_000);

function metadataOf(
  { request, route, language, traceId, credential }: Exchange,
  options: EdgeOptions,
): Record<string, string> {
  const isPublic = route.rpc.authz?.scope === "PUBLIC";
  return {
    "accept-language": language,
    traceparent: traceparentOf(traceId),
    ...(credential && !isPublic ? { authorization: `Bearer ${credential.token}` } : {}),
    ...(options.clientAddress ? { "x-client-address": options.clientAddress(request) } : {}),
    ...requestKeyOf(request),
  };
}

/** Without a prototype, since the query names the keys. */
const noBody = (): Json => Object.create(null) as Json;

/** The JSON of the request: body, query and path together. */
async function requestJson(
  exchange: Exchange,
  pathValues: Record<string, string>,
  query: string,
  options: EdgeOptions,
): Promise<unknown> {
  const { request, route } = exchange;
  const value = route.method === "POST" ? await readJson(request, options.bodyLimitBytes(route)) : noBody();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  addAddressValues(route, value as Json, pathValues, parseQuery(query));
  options.beforeCall?.(exchange, value as Json);
  return value;
}

function assertAllowed({ request, route, credential }: Exchange, options: EdgeOptions): void {
  if (route.rpc.authz?.scope === "PUBLIC") return;
  if (credential === undefined) throw new Refusal("unauthenticated", "TOKEN_MISSING");
  if (credential.fromCookie && route.method !== "GET") assertOwnPage(request, options.origins);
}

function callerOf<T>(callers: ReadonlyMap<string, T> | undefined, { rpc }: Route): T {
  const call = callers?.get(rpc.service);
  if (call === undefined) throw new Error(`${rpc.path} has no caller`);
  return call;
}

async function sendAnswer(exchange: Exchange, request: Buffer, options: EdgeOptions): Promise<void> {
  const { route, response } = exchange;
  const call = [route.rpc.path, request, metadataOf(exchange, options), options.deadlineMs(route)] as const;
  if ("readPiece" in route.answer) {
    await sendPieces(response, callerOf(options.streams, route)(...call), route.answer.readPiece);
    return;
  }
  const json = route.answer.decode(await callerOf(options.services, route)(...call));
  options.afterCall?.(exchange, json);
  if (route.method === "GET") sendTagged(exchange.request, response, route.rpc.path, json);
  else sendJson(response, json);
}

async function answer(
  exchange: Exchange,
  pathValues: Record<string, string>,
  query: string,
  options: EdgeOptions,
): Promise<void> {
  const { route } = exchange;
  assertAllowed(exchange, options);
  if (options.admit) await options.admit(exchange);
  const bytes = route.encode(await requestJson(exchange, pathValues, query, options));
  const request = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  await sendAnswer(exchange, request, options);
}

const refuseMethod = (match: Extract<Match, { readonly allowed: unknown }>): Refusal =>
  new Refusal("invalid", "METHOD_NOT_ALLOWED", { allowed: match.allowed.join(", ") });

function tellTime(response: ServerResponse, { now }: EdgeOptions): void {
  if (now) response.setHeader("date", new Date(now()).toUTCString());
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  match: Match,
  query: string,
  options: EdgeOptions,
): Promise<void> {
  const traceId = traceIdOf(request);
  tellTime(response, options);
  const started = performance.now();
  const path = "route" in match ? match.route.rpc.path : "";
  try {
    if ("allowed" in match) throw refuseMethod(match);
    const { route, pathValues } = match;
    const credential = route.rpc.authz?.scope === "PUBLIC" ? undefined : credentialOf(request, options.cookies);
    const language = languageOf(request.headers["accept-language"]);
    await answer({ request, response, route, language, traceId, credential }, { ...pathValues }, query, options);
  } catch (thrown) {
    if (sendProblem(request, response, thrown, traceId)) options.onBug?.(thrown, traceId, path);
  }
  if ("route" in match) options.onAnswer?.(match.route, response.statusCode, performance.now() - started);
}

/** Serves every route of the services given: JSON in, protobuf on, JSON out, problem+json for every no. Other paths go to `next`. */
export function createEdge(options: EdgeOptions): Handler & { readonly table: RouteTable } {
  const table = routeTable(options.contract, (service) => options.services.has(service));
  const handle: Handler = (request, response, next) => {
    const url = request.url ?? "/";
    const mark = url.indexOf("?");
    const path = mark < 0 ? url : url.slice(0, mark);
    const method = request.method === "HEAD" ? "GET" : (request.method ?? "GET");
    const match = table.find(method, path);
    if (match === undefined) next();
    else
      void inTrace(request, response, match, () =>
        serve(request, response, match, mark < 0 ? "" : url.slice(mark + 1), options),
      );
  };
  return Object.assign(handle, { table });
}

/** Mounts all routes as one piece: own matching is one look-up, where a router would try a hundred patterns. */
export function mountRoutes(app: { use(handler: Handler): unknown }, options: EdgeOptions): RouteTable {
  const edge = createEdge(options);
  app.use(edge);
  return edge.table;
}
