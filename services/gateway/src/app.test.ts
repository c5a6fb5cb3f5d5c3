import { createHash } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { longCommandPaths } from "@kinerja/common/grpc";

import { contract, type Front, openFront } from "./testing/front.ts";

// Uploads are synced to a disk that may have other work.
jest.setTimeout(30_000);

let front: Front;
beforeAll(async () => {
  front = await openFront();
});
afterAll(() => front.stop());
beforeEach(() => {
  front.seen.length = 0;
  front.replies = {};
  front.allow();
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(front.url(path), {
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
    front.replies["SignIn"] = () => ({ tokens });
    const response = await post("/v1/auth:signIn", signIn, own);
    expect(await response.json()).toEqual({ tokens: { ...tokens, accessToken: "", refreshToken: "", diaryToken: "" } });
    expect(response.headers.getSetCookie()).toEqual([
      "kinerja-access=siti.access; Max-Age=43200; Path=/; HttpOnly; SameSite=Lax",
      "kinerja-refresh=rt1.siti.c2VjcmV0; Max-Age=43200; Path=/v1/auth:refresh; HttpOnly; SameSite=Lax",
      "kinerja-diary=siti.diary; Max-Age=604800; Path=/v1/entries:record; HttpOnly; SameSite=Lax",
    ]);
  });

  it("is not what programs get", async () => {
    front.replies["SignIn"] = () => ({ tokens });
    const response = await post("/v1/auth:signIn", signIn);
    expect(await response.json()).toEqual({ tokens });
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it("can't be begun by another site", async () => {
    expect(await codeOf(post("/v1/auth:signIn", signIn, { ...own, "sec-fetch-site": "cross-site" }))).toBe(
      "CROSS_SITE_REFUSED",
    );
    expect(front.seen).toEqual([]);
  });

  it("is refreshed from its cookie; only what is new is set", async () => {
    front.replies["Refresh"] = () => ({ tokens: { ...tokens, refreshToken: "", diaryToken: "" } });
    const response = await post("/v1/auth:refresh", {}, { ...own, cookie: "kinerja-refresh=rt1.siti.b2xk" });
    expect(front.seen[0]?.request).toEqual({ refreshToken: "rt1.siti.b2xk" });
    expect(response.headers.getSetCookie()).toHaveLength(1);
    expect(await codeOf(post("/v1/auth:refresh", {}, own))).toBe("REFRESH_INVALID");
  });

  it("asks for a refresh when its token has expired, and ends with all its cookies", async () => {
    const expired = await fetch(front.url("/v1/me"), { headers: { cookie: "kinerja-access=expired.access" } });
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
    expect(await codeOf(fetch(front.url("/v1/me"), { headers: { authorization: "Bearer siti.diary" } }))).toBe(
      "DIARY_TOKEN_ONLY_RECORDS",
    );
  });
});

describe("a session that has ended", () => {
  it("still writes what the log marks, and does nothing else", async () => {
    const example = JSON.parse(contract.rpcs.find(({ name }) => name === "RecordEntries")?.example ?? "") as unknown;
    const gone = { authorization: "Bearer gone.access" };
    expect((await post("/v1/entries:record", example, gone)).status).toBe(200);
    expect(await codeOf(fetch(front.url("/v1/me"), { headers: gone }))).toBe("SESSION_ENDED");
    expect(await codeOf(fetch(front.url("/v1/files"), { method: "PUT", body: "x", headers: gone }))).toBe(
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
    await fetch(front.url("/v1/me"), { headers: as });
    expect(front.seen.map(({ path, deadlineMs }) => [path.split("/").at(-1), deadlineMs])).toEqual([
      ["StartImport", 120_000],
      ["ApplyImport", 120_000],
      ["GetMe", 1_000],
    ]);
    const known = new Set(contract.rpcs.map(({ path }) => path));
    expect(longCommandPaths.filter((path) => !known.has(path))).toEqual([]);
  });
});

describe("under HTTPS", () => {
  beforeAll(() => front.restart(true));
  afterAll(() => front.restart(false));
  it("cookies are pinned to the host and to HTTPS", async () => {
    front.replies["SignIn"] = () => ({ tokens });
    const cookies = (await post("/v1/auth:signIn", signIn, own)).headers.getSetCookie();
    expect(cookies.map((cookie) => cookie.split("=")[0])).toEqual([
      "__Host-kinerja-access",
      "__Secure-kinerja-refresh",
      "__Secure-kinerja-diary",
    ]);
    for (const cookie of cookies) expect(cookie).toContain("; HttpOnly; Secure; SameSite=Lax");
  });
  it("browsers are told to stay there, by pages and by answers", async () => {
    for (const path of ["/", "/v1/auth/keys", "/v1/me", "/v1/gone"]) {
      const { headers } = await fetch(front.url(path), { headers: { accept: "text/html" } });
      expect([path, headers.get("strict-transport-security")]).toEqual([path, "max-age=31536000; includeSubDomains"]);
    }
  });
});

describe("allowances", () => {
  const me = (token: string): Promise<Response> =>
    fetch(front.url("/v1/me"), { headers: { authorization: `Bearer ${token}` } });

  it("are a person's own after sign-in", async () => {
    front.allow({ subjectPerMinute: 2 });
    const statuses = [];
    for (const token of ["siti.a", "siti.a", "siti.a", "budi.a"]) statuses.push((await me(token)).status);
    expect(statuses).toEqual([200, 200, 429, 200]);
    expect(Number((await me("siti.a")).headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("are another one for writing the diary: who has read too much still writes", async () => {
    front.allow({ subjectPerMinute: 2 });
    const example = JSON.parse(contract.rpcs.find(({ name }) => name === "RecordEntries")?.example ?? "") as unknown;
    const write = (): Promise<Response> => post("/v1/entries:record", example, { authorization: "Bearer siti.access" });
    const asked = [me("siti.a"), me("siti.a"), me("siti.a"), write(), write(), write(), me("budi.a")];
    const statuses = [];
    for (const one of asked) statuses.push((await one).status);
    expect(statuses.slice(0, 3).sort()).toEqual([200, 200, 429]);
    expect(statuses.slice(3, 6).sort()).toEqual([200, 200, 429]);
    expect(statuses[6]).toBe(200);
  });

  it("are an address's before, and guesses count apart", async () => {
    front.allow({ publicPerMinute: 3, signInPerMinute: 1 });
    const keys = (): Promise<Response> => fetch(front.url("/v1/auth/keys"));
    const statuses = [
      await post("/v1/auth:signIn", signIn),
      await post("/v1/auth:signIn", signIn),
      await keys(),
      await keys(),
      await me("siti.a"),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([200, 429, 200, 429, 200]);
  });

  it("are taken from the address for tokens that count for nothing, and leave its people alone", async () => {
    front.allow({ publicPerMinute: 3 });
    const upload = { method: "PUT", body: "x", headers: { authorization: "Bearer expired.a" } };
    const statuses = [
      await me("expired.a"),
      await me("gone.a"),
      await fetch(front.url("/v1/files"), upload),
      await me("expired.b"),
      await fetch(front.url("/v1/files"), upload),
      await fetch(front.url("/v1/auth/keys")),
      await me("siti.a"),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401, 429, 429, 429, 200]);
    expect(Number(statuses[3]?.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("answers of the API", () => {
  it.each([
    ["a call", "/v1/auth/keys", 200],
    ["a refusal", "/v1/me", 401],
    ["an address that there is not", "/v1/gone", 404],
    ["a file", "/v1/files", 401],
  ])("run nothing in a browser and are framed by nobody: %s", async (_, path, status) => {
    const method = path === "/v1/files" ? "PUT" : "GET";
    const answer = await fetch(front.url(path), { method, ...(method === "PUT" ? { body: "x" } : {}) });
    const { headers } = answer;
    expect(answer.status).toBe(status);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("strict-transport-security")).toBeNull();
  });
});

describe("uploads", () => {
  const put = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = { authorization: "Bearer siti.access" },
  ): Promise<Response> => fetch(front.url("/v1/files"), { method: "PUT", body, headers });

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
    front.allow({ uploadMegabytesPerDay: 2 });
    const statuses = [
      await put("a"),
      await put("b"),
      await put("c"),
      await put("d", { authorization: "Bearer budi.access" }),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429, 200]);
  });
});
