/** Many people append at once, each over a stream of messages with some entries; each message waits for the answer of the one before. */
import { type ClientDuplexStream, Metadata } from "@grpc/grpc-js";
import { openChannel, readTls } from "@kinerja/common/grpc";
import {
  IngestServiceService,
  RecordEntriesRequest,
  RecordEntryStreamResponse,
} from "@kinerja/proto/activity/v1/ingest_service";
import { entryMessage } from "./entry.ts";
import type { LoadResult, StreamLoad } from "./load.ts";
import { serveParent } from "./servers/answer.ts";

type Stream = ClientDuplexStream<Buffer, Buffer>;

function messagesOf(employmentId: string, { entriesEach, messageSize }: StreamLoad): Buffer[] {
  const now = Date.now();
  return Array.from({ length: entriesEach / messageSize }, () => {
    const entries = Array.from({ length: messageSize }, () => entryMessage(now, employmentId));
    return Buffer.from(RecordEntriesRequest.encode({ entries }).finish());
  });
}

function drive(
  stream: Stream,
  messages: readonly Buffer[],
  onRefused: (codes: readonly string[]) => void,
): Promise<void> {
  let sent = 0;
  return new Promise((resolve, reject) => {
    const send = (): void => {
      const message = messages[sent++];
      if (message) stream.write(message);
      else stream.end();
    };
    stream.on("data", (bytes: Buffer) => {
      const { results } = RecordEntryStreamResponse.decode(bytes);
      onRefused(
        results.flatMap(({ outcome }) => (outcome?.$case === "receipt" ? [] : [outcome?.value.code ?? "NO_OUTCOME"])),
      );
      send();
    });
    stream.on("error", reject);
    stream.on("end", resolve);
    send();
  });
}

const { path } = IngestServiceService.recordEntryStream;
const same = (bytes: Buffer): Buffer => bytes;

async function load(wanted: StreamLoad): Promise<LoadResult> {
  const tls = readTls(wanted.tlsDir, "gateway");
  const clients = wanted.ports.map((port) => openChannel(`127.0.0.1:${port}`, tls, "activity"));
  const prepared = wanted.people.map(({ token, employmentId }, person) => ({
    token,
    client: clients[person % clients.length],
    messages: messagesOf(employmentId, wanted),
  }));
  const refused: string[] = [];
  const started = performance.now();
  await Promise.all(
    prepared.map(({ token, client, messages }) => {
      if (client === undefined) throw new Error("no port to append to");
      const metadata = new Metadata();
      metadata.set("authorization", `Bearer ${token}`);
      const stream = client.makeBidiStreamRequest(path, same, same, metadata, { deadline: Date.now() + 120_000 });
      return drive(stream, messages, (codes) => void refused.push(...codes));
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const client of clients) client.close();
  return {
    requests: wanted.people.length * wanted.entriesEach,
    failures: refused.length,
    seconds,
    reasons: [...new Set(refused)],
  };
}

serveParent(0, load);
