import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";

/** What went wrong, as the platform says it (RFC 9457). */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(path: string, problem: Problem) {
    const fields = problem.errors.map(({ pointer, code }) => `${pointer} ${code}`).join(", ");
    super(`${path}: ${problem.status} ${problem.code} ${problem.detail} ${fields}`);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

interface Call {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly bytes?: Buffer;
  /** One for all tries of a command: when its answer was lost, the next try is given the first one's. */
  readonly key?: string;
}

export interface Answer {
  /** 0 when there was none. */
  readonly status: number;
  /** Of the answer's own header; undefined without one. */
  readonly retryAfterS: number | undefined;
  readonly json: unknown;
}

export interface HttpOptions {
  readonly sockets?: number;
  readonly listener?: Listener;
}

/** Whoever looks at what goes over the wire. */
export interface Listener {
  sent(path: string): void;
  /** Of status 0 when there was no answer. */
  heard(path: string, answer: Answer): void;
}

/** A client of the public API, as a program of an agency would be: bearer tokens, kept connections, retries where they are safe. */
export interface Http {
  get<T>(path: string, token?: string): Promise<T>;
  post<T>(path: string, body: unknown, token?: string): Promise<T>;
  put<T>(path: string, bytes: Buffer, token: string): Promise<T>;
  /** The first answer to a question, whatever it is. */
  ask(path: string, token: string): Promise<Answer>;
  /** Answers of 5xx so far, by path: none is expected outside of a fault. */
  readonly serverErrors: Map<string, number>;
  close(): void;
}

function send(base: URL, agent: Agent, call: Call): Promise<Answer> {
  const payload = call.bytes ?? (call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body)));
  const headers: Record<string, string> = { accept: "application/json", "accept-language": "id" };
  if (call.token) headers["authorization"] = `Bearer ${call.token}`;
  if (call.key) headers["idempotency-key"] = call.key;
  if (payload) headers["content-type"] = call.bytes ? "application/octet-stream" : "application/json";
  if (payload) headers["content-length"] = String(payload.length);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: base.hostname, port: base.port, method: call.method, path: call.path, headers, agent, timeout: 30_000 },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          const status = response.statusCode ?? 0;
          const after = response.headers["retry-after"];
          const retryAfterS = after === undefined ? undefined : Number(after);
          try {
            resolve({ status, retryAfterS, json: text === "" ? {} : (JSON.parse(text) as unknown) });
          } catch {
            reject(new Error(`${call.path}: ${status} with a body that is no JSON: ${text.slice(0, 200)}`));
          }
        });
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })));
    outgoing.on("error", reject);
    outgoing.end(payload);
  });
}

function problemOf({ status, json }: Answer): Problem {
  const { type = "", title = "", detail = "", errors = [] } = json as Partial<Problem & { type: string }>;
  return { status, code: type.split("/").at(-1) ?? "", title, detail, errors };
}

/** Longer than a killed service takes to come back on a busy machine. */
const patienceMs = 180_000;
const mayTryAgain = ({ status }: Answer): boolean => status === 429 || status === 503 || status === 504;

/** Tries again on overload and while something is away. Every command of the API may be repeated: it converges. */
export function openHttp(url: string, options: HttpOptions = {}): Http {
  const base = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: options.sockets ?? 32, scheduling: "lifo" });
  const serverErrors = new Map<string, number>();
  let closed = false;
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  /** Of status 0 when there was no answer. */
  async function once(call: Call): Promise<Answer> {
    try {
      return await send(base, agent, call);
    } catch (error) {
      if (error instanceof Error && "code" in error) return { status: 0, retryAfterS: undefined, json: undefined };
      throw error;
    }
  }
  /** What must not be tried again is thrown. */
  async function attempt(call: Call): Promise<Answer> {
    options.listener?.sent(call.path);
    const answer = await once(call);
    options.listener?.heard(call.path, answer);
    if (answer.status >= 500) serverErrors.set(call.path, (serverErrors.get(call.path) ?? 0) + 1);
    if (answer.status >= 300 && !mayTryAgain(answer)) throw new ProblemError(call.path, problemOf(answer));
    return answer;
  }
  async function run<T>(call: Call): Promise<T> {
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      if (closed) throw new Error(`${call.path}: the client is closed`);
      const answer = await attempt(call);
      if (answer.status !== 0 && answer.status < 300) return answer.json as T;
      await wait(Math.min(Math.max(answer.retryAfterS ?? 0, 0.2), 5) * 1000);
    }
    throw new Error(`${call.path}: not answered within ${patienceMs / 1_000} s`);
  }
  return {
    get: (path, token) => run({ method: "GET", path, ...(token && { token }) }),
    post: (path, body, token) => run({ method: "POST", path, body, ...(token && { token, key: randomUUID() }) }),
    put: (path, bytes, token) => run({ method: "PUT", path, bytes, token }),
    ask: (path, token) => once({ method: "GET", path, token }),
    serverErrors,
    close: () => {
      closed = true;
      agent.destroy();
    },
  };
}
