import { existsSync } from "node:fs";
import { join } from "node:path";

import { type RequestHandler, Router, static as serveFiles } from "express";

const yearS = 31_536_000;

/** A person opens a page; scripts and pictures that are missing are missing. */
const isNavigation: (headers: Readonly<Record<string, string | string[] | undefined>>) => boolean = (headers) =>
  headers["sec-fetch-mode"] === "navigate" || String(headers["accept"] ?? "").includes("text/html");

/** The browser client: hashed assets for a year, everything else asked for again, index.html for each of its pages. */
export function webClient(webDir: string): RequestHandler {
  const index = join(webDir, "index.html");
  const router = Router();
  router.use(
    "/assets",
    serveFiles(join(webDir, "assets"), { index: false, immutable: true, maxAge: yearS * 1_000, fallthrough: true }),
  );
  router.use(
    serveFiles(webDir, { index: false, setHeaders: (response) => response.setHeader("cache-control", "no-cache") }),
  );
  router.get("/{*page}", (request, response, next) => {
    if (!isNavigation(request.headers) || !existsSync(index)) {
      next();
      return;
    }
    response.setHeader("cache-control", "no-cache");
    response.vary("Accept").sendFile(index, { cacheControl: false });
  });
  return router;
}
