import { createHash } from "node:crypto";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { get as getByHttp, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fromBinary, fromJson, type JsonValue, toBinary, toJson } from "@bufbuild/protobuf";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { problems } from "@kinerja/common/catalogue";
import { type GrpcCaller, ownContract } from "@kinerja/common/edge";
import { Refusal } from "@kinerja/common/errors";
import { folderStore } from "@kinerja/common/files";
import { longCommandPaths } from "@kinerja/common/grpc";
import { type PersonId } from "@kinerja/common/kernel";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { fixedClock } from "@kinerja/common/testing";

import { gatewayApp, type Verify } from "./app.ts";
import { type Allowances, allowances } from "./limits.ts";
import { serveHttp } from "./server.ts";

const contract = ownContract();
const clock = fixedClock("2026-10-05T01:00:00Z");
const limits = { publicPerMinute: 1_000, signInPerMinute: 1_000, subjectPerMinute: 1_000, uploadMegabytesPerDay: 50 };

/** All services as one: remembers calls, answers what it was told. */
const seen: { path: string; request: JsonValue; metadata: Record<string, string>; deadlineMs: number }[] = [];
let replies: Record<string, () => JsonValue> = {};
const caller: GrpcCaller = async (path, request, metadata, deadlineMs) => {
  const rpc = contract.rpcs.find((one) => one.path === path);
  if (rpc === undefined) throw new Error(path);
  await Promise.resolve();
  seen.push({ path, request: toJson(rpc.input, fromBinary(rpc.input, request)), metadata, deadlineMs });
  return Buffer.from(toBinary(rpc.output, fromJson(rpc.output, replies[rpc.name]?.() ?? {})));
};

/** Tokens are "person.kind" here; "expired" has expired, the session of "gone" has ended, and about "stale" nobody knows freshly. */
const verify: Verify = (token, purpose) => {
  const [person = "", kind] = token.split(".");
  if (person === "gone" && purpose !== "record") return Promise.reject(new Refusal("unauthenticated", "SESSION_ENDED"));
  if (person === "stale" && purpose === "upload")
    return Promise.reject(new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 5 }));
  if (person === "expired") return Promise.reject(new Refusal("unauthenticated", "TOKEN_EXPIRED"));
  return Promise.resolve({
    personId: person as PersonId,
    sessionId: "s",
    kind: kind === "diary" ? "diary" : "access",
    employments: [],
    token,
  });
};

