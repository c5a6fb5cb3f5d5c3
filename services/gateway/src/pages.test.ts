import { get as getByHttp, type IncomingMessage } from "node:http";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { problems } from "@kinerja/common/catalogue";

import { type Front, openFront } from "./testing/front.ts";

let front: Front;
beforeAll(async () => {
  front = await openFront();
});
afterAll(() => front.stop());

describe("pages", () => {
  const page = (path: string, headers: Record<string, string> = { accept: "text/html" }): Promise<Response> =>
    fetch(front.url(path), { headers });

  it("of the client answer every navigation, anew each time", async () => {
    for (const path of ["/", "/hari-ini", "/tim/2026-10"]) {
      const response = await page(path);
      expect([path, response.status, response.headers.get("cache-control")]).toEqual([path, 200, "no-cache"]);
      expect(await response.text()).toContain("<title>Kinerja</title>");
    }
    const etag = (await page("/")).headers.get("etag") ?? "";
    const { statusCode } = await new Promise<IncomingMessage>((resolve, reject) =>
      // fetch would add `cache-control: no-cache` of its own
      getByHttp(front.url("/"), { headers: { accept: "text/html", "if-none-match": etag } }, resolve).once(
        "error",
        reject,
      ),
    );
    expect(statusCode).toBe(304);
  });

  it("load hashed assets once a year, compressed", async () => {
    const response = await page("/assets/app-3f2c.js", { "accept-encoding": "gzip" });
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect((await page("/manifest.webmanifest")).headers.get("cache-control")).toBe("no-cache");
  });

  it("that are missing are problems, not pages", async () => {
    for (const [path, headers] of [
      ["/assets/gone.js", {}],
      ["/v1/gone", { accept: "text/html" }],
      ["/problems/GONE", {}],
      ["/%2e%2e%2fsecret", {}],
      ["/assets/%2e%2e%2f%2e%2e%2fsecret", {}],
    ] as const) {
      const response = await page(path, headers);
      expect([path, response.status, response.headers.get("content-type")]).toEqual([
        path,
        404,
        "application/problem+json; charset=utf-8",
      ]);
    }
    expect((await page("/%zz")).status).toBe(400);
  });

  it("let nothing foreign run", async () => {
    const { headers } = await page("/");
    expect(headers.get("content-security-policy")).toContain("default-src 'none';script-src 'self';style-src 'self'");
    expect(headers.get("content-security-policy")).not.toContain("unsafe");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-powered-by")).toBeNull();
    expect((await page("/v1/me")).headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("explain each problem in both languages, the reader's first", async () => {
    for (const [code, { id, en }] of Object.entries(problems)) {
      const html = await (await page(`/problems/${code}`, { "accept-language": "en" })).text();
      expect(html.indexOf(`<h1>${en[0].replace("'", "&#39;")}</h1>`)).toBeGreaterThan(0);
      expect(html.indexOf(`<h1>${id[0]}</h1>`)).toBeGreaterThan(html.indexOf("<h1>"));
    }
  });

  it("show the API to people and to tools", async () => {
    const html = await (await page("/api")).text();
    expect(html).toContain("POST /v1/entries:record");
    expect(html).not.toMatch(/<script|style=/);
    expect(await (await page("/openapi.yaml")).text()).toContain("openapi: ");
    expect((await page("/pages.css")).headers.get("content-type")).toContain("text/css");
  });
});
