import { readFileSync } from "node:fs";

import { type ServiceDefinition, type status, type UntypedServiceImplementation } from "@grpc/grpc-js";

import { Refusal } from "../errors/index.ts";
import { serveGrpc, type Tls, unary } from "../grpc/index.ts";
import { type PersonId } from "../kernel/index.ts";
import { type Stoppable } from "../lifecycle/index.ts";
import { type Subject } from "../session/subject.ts";
import { createLog, metrics } from "../telemetry/index.ts";
import { fixedClock } from "./clock.ts";

export const image = readFileSync(require.resolve("@kinerja/proto/image.binpb"));

/** Tokens "access" and "diary" are good, all others are not. */
function verify(token: string): Promise<Subject> {
  if (token !== "access" && token !== "diary")
    return Promise.reject(new Refusal("unauthenticated", "TOKEN_INVALID", { retryAfterS: 1 }));
  const personId = "00000000-0000-8000-8000-00000000000a" as PersonId;
  return Promise.resolve({ personId, sessionId: "s1", kind: token, employments: [], token });
}

type Partial = readonly [ServiceDefinition, UntypedServiceImplementation];
export type Served = Stoppable & { readonly address: string; readonly logLines: readonly string[] };

/** Serves what is given on a free port of this machine; methods that are missing are bugs. */
export async function serveForTest(tls: Tls, services: readonly Partial[], maxReceiveBytes?: number): Promise<Served> {
  const logLines: string[] = [];
  const missing = unary(() => Promise.reject(new Error("not expected")));
  const server = await serveGrpc({
    host: "127.0.0.1",
    port: 0,
    tls,
    image,
    verify,
    clock: fixedClock("2026-03-31T03:00:00Z"),
    log: createLog("test", { write: (line) => void logLines.push(line) }),
    services: services.map(([definition, handlers]) => [
      definition,
      { ...Object.fromEntries(Object.keys(definition).map((name) => [name, missing])), ...handlers },
    ]),
    ...(maxReceiveBytes !== undefined && { maxReceiveBytes }),
  });
  return { address: `localhost:${server.port}`, logLines, stop: () => server.stop() };
}

/** How often a method has been answered with a status. */
export async function answered(path: string, code: keyof typeof status): Promise<number> {
  const values = (await metrics.getSingleMetric("rpc_server_requests_total")?.get())?.values ?? [];
  return values.find(({ labels }) => labels["method"] === path && labels["code"] === code)?.value ?? 0;
}

/** Waits, turn by turn, until something is so; the test's own time limit ends it. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}
