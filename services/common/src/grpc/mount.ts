import { randomUUID } from "node:crypto";

import { status, type UntypedHandleCall } from "@grpc/grpc-js";
import { isValidTraceId, type Span, SpanKind, SpanStatusCode } from "@opentelemetry/api";

import { Refusal } from "../errors/index.ts";
import { continueTrace, counter, errorFields, histogram, inSpan, type Log } from "../telemetry/index.ts";
import { admit, type AnyCall, type Doors } from "./admission.ts";
import { type MethodAuthz } from "./authz.ts";
import { metadataText, type Mounted, setMounted } from "./context.ts";
import { toServiceError } from "./errors.ts";
import { type Callback, outcome, type Run } from "./outcome.ts";

const requests = counter("rpc_server_requests_total", "Calls answered.", ["method", "code"]);
const durations = histogram("rpc_server_duration_seconds", "Time until the answer.", ["method"]);

const faults: ReadonlySet<number> = new Set([
  status.UNKNOWN,
  status.DEADLINE_EXCEEDED,
  status.UNIMPLEMENTED,
  status.INTERNAL,
  status.UNAVAILABLE,
  status.DATA_LOSS,
]);

function traceIdOf(span: Span | undefined, traceparent: string | undefined): string {
  const traceId = span?.spanContext().traceId ?? "";
  if (isValidTraceId(traceId)) return traceId;
  return /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(traceparent ?? "")?.[1] ?? randomUUID().replaceAll("-", "");
}

/** What a handler gets when the caller has gone: from the signal, or from the stream of requests. */
const isOfTheEnd = (thrown: unknown, signal: AbortSignal): boolean =>
  thrown === signal.reason || (Object(thrown) as { code?: unknown }).code === "ERR_STREAM_PREMATURE_CLOSE";

type Mounting = Doors & {
  readonly path: string;
  readonly authz: MethodAuthz;
  readonly log: Log;
  /** How long a call may run at most. */
  readonly limitMs: number;
};

function attach(
  call: AnyCall,
  mounting: Mounting,
  traceId: string,
  signal: AbortSignal,
): Mounted & { limitMs: number } {
  const { path, authz, log, limitMs } = mounting;
  const answerFor = (thrown: unknown): ReturnType<typeof toServiceError> => {
    const told = { method: path, traceId };
    if (thrown instanceof Refusal) {
      if (thrown.cause !== undefined) log.warn({ ...told, code: thrown.code, ...errorFields(thrown.cause) }, "refused");
    } else if (!signal.aborted || !isOfTheEnd(thrown, signal)) log.error({ ...told, ...errorFields(thrown) }, "bug");
    return toServiceError(thrown);
  };
  const mounted = { limitMs, context: admit(call, authz, mounting, { traceId, signal }), signal, answerFor };
  setMounted(call, mounted);
  return mounted;
}

/** One handler with context, trace, metrics and a log line for what only a bug throws. */
export function mount(handler: UntypedHandleCall, mounting: Mounting): UntypedHandleCall {
  const { path } = mounting;
  const isHot = mounting.authz.action === "record";
  const serve = async (call: AnyCall, respond: Callback | undefined, span?: Span): Promise<void> => {
    const endTimer = durations.startTimer({ method: path });
    const abort = new AbortController();
    const traceId = traceIdOf(span, metadataText(call.metadata, "traceparent"));
    const mounted = attach(call, mounting, traceId, abort.signal);
    const code = await outcome(call, handler as Run, respond, mounted, abort);
    endTimer();
    requests.inc({ method: path, code: status[code] ?? String(code) });
    span?.setAttribute("rpc.grpc.status_code", code);
    if (faults.has(code)) span?.setStatus({ code: SpanStatusCode.ERROR });
  };
  return ((call: AnyCall, respond?: Callback) => {
    // Writing the log is the hot path: there a batch has a span, not a call.
    if (isHot) void serve(call, respond);
    else
      continueTrace(metadataText(call.metadata, "traceparent"), () => {
        void inSpan(path, {}, (span) => serve(call, respond, span), { kind: SpanKind.SERVER });
      });
  }) as UntypedHandleCall;
}
