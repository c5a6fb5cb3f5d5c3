import { Refusal } from "../errors/index.ts";

/** Connection lost, too many of them, disk or memory used up, server stopping or starting, statement cut by its time limit. */
const states = /^(08\d{3}|53\d{3}|57014|57P0[1-5])$/;
const systemErrors = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What pg, its pool and TypeORM say without a code. */
const messages = [
  "Connection terminated",
  "Query read timeout",
  "Client has encountered a connection error",
  "Client was closed",
  "timeout exceeded when trying to connect",
  "Cannot use a pool after calling end",
  "Query runner already released",
];

function isTransient(thrown: unknown): boolean {
  const { code = "", message = "" } = Object(thrown) as { code?: unknown; message?: unknown };
  const said = String(message);
  return states.test(String(code)) || systemErrors.test(String(code)) || messages.some((known) => said.includes(known));
}

/** A database that is away or overloaded is an expected no: try later. Everything else is given back as it is. */
export function orUnavailable(thrown: unknown): unknown {
  if (thrown instanceof Refusal || !isTransient(thrown)) return thrown;
  const refusal = new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 2 });
  refusal.cause = thrown;
  return refusal;
}
