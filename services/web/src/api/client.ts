import { type Clock } from "./clock.ts";
import { fileNameOf } from "./disposition.ts";
import { Problem, problemOf, retryAfterMs } from "./problem.ts";
import { type Downloaded, type Progress, type SendFile, type StoredFile } from "./transfer.ts";

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
  /** Stores a file (PUT /v1/files); the id of the answer goes into commands. */
  upload: (file: Blob, onProgress?: Progress) => Promise<StoredFile>;
  /** Fetches a file that the API makes; `saveFile` gives it to the person. */
  download: (path: string, options?: CallOptions) => Promise<Downloaded>;
}

export interface ClientNeeds {
  readonly fetch: typeof fetch;
  readonly sendFile: SendFile;
  readonly clock: Clock;
  readonly language: () => string;
  /** The session ended for good: somebody has to sign in again. */
  readonly onSignedOut: () => void;
}

const defaultTimeoutMs = 15_000;
const downloadTimeoutMs = 60_000;

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

/** A captive portal of a hotel or an office answers 200 with its own page. */
function objectOf(text: string): unknown {
  const body = parsed(text);
  if (typeof body !== "object" || body === null) throw new Problem({ status: 0, code: "UNREADABLE" });
  return body;
}

/** Single calls, without a second try. */
function createCalls({ fetch, sendFile, clock, language }: ClientNeeds) {
  /** Learns the time of an answer; what is no success is a Problem. */
  function check(status: number, text: string, header: (name: string) => string | null): void {
    clock.learn(header("date"));
    if (status >= 200 && status < 300) return;
    throw problemOf(status, parsed(text), retryAfterMs(header("retry-after"), clock.now()));
  }

  const ask = (method: string, path: string, options: CallOptions, accept: string): Promise<Response> => {
    const headers: Record<string, string> = { accept, "accept-language": language() };
    if (options.body !== undefined) headers["content-type"] = "application/json";
    if (options.isAuth === true) headers["x-kinerja-session"] = "cookie";
    return fetch(address(path, options.query), {
      method,
      headers: { ...headers, ...options.headers },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
  };

  async function json(method: string, path: string, options: CallOptions): Promise<unknown> {
    let answer: Response;
    let text: string;
    try {
      answer = await ask(method, path, options, "application/json");
      text = await answer.text();
    } catch (thrown) {
      throw noAnswer(thrown);
    }
    check(answer.status, text, (name) => answer.headers.get(name));
    return objectOf(text);
  }

  async function download(path: string, options: CallOptions): Promise<Downloaded> {
    let answer: Response;
    let content: Blob;
    try {
      answer = await ask("GET", path, { timeoutMs: downloadTimeoutMs, ...options }, "*/*");
      content = await answer.blob();
    } catch (thrown) {
      throw noAnswer(thrown);
    }
    check(answer.status, answer.ok ? "" : await content.text(), (name) => answer.headers.get(name));
    return { content, fileName: fileNameOf(answer.headers.get("content-disposition")) };
  }

  async function upload(file: Blob, onProgress: Progress): Promise<StoredFile> {
    const headers = {
      accept: "application/json",
      "accept-language": language(),
      "content-type": "application/octet-stream",
    };
    const { status, text, header } = await sendFile("/v1/files", file, headers, onProgress);
    check(status, text, header);
    return objectOf(text) as StoredFile;
  }

  return { json, download, upload };
}

/** Calls the JSON API with the session's cookies; every failure is a Problem. */
export function createClient(needs: ClientNeeds): Client {
  const once = createCalls(needs);
  let refreshing: Promise<void> | undefined;

  /** All calls that met an expired token wait for one refresh. */
  function refresh(): Promise<void> {
    refreshing ??= once
      .json("POST", "/v1/auth:refresh", { body: {}, isAuth: true })
      .then(() => undefined)
      .finally(() => {
        refreshing = undefined;
      });
    return refreshing;
  }

  /** Again with a fresh token, where the old one had ended. */
  async function signedIn<Value>(run: () => Promise<Value>): Promise<Value> {
    try {
      return await run();
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.status !== 401) throw thrown;
    }
    try {
      await refresh();
      return await run();
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.status === 401) needs.onSignedOut();
      throw thrown;
    }
  }

  const call = (method: string, path: string, options: CallOptions): Promise<unknown> => {
    const run = () => once.json(method, path, options);
    return options.isAuth === true ? run() : signedIn(run);
  };

  return {
    get: async <Answer>(path: string, options: CallOptions = {}) => (await call("GET", path, options)) as Answer,
    post: async <Answer>(path: string, body: object, options: CallOptions = {}) =>
      (await call("POST", path, { ...options, body })) as Answer,
    upload: (file, onProgress = () => undefined) => signedIn(() => once.upload(file, onProgress)),
    download: (path, options = {}) => signedIn(() => once.download(path, options)),
  };
}
