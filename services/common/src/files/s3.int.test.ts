import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";

import { type S3Proxy, startS3Proxy } from "../../../../scripts/parts/s3proxy.ts";
import { settings } from "../config/index.ts";
import { filesConfig, openFiles } from "./open-files.ts";
import { callS3, emptied, type S3Place } from "./s3-calls.ts";
import { s3Store } from "./s3.ts";
import { idOf, storeContract, streamOf } from "./store-contract.ts";

jest.setTimeout(60_000);

let folder = "";
let server: S3Proxy;
let between: Server;
/** What the line does to what the server sends. */
let line: { silent: boolean; cutAfter: number; cuts: number };
const troubles: string[] = [];

/** A line that can fall silent or be cut. */
const openLine = (port: number): Server =>
  createServer((client) => {
    const upstream = new Socket().connect(port, "127.0.0.1");
    let sent = 0;
    upstream.on("data", (chunk) => {
      if (line.silent) return;
      const rest = line.cuts > 0 ? line.cutAfter - sent : chunk.length;
      sent += chunk.length;
      client.write(chunk.subarray(0, Math.max(0, rest)));
      if (sent <= line.cutAfter || line.cuts === 0) return;
      line.cuts -= 1;
      client.destroy();
      upstream.destroy();
    });
    client.on("data", (chunk) => upstream.write(chunk));
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) one.on("close", () => other.destroy()).on("error", () => other.destroy()); // prettier-ignore
  });

const placeOf = (own: Partial<S3Place> = {}): S3Place => ({
  ...{ endpoint: server.endpoint, bucket: "berkas", region: "id-1", keyId: server.keyId, secret: server.secret },
  ...{ timeoutMs: 5_000, attempts: 3 },
  ...own,
});
const storeOf = (own: Partial<S3Place> = {}) =>
  s3Store({
    ...placeOf(own),
    partsDir: join(folder, "parts"),
    onTrouble: ({ message }) => void troubles.push(message),
  });
