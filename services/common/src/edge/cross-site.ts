import { type IncomingMessage } from "node:http";

import { Refusal } from "../errors/index.ts";

const hostOf = (origin: string): string | undefined => URL.parse(origin)?.host;

/** A browser says where a request comes from: by Sec-Fetch-Site, or, before 2023, by Origin alone. */
function isFromOwnPage({ headers }: IncomingMessage, origins: readonly string[]): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return origins.length > 0 ? origins.includes(origin) : hostOf(origin) === host;
}

/** Refuses an act that another site makes the browser do with its cookies (CSRF). Bearer tokens need no such check: no browser adds them by itself. */
export function assertOwnPage(request: IncomingMessage, origins: readonly string[]): void {
  if (!isFromOwnPage(request, origins)) throw new Refusal("forbidden", "CROSS_SITE_REFUSED");
}
