import { trace } from "@opentelemetry/api";
import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";

/** Without children: their fields would pass by the allow-list. */
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "fatal" | "level">;

/** The only fields that reach a log line. A NIP, a name or an amount has no field to stand in. */
const allowed = new Set([
  "action", "address", "agencyId", "attempt", "bytes", "cause", "code", "count", "durationMs", "entries", "error",
  "file", "group", "lag", "method", "name", "offset", "partition", "partitions", "path", "peer", "period", "personId",
  "phase", "port", "reason", "requestId", "resource", "retryAfterS", "revision", "rows", "service", "site", "stack",
  "status", "topic", "traceId", "unit", "version",
]); // prettier-ignore

/** A NIP or NIK, with or without the usual separators, never as a part of an id or a hash. */
const personNumber = /(?<!\w)\d(?:[ .']?\d){15,17}(?!\w)/g;
const mask = (text: string): string => text.replace(personNumber, "[number]");

/** Also for errors of another realm (node's own, while jest runs). */
const isError = (thrown: unknown): thrown is Error =>
  thrown instanceof Error || Object.prototype.toString.call(thrown) === "[object Error]";

/** Only plain values: an object in an allowed field would bring its own fields. */
function plain(value: unknown): unknown {
  if (typeof value === "string") return mask(value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return value;
  if (isError(value)) return errorFields(value).error;
  return Array.isArray(value) ? value.slice(0, 20).map(plain) : undefined;
}

const keepAllowed = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (allowed.has(key) ? [[key, plain(value)]] : [])));

/** JSON lines with the trace id of the moment; fields outside of the allow-list are dropped, and so is the message of an error. */
export function createLog(service: string, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    base: { service },
    level: process.env["LOG_LEVEL"] ?? "info",
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: keepAllowed },
    hooks: {
      logMethod([first, second]: readonly unknown[], write) {
        const message = typeof first === "string" ? first : second;
        const fields = isError(first) ? errorFields(first) : first;
        write.call(
          this,
          typeof fields === "object" ? (fields ?? {}) : {},
          typeof message === "string" ? mask(message) : "",
        );
      },
    },
    mixin: () => {
      const span = trace.getActiveSpan()?.spanContext();
      return span ? { traceId: span.traceId } : {};
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** An error in the fields of a log line. Messages of drivers may quote values, so only our own code's stack goes in. */
export function errorFields(thrown: unknown): { error: string; stack?: string } {
  if (!isError(thrown)) return { error: typeof thrown };
  if (thrown.name === "SettingsError") return { error: thrown.message };
  const [, ...frames] = (thrown.stack ?? "").split("\n    at ");
  const code = "code" in thrown && typeof thrown.code === "string" ? ` ${thrown.code}` : "";
  return { error: `${thrown.name}${code}`, stack: frames.slice(0, 8).join(" < ") };
}
