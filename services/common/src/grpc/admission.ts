import { type ServerUnaryCall } from "@grpc/grpc-js";

import { Refusal } from "../errors/index.ts";
import { type Subject } from "../session/index.ts";
import { type MethodAuthz } from "./authz.ts";
import { type CallContext, metadataText } from "./context.ts";

export type AnyCall = ServerUnaryCall<unknown, unknown>;

const longestRequestKey = 128;

/** When the call ends at the latest, milliseconds of Unix time. */
function endOf(call: AnyCall, authz: MethodAuthz, limitMs: number): number {
  const deadline = Number(call.getDeadline());
  if (!Number.isFinite(deadline) && authz.scope !== "service") throw new Refusal("invalid", "DEADLINE_MISSING");
  return Math.min(deadline, Date.now() + limitMs);
}

async function subjectOf(
  call: AnyCall,
  authz: MethodAuthz,
  verify: (token: string) => Promise<Subject>,
): Promise<Subject | undefined> {
  const header = metadataText(call.metadata, "authorization");
  const token = header?.startsWith("Bearer ") ? header.slice(7) : undefined;
  if (authz.scope === "public") return undefined;
  if (token === undefined) {
    if (authz.scope === "service") return undefined;
    throw new Refusal("unauthenticated", "TOKEN_MISSING");
  }
  const subject = await verify(token);
  if (subject.kind === "diary" && authz.action !== "record") throw new Refusal("forbidden", "DIARY_TOKEN_ONLY_RECORDS");
  return subject;
}

function requestKeyOf(call: AnyCall): string | undefined {
  const key = metadataText(call.metadata, "idempotency-key");
  if (key !== undefined && key.length > longestRequestKey) throw new Refusal("invalid", "IDEMPOTENCY_KEY_FORM");
  return key;
}

/** How a caller is known. */
export type Doors = {
  readonly verify: (token: string) => Promise<Subject>;
  /** The calling service by its certificate, "" for a stranger. */
  readonly peerOf: (call: AnyCall) => string;
};

/** Lets a call in, or refuses it: who calls, for whom, and for how long. */
export async function admit(
  call: AnyCall,
  authz: MethodAuthz,
  { verify, peerOf, limitMs }: Doors & { readonly limitMs: number },
  { traceId, signal }: Pick<CallContext, "traceId" | "signal">,
): Promise<CallContext> {
  const end = endOf(call, authz, limitMs);
  const peer = peerOf(call);
  // The gateway speaks for browsers; methods for services are not for it.
  if (authz.scope === "service" && (peer === "" || peer === "gateway"))
    throw new Refusal("not-found", "METHOD_UNKNOWN");
  const requestKey = requestKeyOf(call);
  const subject = await subjectOf(call, authz, verify);
  const clientAddress = peer === "gateway" ? metadataText(call.metadata, "x-client-address") : undefined;
  return {
    peer,
    traceId,
    signal,
    get deadlineMs() {
      return end - Date.now();
    },
    ...(subject && { subject }),
    ...(requestKey && { requestKey }),
    ...(clientAddress && { clientAddress }),
  };
}
