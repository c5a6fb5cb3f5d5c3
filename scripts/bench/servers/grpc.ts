/** The same call answered by bare grpc-js and by our server: what ours adds is peer, token, rights, deadline and outcome. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { readTls, serveGrpc, unary } from "@kinerja/common/grpc";
import { createLog } from "@kinerja/common/telemetry";
import {
  IngestServiceService,
  type RecordEntriesRequest,
  type RecordEntriesResponse,
} from "@kinerja/proto/activity/v1/ingest_service";
import { serveParent } from "./answer.ts";
import { makeVerifier } from "./token.ts";

const tls = readTls(process.env["TLS_DIR"] ?? "", "activity");
const receipt = { bodySha256: "a3".repeat(32), position: "3:1048576", acceptedAt: new Date(0) };
const { verify, token, clock } = await makeVerifier();

const answer = ({ entries }: RecordEntriesRequest): RecordEntriesResponse => ({
  results: entries.map(({ id, version }) => ({ id, version, outcome: { $case: "receipt", value: receipt } })),
});

const { recordEntries } = IngestServiceService;
const definition = { recordEntries };

async function bare(credentials: ServerCredentials): Promise<number> {
  const server = new Server();
  const implementation: UntypedServiceImplementation = {
    recordEntries: (call: { request: RecordEntriesRequest }, reply: (error: null, value: unknown) => void) =>
      reply(null, answer(call.request)),
  };
  server.addService(definition, implementation);
  return new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", credentials, (error, port) => (error ? reject(error) : resolve(port))),
  );
}

async function ours(): Promise<number> {
  const handler = unary((request: RecordEntriesRequest) => Promise.resolve(answer(request)));
  const { port } = await serveGrpc({
    ...{ host: "127.0.0.1", port: 0, tls, verify, clock, log: createLog("bench") },
    services: [[definition, { recordEntries: handler }]],
    image: readFileSync(createRequire(import.meta.url).resolve("@kinerja/proto/image.binpb")),
  });
  return port;
}

const mutual = (): ServerCredentials =>
  ServerCredentials.createSsl(tls.ca, [{ private_key: tls.key, cert_chain: tls.cert }], true);
const kinds: Readonly<Record<string, () => Promise<number>>> = {
  plain: () => bare(ServerCredentials.createInsecure()),
  tls: () => bare(mutual()),
  ours,
};
const start = kinds[process.env["KIND"] ?? ""];
if (start === undefined) throw new Error("KIND is none of plain, tls, ours");
serveParent(await start(), () => Promise.resolve(token));
