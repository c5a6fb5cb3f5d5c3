import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type ClientReadableStream, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import {
  IngestServiceClient,
  IngestServiceService,
  type RecordEntryStreamRequest,
  type RecordEntryStreamResponse,
} from "@kinerja/proto/activity/v1/ingest_service";
import {
  DirectoryServiceClient,
  DirectoryServiceService,
  type StreamRosterResponse,
} from "@kinerja/proto/identity/v1/directory_service";

import { makeCertificates } from "../../../../scripts/parts/certificates.ts";
import { Refusal } from "../errors/index.ts";
import { answered, serveForTest, type Served, until } from "../testing/grpc.ts";
import { bidiStream, type CallContext, connect, fromServiceError, readTls, serverStream } from "./index.ts";

const streamRoster = "/kinerja.identity.v1.DirectoryService/StreamRoster";
const recordStream = "/kinerja.activity.v1.IngestService/RecordEntryStream";
const nip = "198703142011012901";

let dir: string;
let served: Served;
let directory: DirectoryServiceClient;
let ingest: IngestServiceClient;
let answers: (context: CallContext) => AsyncIterable<Partial<StreamRosterResponse>>;
let converse: (requests: AsyncIterable<RecordEntryStreamRequest>) => AsyncIterable<Partial<RecordEntryStreamResponse>>;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "grpc-"));
  await makeCertificates(dir, "jt", ["identity", "evaluation"]);
  const roster = serverStream<unknown, unknown>((_, context) => answers(context));
  const record = bidiStream<RecordEntryStreamRequest, unknown>((requests) => converse(requests));
  served = await serveForTest(readTls(dir, "identity"), [
    [DirectoryServiceService, { streamRoster: roster }],
    [IngestServiceService, { recordEntryStream: record }],
  ]);
  directory = connect(DirectoryServiceClient, served.address, readTls(dir, "evaluation"));
  ingest = connect(IngestServiceClient, served.address, readTls(dir, "evaluation"), "identity");
});
afterAll(async () => {
  directory.close();
  ingest.close();
  await served.stop();
  rmSync(dir, { recursive: true, force: true });
});

const open = (deadlineMs = 10_000): ClientReadableStream<StreamRosterResponse> =>
  directory.streamRoster({ agencyId: "", period: "" }, new Metadata(), { deadline: Date.now() + deadlineMs });
const row = (count: number): Partial<StreamRosterResponse> => ({
  count: BigInt(count),
  sha256: "x".repeat(2_000),
  rows: [],
});

/** All that arrives, and how it ends. */
function drain<R>(stream: AsyncIterable<R>): Promise<{ readonly got: R[]; readonly error?: Error }> {
  const got: R[] = [];
  const reading = async (): Promise<void> => {
    for await (const one of stream) got.push(one);
  };
  return reading().then(
    () => ({ got }),
    (error: unknown) => ({ got, error: fromServiceError(error as ServiceError) }),
  );
}

