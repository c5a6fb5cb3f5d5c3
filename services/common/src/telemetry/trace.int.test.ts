import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";

import { type Client, Metadata } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { SessionServiceService } from "@kinerja/proto/identity/v1/session_service";

import { makeCertificates } from "../../../../scripts/parts/certificates.ts";
import { cookieNames, createEdge, type GrpcCaller, ownContract } from "../edge/index.ts";
import { openChannel, readTls, unary } from "../grpc/index.ts";
import { connectAdmin, connectProducer, consume, enqueue, ensureTopics, once, relayBatch } from "../messaging/index.ts";
import { type Consumption, type Producer } from "../messaging/index.ts";
import { type Database, noScope } from "../postgres/index.ts";
import { scratchDatabase, type Scratch } from "../testing/scratch.ts";
import { serveForTest, type Served, until } from "../testing/grpc.ts";
import { endTelemetry } from "./shutdown.ts";

const tables = `
  create table outbox (position bigserial primary key, id uuid not null unique, topic text not null, partition int not null, key text not null,
    type text not null, payload bytea, headers jsonb not null);
  create table inbox (consumer text not null, event_id uuid not null, seen_at timestamptz not null default now(), primary key (consumer, event_id));
  create table effect (key text not null);
  grant all on all tables in schema public to {{app}};
  grant usage on all sequences in schema public to {{app}};`;
const brokers = (process.env["TEST_KAFKA_BROKERS"] ?? "").split(",");
const topic = { name: `test-${randomUUID()}`, partitions: 1, compacted: false };

type Span = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
};
type Export = { resourceSpans: { resource: unknown; scopeSpans: { spans: Span[] }[] }[] };

