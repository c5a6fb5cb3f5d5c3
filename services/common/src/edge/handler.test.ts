import { createHash } from "node:crypto";
import { createServer, request as httpRequest, type Server } from "node:http";
import { type AddressInfo } from "node:net";

import { fromBinary, fromJson, type JsonValue, toBinary, toJson } from "@bufbuild/protobuf";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";

import { Refusal } from "../errors/index.ts";
import { toServiceError } from "../grpc/index.ts";
import { ownContract } from "./contract.ts";
import { cookieNames } from "./credential.ts";
import { bodyLimitBytes, createEdge, type EdgeOptions, type GrpcCaller, type GrpcStreamCaller } from "./handler.ts";
import { type Problem } from "./problem.ts";

const contract = ownContract();
type Call = { path: string; request: unknown; metadata: Record<string, string>; deadlineMs: number };

/** A service that remembers what it was asked and answers what it was told to. */
const seen: Call[] = [];
let reply: (call: Call) => JsonValue = () => ({});
const messageOf = (path: string, side: "input" | "output") => {
  const rpc = contract.rpcs.find((one) => one.path === path);
  if (rpc === undefined) throw new Error(path);
  return rpc[side];
};
const caller: GrpcCaller = (path, request, metadata, deadlineMs) => {
  const input = messageOf(path, "input");
  const call = { path, request: toJson(input, fromBinary(input, request)), metadata, deadlineMs };
  seen.push(call);
  return Promise.resolve().then(() => {
    const output = messageOf(path, "output");
    return Buffer.from(toBinary(output, fromJson(output, reply(call))));
  });
};
let pieces: () => AsyncIterable<Buffer> = async function* () {};
const streamer: GrpcStreamCaller = () => pieces();

const bugs: unknown[] = [];
const options: EdgeOptions = {
  contract,
  services: new Map([...new Set(contract.rpcs.map(({ service }) => service))].map((service) => [service, caller])),
  streams: new Map([...new Set(contract.rpcs.map(({ service }) => service))].map((service) => [service, streamer])),
  cookies: cookieNames(false),
  origins: [],
  bodyLimitBytes,
  deadlineMs: () => 5_000,
  onBug: (thrown) => bugs.push(thrown),
};

