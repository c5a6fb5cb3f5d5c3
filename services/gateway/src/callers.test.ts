import { type AddressInfo, createServer } from "node:net";

import { Client, credentials, type Metadata, Server, ServerCredentials, type ServiceDefinition } from "@grpc/grpc-js";
import { afterEach, describe, expect, it } from "@jest/globals";
import { problemOf } from "@kinerja/common/edge";

import { callersOf, grpcCaller, grpcStreamCaller } from "./callers.ts";
import { addressOf, readConfig } from "./config.ts";

const same = (bytes: Buffer): Buffer => bytes;
const path = "/test.EchoService/Echo";
const method = {
  path,
  requestStream: false,
  requestSerialize: same,
  requestDeserialize: same,
  responseSerialize: same,
  responseDeserialize: same,
};
const service: ServiceDefinition = {
  echo: { ...method, responseStream: false },
  count: { ...method, path: "/test.EchoService/Count", responseStream: true },
};

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** Answers with the request and the metadata; counts until the caller leaves. */
async function serve(port: number, cancelled: () => void = () => undefined): Promise<void> {
  const server = new Server();
  server.addService(service, {
    echo: (call: { request: Buffer; metadata: Metadata }, done: (error: null, answer: Buffer) => void) =>
      done(null, Buffer.concat([call.request, Buffer.from(String(call.metadata.get("x-test")[0]))])),
    count: (call: { write(bytes: Buffer): void; once(event: string, then: () => void): void }) => {
      call.once("cancelled", cancelled);
      for (let n = 0; n < 3; n++) call.write(Buffer.from([n]));
    },
  });
  await new Promise<void>((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error) =>
      error ? reject(error) : resolve(),
    ),
  );
  ends.push(() => server.forceShutdown());
}

function open(port: number): Client {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.min_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 100,
  });
  ends.push(() => client.close());
  return client;
}

describe("a caller", () => {
  it("hands bytes and metadata on as they are", async () => {
    const port = await freePort();
    await serve(port);
    const answer = await grpcCaller(open(port))(path, Buffer.from([1, 2]), { "x-test": "ya" }, 2_000);
    expect(answer).toEqual(Buffer.from([1, 2, 0x79, 0x61]));
  });

  it("says 503 while the service is away, and works again when it is back", async () => {
    const port = await freePort();
    const call = grpcCaller(open(port));
    const failed = await call(path, Buffer.alloc(1), {}, 2_000).catch((thrown: unknown) => problemOf(thrown, "id", ""));
    expect(failed).toMatchObject({
      status: 503,
      isBug: false,
      headers: { "retry-after": "2" },
    });
    await serve(port);
    const again = async (): Promise<Buffer> => {
      for (;;)
        try {
          return await call(path, Buffer.from([7]), { "x-test": "" }, 2_000);
        } catch {
          await new Promise((resolve) => setImmediate(resolve));
        }
    };
    expect((await again())[0]).toBe(7);
  });

  it("says 503 at once when enough calls wait, and counts down when they end", async () => {
    const port = await freePort();
    await serve(port);
    const call = grpcCaller(open(port), { most: 1, least: 1, slowMs: 3_000 });
    const ask = async (): Promise<Buffer> => call(path, Buffer.from([7]), { "x-test": "" }, 2_000);
    const first = ask();
    await expect(ask()).rejects.toMatchObject({ kind: "unavailable", params: { retryAfterS: 2 } });
    expect((await first)[0]).toBe(7);
    expect((await ask())[0]).toBe(7);
  });

  it("ends a stream whose reader leaves", async () => {
    const port = await freePort();
    let cancelled: () => void = () => undefined;
    const isCancelled = new Promise<void>((resolve) => (cancelled = resolve));
    await serve(port, cancelled);
    const call = grpcStreamCaller(open(port));
    const read: number[] = [];
    for await (const piece of call("/test.EchoService/Count", Buffer.alloc(0), {}, 5_000)) {
      read.push(piece[0] ?? -1);
      if (read.length === 2) break;
    }
    expect(read).toEqual([0, 1]);
    await isCancelled;
  });

  it("keeps few streams open at a time, and counts down when they end", async () => {
    const port = await freePort();
    await serve(port);
    const call = grpcStreamCaller(open(port), 1);
    const begin = () => call("/test.EchoService/Count", Buffer.alloc(0), {}, 5_000)[Symbol.asyncIterator]();
    const first = begin();
    await first.next();
    await expect(begin().next()).rejects.toMatchObject({ kind: "unavailable", params: { retryAfterS: 5 } });
    await first.return?.();
    const next = begin();
    expect((await next.next()).done).toBe(false);
    await next.return?.();
  });
});

