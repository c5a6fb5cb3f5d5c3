export { authzByPath, type MethodAuthz } from "./authz.ts";
export { call, type CallerContext, connect, metadataFor, openChannel } from "./client.ts";
export { type CallContext } from "./context.ts";
export { fromServiceError, toServiceError } from "./errors.ts";
export { bidiStream, serverStream, unary } from "./handlers.ts";
export { inMessages } from "./rows.ts";
export { type GrpcServerOptions, serveGrpc } from "./server.ts";
export { edgeDeadlineMs, longCommandPaths, longestLimitMs } from "./time-limits.ts";
export { readTls, type Tls } from "./tls.ts";
