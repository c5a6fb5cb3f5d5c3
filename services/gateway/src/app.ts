import { join } from "node:path";
import { constants } from "node:zlib";

import { type Clock } from "@kinerja/common/clock";
import {
  bodyLimitBytes,
  type Contract,
  cookieNames,
  type GrpcCaller,
  type GrpcStreamCaller,
  mountRoutes,
  openApi,
  type Route,
  sendProblem,
  traceIdOf,
} from "@kinerja/common/edge";
import { Refusal } from "@kinerja/common/errors";
import { type FileStore, type Receipts } from "@kinerja/common/files";
import { edgeDeadlineMs } from "@kinerja/common/grpc";
import { type Subject } from "@kinerja/common/session";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from "express";

import { admission, countRefused } from "./admission.ts";
import { apiPage } from "./api-page.ts";
import { type Config } from "./config.ts";
import { putFile } from "./files.ts";
import { securityHeaders } from "./headers.ts";
import { pageStyle } from "./html.ts";
import { type Allowances } from "./limits.ts";
import { type Hub } from "./live/hub.ts";
import { livePage } from "./live/live.ts";
import { subordinatesAsk } from "./live/subordinates.ts";
import { problemPage } from "./problem-page.ts";
import { cookieSession } from "./session.ts";
import { webClient } from "./web.ts";

/**
 * What a token is shown for. `call`: the service called judges whether what is known of ended sessions is fresh enough. `record`: the log
 * takes the entry of an ended session too, and marks it. `upload`: the gateway does it itself, so it must know freshly.
 */
type Purpose = "call" | "record" | "upload";
export type Verify = (token: string, purpose: Purpose) => Promise<Subject>;

export interface GatewayNeeds {
  readonly config: Pick<Config, "https" | "origins" | "trustedProxies" | "webDir" | "docsDir" | "deadlineMs">;
  readonly contract: Contract;
  readonly services: ReadonlyMap<string, GrpcCaller>;
  readonly streams: ReadonlyMap<string, GrpcStreamCaller>;
  readonly verify: Verify;
  readonly allowances: Allowances;
  readonly files: FileStore;
  readonly receipts: Pick<Receipts, "give">;
  /** Tells open pages what changed. */
  readonly hub: Hub;
  readonly clock: Clock;
  readonly onBug: (thrown: unknown, traceId: string, path: string) => void;
  readonly onAnswer: (route: Route, status: number, durationMs: number) => void;
}

/** An open page is looked after so often; proxies end lines that are silent for a minute. */
const beatMs = 20_000;

function mountApi(app: Express, needs: GatewayNeeds): void {
  const { config, contract, services, streams, allowances, files, clock, onBug, onAnswer } = needs;
  const { https, origins } = config;
  const cookies = cookieNames(https);
  const clientAddress = (request: unknown): string => (request as Request).ip ?? "";
  const verify = countRefused(needs.verify, (address) => allowances.address(address));
  const session = cookieSession({ names: cookies, https, origins, clock });
  mountRoutes(app, {
    now: () => clock.now(),
    contract,
    services,
    streams,
    cookies,
    origins,
    bodyLimitBytes,
    deadlineMs: ({ rpc, answer }) => edgeDeadlineMs(rpc.path, "readPiece" in answer, config.deadlineMs),
    clientAddress,
    admit: admission({ verify, allowances, clientAddress }),
    beforeCall: (exchange, body) => session.beforeCall(exchange, body),
    afterCall: (exchange, answer) => session.afterCall(exchange, answer),
    onBug,
    onAnswer,
  });
  app.put(
    "/v1/files",
    putFile({
      store: files,
      receipts: needs.receipts,
      verify: (token, request) => verify(token, "upload", clientAddress(request)),
      quota: allowances.upload,
      names: cookies,
      origins,
    }),
  );
  app.get(
    "/v1/live",
    livePage({
      hub: needs.hub,
      verify: (token, request) => verify(token, "upload", clientAddress(request)),
      subordinatesOf: subordinatesAsk(contract, services),
      quota: (key) => allowances.subject(key),
      names: cookies,
      beatMs,
    }),
  );
  app.use("/v1", () => {
    throw new Refusal("not-found", "PATH_UNKNOWN");
  });
}

function mountPages(app: Express, { config, contract }: GatewayNeeds): void {
  const readable = apiPage(openApi(contract, { version: "1", license: "" }));
  const hour = { "cache-control": "public, max-age=3600" };
  app.get("/problems/:code", problemPage(config.docsDir));
  app.get("/api", (_, response) => void response.set(hour).type("html").send(readable));
  app.get("/pages.css", (_, response) => void response.set(hour).type("css").send(pageStyle));
  app.get("/openapi.yaml", (_, response) =>
    response.set(hour).type("application/yaml").sendFile(join(config.docsDir, "openapi.yaml")),
  );
}

/** Everything that was thrown and not answered. Express reports a broken address by a `status` of 4xx. */
const lastResort =
  (onBug: GatewayNeeds["onBug"]): ErrorRequestHandler =>
  (thrown: unknown, request, response, _next) => {
    const status = thrown instanceof Error && "status" in thrown ? Number(thrown.status) : 500;
    const known =
      status >= 400 && status < 500
        ? new Refusal(status === 404 ? "not-found" : "invalid", status === 404 ? "PATH_UNKNOWN" : "ADDRESS_MALFORMED")
        : thrown;
    const traceId = traceIdOf(request);
    if (sendProblem(request, response, known, traceId)) onBug(thrown, traceId, request.path);
  };

/** Lists and pages are worth it; answers to commands are a few bytes. */
function compressAnswers(): RequestHandler {
  // One step above the library's: 6 % less for a fifth more time.
  const compress = compression({ threshold: 1_400, brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } });
  return (request, response, next) => {
    if (request.method === "GET") compress(request, response, next);
    else next();
  };
}

/** The whole front: API, uploads, pages and the web client. */
export function gatewayApp(needs: GatewayNeeds): Express {
  const { config } = needs;
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", config.trustedProxies.length > 0 ? [...config.trustedProxies] : false);
  app.set("query parser", false);
  app.use(securityHeaders(config.https));
  app.use(compressAnswers());
  mountApi(app, needs);
  mountPages(app, needs);
  app.use(webClient(config.webDir));
  app.use(() => {
    throw new Refusal("not-found", "PATH_UNKNOWN");
  });
  app.use(lastResort(needs.onBug));
  return app;
}