describe("a stream of answers", () => {
  it("arrives whole and in order, and is counted", async () => {
    const before = await answered(streamRoster, "OK");
    answers = async function* () {
      for (let index = 0; index < 100; index++) yield await Promise.resolve(row(index));
    };
    const { got, error } = await drain(open());
    expect(error).toBeUndefined();
    expect(got.map(({ count }) => Number(count))).toEqual([...Array(100).keys()]);
    await until(async () => (await answered(streamRoster, "OK")) === before + 1);
  });

  it("waits while the client is slow, and holds on to nothing for it", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on("warning", note);
    let made = 0;
    answers = async function* () {
      while (made < 3_000) yield await Promise.resolve(row(made++));
    };
    // grpc-js holds its client back only once it has begun to read.
    const rows = open(30_000)[Symbol.asyncIterator]();
    await rows.next();
    let seen = -1;
    await until(async () => {
      if (made === seen) return true;
      seen = made;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return false;
    });
    expect(made).toBeLessThan(1_500);
    const { got, error } = await drain({ [Symbol.asyncIterator]: () => rows });
    expect(error).toBeUndefined();
    expect(got).toHaveLength(2_999);
    expect(warnings.filter(({ name }) => name.startsWith("MaxListeners"))).toEqual([]);
    process.off("warning", note);
  }, 30_000);

  it.each([
    ["a refusal", () => new Refusal("refused", "PERIOD_SEALED", { period: "2026-03" }), "FAILED_PRECONDITION"],
    ["a bug", () => new Error(`no row for ${nip}`), "INTERNAL"],
  ] as const)("ends with %s in the middle", async (_, thrown, code) => {
    const before = await answered(streamRoster, code);
    answers = async function* () {
      for (let index = 0; index < 3; index++) yield await Promise.resolve(row(index));
      throw thrown();
    };
    const { got, error } = await drain(open());
    expect(got).toHaveLength(3);
    if (code === "INTERNAL") {
      expect(error).toMatchObject({ code: status.INTERNAL, details: "internal error" });
      expect(served.logLines.at(-1)).toContain('"msg":"bug"');
      expect(served.logLines.join("")).not.toContain(nip);
    } else expect(error).toMatchObject({ kind: "refused", code: "PERIOD_SEALED", params: { period: "2026-03" } });
    await until(async () => (await answered(streamRoster, code)) === before + 1);
  });

  it("ends its generator when the client leaves, also one that waits for news", async () => {
    const before = await answered(streamRoster, "CANCELLED");
    let [closed, started] = [0, 0];
    answers = async function* ({ signal }) {
      try {
        started++;
        yield row(0);
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        yield row(1);
      } finally {
        closed++;
      }
    };
    const stream = open();
    const ended = drain(stream);
    await until(() => started === 1);
    stream.cancel();
    await ended;
    await until(() => closed === 1);
    await until(async () => (await answered(streamRoster, "CANCELLED")) === before + 1);
  });

  it("ends at the deadline", async () => {
    const before = await answered(streamRoster, "DEADLINE_EXCEEDED");
    let closed = false;
    answers = async function* ({ signal }) {
      yield row(0);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      closed = true;
    };
    expect((await drain(open(200))).error).toMatchObject({ kind: "deadline" });
    await until(() => closed);
    expect(await answered(streamRoster, "DEADLINE_EXCEEDED")).toBe(before + 1);
  });
});

describe("a stream of both", () => {
  const text = (id: string): RecordEntryStreamRequest => ({ entries: [] as never[], id }) as never;
  const start = (token = "access") => {
    const metadata = new Metadata();
    metadata.set("authorization", `Bearer ${token}`);
    return ingest.recordEntryStream(metadata, { deadline: Date.now() + 5_000 });
  };
  const echo = async function* (requests: AsyncIterable<RecordEntryStreamRequest>) {
    for await (const _ of requests) yield { results: [] };
  };

  it("answers each message in turn, until the client has no more", async () => {
    const before = await answered(recordStream, "OK");
    converse = echo;
    const stream = start();
    const all = drain(stream);
    for (let index = 0; index < 50; index++) stream.write(text("a"));
    stream.end();
    const { got, error } = await all;
    expect(error).toBeUndefined();
    expect(got).toHaveLength(50);
    await until(async () => (await answered(recordStream, "OK")) === before + 1);
  });

  it.each([
    ["refuses inside of the loop", new Refusal("limit", "INGEST_OVERLOADED", { retryAfterS: 3 })],
    ["leaves the loop", undefined],
  ])("%s, while the client still sends", async (_, refusal) => {
    converse = async function* (requests) {
      for await (const _request of requests) {
        yield { results: [] };
        if (refusal) throw refusal;
        break;
      }
    };
    const stream = start();
    const all = drain(stream);
    stream.write(text("a"));
    const { got, error } = await all;
    expect(got).toHaveLength(1);
    if (refusal) expect(error).toMatchObject({ code: "INGEST_OVERLOADED", params: { retryAfterS: "3" } });
    else expect(error).toBeUndefined();
  });

  it("is refused before it starts", async () => {
    let started = false;
    converse = async function* (requests) {
      started = true;
      yield* echo(requests);
    };
    const stream = start("forged");
    stream.write(text("a"));
    expect((await drain(stream)).error).toMatchObject({ kind: "unauthenticated", code: "TOKEN_INVALID" });
    expect(started).toBe(false);
  });

  it.each([
    ["reads", echo],
    [
      "writes",
      async function* (requests: AsyncIterable<RecordEntryStreamRequest>) {
        yield* echo(requests);
        for (;;) yield await Promise.resolve({ results: [] });
      },
    ],
  ])("that the client cuts while the handler %s is no bug", async (_, handler) => {
    let closed = false;
    converse = async function* (requests) {
      try {
        yield* handler(requests);
      } finally {
        closed = true;
      }
    };
    const lines = served.logLines.length;
    const stream = start();
    const results = stream[Symbol.asyncIterator]();
    stream.write(text("a"));
    await results.next();
    stream.cancel();
    await expect(results.next()).rejects.toMatchObject({ code: status.CANCELLED });
    await until(() => closed);
    expect(served.logLines.slice(lines)).toEqual([]);
  });
});
