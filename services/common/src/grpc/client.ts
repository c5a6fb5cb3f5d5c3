import { randomBytes } from "node:crypto";

import {
  type CallOptions,
  type ChannelCredentials,
  Client,
  type ClientOptions,
  type ClientUnaryCall,
  Metadata,
  type ServiceDefinition,
  type ServiceError,
} from "@grpc/grpc-js";

import { Refusal } from "../errors/index.ts";
import { type Subject } from "../session/index.ts";
import { traceparent } from "../telemetry/index.ts";
import { fromServiceError } from "./errors.ts";
import { channelCredentials, type Tls } from "./tls.ts";

/** Round robin over all addresses of a name: behind one connection a scale-out would do nothing. */
const serviceConfig = JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] });

const channelOptions: ClientOptions = {
  "grpc.service_config": serviceConfig,
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 10_000,
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.min_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 2_000,
  "grpc.max_receive_message_length": 16 * 1024 * 1024,
  "grpc.max_send_message_length": 16 * 1024 * 1024,
};

type ClientClass<C> = {
  new (address: string, credentials: ChannelCredentials, options?: ClientOptions): C;
  readonly service?: ServiceDefinition;
};

/** "identity" of the methods "/kinerja.identity.v1.…". */
function calleeOf({ service = {} }: ClientClass<unknown>): string {
  const callee = /^\/kinerja\.(\w+)\./.exec(Object.values(service)[0]?.path ?? "")?.[1];
  if (callee === undefined) throw new Error("whose service is called? Its methods do not say");
  return callee;
}

/**
 * A typed client of another service, for example `connect(SessionServiceClient, "dns:///identity:7010", tls)`.
 * Who answers there must be the service that the contract names, by its certificate.
 */
export const connect = <C>(ClientOf: ClientClass<C>, address: string, tls: Tls, callee = calleeOf(ClientOf)): C =>
  new ClientOf(address, channelCredentials(tls, callee), channelOptions);

/** A client without types, for callers that already hold the bytes. */
export const openChannel = (address: string, tls: Tls, callee: string): Client =>
  new Client(address, channelCredentials(tls, callee), channelOptions);

export type CallerContext = {
  readonly subject?: Pick<Subject, "token">;
  readonly requestKey?: string;
  /** Time that is left; 2 s when missing. Never without one. */
  readonly deadlineMs?: number;
  /** Carries the trace on while nothing records one. */
  readonly traceId?: string;
};

type UnaryMethod<Q, R> = (
  request: Q,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: (error: ServiceError | null, response: R) => void,
) => ClientUnaryCall;

export function metadataFor(context: CallerContext): Metadata {
  const metadata = new Metadata();
  if (context.subject) metadata.set("authorization", `Bearer ${context.subject.token}`);
  if (context.requestKey) metadata.set("idempotency-key", context.requestKey);
  const trace = traceparent() ?? (context.traceId && `00-${context.traceId}-${randomBytes(8).toString("hex")}-01`);
  if (trace) metadata.set("traceparent", trace);
  return metadata;
}

/** Calls another service on behalf of the originating person. A status comes back as the refusal that it was. */
export function call<Q, R>(client: Client, method: UnaryMethod<Q, R>, request: Q, context: CallerContext): Promise<R> {
  const deadlineMs = Math.min(context.deadlineMs ?? 2_000, 30_000);
  if (deadlineMs <= 0) return Promise.reject(new Refusal("deadline", "DEADLINE_EXCEEDED"));
  return new Promise((resolve, reject) => {
    method.call(client, request, metadataFor(context), { deadline: Date.now() + deadlineMs }, (error, response) =>
      error ? reject(fromServiceError(error)) : resolve(response),
    );
  });
}
