/** One violated field of a request. */
export interface FieldError {
  /** JSON pointer, "/newPassword". */
  readonly pointer: string;
  readonly code: string;
  /** A sentence in the asked language. */
  readonly detail: string;
}

interface Facts {
  /** 0 when no answer came. */
  readonly status: number;
  /** The problem's code, or OFFLINE, TIMEOUT, UNREADABLE. */
  readonly code: string;
  readonly detail?: string;
  readonly instance?: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterMs?: number;
}

/** Why a call to the API failed: an RFC 9457 problem, or no usable answer at all. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly errors: readonly FieldError[];
  readonly retryAfterMs: number | undefined;

  constructor(facts: Facts) {
    super(`${String(facts.status)} ${facts.code}`);
    this.name = "Problem";
    this.status = facts.status;
    this.code = facts.code;
    this.detail = facts.detail ?? "";
    this.instance = facts.instance ?? "";
    this.errors = facts.errors ?? [];
    this.retryAfterMs = facts.retryAfterMs;
  }

  /** The same request may succeed later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** Milliseconds of a Retry-After header: seconds, or a date compared with the platform's clock. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const waitMs = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown) => {
    const { pointer, code, detail } = (item ?? {}) as Record<string, unknown>;
    return { pointer: textOf(pointer), code: textOf(code), detail: textOf(detail) };
  });
}

/** Reads a problem+json body; a body of any other kind still gives a Problem. */
export function problemOf(status: number, body: unknown, waitMs: number | undefined): Problem {
  const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const code = textOf(fields["code"]);
  return new Problem({
    status,
    code: code === "" ? `HTTP_${String(status)}` : code,
    detail: textOf(fields["detail"]) || textOf(fields["title"]),
    instance: textOf(fields["instance"]),
    errors: fieldErrors(fields["errors"]),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  });
}