describe("who goes first", () => {
  /** Answers what it is asked when it is told to. */
  async function serveHolding(): Promise<{ client: Client; held: (() => void)[] }> {
    const held: (() => void)[] = [];
    const [server, port] = [new Server(), await freePort()];
    server.addService(service, {
      echo: (_: unknown, done: (error: null, answer: Buffer) => void) => held.push(() => done(null, Buffer.alloc(0))),
      count: (call: { write(bytes: Buffer): void; end(): void }) => {
        call.write(Buffer.from([1]));
        call.end();
      },
    });
    await new Promise<void>((resolve, reject) =>
      server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error) =>
        error ? reject(error) : resolve(),
      ),
    );
    ends.push(() => server.forceShutdown());
    return { client: open(port), held };
  }
  const ask = async ({ call }: ReturnType<typeof callersOf>): Promise<Buffer> => call(path, Buffer.alloc(1), {}, 5_000);
  const exported = async ({ stream }: ReturnType<typeof callersOf>): Promise<number> => {
    let pieces = 0;
    for await (const _ of stream("/test.EchoService/Count", Buffer.alloc(0), {}, 5_000)) pieces++;
    return pieces;
  };

  it("is who reads before who exports, and who writes the diary before both", async () => {
    const limits = { most: 4, least: 4, slowMs: 3_000 };
    const [query, ingest] = [await serveHolding(), await serveHolding()];
    const [reading, writing] = [query, ingest].map(({ client }) => callersOf(client, limits)) as [
      ReturnType<typeof callersOf>,
      ReturnType<typeof callersOf>,
    ];
    const reads = [ask(reading)];
    expect(await exported(reading)).toBe(1);
    reads.push(ask(reading));
    // Half of the calls that may wait do: an export is told to come again, whoever reads is still let in.
    await expect(exported(reading)).rejects.toMatchObject({ kind: "unavailable", params: { retryAfterS: 5 } });
    reads.push(ask(reading), ask(reading));
    await expect(ask(reading)).rejects.toMatchObject({ kind: "unavailable" });
    const written = ask(writing);
    while (ingest.held.length === 0 || query.held.length < 4) await new Promise((resolve) => setImmediate(resolve));
    ingest.held[0]?.();
    await written;
    for (const answer of query.held) answer();
    await Promise.all(reads);
    expect(await exported(reading)).toBe(1);
  });
});

describe("settings", () => {
  it("find a service by its own address, else by its domain's", () => {
    const env = { ACTIVITY_ADDRESS: "a:1", ACTIVITY_INGEST_ADDRESS: "b:2" };
    expect(addressOf(env, "kinerja.activity.v1.IngestService")).toBe("b:2");
    expect(addressOf(env, "kinerja.activity.v1.ActivityService")).toBe("a:1");
    expect(addressOf(env, "kinerja.planning.v1.PlanningService")).toBeUndefined();
  });

  it("name everything that is missing at once", () => {
    expect(() => readConfig({ SITE_KIND: "moon" })).toThrow(/SITE is missing[\s\S]*SITE_KIND=moon[\s\S]*KAFKA_BROKERS/);
  });
});
