import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { Refusal } from "../errors/index.ts";
import { scratchDatabase, type Scratch } from "../testing/scratch.ts";
import { type Database, noScope, onceByRequest, type RequestKey } from "./index.ts";

let scratch: Scratch;
let db: Database;
let runs: number;
beforeAll(async () => {
  scratch = await scratchDatabase(
    {
      "0001_request_key.sql": `
        create table request_key (subject text not null, key text not null, method text not null, body_sha256 bytea not null,
          response bytea not null, at timestamptz not null default now(), primary key (subject, key));
        grant select, insert on request_key to {{app}};`,
    },
    ["app"],
  );
  db = await scratch.open("app");
});
afterAll(async () => {
  await db.stop();
  await scratch.drop();
});

let turn = 0;
let request: RequestKey;
beforeEach(() => {
  runs = 0;
  request = { subject: "ani", key: `k${++turn}`, method: "/v1.Plan/Submit", body: Buffer.from("body") };
});

const work = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array([1, 2, ++runs]));
const once = (change: Partial<RequestKey> = {}, does = work): Promise<number[]> =>
  db.transaction(noScope, async (tx) => [...(await onceByRequest(tx, { ...request, ...change }, does))]);

describe("a request with a key", () => {
  it("runs once; the same again gives the first answer", async () => {
    expect(await once()).toEqual([1, 2, 1]);
    expect(await once()).toEqual([1, 2, 1]);
    expect(runs).toBe(1);
  });

  it("runs once when it comes many times at once, the first time", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => once()));
    expect(new Set(answers.map(String))).toEqual(new Set(["1,2,1"]));
    expect(runs).toBe(1);
  });

  it.each<[string, Partial<RequestKey>]>([
    ["body", { body: Buffer.from("other") }],
    ["method", { method: "/v1.Plan/Withdraw" }],
    ["method that eats the body's begin", { method: "/v1.Plan/Submit\0bo", body: Buffer.from("dy") }],
  ])("is refused with another %s", async (_, change) => {
    await once();
    await expect(once(change)).rejects.toMatchObject({ kind: "conflict", code: "IDEMPOTENCY_KEY_REUSED" });
    expect(runs).toBe(1);
  });

  it("is another one for another person", async () => {
    expect(await once()).toEqual([1, 2, 1]);
    expect(await once({ subject: "budi" })).toEqual([1, 2, 2]);
  });

  it("that was refused may be tried again", async () => {
    const refusing = (): Promise<Uint8Array> => Promise.reject(new Refusal("conflict", "VERSION_STALE"));
    await expect(once({}, refusing)).rejects.toMatchObject({ code: "VERSION_STALE" });
    expect(await once()).toEqual([1, 2, 1]);
  });

  it("may have an empty answer", async () => {
    const nothing = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array());
    expect(await once({}, nothing)).toEqual([]);
    expect(await once()).toEqual([]);
    expect(runs).toBe(0);
  });

  it("needs none: then it simply runs", async () => {
    expect(await once({ key: undefined })).toEqual([1, 2, 1]);
    expect(await once({ key: undefined })).toEqual([1, 2, 2]);
  });
});
