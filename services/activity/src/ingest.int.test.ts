import { type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { call, connect, metadataFor, readTls } from "@kinerja/common/grpc";
import { connectAdmin, ensureTopics, partitionFor, tail, type Tail } from "@kinerja/common/messaging";
import {
  Entry,
  type EntryResult,
  IngestServiceClient,
  type RecordEntryStreamResponse,
} from "@kinerja/proto/activity/v1/ingest_service";

import { makeCertificates } from "../../../scripts/parts/certificates.ts";
import { freePort } from "../../../scripts/parts/ports.ts";
import { openEnvelope } from "./adapters/kafka/envelope.ts";
import { submittedTopic } from "./adapters/kafka/topics.ts";
import { type LoggedEntry } from "./app/log.ts";
import { sha256 } from "./adapters/grpc/ingest.ts";
import { end, startMain } from "./testing/child.ts";
import { makeIssuer } from "./testing/tokens.ts";
import { brokersOfTests, entryOf, makeSite } from "./testing/world.ts";

const partitions = 3;
const [personId, sessionId, employmentId, agencyId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const logged: LoggedEntry[] = [];

let site: Awaited<ReturnType<typeof makeSite>>;
let issuer: Awaited<ReturnType<typeof makeIssuer>>;
let ingest: ChildProcess;
let reading: Tail;
let client: IngestServiceClient;
let folder: string;
let jsonPort: number;
let token: string;

async function startIngest(): Promise<ChildProcess> {
  const [grpcPort, httpPort] = [await freePort(), await freePort()];
  jsonPort = await freePort();
  const env = {
    SITE: site.site,
    SITE_KIND: "test",
    KAFKA_BROKERS: brokersOfTests().join(","),
    TLS_DIR: folder,
    HTTP_PORT: String(httpPort),
    LOG_PARTITIONS: String(partitions),
    INGEST_GRPC_PORT: String(grpcPort),
    INGEST_HTTP_PORT: String(jsonPort),
    // Nobody is there: ingest acknowledges without PostgreSQL while the log is there.
    SPOOL_DATABASE_URL: "postgres://nobody@127.0.0.1:1/spool",
    SPOOL_DATABASE_URL_RELAY: "postgres://nobody@127.0.0.1:1/spool",
  };
  const child = await startMain("main-ingest", env, "ingest serves");
  while (!(await fetch(`http://127.0.0.1:${httpPort}/readyz`).catch(() => undefined))?.ok) await sleep(50);
  client = connect(IngestServiceClient, `localhost:${grpcPort}`, readTls(folder, "gateway"));
  return child;
}

beforeAll(async () => {
  site = await makeSite();
  folder = await mkdtemp(join(tmpdir(), "ingest-"));
  await makeCertificates(folder, site.site, ["activity", "gateway"]);
  issuer = await makeIssuer(site.producer, site.site);
  token = issuer.issue({ sub: personId, sid: sessionId, emp: [[employmentId, agencyId, "WIT"]] });
  const topic = submittedTopic(site.site, partitions);
  const connection = { brokers: brokersOfTests(), clientId: "test" };
  const admin = await connectAdmin(connection);
  await ensureTopics(admin, [topic]);
  await admin.close();
  reading = tail({
    ...connection,
    topic: topic.name,
    apply: ({ offset, value }) => {
      for (const partition of [0, 1, 2])
        logged.push(...openEnvelope({ partition, offset, value: value ?? Buffer.alloc(0) }, partitions).entries);
    },
    onCrash: (error) => {
      throw error;
    },
  });
  ingest = await startIngest();
}, 60_000);

afterAll(async () => {
  client.close();
  await end(ingest, "SIGTERM");
  await reading.stop();
  await site.stop();
  await rm(folder, { recursive: true });
}, 60_000);

const made = (more: object = {}) =>
  entryOf(Date.now(), { employmentId, workDate: new Date().toISOString().slice(0, 10), ...more });
const kinds = (results: readonly EntryResult[]) => results.map(({ outcome }) => outcome?.$case);
const inLog = async (id: string): Promise<LoggedEntry> => {
  for (;;) {
    const found = logged.find((one) => one.id === id);
    if (found !== undefined) return found;
    await sleep(20);
  }
};

describe("ingest as a process", () => {
  it("acknowledges over gRPC, each entry on its own, and the log holds the bytes of the receipt", async () => {
    const [good, bad] = [made(), made({ description: "x" })];
    const { results } = await call(
      client,
      client.recordEntries.bind(client),
      { entries: [good, bad] },
      { subject: { token } },
    );
    expect(kinds(results)).toEqual(["receipt", "refusal"]);
    expect(results[1]?.outcome?.value).toMatchObject({ code: "TEXT_TOO_SHORT", pointer: "/description" });
    const { version } = await inLog(good.id);
    expect(results[0]).toMatchObject({ id: good.id, version: 1 });
    expect(results[0]?.outcome?.value).toEqual({
      bodySha256: sha256(version.body),
      position: `${partitionFor(personId, partitions)}:${version.offset}`,
      acceptedAt: new Date(version.acceptedAt),
    });
    expect(Entry.decode(version.body)).toEqual(good);
    expect(version).toMatchObject({ agencyId, zone: "WIT", sessionEnded: false });
  });

  it("answers a stream message by message, without waiting for its end", async () => {
    const stream = client.recordEntryStream(metadataFor({ subject: { token } }), { deadline: Date.now() + 10_000 });
    for (const entries of [[made()], [made(), made()]]) {
      stream.write({ entries });
      const [answer] = (await once(stream, "data")) as [RecordEntryStreamResponse];
      expect(kinds(answer.results)).toEqual(entries.map(() => "receipt"));
    }
    stream.end();
    await once(stream, "end");
  });

  it("takes the same as JSON, and names what is wrong in it", async () => {
    const { deviceTime: _, ...entry } = made({ kind: "PLANNED" });
    const post = (body: unknown, authorization = `Bearer ${token}`) =>
      fetch(`http://127.0.0.1:${jsonPort}/v1/entries:record`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization },
        body: JSON.stringify(body),
      });
    const response = await post({ entries: [entry] });
    expect(response.status).toBe(200);
    const answer: unknown = await response.json();
    const logged = await inLog(entry.id);
    expect(logged.personId).toBe(personId);
    // The hash is of the bytes that the transcoder made, which are the log's.
    const receipt = { bodySha256: sha256(logged.version.body) };
    expect(answer).toMatchObject({ results: [{ id: entry.id, version: 1, receipt }] });
    expect(Entry.decode(logged.version.body)).toMatchObject({ id: entry.id, description: entry.description });
    const faulty = await post({ entries: [{ ...entry, minutse: 5 }] });
    expect(faulty.status).toBe(400);
    expect(await faulty.json()).toMatchObject({ errors: [{ pointer: "/entries/0/minutse" }] });
    expect((await post({ entries: [entry] }, "Bearer forged")).status).toBe(401);
  });

  it("refuses forged tokens, empty and broken requests", async () => {
    const record = client.recordEntries.bind(client);
    const forged = `${token.slice(0, -6)}AAAAAA`;
    await expect(call(client, record, { entries: [made()] }, { subject: { token: forged } })).rejects.toMatchObject({
      code: "TOKEN_INVALID",
    });
    await expect(call(client, record, { entries: [] }, { subject: { token } })).rejects.toMatchObject({
      violations: [{ pointer: "/entries", code: "LIST_TOO_SHORT" }],
    });
  });

  it("goes on taking entries of a session that ended, and marks them within two seconds", async () => {
    await issuer.revoke(sessionId, personId);
    const endedAt = performance.now();
    for (;;) {
      const entry = made();
      await call(client, client.recordEntries.bind(client), { entries: [entry] }, { subject: { token } });
      const tookMs = performance.now() - endedAt;
      if (!(await inLog(entry.id)).version.sessionEnded) continue;
      expect(tookMs).toBeLessThan(2_000);
      return;
    }
  }, 20_000);
});
