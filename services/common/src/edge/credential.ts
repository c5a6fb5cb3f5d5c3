import { type IncomingMessage } from "node:http";

import { Refusal } from "../errors/index.ts";

/** Names of the browser's cookies. `__Host-` pins a cookie to this host and to HTTPS; cookies of one path may only be `__Secure-`. */
export interface CookieNames {
  readonly access: string;
  readonly diary: string;
  readonly refresh: string;
}
export const cookieNames = (https: boolean): CookieNames => ({
  access: https ? "__Host-kinerja-access" : "kinerja-access",
  diary: https ? "__Secure-kinerja-diary" : "kinerja-diary",
  refresh: https ? "__Secure-kinerja-refresh" : "kinerja-refresh",
});

/** The value of one cookie, if the browser sent it once. */
export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const header = request.headers.cookie;
  if (header === undefined) return undefined;
  for (const part of header.split(";")) {
    const cookie = part.trimStart();
    if (cookie.startsWith(name) && cookie[name.length] === "=") return cookie.slice(name.length + 1);
  }
  return undefined;
}

/** What the caller shows, and whether a browser added it by itself. */
export interface Credential {
  readonly token: string;
  readonly fromCookie: boolean;
}

const form = /^[\w.~+/=-]{1,4096}$/;
const checked = (token: string): string => {
  if (!form.test(token)) throw new Refusal("unauthenticated", "TOKEN_INVALID");
  return token;
};

/** The bearer token, else the cookie's: on the diary's path the diary token, which outlives the access token. */
export function credentialOf(request: IncomingMessage, names: CookieNames): Credential | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return { token: checked(token ?? ""), fromCookie: false };
  }
  const cookie = cookieOf(request, names.diary) ?? cookieOf(request, names.access);
  return cookie === undefined || cookie === "" ? undefined : { token: checked(cookie), fromCookie: true };
}