const lineEndpoint = (): string => `http://127.0.0.1:${(between.address() as { port: number }).port}`;
const parts = (): Promise<string[]> => readdir(join(folder, "parts"));
const unavailable = { kind: "unavailable", code: "SERVICE_UNAVAILABLE" };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinerja-s3-"));
  server = await startS3Proxy({ dir: folder });
  await callS3(placeOf(), { method: "PUT" }, emptied);
  between = openLine(server.port);
  await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  line = { silent: false, cutAfter: 0, cuts: 0 };
  troubles.length = 0;
});
line = { silent: false, cutAfter: 0, cuts: 0 };
afterAll(async () => {
  between.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("a bucket of files", () => {
  storeContract(() => ({
    store: storeOf(),
    lose: (fileId) => callS3(placeOf(), { method: "DELETE", key: `files/${fileId}` }, emptied).then(() => undefined),
    age: () => Promise.resolve(),
    // The store stamps whole seconds.
    before: async () => {
      const limit = (Math.floor(Date.now() / 1_000) + 1) * 1_000;
      await sleep(limit - Date.now() + 20);
      return limit;
    },
    parts,
  }));

  it("does not keep anew what is kept", async () => {
    const store = storeOf();
    const { fileId } = await store.put(streamOf("sekali"), 10);
    expect(await store.keep(fileId)).toBe(true);
    await callS3(placeOf(), { method: "DELETE", key: `files/${fileId}` }, emptied);
    expect(await store.keep(fileId)).toBe(true);
    expect(await store.sweep({ before: Date.now() + 60_000, inUse: () => Promise.resolve(new Set()) })).toBeGreaterThan(0); // prettier-ignore
    expect((await buffer((await store.open(fileId))?.content ?? Readable.from([]))).toString()).toBe("sekali");
  });

  it("sweeps page by page", async () => {
    const store = s3Store({ ...placeOf(), partsDir: join(folder, "parts"), onTrouble: () => undefined, listAtOnce: 3 });
    const names = Array.from({ length: 10 }, (_, index) => idOf(`berkas ${index}`));
    const put = (id: string) => callS3(placeOf(), { method: "PUT", key: `files/${id}`, body: new Blob([]) }, emptied);
    await Promise.all(names.map(put));
    const inUse = () => Promise.resolve(new Set<string>());
    expect(await store.sweep({ before: Date.now() + 60_000, inUse })).toBeGreaterThanOrEqual(10);
    expect(await store.sweep({ before: Date.now() + 60_000, inUse })).toBe(0);
  });
});

describe("a store in trouble", () => {
  it("that is away, refuses openly and says where", async () => {
    const store = storeOf({ endpoint: "http://127.0.0.1:1", attempts: 2 });
    await expect(store.put(streamOf("hilang"), 10)).rejects.toMatchObject(unavailable);
    await expect(store.open(idOf("x"))).rejects.toMatchObject(unavailable);
    expect(troubles[0]).toMatch(/^no answer to PUT http:\/\/127\.0\.0\.1:1\/berkas\/files\/[0-9a-f]{64}: /);
    expect(await parts()).toEqual([]);
  });

  it("that is silent, is given up after its time", async () => {
    const store = storeOf({ endpoint: lineEndpoint(), timeoutMs: 300, attempts: 2 });
    line = { ...line, silent: true };
    const started = Date.now();
    await expect(store.put(streamOf("lama"), 10)).rejects.toMatchObject(unavailable);
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(troubles[0]).toMatch(/nothing within 300 ms/);
  });

  it.each([
    ["a wrong secret", { secret: "salah" }, /403 SignatureDoesNotMatch/],
    ["an unknown key", { keyId: "siapa" }, /403 /],
    ["no such bucket", { bucket: "tidak-ada" }, /404 NoSuchBucket/],
  ])("by %s, is told apart from a missing file", async (_, own, said) => {
    const store = storeOf(own);
    await expect(store.put(streamOf("rahasia"), 10)).rejects.toMatchObject(unavailable);
    await expect(store.open(idOf("rahasia"))).rejects.toMatchObject(unavailable);
    await expect(store.keep(idOf("rahasia"))).rejects.toMatchObject(unavailable);
    expect(troubles.join("\n")).toMatch(said);
    expect(await storeOf().open(idOf("rahasia"))).toBeUndefined();
  });

  const text = "Kinerja ".repeat(40_000);

  it("whose answers break off, is read on from there", async () => {
    const { fileId } = await storeOf().put(streamOf(text), 1_000_000);
    const store = storeOf({ endpoint: lineEndpoint() });
    line = { ...line, cutAfter: 100_000, cuts: 2 };
    expect((await buffer((await store.open(fileId))?.content ?? Readable.from([]))).toString()).toBe(text);
    expect(line.cuts).toBe(0);
  });

  it("whose answers always break off, ends with an error and never as if it were whole", async () => {
    const { fileId } = await storeOf().put(streamOf(text), 1_000_000);
    const store = storeOf({ endpoint: lineEndpoint() });
    line = { ...line, cutAfter: 50_000, cuts: 100 };
    await expect(buffer((await store.open(fileId))?.content ?? Readable.from([]))).rejects.toMatchObject(unavailable);
    expect(troubles.join()).toMatch(/broke off 3 times, at byte \d+ of 320000/);
  });

  it("whose line is cut while a file goes up, has it whole after all", async () => {
    line = { ...line, cutAfter: 0, cuts: 1 };
    const { fileId } = await storeOf({ endpoint: lineEndpoint() }).put(streamOf("utuh"), 10);
    expect((await buffer((await storeOf().open(fileId))?.content ?? Readable.from([]))).toString()).toBe("utuh");
  });

  it("takes no content under another name, and gives none", async () => {
    const fileId = idOf("asli");
    const put = { method: "PUT", key: `files/${fileId}`, body: new Blob(["palsu"]) } as const;
    await expect(callS3(placeOf({ attempts: 1 }), { ...put, bodySha256: fileId }, emptied)).rejects.toThrow(/400 /);
    await callS3(placeOf(), { ...put, bodySha256: idOf("palsu") }, emptied);
    await expect(buffer((await storeOf().open(fileId))?.content ?? Readable.from([]))).rejects.toMatchObject(
      unavailable,
    );
    expect(troubles.join()).toMatch(/not what its name says/);
  });
});

describe("a service that opens its files", () => {
  const said: string[] = [];
  const say = ((fields: { reason: string }) => void said.push(fields.reason)) as never;
  const open = (own: Record<string, string>) => {
    const env = { FILES_STORE: "s3", S3_ENDPOINT: server.endpoint, S3_BUCKET: "berkas", S3_KEY_ID: server.keyId };
    const read = settings({ ...env, S3_SECRET: server.secret, FILES_DIR: join(folder, "parts"), ...own });
    return openFiles(read.done(filesConfig(read)), { warn: say, fatal: say });
  };

  it("has the bucket that its settings name", async () => {
    const { fileId } = await (await open({})).put(streamOf("dari setelan"), 100);
    expect(await (await open({})).keep(fileId)).toBe(true);
  });

  it("ends where the store refuses, and says what is wrong", async () => {
    await expect(open({ S3_SECRET: "salah" })).rejects.toThrow(/403 AccessDenied to HEAD http:.*\/berkas$/);
    await expect(open({ S3_BUCKET: "tidak-ada" })).rejects.toThrow(/404 NotFound to HEAD/);
    expect(said).toHaveLength(2);
  });

  it("starts while the store is away", async () => {
    await open({ S3_ENDPOINT: "http://127.0.0.1:1", S3_ATTEMPTS: "1" });
    expect(said.at(-1)).toMatch(/^no answer to HEAD http:\/\/127\.0\.0\.1:1\/berkas: /);
  });
});
