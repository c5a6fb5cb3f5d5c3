import { describe, expect, it } from "@jest/globals";
import { type Clock } from "./clock.ts";
import { createClient } from "./client.ts";
import { Problem } from "./problem.ts";
import { type SendFile } from "./transfer.ts";

type Step = (path: string, init: RequestInit) => Response | Promise<Response>;

const json = (body: object, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });
const problem = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Response =>
  json({ type: `/problems/${code}`, code, status, detail: "kalimat", instance: "4bf92f", ...more }, status, headers);

const clock: Clock = {
  now: () => Date.parse("2026-11-19T05:05:00Z"),
  learn: () => undefined,
  onMove: () => () => undefined,
};

const noUpload: SendFile = () => Promise.reject(new Error("no upload expected"));

/** A client whose server answers by the function; what it was asked is kept. */
function make(step: Step, sendFile: SendFile = noUpload) {
  const asked: { path: string; init: RequestInit }[] = [];
  let signedOut = 0;
  const client = createClient({
    fetch: async (input, init = {}) => {
      const path = input as string;
      asked.push({ path, init });
      return step(path, init);
    },
    sendFile,
    clock,
    language: () => "id",
    onSignedOut: () => (signedOut += 1),
  });
  return { client, asked, paths: () => asked.map(({ path }) => path), signedOut: () => signedOut };
}

const failure = async (promise: Promise<unknown>): Promise<Problem> => {
  const thrown: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof Problem) return thrown;
  throw new Error("no problem");
};

describe("a call", () => {
  it("sends the query without what is missing, the language, and the body as JSON", async () => {
    const { client, asked } = make(() => json({ entries: [] }));
    await client.get("/v1/entries", { query: { fromDate: "2026-11-01", after: undefined, pageToken: "" } });
    await client.post("/v1/x", { a: 1 });
    expect(asked[0]!.path).toBe("/v1/entries?fromDate=2026-11-01");
    expect(asked[0]!.init.headers).toMatchObject({ "accept-language": "id" });
    expect(asked[1]!.init.body).toBe('{"a":1}');
  });

  it("fails with the problem and its fields", async () => {
    const errors = [{ pointer: "/newPassword", code: "PASSWORD_WEAK", detail: "Terlalu mudah." }];
    const { client } = make(() => problem(400, "REQUEST_INVALID", { errors }));
    const thrown = await failure(client.get("/v1/x"));
    expect(thrown).toMatchObject({ status: 400, code: "REQUEST_INVALID", detail: "kalimat", errors });
    expect(thrown.isPassing).toBe(false);
  });

  it.each([
    ["7", 7_000],
    ["Thu, 19 Nov 2026 05:05:30 GMT", 30_000],
    ["sebentar", undefined],
  ])("understands Retry-After: %s", async (header, retryAfterMs) => {
    const { client } = make(() => problem(503, "UNAVAILABLE", {}, { "retry-after": header }));
    expect(await failure(client.get("/v1/x"))).toMatchObject({ retryAfterMs, isPassing: true });
  });

  it.each([
    ["no network", () => Promise.reject(new TypeError("fetch failed")), "OFFLINE"],
    ["a time-out", () => Promise.reject(new DOMException("", "TimeoutError")), "TIMEOUT"],
    ["the page of a Wi-Fi portal", () => new Response("<html>"), "UNREADABLE"],
    ["an answer that broke off", () => json({}).clone(), undefined],
  ])("names %s", async (_what, step: Step, code) => {
    const { client } = make(step);
    if (code === undefined) await expect(client.get("/v1/x")).resolves.toEqual({});
    else expect(await failure(client.get("/v1/x"))).toMatchObject({ status: 0, code, isPassing: true });
  });

  it("keeps a server error without a problem body a problem", async () => {
    const { client } = make(() => new Response("<html>502</html>", { status: 502 }));
    expect(await failure(client.get("/v1/x"))).toMatchObject({ status: 502, code: "HTTP_502", isPassing: true });
  });
});

describe("an expired token", () => {
  it("is refreshed once for all calls that met it, and each is made again", async () => {
    let isFresh = false;
    const { client, paths } = make(async (path) => {
      await Promise.resolve();
      if (path === "/v1/auth:refresh") isFresh = true;
      return isFresh ? json({ ok: true }) : problem(401, "TOKEN_EXPIRED");
    });
    await Promise.all([client.get("/v1/me"), client.get("/v1/entries"), client.post("/v1/entries:record", {})]);
    expect(paths().filter((path) => path === "/v1/auth:refresh")).toHaveLength(1);
    expect(paths()).toHaveLength(7);
  });

  it("signs out when the session has ended too", async () => {
    const { client, signedOut } = make((path) =>
      problem(401, path.endsWith("refresh") ? "SESSION_ENDED" : "TOKEN_EXPIRED"),
    );
    expect(await failure(client.get("/v1/me"))).toMatchObject({ code: "SESSION_ENDED" });
    expect(signedOut()).toBe(1);
  });

  it("doesn't sign out because the network failed during the refresh", async () => {
    const { client, signedOut } = make((path) => {
      if (path.endsWith("refresh")) throw new TypeError("fetch failed");
      return problem(401, "TOKEN_EXPIRED");
    });
    expect(await failure(client.get("/v1/me"))).toMatchObject({ code: "OFFLINE" });
    expect(signedOut()).toBe(0);
  });

  it("of a sign-in is its answer", async () => {
    const { client, asked, signedOut } = make(() => problem(401, "SIGN_IN_FAILED"));
    await failure(client.post("/v1/auth:signIn", {}, { isAuth: true }));
    expect(asked).toHaveLength(1);
    expect(asked[0]!.init.headers).toMatchObject({ "x-kinerja-session": "cookie" });
    expect(signedOut()).toBe(0);
  });
});

describe("a file", () => {
  const file = new Blob(["nip_baru;nama\n"]);

  it("is sent whole, tells how far it is, and answers with its id", async () => {
    const shares: number[] = [];
    const { client } = make(
      () => json({}),
      (path, sent, headers, onProgress) => {
        onProgress(0.5);
        expect([path, sent, headers["accept-language"]]).toEqual(["/v1/files", file, "id"]);
        return Promise.resolve({ status: 200, text: '{"fileId":"ab","size":14}', header: () => null });
      },
    );
    expect(await client.upload(file, (share) => shares.push(share))).toEqual({ fileId: "ab", size: 14 });
    expect(shares).toEqual([0.5]);
  });

  it("is sent again once the token was renewed; a refusal is a problem", async () => {
    const answers = [401, 413];
    const { client, paths } = make(
      () => json({ tokens: {} }),
      () => Promise.resolve({ status: answers.shift() ?? 200, text: '{"code":"FILE_TOO_LARGE"}', header: () => null }),
    );
    expect(await failure(client.upload(file))).toMatchObject({ status: 413, code: "FILE_TOO_LARGE" });
    expect(paths()).toEqual(["/v1/auth:refresh"]);
  });

  it("comes as it is, with the name that the server gave", async () => {
    const { client } = make(
      () => new Response("a;b\n", { headers: { "content-disposition": 'attachment; filename="bayar-2026-10.csv"' } }),
    );
    const { content, fileName } = await client.download("/v1/x/export");
    expect([fileName, await content.text()]).toEqual(["bayar-2026-10.csv", "a;b\n"]);
  });

  it("that the server refuses is a problem, not a file", async () => {
    const { client } = make(() => problem(403, "NOT_PERMITTED"));
    expect(await failure(client.download("/v1/x/export"))).toMatchObject({ status: 403, code: "NOT_PERMITTED" });
  });
});
