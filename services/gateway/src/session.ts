import { type IncomingMessage } from "node:http";

import { type Clock } from "@kinerja/common/clock";
import { assertOwnPage, type CookieNames, cookieOf, type Exchange, type Json } from "@kinerja/common/edge";
import { Refusal } from "@kinerja/common/errors";

export interface SessionNeeds {
  readonly names: CookieNames;
  readonly https: boolean;
  readonly origins: readonly string[];
  readonly clock: Clock;
}

export interface CookieSession {
  beforeCall(exchange: Exchange, request: Json): void;
  afterCall(exchange: Exchange, answer: Json): void;
}

const service = "/kinerja.identity.v1.SessionService/";
const entering: ReadonlySet<string> = new Set(["Activate", "SignIn", "Refresh"].map((name) => service + name));

/** Each cookie travels only where it is needed. */
const paths = { access: "/", refresh: "/v1/auth:refresh", diary: "/v1/entries:record" } as const;
type Kind = keyof typeof paths;

const wantsCookies = ({ headers }: IncomingMessage): boolean => headers["x-kinerja-session"] === "cookie";
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The browser's way to be signed in: tokens go into cookies that no script can read, and never into the page. */
export function cookieSession({ names, https, origins, clock }: SessionNeeds): CookieSession {
  const cookie = (kind: Kind, value: string, maxAge: number): string => {
    if (!/^[\w.~+/=-]*$/.test(value)) throw new Error(`the ${kind} token has signs that a cookie can't hold`);
    const flags = https ? "HttpOnly; Secure" : "HttpOnly";
    return `${names[kind]}=${value}; Max-Age=${Math.max(0, Math.floor(maxAge))}; Path=${paths[kind]}; ${flags}; SameSite=Lax`;
  };
  const secondsUntil = (instant: unknown): number => (Date.parse(text(instant)) - clock.now()) / 1_000;

  /** The access cookie outlives its token, so that the answer can be TOKEN_EXPIRED, which asks for a refresh. */
  const cookiesOf = (tokens: Json): string[] => {
    const [refresh, diary] = [secondsUntil(tokens["refreshExpiresAt"]), secondsUntil(tokens["diaryExpiresAt"])];
    const lives = { access: refresh || secondsUntil(tokens["accessExpiresAt"]), refresh, diary };
    return (Object.keys(paths) as Kind[]).flatMap((kind) => {
      const value = text(tokens[`${kind}Token`]);
      return value === "" ? [] : [cookie(kind, value, lives[kind])];
    });
  };

  return {
    beforeCall({ request, route }, body) {
      if (!entering.has(route.rpc.path) || !wantsCookies(request)) return;
      assertOwnPage(request, origins);
      if (route.rpc.name !== "Refresh" || body["refreshToken"] !== undefined) return;
      const token = cookieOf(request, names.refresh);
      if (token === undefined || token === "") throw new Refusal("unauthenticated", "REFRESH_INVALID");
      body["refreshToken"] = token;
    },
    afterCall({ request, response, route, credential }, answer) {
      const tokens = answer["tokens"] as Json | undefined;
      if (entering.has(route.rpc.path) && wantsCookies(request) && tokens) {
        response.setHeader("set-cookie", cookiesOf(tokens));
        for (const kind of Object.keys(paths)) tokens[`${kind}Token`] = "";
      } else if (route.rpc.path === `${service}SignOut` && credential?.fromCookie === true)
        response.setHeader(
          "set-cookie",
          (Object.keys(paths) as Kind[]).map((kind) => cookie(kind, "", 0)),
        );
    },
  };
}
