import { type ServiceError } from "@grpc/grpc-js";

import { text } from "../catalogue/index.ts";
import { grpcStatus, httpStatus, type Params, Refusal } from "../errors/index.ts";
import { fromServiceError } from "../grpc/index.ts";
import { type Language } from "./language.ts";

/** RFC 9457. `instance` is the trace id: the number a person can tell, and the one that finds the log lines. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** True for a bug: somebody should read the log. */
  readonly isBug: boolean;
}

/** Refusals of HTTP itself, which gRPC has no status for. */
const ownStatus: Readonly<Record<string, number>> = {
  METHOD_NOT_ALLOWED: 405,
  BODY_TOO_LARGE: 413,
  FILE_TOO_LARGE: 413,
  HEADERS_TOO_LARGE: 431,
  REQUEST_TOO_SLOW: 408,
  MEDIA_TYPE_UNSUPPORTED: 415,
  CONTENT_ENCODING_UNSUPPORTED: 415,
};
const retryKinds: ReadonlySet<string> = new Set(["limit", "unavailable"]);

const isServiceError = (thrown: unknown): thrown is ServiceError =>
  thrown instanceof Error && "metadata" in thrown && "code" in thrown && typeof thrown.code === "number";

/** What was thrown as a refusal; undefined for a bug. */
export function refusalOf(thrown: unknown): Refusal | undefined {
  const known = isServiceError(thrown) ? fromServiceError(thrown) : thrown;
  return known instanceof Refusal ? known : undefined;
}

const statusOf = ({ code, kind }: Refusal): number => ownStatus[code] ?? httpStatus[grpcStatus[kind]] ?? 500;

function retryAfter({ kind, params }: Refusal): Record<string, string> {
  const given = Number(params["retryAfterS"] ?? (retryKinds.has(kind) ? 5 : Number.NaN));
  return Number.isFinite(given) ? { "retry-after": String(Math.max(1, Math.ceil(given))) } : {};
}

const errorsOf = ({ violations }: Refusal, language: Language): Pick<Problem, "errors"> =>
  violations.length === 0
    ? {}
    : {
        errors: violations.map(({ pointer, code, params }) => {
          return { pointer, code, detail: text(code, params ?? {}, language).detail };
        }),
      };

const statusHeaders = (status: number, params: Params): Record<string, string> => {
  if (status === 401) return { "www-authenticate": "Bearer" };
  return status === 405 ? { allow: String(params["allowed"] ?? "") } : {};
};

/** A refusal, a gRPC error or a bug as problem+json in the reader's language. A bug's message is withheld. */
export function problemOf(thrown: unknown, language: Language, traceId: string): ProblemAnswer {
  const refusal = refusalOf(thrown);
  const code = refusal?.code ?? "INTERNAL";
  const status = refusal ? statusOf(refusal) : 500;
  const words = text(code, refusal?.params ?? {}, language);
  const errors = refusal ? errorsOf(refusal, language) : {};
  const problem: Problem = { type: `/problems/${code}`, ...words, status, instance: traceId, code, ...errors };
  return {
    status,
    headers: {
      "content-type": "application/problem+json; charset=utf-8",
      "content-language": language,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      vary: "Accept-Language",
      ...statusHeaders(status, refusal?.params ?? {}),
      ...(refusal ? retryAfter(refusal) : {}),
    },
    body: JSON.stringify(problem),
    isBug: refusal === undefined,
  };
}
