import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";

import { fromJson, toBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { ownContract } from "./contract.ts";
import { cookieNames } from "./credential.ts";
import { cacheControlOf, isKnown, keptByBrowsers } from "./entity-tag.ts";
import { bodyLimitBytes, createEdge } from "./handler.ts";

const contract = ownContract();
let year = 2026;
let server: Server;
let origin = "";
beforeAll(async () => {
  const rpcOf = (path: string) => contract.rpcs.find((rpc) => rpc.path === path) ?? contract.rpcs[0];
  const edge = createEdge({
    contract,
    services: new Map(
      [...new Set(contract.rpcs.map(({ service }) => service))].map((service) => [
        service,
        async (path) => {
          const { name, output } = rpcOf(path) as (typeof contract.rpcs)[number];
          const answer = name === "ListHolidays" ? { days: [{ date: `${year}-08-17`, name: "Merdeka" }] } : {};
          return Promise.resolve(Buffer.from(toBinary(output, fromJson(output, answer))));
        },
      ]),
    ),
    cookies: cookieNames(false),
    origins: [],
    bodyLimitBytes,
    deadlineMs: () => 1_000,
  });
  server = createServer((request, response) => edge(request, response, () => undefined));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** fetch would answer a 304 from a cache of its own only when it has one; it has none, and says what came. */
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(origin + path, { headers: { authorization: "Bearer a.b.c", ...headers }, cache: "no-store" });

describe("an answer", () => {
  it("has a tag, by which the same question is answered with nothing until it changes", async () => {
    const first = await get("/v1/holidays?year=2026");
    const tag = first.headers.get("etag") ?? "";
    expect([first.status, tag]).toEqual([200, expect.stringMatching(/^W\/"[\w-]{27}"$/)]);
    const same = await get("/v1/holidays?year=2026", { "if-none-match": tag });
    expect([same.status, await same.text(), same.headers.get("etag")]).toEqual([304, "", tag]);
    expect(same.headers.get("cache-control")).toBe("private, no-cache");
    year = 2027;
    const changed = await get("/v1/holidays?year=2026", { "if-none-match": tag });
    expect([changed.status, changed.headers.get("etag") === tag]).toEqual([200, false]);
  });

  it("about people is kept by no browser", async () => {
    const me = await get("/v1/me");
    expect([me.headers.get("cache-control"), me.headers.get("etag") === null]).toEqual(["no-store", false]);
  });

  it("to a command has no tag", async () => {
    const command = await fetch(`${origin}/v1/auth:signOut`, {
      method: "POST",
      body: "{}",
      headers: { authorization: "Bearer a.b.c", "content-type": "application/json" },
    });
    expect([command.status, command.headers.get("etag")]).toEqual([200, null]);
  });

  it("may be kept only where the contract has such a question", () => {
    const known = new Map(contract.rpcs.map((rpc) => [rpc.path, rpc.bindings[0]?.method]));
    expect([...keptByBrowsers].map((path) => known.get(path))).toEqual([...keptByBrowsers].map(() => "GET"));
    expect(cacheControlOf("/kinerja.identity.v1.DirectoryService/GetMe")).toBe("no-store");
  });
});

it.each([
  ['W/"a"', true],
  ['"a"', true],
  ['"b", W/"a"', true],
  ["*", true],
  ['"b"', false],
  ["", false],
  [undefined, false],
])("If-None-Match %j knows the tag: %j", (header, expected) => expect(isKnown(header, 'W/"a"')).toBe(expected));
