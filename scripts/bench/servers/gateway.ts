/** The gateway as it is, with a service behind it that answers at once: what stays is express, token, checks and transcoding. */
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GrpcCaller, ownContract, routeTable } from "@kinerja/common/edge";
import { folderStore, receiptsIn } from "@kinerja/common/files";
import { RecordEntriesResponse } from "@kinerja/proto/activity/v1/ingest_service";
import type * as App from "../../../services/gateway/src/app.ts";
import type * as Limits from "../../../services/gateway/src/limits.ts";
import type * as Server from "../../../services/gateway/src/server.ts";
import type * as LiveHub from "../../../services/gateway/src/live/hub.ts";
import { entryJson } from "../entry.ts";
import { serveParent } from "./answer.ts";
import { makeVerifier } from "./token.ts";

const require = createRequire(import.meta.url);
/** What the gateway runs: its compiled files. */
const built = (name: string): unknown => require(`../../../services/gateway/dist/${name}.js`);
const { gatewayApp } = built("app") as typeof App;
const { allowances } = built("limits") as typeof Limits;
const { serveHttp } = built("server") as typeof Server;
const { createHub } = built("live/hub") as typeof LiveHub;

const folder = mkdtempSync(join(tmpdir(), "kinerja-bench-"));
const { verify, token, clock } = await makeVerifier();
const contract = ownContract();

const receipt = { bodySha256: "a3".repeat(32), position: "3:1048576", acceptedAt: new Date() };
const answer = Buffer.from(
  RecordEntriesResponse.encode({
    results: [{ id: randomUUID(), version: 1, outcome: { $case: "receipt", value: receipt } }],
  }).finish(),
);
const ingest: GrpcCaller = () => Promise.resolve(answer);

const unlimited = 1_000_000_000;
const app = gatewayApp({
  config: {
    https: false,
    origins: [],
    trustedProxies: [],
    webDir: join(folder, "web"),
    docsDir: join(folder, "docs"),
    deadlineMs: 5_000,
  },
  contract,
  services: new Map([["kinerja.activity.v1.IngestService", ingest]]),
  streams: new Map(),
  verify,
  allowances: allowances(
    {
      publicPerMinute: unlimited,
      signInPerMinute: unlimited,
      subjectPerMinute: unlimited,
      uploadMegabytesPerDay: unlimited,
    },
    undefined,
  ),
  files: folderStore(join(folder, "files")),
  receipts: receiptsIn(folderStore(join(folder, "files", "receipts"))),
  hub: createHub(1_000),
  clock,
  onBug: (thrown) => console.error(thrown),
  onAnswer: () => undefined,
});

/** What the checks of one request cost alone: µs for the token, µs for the strict walk with its bytes. */
async function measureParts({ turns }: { readonly turns: number }) {
  const rpc = contract.rpcs.find(({ name }) => name === "RecordEntries");
  const body = JSON.stringify({ entries: [entryJson(Date.now())] });
  const route = routeTable(contract).routes.find((one) => one.rpc === rpc);
  if (!route) throw new Error("RecordEntries has no route");
  const time = async (work: () => unknown): Promise<number> => {
    const before = process.cpuUsage();
    for (let turn = 0; turn < turns; turn++) await work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / turns;
  };
  const nothing = await time(() => undefined);
  const parse = await time(() => JSON.parse(body) as unknown);
  const walk = await time(() => route.encode(JSON.parse(body)));
  const check = await time(() => verify(token));
  return { tokenUs: check - nothing, walkUs: walk - parse };
}

const server = await serveHttp(app, "127.0.0.1", 0);
serveParent(server.port, async (request: { turns?: number }) =>
  request.turns === undefined ? token : measureParts({ turns: request.turns }),
);
