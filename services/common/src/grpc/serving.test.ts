import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Duplex } from "node:stream";

import { fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { logVerbosity, makeGenericClientConstructor, type ServiceDefinition, setLogVerbosity } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { SessionServiceClient, SessionServiceService } from "@kinerja/proto/identity/v1/session_service";
import { service as healthService } from "grpc-health-check";

import { makeCertificates } from "../../../../scripts/parts/certificates.ts";
import { createLog } from "../telemetry/index.ts";
import { fixedClock } from "../testing/clock.ts";
import { image, serveForTest, type Served, until } from "../testing/grpc.ts";
import { call, connect, readTls, serveGrpc, type Tls, unary } from "./index.ts";

const sessionService = "kinerja.identity.v1.SessionService";
const person = { subject: { token: "access" } };

let dir: string;
let tls: Tls;
let served: Served;
let finish: (() => void) | undefined;
beforeAll(async () => {
  setLogVerbosity(logVerbosity.NONE);
  dir = mkdtempSync(join(tmpdir(), "grpc-"));
  await makeCertificates(dir, "jt", ["identity"]);
  tls = readTls(dir, "identity");
  const slow = unary<unknown, unknown>(() => new Promise((resolve) => (finish = () => resolve({ sessions: [] }))));
  served = await serveForTest(tls, [[SessionServiceService, { listSessions: slow }]]);
});
afterAll(async () => {
  await served.stop();
  rmSync(dir, { recursive: true, force: true });
});

describe("a server", () => {
  const options = () => ({
    host: "127.0.0.1",
    port: 0,
    tls,
    image,
    verify: () => Promise.reject(new Error("unused")),
    log: createLog("test", { write: () => undefined }),
    clock: fixedClock("2026-03-31T03:00:00Z"),
  });

  it("does not start with a method that has no handler", async () =>
    expect(serveGrpc({ ...options(), services: [[SessionServiceService, {}]] })).rejects.toThrow("has no handler"));

  it("does not start on a port that is taken", async () => {
    const port = Number(served.address.split(":")[1]);
    await expect(serveGrpc({ ...options(), port, services: [] })).rejects.toThrow("EADDRINUSE");
  });

  it("tells its health", async () => {
    const Health = makeGenericClientConstructor(healthService, "Health");
    type Check = (request: object, done: (error: unknown, answer: unknown) => void) => void;
    const one = connect(Health, served.address, tls, "identity") as unknown as { check: Check; close: () => void };
    const check = (service: string): Promise<unknown> =>
      new Promise((resolve) => one.check({ service }, (error, answer) => resolve(error ?? answer)));
    expect(await check("")).toMatchObject({ status: "SERVING" });
    expect(await check("unknown")).toMatchObject({ code: 5 });
    one.close();
  });

  it("tells what it serves, and its files", async () => {
    const proto = require.resolve("@grpc/reflection/build/proto/grpc/reflection/v1/reflection.proto");
    const definition = loadSync(proto)["grpc.reflection.v1.ServerReflection"] as ServiceDefinition;
    const Reflection = makeGenericClientConstructor(definition, "ServerReflection");
    const one = connect(Reflection, served.address, tls, "identity") as unknown as {
      serverReflectionInfo: () => Duplex;
      close: () => void;
    };
    const stream = one.serverReflectionInfo();
    const answers = stream.iterator({ destroyOnReturn: false });
    const ask = async (question: object): Promise<unknown> => {
      stream.write(question);
      return ((await answers.next()) as { value: unknown }).value;
    };
    expect(await ask({ listServices: "" })).toMatchObject({
      listServicesResponse: { service: [{ name: sessionService }] },
    });
    const { fileDescriptorResponse } = (await ask({ fileContainingSymbol: sessionService })) as {
      fileDescriptorResponse: { fileDescriptorProto: Buffer[] };
    };
    const files = fileDescriptorResponse.fileDescriptorProto.map((file) => fromBinary(FileDescriptorProtoSchema, file));
    expect(files.map(({ name }) => name)).toContain("kinerja/identity/v1/session_service.proto");
    stream.end();
    await answers.next();
    one.close();
  });

  it("drains: open calls end, new ones are turned away", async () => {
    const one = connect(SessionServiceClient, served.address, tls);
    const list = (deadlineMs: number): Promise<unknown> =>
      call(one, one.listSessions.bind(one), {}, { ...person, deadlineMs });
    const running = list(8_000);
    await until(() => finish !== undefined);
    let stopped = false;
    const stopping = served.stop().then(() => (stopped = true));
    await expect(list(2_000)).rejects.toMatchObject({ kind: "unavailable", code: "SERVICE_UNAVAILABLE" });
    expect(stopped).toBe(false);
    finish?.();
    await expect(running).resolves.toEqual({ sessions: [] });
    await stopping;
    one.close();
  });

  it("stops twice without harm", () => served.stop());
});
