import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { BadRequest, ErrorInfo, RetryInfo } from "@kinerja/proto/google/rpc/error_details";
import { Status } from "@kinerja/proto/google/rpc/status";

import { grpcStatus, type Kind, kindOfGrpcStatus, type Params, Refusal, type Violation } from "../errors/index.ts";

/** Where gRPC carries a google.rpc.Status. */
const detailsKey = "grpc-status-details-bin";
const typeUrl = (name: string): string => `type.googleapis.com/google.rpc.${name}`;
const domain = "kinerja";
/** Trailers of more than some 60 kB break the stream, and then no reason arrives at all. */
const violationsLimit = 100;
const detailsLimit = 32 * 1024;

type Detail = Status["details"][number];
const detail = (name: string, value: Uint8Array): Detail => ({ typeUrl: typeUrl(name), value: Buffer.from(value) });

const asText = (params: Params): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));

function badRequest(violations: readonly Violation[]): Uint8Array {
  const fieldViolations = violations.slice(0, violationsLimit).map(({ pointer, code, params }) => ({
    field: pointer,
    reason: code,
    description: JSON.stringify(asText(params ?? {})),
  }));
  return BadRequest.encode(BadRequest.fromPartial({ fieldViolations })).finish();
}

function detailsOf(refusal: Refusal): Detail[] {
  const info = ErrorInfo.fromPartial({ reason: refusal.code, domain, metadata: asText(refusal.params) });
  const details = [detail("ErrorInfo", ErrorInfo.encode(info).finish())];
  if (refusal.violations.length > 0) details.push(detail("BadRequest", badRequest(refusal.violations)));
  const seconds = Math.ceil(Number(refusal.params["retryAfterS"]));
  if (Number.isSafeInteger(seconds)) {
    const retry = RetryInfo.fromPartial({ retryDelay: { seconds: BigInt(seconds), nanos: 0 } });
    details.push(detail("RetryInfo", RetryInfo.encode(retry).finish()));
  }
  return details;
}

/** A refusal with its code, values and fields; a bug as INTERNAL with nothing but the words "internal error". */
export function toServiceError(thrown: unknown): Pick<ServiceError, "code" | "details" | "metadata"> {
  const metadata = new Metadata();
  if (!(thrown instanceof Refusal)) return { code: status.INTERNAL, details: "internal error", metadata };
  const code = grpcStatus[thrown.kind];
  const full = Status.encode({ code, message: thrown.code, details: detailsOf(thrown) }).finish();
  const bare = new Refusal(thrown.kind, thrown.code);
  const value =
    full.length <= detailsLimit ? full : Status.encode({ code, message: bare.code, details: detailsOf(bare) }).finish();
  metadata.set(detailsKey, Buffer.from(value));
  return { code, details: thrown.code, metadata };
}

function readViolation(violation: BadRequest["fieldViolations"][number]): Violation {
  const params = JSON.parse(violation.description || "{}") as Params;
  return { pointer: violation.field, code: violation.reason, params };
}

function readDetails(kind: Kind, bytes: Buffer): Refusal {
  const { details, message } = Status.decode(bytes);
  const find = (name: string): Buffer => details.find((any) => any.typeUrl === typeUrl(name))?.value ?? Buffer.alloc(0);
  const info = ErrorInfo.decode(find("ErrorInfo"));
  const violations = BadRequest.decode(find("BadRequest")).fieldViolations.map(readViolation);
  return new Refusal(kind, info.reason || message, info.metadata, violations);
}

function withoutDetails(kind: Kind): Refusal {
  if (kind === "unavailable") return new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 2 });
  return new Refusal(kind, kind === "deadline" ? "DEADLINE_EXCEEDED" : "CALL_FAILED");
}

/** What grpc-js says when the connection under a call breaks: nobody answered. */
const isBroken = ({ code, details }: ServiceError): boolean =>
  code === status.INTERNAL && details.startsWith("Received RST_STREAM");

/** The refusal inside of a gRPC error; a broken connection becomes "unavailable". A status that means a bug is given back as it is. */
export function fromServiceError(error: ServiceError): Error {
  const kind = kindOfGrpcStatus(error.code);
  if (kind === undefined) return isBroken(error) ? withoutDetails("unavailable") : error;
  const [bytes] = error.metadata.get(detailsKey);
  if (!(bytes instanceof Buffer)) return withoutDetails(kind);
  try {
    return readDetails(kind, bytes);
  } catch {
    return withoutDetails(kind);
  }
}