let folder = "";
let server: Stoppable & { port: number };
let origin = "";
let taken: Allowances;
const start = async (https = false): Promise<void> => {
  const app = gatewayApp({
    config: {
      https,
      origins: [],
      trustedProxies: [],
      webDir: join(folder, "web"),
      docsDir: join(__dirname, "../../../docs"),
      deadlineMs: 1_000,
    },
    contract,
    services: new Map([...new Set(contract.rpcs.map(({ service }) => service))].map((service) => [service, caller])),
    streams: new Map(),
    verify,
    allowances: {
      address: (key, points) => taken.address(key, points),
      signIn: (key) => taken.signIn(key),
      subject: (key) => taken.subject(key),
      upload: (key, points) => taken.upload(key, points),
    },
    files: folderStore(join(folder, "files")),
    clock,
    onBug: (thrown) => {
      throw thrown;
    },
    onAnswer: () => undefined,
  });
  server = await serveHttp(app, "127.0.0.1", 0);
  origin = `http://127.0.0.1:${server.port}`;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinerja-gateway-"));
  await mkdir(join(folder, "web/assets"), { recursive: true });
  await writeFile(join(folder, "web/index.html"), "<!doctype html><title>Kinerja</title>");
  await writeFile(join(folder, "web/assets/app-3f2c.js"), `export const x = 1;${" ".repeat(3_000)}`);
  await writeFile(join(folder, "web/manifest.webmanifest"), "{}");
  await writeFile(join(folder, "secret"), "not for the web");
  await start();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  seen.length = 0;
  replies = {};
  taken = allowances(limits, undefined);
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(origin + path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
const codeOf = async (answer: Promise<Response>): Promise<string> =>
  ((await (await answer).json()) as { code: string }).code;

const own = { "x-kinerja-session": "cookie", "sec-fetch-site": "same-origin" };
const signIn = { nip: "198703142011012901", password: "enam kata" };
const tokens = {
  accessToken: "siti.access",
  refreshToken: "rt1.siti.c2VjcmV0",
  diaryToken: "siti.diary",
  accessExpiresAt: "2026-10-05T01:10:00Z",
  refreshExpiresAt: "2026-10-05T13:00:00Z",
  diaryExpiresAt: "2026-10-12T01:00:00Z",
};

describe("a browser's session", () => {
  it("has its tokens in cookies, each only where it is needed, and not in the page", async () => {
    replies["SignIn"] = () => ({ tokens });
    const response = await post("/v1/auth:signIn", signIn, own);
    expect(await response.json()).toEqual({ tokens: { ...tokens, accessToken: "", refreshToken: "", diaryToken: "" } });
    expect(response.headers.getSetCookie()).toEqual([
      "kinerja-access=siti.access; Max-Age=43200; Path=/; HttpOnly; SameSite=Lax",
      "kinerja-refresh=rt1.siti.c2VjcmV0; Max-Age=43200; Path=/v1/auth:refresh; HttpOnly; SameSite=Lax",
      "kinerja-diary=siti.diary; Max-Age=604800; Path=/v1/entries:record; HttpOnly; SameSite=Lax",
    ]);
  });

  it("is not what programs get", async () => {
    replies["SignIn"] = () => ({ tokens });
    const response = await post("/v1/auth:signIn", signIn);
    expect(await response.json()).toEqual({ tokens });
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it("can't be begun by another site", async () => {
    expect(await codeOf(post("/v1/auth:signIn", signIn, { ...own, "sec-fetch-site": "cross-site" }))).toBe(
      "CROSS_SITE_REFUSED",
    );
    expect(seen).toEqual([]);
  });

  it("is refreshed from its cookie; only what is new is set", async () => {
    replies["Refresh"] = () => ({ tokens: { ...tokens, refreshToken: "", diaryToken: "" } });
    const response = await post("/v1/auth:refresh", {}, { ...own, cookie: "kinerja-refresh=rt1.siti.b2xk" });
    expect(seen[0]?.request).toEqual({ refreshToken: "rt1.siti.b2xk" });
    expect(response.headers.getSetCookie()).toHaveLength(1);
    expect(await codeOf(post("/v1/auth:refresh", {}, own))).toBe("REFRESH_INVALID");
  });

  it("asks for a refresh when its token has expired, and ends with all its cookies", async () => {
    const expired = await fetch(`${origin}/v1/me`, { headers: { cookie: "kinerja-access=expired.access" } });
    expect([expired.status, await codeOf(Promise.resolve(expired))]).toEqual([401, "TOKEN_EXPIRED"]);
    const ended = await post("/v1/auth:signOut", {}, { ...own, cookie: "kinerja-access=siti.access" });
    expect(ended.headers.getSetCookie().map((cookie) => cookie.split("; ").slice(0, 3))).toEqual([
      ["kinerja-access=", "Max-Age=0", "Path=/"],
      ["kinerja-refresh=", "Max-Age=0", "Path=/v1/auth:refresh"],
      ["kinerja-diary=", "Max-Age=0", "Path=/v1/entries:record"],
    ]);
  });

  it("writes the diary by the diary token and reads nothing by it", async () => {
    const example = JSON.parse(contract.rpcs.find(({ name }) => name === "RecordEntries")?.example ?? "") as unknown;
    const cookie = "kinerja-access=expired.access; kinerja-diary=siti.diary";
    expect((await post("/v1/entries:record", example, { ...own, cookie })).status).toBe(200);
    expect(await codeOf(fetch(`${origin}/v1/me`, { headers: { authorization: "Bearer siti.diary" } }))).toBe(
      "DIARY_TOKEN_ONLY_RECORDS",
    );
  });
});

describe("a session that has ended", () => {
  it("still writes what the log marks, and does nothing else", async () => {
    const example = JSON.parse(contract.rpcs.find(({ name }) => name === "RecordEntries")?.example ?? "") as unknown;
    const gone = { authorization: "Bearer gone.access" };
    expect((await post("/v1/entries:record", example, gone)).status).toBe(200);
    expect(await codeOf(fetch(`${origin}/v1/me`, { headers: gone }))).toBe("SESSION_ENDED");
    expect(await codeOf(fetch(`${origin}/v1/files`, { method: "PUT", body: "x", headers: gone }))).toBe(
      "SESSION_ENDED",
    );
  });
});

describe("a call", () => {
  it("has the time that its RPC needs", async () => {
    const as = { authorization: "Bearer siti.access" };
    const fileId = "a".repeat(64);
    await post("/v1/imports:start", { fileId, effectiveDate: "2026-10-01" }, { ...as, "idempotency-key": "k1" });
    await post("/v1/imports/00000000-0000-7000-8000-000000000001:apply", {}, { ...as, "idempotency-key": "k2" });
    await fetch(`${origin}/v1/me`, { headers: as });
    expect(seen.map(({ path, deadlineMs }) => [path.split("/").at(-1), deadlineMs])).toEqual([
      ["StartImport", 120_000],
      ["ApplyImport", 120_000],
      ["GetMe", 1_000],
    ]);
    const known = new Set(contract.rpcs.map(({ path }) => path));
    expect(longCommandPaths.filter((path) => !known.has(path))).toEqual([]);
  });
});

describe("under HTTPS", () => {
  beforeAll(async () => {
    await server.stop();
    await start(true);
  });
  afterAll(async () => {
    await server.stop();
    await start();
  });
  it("cookies are pinned to the host and to HTTPS", async () => {
    replies["SignIn"] = () => ({ tokens });
    const cookies = (await post("/v1/auth:signIn", signIn, own)).headers.getSetCookie();
    expect(cookies.map((cookie) => cookie.split("=")[0])).toEqual([
      "__Host-kinerja-access",
      "__Secure-kinerja-refresh",
      "__Secure-kinerja-diary",
    ]);
    for (const cookie of cookies) expect(cookie).toContain("; HttpOnly; Secure; SameSite=Lax");
  });
});

describe("allowances", () => {
  const me = (token: string): Promise<Response> =>
    fetch(`${origin}/v1/me`, { headers: { authorization: `Bearer ${token}` } });

  it("are a person's own after sign-in", async () => {
    taken = allowances({ ...limits, subjectPerMinute: 2 }, undefined);
    const statuses = [];
    for (const token of ["siti.a", "siti.a", "siti.a", "budi.a"]) statuses.push((await me(token)).status);
    expect(statuses).toEqual([200, 200, 429, 200]);
    expect(Number((await me("siti.a")).headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("are an address's before, and guesses count apart", async () => {
    taken = allowances({ ...limits, publicPerMinute: 3, signInPerMinute: 1 }, undefined);
    const keys = (): Promise<Response> => fetch(`${origin}/v1/auth/keys`);
    const statuses = [
      await post("/v1/auth:signIn", signIn),
      await post("/v1/auth:signIn", signIn),
      await keys(),
      await keys(),
      await me("siti.a"),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([200, 429, 200, 429, 200]);
  });
});

describe("uploads", () => {
  const put = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = { authorization: "Bearer siti.access" },
  ): Promise<Response> => fetch(`${origin}/v1/files`, { method: "PUT", body, headers });

  it("are known by their content", async () => {
    const response = await put("nip;nama\n");
    expect([response.status, await response.json()]).toEqual([
      200,
      { fileId: createHash("sha256").update("nip;nama\n").digest("hex"), size: 9 },
    ]);
  });

  it.each<[string, () => Promise<Response>, number, string]>([
    ["nobody", () => put("x", {}), 401, "TOKEN_MISSING"],
    [
      "another site",
      () => put("x", { cookie: "kinerja-access=siti.access", "sec-fetch-site": "cross-site" }),
      403,
      "CROSS_SITE_REFUSED",
    ],
    ["a diary token", () => put("x", { authorization: "Bearer siti.diary" }), 403, "DIARY_TOKEN_ONLY_RECORDS"],
    [
      "somebody whose session may have ended",
      () => put("x", { authorization: "Bearer stale.access" }),
      503,
      "SERVICE_UNAVAILABLE",
    ],
    ["nothing", () => put(""), 400, "FILE_EMPTY"],
    ["too much", () => put(new Uint8Array(20_000_001)), 413, "FILE_TOO_LARGE"],
  ])("of %s are refused", async (_, send, status, code) => {
    const response = await send();
    expect([response.status, await codeOf(Promise.resolve(response))]).toEqual([status, code]);
  });

  it("have a limit by person", async () => {
    taken = allowances({ ...limits, uploadMegabytesPerDay: 2 }, undefined);
    const statuses = [
      await put("a"),
      await put("b"),
      await put("c"),
      await put("d", { authorization: "Bearer budi.access" }),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429, 200]);
  });
});

describe("pages", () => {
  const page = (path: string, headers: Record<string, string> = { accept: "text/html" }): Promise<Response> =>
    fetch(origin + path, { headers });

  it("of the client answer every navigation, anew each time", async () => {
    for (const path of ["/", "/hari-ini", "/tim/2026-10"]) {
      const response = await page(path);
      expect([path, response.status, response.headers.get("cache-control")]).toEqual([path, 200, "no-cache"]);
      expect(await response.text()).toContain("<title>Kinerja</title>");
    }
    const etag = (await page("/")).headers.get("etag") ?? "";
    const { statusCode } = await new Promise<IncomingMessage>((resolve, reject) =>
      // fetch would add `cache-control: no-cache` of its own
      getByHttp(origin, { headers: { accept: "text/html", "if-none-match": etag } }, resolve).once("error", reject),
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
