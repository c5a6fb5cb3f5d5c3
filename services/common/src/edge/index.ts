export {
  bodyLimitBytes,
  createEdge,
  type EdgeOptions,
  type GrpcCaller,
  type GrpcStreamCaller,
  type Handler,
  mountRoutes,
} from "./handler.ts";
export { answerBrokenHttp } from "./broken-http.ts";
export { listenWide } from "./listen.ts";
export {
  type Authz,
  type Contract,
  type Format,
  ownContract,
  readContract,
  type Rpc,
  type Rule,
  type Scope,
  shortName,
} from "./contract.ts";
export { contractFaults } from "./faults.ts";
export { cookieNames, type CookieNames, cookieOf, type Credential, credentialOf } from "./credential.ts";
export { answerJson } from "./answer-json.ts";
export { assertOwnPage } from "./cross-site.ts";
export { type Decode, type Json } from "./decode.ts";
export { type Encode } from "./encode.ts";
export { type Exchange, sendJson, sendProblem, traceIdOf } from "./exchange.ts";
export { type Language, languageOf } from "./language.ts";
export { type Problem, problemOf, refusalOf } from "./problem.ts";
export { type Route, type RouteTable, routeTable } from "./routes.ts";
export { openApi, type OpenApi, type OpenApiOptions, type Schema } from "./openapi/index.ts";