const spans: Span[] = [];
const resources: unknown[] = [];
const ends: (() => unknown)[] = [];
let origin: string;
let db: Database;
let scratch: Scratch;
let producer: Producer;
let consumption: Consumption;
/** The trace that each record named in its header. */
const heard: (string | undefined)[] = [];

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A collector of OTLP over HTTP that keeps what it is sent. */
const collector = createServer((request, response) => {
  void json(request).then((body) => {
    for (const { resource, scopeSpans } of (body as Export).resourceSpans) {
      resources.push(resource);
      for (const scope of scopeSpans) spans.push(...scope.spans);
    }
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
});

const same = (bytes: Buffer): Buffer => bytes;
const callerOf =
  (client: Client): GrpcCaller =>
  (path, request, entries, deadlineMs) =>
    new Promise((resolve, reject) => {
      const metadata = new Metadata();
      for (const [key, value] of Object.entries(entries)) metadata.set(key, value);
      client.makeUnaryRequest(
        path,
        same,
        same,
        request,
        metadata,
        { deadline: Date.now() + deadlineMs },
        (error, answer) => (error ? reject(error) : resolve(answer ?? Buffer.alloc(0))),
      );
    });

/** Each request tells one event, in a transaction. */
async function serveService(dir: string): Promise<Served> {
  const listSessions = unary<unknown, unknown>(async () => {
    const event = { id: randomUUID(), topic, key: "a", type: "Told", payload: Buffer.from("1") };
    await db.transaction(noScope, (tx) => enqueue(tx, [event]));
    return { sessions: [] };
  });
  const served = await serveForTest(readTls(dir, "identity"), [[SessionServiceService, { listSessions }]]);
  ends.push(() => served.stop());
  return served;
}

const follow = (): Promise<Consumption> =>
  consume({
    ...{ brokers, clientId: "test", groupId: topic.name, topics: [topic.name], fromBeginning: true, maxWaitMs: 50 },
    onCrash: (error) => {
      throw error;
    },
    eachBatch: async ({ messages }) => {
      for (const { key, headers } of messages) {
        await db.transaction(noScope, (tx) =>
          once(tx, "test", headers["ce_id"] ?? "", () =>
            tx.query("insert into effect values ($1)", [String(key)]).then(() => undefined),
          ),
        );
        heard.push(headers["traceparent"]);
      }
      return "handled";
    },
  });

beforeAll(async () => {
  Object.assign(process.env, {
    OTEL_EXPORTER_OTLP_ENDPOINT: await listen(collector),
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_SERVICE_NAME: "test-service",
    OTEL_BSP_SCHEDULE_DELAY: "3600000", // so that only the end sends
  });
  await import("./preload.ts");
  const dir = mkdtempSync(join(tmpdir(), "trace-"));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  await makeCertificates(dir, "jt", ["identity", "gateway"]);
  scratch = await scratchDatabase({ "0001_tables.sql": tables }, ["app"]);
  db = await scratch.open("app");
  const admin = await connectAdmin({ brokers, clientId: "test" });
  await ensureTopics(admin, [topic]);
  await admin.close();
  producer = connectProducer({ brokers, clientId: "test" });
  const served = await serveService(dir);
  const client = openChannel(served.address, readTls(dir, "gateway"), "identity");
  ends.push(() => client.close());
  const edge = createEdge({
    contract: ownContract(),
    services: new Map([["kinerja.identity.v1.SessionService", callerOf(client)]]),
    cookies: cookieNames(false),
    origins: [],
    bodyLimitBytes: () => 1_000,
    deadlineMs: () => 5_000,
  });
  origin = await listen(createServer((request, response) => edge(request, response, () => response.end())));
  consumption = await follow();
}, 60_000);
afterAll(async () => {
  await consumption.stop();
  await producer.close();
  for (const end of ends.reverse()) await end();
  await db.stop();
  await scratch.drop();
});

const [callerTrace, callerSpan] = ["0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"];
const ask = async (trace = callerTrace): Promise<void> => {
  const headers = { authorization: "Bearer access", traceparent: `00-${trace}-${callerSpan}-01` };
  expect((await fetch(`${origin}/v1/sessions`, { headers })).status).toBe(200);
};
const relay = (): Promise<number> => relayBatch(db, (batch) => producer.send([batch]));
const ofTrace = (trace: string) => (name: string) =>
  spans.filter((span) => span.traceId === trace && span.name === name);

const rpc = "/kinerja.identity.v1.SessionService/ListSessions";

function expectOneTrace(): void {
  const named = ofTrace(callerTrace);
  const [[http], [grpc], [consumed]] = [named("GET /v1/sessions"), named(rpc), named(`consume ${topic.name}`)];
  expect(http?.parentSpanId).toBe(callerSpan);
  expect(grpc?.parentSpanId).toBe(http?.spanId);
  expect(heard[0]).toBe(`00-${callerTrace}-${grpc?.spanId}-01`);
  expect(named("publish").map(({ parentSpanId }) => parentSpanId)).toEqual([grpc?.spanId]);
  expect(consumed?.parentSpanId).toBe(grpc?.spanId);
}

function expectLinks(traces: readonly string[]): void {
  const joint = spans.find(({ name, links = [] }) => name === "publish" && links.length > 0);
  const acts = traces.map((trace) => ofTrace(trace)(rpc)[0]);
  expect(traces).not.toContain(joint?.traceId);
  expect(joint?.parentSpanId ?? "").toBe("");
  expect(joint?.links?.map(({ traceId, spanId }) => [traceId, spanId])).toEqual(
    acts.map((span) => [span?.traceId, span?.spanId]),
  );
}

it("an act is one trace from the request over the outbox and Kafka to its effect; a batch of several acts links to them", async () => {
  await ask();
  expect(await relay()).toBe(1);
  await until(() => heard.length === 1);

  const others = ["1af7651916cd43dd8448eb211c80319c", "2af7651916cd43dd8448eb211c80319c"];
  for (const trace of others) await ask(trace);
  expect(await relay()).toBe(2);
  await until(() => heard.length === 3);
  expect(await db.query("select key from effect")).toHaveLength(3);
  await consumption.stop();
  expect(spans).toEqual([]);
  await endTelemetry();

  expectOneTrace();
  expectLinks(others);
  const told = JSON.stringify(resources[0]);
  expect(told).toContain("test-service");
  expect(told).not.toMatch(/process\.(command|owner|executable)/);
}, 60_000);
