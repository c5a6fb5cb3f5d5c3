import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { settings } from "../config/index.ts";
import { filesConfig, openFiles } from "./open-files.ts";
import { s3Store } from "./s3.ts";
import { idOf, streamOf } from "./store-contract.ts";

/** What a store says that no store can be brought to say. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let folder = "";
const asked: IncomingMessage[] = [];
const troubles: string[] = [];
const unavailable = { kind: "unavailable", code: "SERVICE_UNAVAILABLE" };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinerja-s3-"));
  server = createServer((request, response) => {
    asked.push(request);
    request.resume().on("end", () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
beforeEach(() => {
  asked.length = 0;
  troubles.length = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const endpoint = (): string => `http://127.0.0.1:${(server.address() as { port: number }).port}`;
const parts = (): string => join(folder, "parts");
const storeOf = (area?: string) =>
  s3Store({
    ...(area === undefined ? {} : { area }),
    ...{ endpoint: endpoint(), bucket: "berkas", region: "id-1", keyId: "kunci", secret: "rahasia" },
    ...{ timeoutMs: 2_000, attempts: 1, partsDir: parts() },
    onTrouble: ({ message }) => void troubles.push(message),
  });

describe("a store that says otherwise than it does", () => {
  it.each([
    ["nothing more", ""],
    ["that it failed", "<Error><Code>InternalError</Code></Error>"],
    ["no tag", "<CopyObjectResult></CopyObjectResult>"],
  ])("has not copied when it answers 200 and %s", async (_, body) => {
    answer = ({ method }, response) => response.writeHead(method === "HEAD" ? 404 : 200).end(body);
    await expect(storeOf().keep(idOf("bukti"))).rejects.toMatchObject(unavailable);
    expect(troubles[0]).toMatch(/200 (NoETag|InternalError) to a copy/);
  });

  it("has copied when it names what is there", async () => {
    const done = `<?xml version="1.0"?><CopyObjectResult><ETag>&quot;0a&quot;</ETag></CopyObjectResult>`;
    answer = ({ method }, response) => response.writeHead(method === "HEAD" ? 404 : 200).end(done);
    expect(await storeOf().keep(idOf("bukti"))).toBe(true);
  });

  it("gives nothing without its size, and is asked for nothing packed", async () => {
    answer = (_, response) => {
      response.write("bukti");
      response.end();
    };
    await expect(storeOf().open(idOf("bukti"))).rejects.toMatchObject(unavailable);
    expect(troubles).toEqual(["the store answered a GET without content-length"]);
    expect(asked.map(({ headers }) => headers["accept-encoding"])).toEqual(["identity"]);
  });

  it("ends a download openly that is not what it was", async () => {
    answer = (_, response) => response.end("lain");
    const file = await storeOf().open(idOf("bukti"));
    await expect(buffer(file?.content ?? streamOf())).rejects.toMatchObject(unavailable);
    expect(troubles[0]).toMatch(/not what its name says/);
  });
});

it("asks in its own area only", async () => {
  const store = storeOf("exports");
  const fileId = idOf("berkas");
  answer = (_, response) => response.writeHead(404).end();
  expect(await store.open(fileId)).toBeUndefined();
  expect(asked.map(({ url }) => new URL(url ?? "", endpoint()).pathname)).toEqual(
    ["files", "kept"].map((place) => `/berkas/exports/${place}/${fileId}`),
  );
  asked.length = 0;
  answer = (_, response) => response.end("<ListBucketResult></ListBucketResult>");
  await store.sweep({ before: 1_000, inUse: () => Promise.resolve(new Set()) });
  expect(new URL(asked[0]?.url ?? "", endpoint()).searchParams.get("prefix")).toBe("exports/files/");
});

it("sweeps on behind a file that the store does not let go", async () => {
  const [held, gone] = [idOf("ditahan"), idOf("pergi")];
  const old = new Date(0).toUTCString();
  const listed = [held, gone].map((fileId) => `<Contents><Key>files/${fileId}</Key><LastModified>${old}</LastModified></Contents>`); // prettier-ignore
  answer = ({ method, url = "" }, response) => {
    if (method === "GET") response.end(`<ListBucketResult>${listed.join("")}</ListBucketResult>`);
    else if (method === "HEAD") response.writeHead(200, { "last-modified": old }).end();
    else response.writeHead(url.includes(held) ? 403 : 204).end();
  };
  expect(await storeOf().sweep({ before: 1_000, inUse: () => Promise.resolve(new Set()) })).toBe(1);
  expect(troubles).toEqual([expect.stringMatching(/^the store answered 403 AccessDenied to DELETE /)]);
});

it("lets nobody else read what is on its way up", async () => {
  const modes: number[] = [];
  answer = (_, response) => {
    void Promise.all([parts(), readdir(parts()).then(([name = ""]) => join(parts(), name))].map(async (path) => modes.push((await stat(await path)).mode & 0o777))).then(() => response.end()); // prettier-ignore
  };
  await storeOf().put(streamOf("rahasia"), 10);
  expect(modes.sort()).toEqual([0o600, 0o700]);
});

describe("a service that opens its files", () => {
  const configOf = (own: Record<string, string>) => {
    const env = { FILES_STORE: "s3", S3_ENDPOINT: endpoint(), S3_BUCKET: "berkas", S3_KEY_ID: "a", S3_SECRET: "b" };
    const read = settings({ ...env, FILES_DIR: folder, ...own });
    return read.done(filesConfig(read));
  };

  it("removes old uploads of its own, and nothing else of the folder that it was given", async () => {
    answer = (_, response) => response.end();
    const names = [randomUUID(), join("parts", "catatan.txt"), join("parts", randomUUID())] as const;
    await mkdir(parts(), { recursive: true });
    for (const name of names) {
      await writeFile(join(folder, name), "x");
      await utimes(join(folder, name), new Date(0), new Date(0));
    }
    await openFiles(configOf({}), { warn: () => undefined, fatal: () => undefined });
    expect([(await readdir(folder)).sort(), await readdir(parts())]).toEqual([[names[0], "parts"].sort(), ["catatan.txt"]]); // prettier-ignore
  });

  it.each(["objects.example.go.id", "ftp://objects.example.go.id", "https://siti:rahasia@objects.example.go.id"])(
    "takes no store at %s",
    (address) => {
      const said = "bad settings:\n  S3_ENDPOINT must be http(s)://host:port, without user or password";
      expect(() => configOf({ S3_ENDPOINT: address })).toThrow(said);
    },
  );
});
