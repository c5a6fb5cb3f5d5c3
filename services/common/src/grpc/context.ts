import { type Metadata, type ServerUnaryCall, type ServerWritableStream } from "@grpc/grpc-js";

import { type Subject } from "../session/index.ts";
import { type toServiceError } from "./errors.ts";

/** What a handler knows about its call beside the request. */
export type CallContext = {
  /** The originating person; missing on public calls and on calls of a service for itself. */
  readonly subject?: Subject;
  /** Last part of the caller's SPIFFE name, for example "gateway". */
  readonly peer: string;
  readonly traceId: string;
  /** Idempotency-Key of the caller. */
  readonly requestKey?: string;
  /** Address of the person's device as the gateway saw it; for sign-in delays and the audit. */
  readonly clientAddress?: string;
  /** Time that is left at the moment of reading, so that it can be passed on. */
  readonly deadlineMs: number;
  /** Aborts when nobody waits for the answer any more. A stream that waits for news must listen to it. */
  readonly signal: AbortSignal;
};

type AnyCall = Pick<ServerUnaryCall<unknown, unknown> | ServerWritableStream<unknown, unknown>, "metadata">;

/** What the server attaches to a call before the handler runs. */
export type Mounted = {
  readonly context: Promise<CallContext>;
  readonly signal: AbortSignal;
  /** Turns what was thrown into the status that answers the call, and tells the log of bugs. */
  readonly answerFor: (thrown: unknown) => ReturnType<typeof toServiceError>;
};

const mounts = new WeakMap<AnyCall, Mounted>();

export function setMounted(call: AnyCall, mounted: Mounted): void {
  mounted.context.catch(() => undefined);
  mounts.set(call, mounted);
}

export function mountedOf(call: AnyCall): Mounted {
  const mounted = mounts.get(call);
  if (mounted === undefined) throw new Error("the handler was not mounted by serveGrpc");
  return mounted;
}

/** First text value of a metadata key. */
export function metadataText(metadata: Metadata, key: string): string | undefined {
  const [value] = metadata.get(key);
  return typeof value === "string" && value !== "" ? value : undefined;
}
