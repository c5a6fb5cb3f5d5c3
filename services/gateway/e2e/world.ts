import { setTimeout as sleep } from "node:timers/promises";

/** Whom and where the tests find, as the starter of the platform told them. */
export function told(name: string): string {
  const value = process.env[`E2E_${name}`];
  if (value === undefined) throw new Error(`E2E_${name} is missing: run the tests with npm test`);
  return value;
}

export type Answer<T = unknown> = { readonly status: number; readonly headers: Headers; readonly body: T };

type Call = { readonly method?: string; readonly body?: unknown; readonly token?: string; readonly raw?: string; readonly headers?: Record<string, string> }; // prettier-ignore

function outgoing({ method, body, token, raw, headers = {} }: Call): RequestInit {
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    method: method ?? (payload === undefined ? "GET" : "POST"),
    headers: {
      accept: "application/json",
      ...(payload === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(payload === undefined ? {} : { body: payload }),
  };
}

/** One request to the gateway, or to ingest with a full address. */
export async function ask<T = Record<string, unknown>>(path: string, call: Call = {}): Promise<Answer<T>> {
  const response = await fetch(path.startsWith("http") ? path : told("URL") + path, outgoing(call));
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
}

export type Tokens = { readonly accessToken: string; readonly refreshToken: string; readonly diaryToken: string };

export async function signIn(
  who: "EMPLOYEE" | "COLLEAGUE" | "NEIGHBOUR" | "SUPERIOR" | "OFFICER" | "STRANGER",
): Promise<Tokens> {
  const body = { nip: told(who), password: told("PASSWORD") };
  const answer = await ask<{ tokens: Tokens }>("/v1/auth:signIn", { body });
  if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`);
  return answer.body.tokens;
}

export type Me = {
  readonly personId: string;
  readonly name: string;
  readonly employments: readonly { readonly employmentId: string; readonly agencyId: string }[];
};

export const meOf = async (token: string): Promise<Me> => (await ask<Me>("/v1/me", { token })).body;

/** A UUIDv7 near the platform's clock, which a test reads from the Date header. */
export function newId(nowMs: number): string {
  const time = Math.floor(nowMs).toString(16).padStart(12, "0");
  const rest = crypto.randomUUID().slice(15);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest}`;
}

export const platformNow = async (): Promise<number> => {
  const { headers } = await ask("/v1/auth/keys");
  return Date.parse(headers.get("date") ?? "");
};

/** Facts travel by Kafka: what is refused too early, or is not there yet, is asked for again, for a minute. */
export async function until<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let turn = 0; turn < 600; turn++) {
    const found = await attempt();
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error(`waited for ${what} in vain`);
}
