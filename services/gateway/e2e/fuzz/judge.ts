import { answerLimitMs, type Reply, type Wire } from "./send.ts";

/** What a caller can rely on, whatever was sent; names the first thing that is not so. */
export function faultOf({ method }: Wire, { status, headers, body, ms }: Reply): string | undefined {
  if (status >= 500) return `answered ${status}`;
  if (ms > answerLimitMs) return `took ${Math.round(ms)} ms`;
  if (status < 400 || method === "HEAD") return undefined;
  if (headers["content-type"] !== "application/problem+json; charset=utf-8")
    return `${status} is told as ${headers["content-type"] ?? "nothing"}`;
  return faultOfProblem(status, JSON.parse(body.toString()) as Record<string, unknown>);
}

function faultOfProblem(status: number, problem: Record<string, unknown>): string | undefined {
  const { type, code, instance, title, detail } = problem;
  if (problem["status"] !== status) return `${status} says ${String(problem["status"])}`;
  if (typeof code !== "string" || type !== `/problems/${code}`) return `type ${String(type)}, code ${String(code)}`;
  if (typeof instance !== "string" || !/^[0-9a-f]{32}$/.test(instance)) return `instance ${String(instance)}`;
  return [title, detail].every((text) => typeof text === "string" && text !== "") ? undefined : "no words";
}

export const codeOf = ({ status, body }: Reply): string | undefined =>
  status < 400 || body.length === 0 ? undefined : (JSON.parse(body.toString()) as { code?: string }).code;

const shown = (bytes: Buffer): string => {
  const text = bytes.toString();
  return text.length > 2_000 ? `${text.slice(0, 2_000)}… (${bytes.length} bytes)` : text;
};

/** The request in one line, to be sent again. */
export const told = ({ method, path, headers, body }: Wire): string =>
  `${method} ${path.slice(0, 2_000)} ${shown(Buffer.from(JSON.stringify(headers)))} ${body ? shown(body) : ""}`;
