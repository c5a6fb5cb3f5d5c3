import { hash } from "node:crypto";
import { type IncomingMessage, type ServerResponse } from "node:http";

import { type Json } from "./decode.ts";

/** Answers about nobody in particular that seldom change: a browser may keep them, and asks each time whether they are still so. */
export const keptByBrowsers: ReadonlySet<string> = new Set([
  "/kinerja.identity.v1.SessionService/GetKeys",
  "/kinerja.identity.v1.DirectoryService/ListHolidays",
  "/kinerja.allowance.v1.AllowanceService/GetPolicy",
]);

/** What is about people is kept by no browser, since others may sit at it next. */
export const cacheControlOf = (rpcPath: string): string =>
  keptByBrowsers.has(rpcPath) ? "private, no-cache" : "no-store";

/** Weak, as the same answer goes out compressed or plain (RFC 9110, 8.8.3.3); whether it has changed it says as surely. */
const tagOf = (body: string): string => `W/"${hash("sha256", body, "base64url").slice(0, 27)}"`;

const opaque = (tag: string): string => tag.trim().replace(/^W\//, "");

/** `If-None-Match` names this tag, by the weak comparison that it asks for. */
export const isKnown = (header: string | undefined, tag: string): boolean =>
  header !== undefined && (header.trim() === "*" || header.split(",").some((one) => opaque(one) === opaque(tag)));

/** Answers a question; only that nothing has changed when the asker knows the answer already. */
export function sendTagged(request: IncomingMessage, response: ServerResponse, rpcPath: string, answer: Json): void {
  const body = JSON.stringify(answer);
  const tag = tagOf(body);
  const headers = { etag: tag, "cache-control": cacheControlOf(rpcPath), "x-content-type-options": "nosniff" };
  if (isKnown(request.headers["if-none-match"], tag)) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, {
    ...headers,
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}
