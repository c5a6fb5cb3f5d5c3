import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fromBinary, fromJson, type JsonValue, toBinary, toJson } from "@bufbuild/protobuf";
import { type GrpcCaller, ownContract } from "@kinerja/common/edge";
import { Refusal } from "@kinerja/common/errors";
import { folderStore, receiptsIn } from "@kinerja/common/files";
import { type PersonId } from "@kinerja/common/kernel";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { fixedClock } from "@kinerja/common/testing";

import { gatewayApp, type Verify } from "../app.ts";
import { type RateLimits } from "../config.ts";
import { type Allowances, allowances } from "../limits.ts";
import { createHub, type Hub } from "../live/hub.ts";
import { serveHttp } from "../server.ts";

export const contract = ownContract();

const roomy = { publicPerMinute: 1_000, signInPerMinute: 1_000, subjectPerMinute: 1_000, uploadMegabytesPerDay: 50 };

/** A call that reached a service. */
interface Seen {
  readonly path: string;
  readonly request: JsonValue;
  readonly metadata: Record<string, string>;
  readonly deadlineMs: number;
}

/** The whole gateway on a port of its own, with one process that stands for all services. */
export interface Front {
  readonly seen: Seen[];
  /** What services answer, by the name of the call; an empty message unless told. */
  replies: Record<string, () => JsonValue>;
  /** Tells open pages. */
  hub(): Hub;
  url(path: string): string;
  /** Nothing is taken yet, and these are the limits. */
  allow(limits?: Partial<RateLimits>): void;
  restart(https: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** Tokens are "person.kind" here; "expired" has expired, the session of "gone" has ended, and about "stale" nobody knows freshly. */
const verify: Verify = (token, purpose) => {
  const [person = "", kind] = token.split(".");
  if (person === "gone" && purpose !== "record") return Promise.reject(new Refusal("unauthenticated", "SESSION_ENDED"));
  if (person === "stale" && purpose === "upload")
    return Promise.reject(new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 5 }));
  if (person === "expired") return Promise.reject(new Refusal("unauthenticated", "TOKEN_EXPIRED"));
  return Promise.resolve({
    personId: person as PersonId,
    sessionId: "s",
    kind: kind === "diary" ? "diary" : "access",
    employments: [],
    token,
  });
};

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kinerja-gateway-"));
  await mkdir(join(folder, "web/assets"), { recursive: true });
  await writeFile(join(folder, "web/index.html"), "<!doctype html><title>Kinerja</title>");
  await writeFile(join(folder, "web/assets/app-3f2c.js"), `export const x = 1;${" ".repeat(3_000)}`);
  await writeFile(join(folder, "web/manifest.webmanifest"), "{}");
  await writeFile(join(folder, "secret"), "not for the web");
  return folder;
}

type Served = Stoppable & { readonly port: number; readonly hub: Hub };
type Needs = { readonly folder: string; readonly caller: GrpcCaller; readonly taken: () => Allowances };

async function serve({ folder, caller, taken }: Needs, https: boolean): Promise<Served> {
  const hub = createHub(20);
  const app = gatewayApp({
    config: {
      https,
      origins: [],
      trustedProxies: [],
      webDir: join(folder, "web"),
      docsDir: join(__dirname, "../../../../docs"),
      deadlineMs: 1_000,
    },
    contract,
    services: new Map([...new Set(contract.rpcs.map(({ service }) => service))].map((service) => [service, caller])),
    streams: new Map(),
    verify,
    allowances: {
      address: (key, points) => taken().address(key, points),
      signIn: (key) => taken().signIn(key),
      subject: (key) => taken().subject(key),
      upload: (key, points) => taken().upload(key, points),
    },
    files: folderStore(join(folder, "files")),
    receipts: receiptsIn(folderStore(join(folder, "files", "receipts"))),
    hub,
    clock: fixedClock("2026-10-05T01:00:00Z"),
    onBug: (thrown) => {
      throw thrown;
    },
    onAnswer: () => undefined,
  });
  const server = await serveHttp(app, "127.0.0.1", 0);
  return {
    ...{ port: server.port, hub },
    stop: () => {
      hub.end();
      return server.stop();
    },
  };
}

export async function openFront(): Promise<Front> {
  const folder = await makeFolder();
  let taken = allowances(roomy, undefined);
  const caller: GrpcCaller = async (path, request, metadata, deadlineMs) => {
    const rpc = contract.rpcs.find((one) => one.path === path);
    if (rpc === undefined) throw new Error(path);
    await Promise.resolve();
    front.seen.push({ path, request: toJson(rpc.input, fromBinary(rpc.input, request)), metadata, deadlineMs });
    return Buffer.from(toBinary(rpc.output, fromJson(rpc.output, front.replies[rpc.name]?.() ?? {})));
  };
  const needs = { folder, caller, taken: () => taken };
  let server = await serve(needs, false);
  const front: Front = {
    seen: [],
    replies: {},
    hub: () => server.hub,
    url: (path) => `http://127.0.0.1:${server.port}${path}`,
    allow(limits = {}) {
      taken = allowances({ ...roomy, ...limits }, undefined);
    },
    async restart(https) {
      await server.stop();
      server = await serve(needs, https);
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return front;
}
