/** Calls RecordEntries with some calls in flight: one entry a call, or many. */
import { Client, credentials, Metadata } from "@grpc/grpc-js";
import { openChannel, readTls } from "@kinerja/common/grpc";
import { IngestServiceService } from "@kinerja/proto/activity/v1/ingest_service";
import { type GrpcLoad, type LoadResult } from "./load.ts";
import { serveParent } from "./servers/answer.ts";

function open({ port, isPlain, tlsDir }: GrpcLoad): Client {
  const address = `127.0.0.1:${port}`;
  if (isPlain === true) return new Client(address, credentials.createInsecure());
  return openChannel(address, readTls(tlsDir, "gateway"), "activity");
}

const { path } = IngestServiceService.recordEntries;
const same = (bytes: Buffer): Buffer => bytes;

async function load(wanted: GrpcLoad): Promise<LoadResult> {
  const client = open(wanted);
  const bodies = wanted.bodies.map((body) => Buffer.from(body, "base64"));
  let [sent, failures] = [0, 0];
  const callOnce = (body: Buffer): Promise<void> =>
    new Promise((resolve) => {
      const metadata = new Metadata();
      metadata.set("authorization", `Bearer ${wanted.token}`);
      const deadline = Date.now() + 30_000;
      client.makeUnaryRequest(path, same, same, body, metadata, { deadline }, (error) => {
        if (error) failures++;
        resolve();
      });
    });
  const started = performance.now();
  const worker = async (): Promise<void> => {
    while (sent < wanted.calls) await callOnce(bodies[sent++ % bodies.length] ?? Buffer.alloc(0));
  };
  await Promise.all(Array.from({ length: wanted.inFlight }, worker));
  const seconds = (performance.now() - started) / 1000;
  client.close();
  return { requests: wanted.calls, failures, seconds };
}

serveParent(0, load);