let server: Server;
let origin = "";
beforeAll(async () => {
  const edge = createEdge(options);
  server = createServer((request, response) => edge(request, response, () => void response.writeHead(404).end("next")));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
afterEach(() => {
  seen.length = 0;
  bugs.length = 0;
  reply = () => ({});
});

const bearer = { authorization: "Bearer abc.def.ghi" };
const post = (path: string, body: string | Buffer, headers: Record<string, string> = bearer): Promise<Response> =>
  fetch(origin + path, {
    method: "POST",
    body: new Uint8Array(Buffer.from(body)),
    headers: { "content-type": "application/json", ...headers },
  });
const get = (path: string, headers: Record<string, string> = bearer): Promise<Response> =>
  fetch(origin + path, { headers });
const problemOf = async (answer: Promise<Response>): Promise<Problem> => {
  const response = await answer;
  expect(response.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  const problem = (await response.json()) as Problem;
  expect(problem.status).toBe(response.status);
  expect(problem.type).toBe(`/problems/${problem.code}`);
  return problem;
};
const entries = {
  entries: [
    {
      id: "01890a5d-ac96-774b-bcce-b302099a8057",
      version: 1,
      employmentId: "00000000-0000-8000-8000-000000000000",
      workDate: "2026-10-05",
      kind: "PLANNED",
      description: "Supervisi",
    },
  ],
};
const record = (headers?: Record<string, string>): Promise<Response> =>
  post("/v1/entries:record", JSON.stringify(entries), headers);

describe("a call", () => {
  it("goes to its service with token, language, trace and key, and comes back as JSON", async () => {
    reply = () => ({
      results: [{ id: "x", version: 1, receipt: { position: "3:7", acceptedAt: "2026-10-05T01:02:03Z" } }],
    });
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const response = await record({ ...bearer, traceparent, "idempotency-key": "k-1", "accept-language": "en" });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      results: [
        { id: "x", version: 1, receipt: { bodySha256: "", position: "3:7", acceptedAt: "2026-10-05T01:02:03Z" } },
      ],
    });
    expect(seen[0]?.path).toBe("/kinerja.activity.v1.IngestService/RecordEntries");
    expect(seen[0]?.metadata).toMatchObject({
      authorization: "Bearer abc.def.ghi",
      "idempotency-key": createHash("sha256").update("k-1").digest("base64url"),
      "accept-language": "en",
    });
    expect(seen[0]?.metadata["traceparent"]).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(seen[0]?.metadata["traceparent"]).not.toBe(traceparent);
  });

  it("takes path and query by the type of their fields", async () => {
    const agency = "00000000-0000-8000-8000-000000000000";
    expect((await get(`/v1/agencies/${agency}/people?pageSize=7&namePrefix=Siti+Nur%20A`)).status).toBe(200);
    expect(seen[0]?.request).toEqual({ agencyId: agency, pageSize: 7, namePrefix: "Siti Nur A" });
  });

  it("takes an empty body where nothing is required, and answers HEAD as GET", async () => {
    expect((await fetch(`${origin}/v1/auth:signOut`, { method: "POST", headers: bearer })).status).toBe(200);
    const head = await fetch(`${origin}/v1/me`, { method: "HEAD", headers: bearer });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(Number(head.headers.get("content-length"))).toBeGreaterThan(0);
  });

  it.each([
    ["/v1/agencies/x/people", ["/agencyId UUID_FORM"]],
    ["/v1/months/2026-13", ["/period MONTH_FORM"]],
    ["/v1/sessions?pageSize=5", ["/pageSize FIELD_UNKNOWN"]],
    ["/v1/entries?fromDate=2026-10-01&toDate=2026-10-31&pageSize=many", ["/pageSize EXPECTED_INTEGER"]],
    ["/v1/entries?fromDate=2026-10-01&toDate=2026-10-31&toDate=2026-10-30", ["/toDate PARAMETER_REPEATED"]],
    ["/v1/entries?__proto__=1", ["/fromDate FIELD_REQUIRED", "/toDate FIELD_REQUIRED", "/__proto__ FIELD_UNKNOWN"]],
  ])("of %s is answered %j", async (path, expected) => {
    const { errors } = await problemOf(get(path));
    expect(errors?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  });

  it("takes a field of the path nowhere else", async () => {
    const id = "00000000-0000-7000-8000-000000000000";
    const problem = await problemOf(post(`/v1/sessions/${id}:end`, JSON.stringify({ sessionId: id })));
    expect(problem.errors).toEqual([expect.objectContaining({ pointer: "/sessionId", code: "FIELD_IN_PATH" })]);
    expect((await post(`/v1/sessions/${id}:end`, "{}")).status).toBe(200);
    expect(seen.at(-1)?.request).toEqual({ sessionId: id });
  });

  it("leaves other paths to what comes next", async () => {
    for (const path of ["/", "/v1", "/v1/entries:", "/v1/entries:erase", "/v1//people", "/v1/auth/keys/"])
      expect(await (await get(path)).text()).toBe("next");
  });
});

describe("a bad request", () => {
  it.each<[string, string | Buffer, Record<string, string>, number, string]>([
    ["malformed JSON", '{"entries": [}', {}, 400, "JSON_MALFORMED"],
    ["a body cut off", '{"entries": [', {}, 400, "JSON_MALFORMED"],
    ["deep nesting", "[".repeat(200_000), {}, 400, "JSON_MALFORMED"],
    ["broken UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), {}, 400, "BODY_NOT_UTF8"],
    ["UTF-16", Buffer.from('\ufeff{"entries":[]}', "utf16le"), {}, 400, "BODY_NOT_UTF8"],
    ["a raw NUL", '{"entries":"\0"}', {}, 400, "JSON_MALFORMED"],
    [
      "another media type",
      "entries=1",
      { "content-type": "application/x-www-form-urlencoded" },
      415,
      "MEDIA_TYPE_UNSUPPORTED",
    ],
    ["a compressed body", "{}", { "content-encoding": "gzip" }, 415, "CONTENT_ENCODING_UNSUPPORTED"],
    ["a key that is no key", "{}", { "idempotency-key": "a b" }, 400, "REQUEST_INVALID"],
    ["too much", JSON.stringify({ entries: "x".repeat(4_600_000) }), {}, 413, "BODY_TOO_LARGE"],
    ["a token that is none", "{}", { authorization: "Basic abc" }, 401, "TOKEN_INVALID"],
  ])("with %s is refused", async (_, body, headers, status, code) => {
    const problem = await problemOf(post("/v1/entries:record", body, { ...bearer, ...headers }));
    expect([problem.status, problem.code]).toEqual([status, code]);
    expect(seen).toEqual([]);
    expect(bugs).toEqual([]);
  });

  it("with a key that is no key is refused before the call", async () => {
    expect((await problemOf(record({ ...bearer, "idempotency-key": "a b" }))).code).toBe("IDEMPOTENCY_KEY_FORM");
  });

  it("says where the JSON breaks, and never quotes it", async () => {
    const problem = await problemOf(
      post("/v1/entries:record", '{\n  "entries": rahasia\n}', { ...bearer, "accept-language": "en" }),
    );
    expect(problem.detail).toContain("line 2, column 14");
    expect(JSON.stringify(problem)).not.toContain("rahasia");
  });

  it("by another method is told which ones there are", async () => {
    const response = await fetch(`${origin}/v1/entries:record`, { method: "DELETE" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("with a broken address is refused", async () => {
    for (const path of ["/v1/months/%ff", "/v1/months/%zz", "/v1/me?%ff=1", `/v1/me?${"a&".repeat(60)}`])
      expect([path, (await problemOf(get(path))).code]).toEqual([path, "ADDRESS_MALFORMED"]);
  });

  it("that breaks off is no bug of ours", async () => {
    const begun = httpRequest(`${origin}/v1/entries:record`, {
      method: "POST",
      headers: { ...bearer, "content-type": "application/json", "content-length": "100" },
    });
    begun.on("error", () => undefined);
    begun.write('{"ent');
    await new Promise((resolve) => server.once("request", (request) => request.once("data", resolve)));
    begun.destroy();
    expect((await get("/v1/me")).status).toBe(200);
    expect([seen.length, bugs]).toEqual([1, []]);
  });
});

describe("who is asking", () => {
  const cookie = { cookie: "a=1; kinerja-access=abc.def.ghi" };
  it("is asked for, except on public calls", async () => {
    expect((await problemOf(get("/v1/me", {}))).code).toBe("TOKEN_MISSING");
    expect((await get("/v1/auth/keys", {})).status).toBe(200);
    await get("/v1/auth/keys", bearer);
    expect(seen.map(({ metadata }) => metadata["authorization"])).toEqual([undefined, undefined]);
  });

  it("may be said by a cookie; on the diary's path the diary token counts", async () => {
    expect((await get("/v1/me", cookie)).status).toBe(200);
    await record({ cookie: "kinerja-access=abc; kinerja-diary=d.i.ary", "sec-fetch-site": "same-origin" });
    expect(seen.map(({ metadata }) => metadata["authorization"])).toEqual(["Bearer abc.def.ghi", "Bearer d.i.ary"]);
  });

  it.each<[Record<string, string>, number]>([
    [{ ...cookie }, 403],
    [{ ...cookie, "sec-fetch-site": "cross-site" }, 403],
    [{ ...cookie, "sec-fetch-site": "same-site" }, 403],
    [{ ...cookie, origin: "https://evil.example" }, 403],
    [{ ...cookie, origin: "null" }, 403],
    [{ ...cookie, "sec-fetch-site": "same-origin" }, 200],
    [{ ...bearer, "sec-fetch-site": "cross-site", origin: "https://evil.example" }, 200],
  ])("and whether from our own page: %j gives %d", async (headers, status) => {
    expect((await record(headers)).status).toBe(status);
    expect(seen).toHaveLength(status === 200 ? 1 : 0);
  });

  it("knows an older browser's own page by its origin", async () => {
    expect((await record({ ...cookie, origin })).status).toBe(200);
  });
});

describe("a no of the service", () => {
  const refuse = (thrown: Error): void => {
    reply = () => {
      throw thrown;
    };
  };
  const overTheWire = (refusal: Refusal): Error => Object.assign(new Error(), toServiceError(refusal));

  it("keeps its code, its words and its fields", async () => {
    refuse(
      overTheWire(
        new Refusal("refused", "PERIOD_SEALED", {}, [
          { pointer: "/seen/0", code: "NUMBER_OUT_OF_RANGE", params: { min: 1, max: 9 } },
        ]),
      ),
    );
    const problem = await problemOf(record({ ...bearer, "accept-language": "en-GB,en;q=0.9" }));
    expect(problem).toMatchObject({ status: 422, code: "PERIOD_SEALED", title: "Period is sealed" });
    expect(problem.errors).toEqual([
      { pointer: "/seen/0", code: "NUMBER_OUT_OF_RANGE", detail: "Must lie between 1 and 9." },
    ]);
  });

  it.each<[Refusal, number, string | null]>([
    [new Refusal("limit", "SIGN_IN_SLOW_DOWN", { retryAfterS: 17 }), 429, "17"],
    [new Refusal("unavailable", "LOG_UNAVAILABLE"), 503, "5"],
    [new Refusal("not-found", "PERSON_UNKNOWN"), 404, null],
    [new Refusal("conflict", "VERSION_CONFLICT"), 409, null],
    [new Refusal("forbidden", "NOT_PERMITTED"), 403, null],
  ])("tells when to try again: %s", async (refusal, status, retryAfter) => {
    refuse(overTheWire(refusal));
    const response = await record();
    expect([response.status, response.headers.get("retry-after")]).toEqual([status, retryAfter]);
  });

  it("of a broken connection is 503, of one that takes too long 504", async () => {
    const { metadata } = toServiceError(new Error());
    refuse(Object.assign(new Error("14 UNAVAILABLE: 10.0.0.7:7010"), { code: 14, details: "", metadata }));
    const problem = await problemOf(record());
    expect([problem.status, problem.code]).toEqual([503, "SERVICE_UNAVAILABLE"]);
    expect(JSON.stringify(problem)).not.toContain("10.0.0.7");
    refuse(Object.assign(new Error(), { code: 4, details: "", metadata }));
    expect((await problemOf(record())).status).toBe(504);
  });

  it("that is a bug is withheld and told to the log, with the trace id in both", async () => {
    refuse(new TypeError("secret of 198703142011012901"));
    const problem = await problemOf(record());
    expect([problem.status, problem.code, bugs.length]).toEqual([500, "INTERNAL", 1]);
    expect(problem.instance).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(problem)).not.toContain("secret");
  });
});

describe("a download", () => {
  const route = contract.rpcs.find(({ name }) => name === "ExportRun");
  const path =
    route?.bindings[0]?.template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === "batch" ? "1" : "00000000-0000-7000-8000-000000000000",
    ) ?? "";
  const piece = (value: JsonValue): Buffer => {
    const output = messageOf(route?.path ?? "", "output");
    return Buffer.from(toBinary(output, fromJson(output, value)));
  };
  const data = (text: string): string => Buffer.from(text).toString("base64");

  it("sends the pieces as one file", async () => {
    pieces = async function* () {
      yield await Promise.resolve(
        piece({ fileName: "hak “Oktober”.csv", mediaType: "text/csv; charset=utf-8", data: data("a;b\n") }),
      );
      yield piece({ data: data("1;2\n") });
    };
    const response = await get(path);
    expect(await response.text()).toBe("a;b\n1;2\n");
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe(
      "attachment; filename*=UTF-8''hak%20%E2%80%9COktober%E2%80%9D.csv",
    );
  });

  it("that is refused at once is a problem; that breaks later breaks the connection", async () => {
    pieces = async function* () {
      await Promise.resolve();
      throw new Refusal("not-found", "RUN_UNKNOWN");
    };
    expect((await problemOf(get(path))).code).toBe("RUN_UNKNOWN");
    pieces = async function* () {
      yield await Promise.resolve(piece({ data: data("half") }));
      throw new Refusal("unavailable", "SERVICE_UNAVAILABLE");
    };
    await expect(get(path).then((response) => response.text())).rejects.toThrow();
  });

  it("ends when the reader leaves", async () => {
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    pieces = async function* () {
      try {
        for (;;) yield await Promise.resolve(piece({ data: data("x".repeat(60_000)) }));
      } finally {
        ended();
      }
    };
    const leaving = new AbortController();
    const response = await fetch(origin + path, { headers: bearer, signal: leaving.signal });
    await response.body?.getReader().read();
    leaving.abort();
    await end;
    expect(bugs).toEqual([]);
  });
});
