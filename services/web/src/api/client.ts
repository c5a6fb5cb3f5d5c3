import { type Clock } from "./clock.ts";
import { Problem, problemOf, retryAfterMs } from "./problem.ts";

interface CallOptions {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
  readonly timeoutMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Calls of /v1/auth: their 401 is the answer, not a reason to refresh. */
  readonly isAuth?: boolean;
}

export interface Client {
  get: <Answer>(path: string, options?: CallOptions) => Promise<Answer>;
  post: <Answer>(path: string, body: object, options?: CallOptions) => Promise<Answer>;
}

export interface ClientNeeds {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly language: () => string;
  /** The session ended for good: somebody has to sign in again. */
  readonly onSignedOut: () => void;
}

const defaultTimeoutMs = 15_000;

function address(path: string, query: CallOptions["query"]): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  if (pairs.length === 0) return path;
  return `${path}?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()}`;
}

/** Text of an answer as JSON; undefined when it is none. */
function parsed(text: string): unknown {
  try {
    return text === "" ? {} : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

const noAnswer = (thrown: unknown): Problem => {
  const { name } = (thrown ?? {}) as { readonly name?: unknown };
  return new Problem({ status: 0, code: name === "TimeoutError" ? "TIMEOUT" : "OFFLINE" });
};

/** Calls the JSON API with the session's cookies; every failure is a Problem. */
export function createClient({ fetch, clock, language, onSignedOut }: ClientNeeds): Client {
  let refreshing: Promise<void> | undefined;

  async function once(method: string, path: string, options: CallOptions): Promise<unknown> {
    const headers: Record<string, string> = { accept: "application/json", "accept-language": language() };
    if (options.body !== undefined) headers["content-type"] = "application/json";
    if (options.isAuth === true) headers["x-kinerja-session"] = "cookie";
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(address(path, options.query), {
        method,
        headers: { ...headers, ...options.headers },
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs),
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      });
      text = await answer.text();
    } catch (thrown) {
      throw noAnswer(thrown);
    }
    clock.learn(answer.headers.get("date"));
    const body = parsed(text);
    if (!answer.ok) throw problemOf(answer.status, body, retryAfterMs(answer.headers.get("retry-after"), clock.now()));
    // A captive portal of a hotel or an office answers 200 with its own page.
    if (typeof body !== "object" || body === null) throw new Problem({ status: 0, code: "UNREADABLE" });
    return body;
  }

  /** All calls that met an expired token wait for one refresh. */
  function refresh(): Promise<void> {
    refreshing ??= once("POST", "/v1/auth:refresh", { body: {}, isAuth: true })
      .then(() => undefined)
      .finally(() => {
        refreshing = undefined;
      });
    return refreshing;
  }

  async function call(method: string, path: string, options: CallOptions): Promise<unknown> {
    try {
      return await once(method, path, options);
    } catch (thrown) {
      if (options.isAuth === true || !(thrown instanceof Problem) || thrown.status !== 401) throw thrown;
    }
    try {
      await refresh();
      return await once(method, path, options);
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.status === 401) onSignedOut();
      throw thrown;
    }
  }

  return {
    get: async <Answer>(path: string, options: CallOptions = {}) => (await call("GET", path, options)) as Answer,
    post: async <Answer>(path: string, body: object, options: CallOptions = {}) =>
      (await call("POST", path, { ...options, body })) as Answer,
  };
}
