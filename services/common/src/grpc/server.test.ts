import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { logVerbosity, Metadata, type ServiceError, setLogVerbosity, status } from "@grpc/grpc-js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { IngestServiceClient, IngestServiceService } from "@kinerja/proto/activity/v1/ingest_service";
import { DirectoryServiceClient, DirectoryServiceService } from "@kinerja/proto/identity/v1/directory_service";
import { ImportServiceClient, ImportServiceService } from "@kinerja/proto/identity/v1/import_service";
import { SessionServiceClient, SessionServiceService } from "@kinerja/proto/identity/v1/session_service";

import { makeCertificates } from "../../../../scripts/parts/certificates.ts";
import { Refusal } from "../errors/index.ts";
import { answered, serveForTest, type Served, until } from "../testing/grpc.ts";
import { call, type CallContext, type CallerContext, connect, readTls, type Tls, unary } from "./index.ts";

const nip = "198703142011012901";
const listSessions = "/kinerja.identity.v1.SessionService/ListSessions";
const person = { subject: { token: "access" } };

let dir: string;
let tls: Record<"identity" | "gateway" | "evaluation", Tls>;
let served: Served;
/** What the next calls do; each gets its context. */
let work: (context: CallContext) => Promise<unknown>;
const clients: { close(): void }[] = [];

function client<C extends { close(): void }>(Of: Parameters<typeof connect<C>>[0], as: Tls = tls.gateway): C {
  const made = connect(Of, served.address, as, "identity");
  clients.push(made);
  return made;
}

const empty = {
  sessions: [],
  results: [],
  employments: [],
  people: [],
  agencies: [],
  relations: [],
  roles: [],
  ownAgencyIds: [],
};
const handler = unary<unknown, unknown>(async (_, context) => ({ ...empty, ...((await work(context)) as object) }));

beforeAll(async () => {
  setLogVerbosity(logVerbosity.NONE);
  dir = mkdtempSync(join(tmpdir(), "grpc-"));
  await makeCertificates(dir, "jt", ["identity", "gateway", "evaluation"]);
  const read = (service: string): Tls => readTls(dir, service);
  tls = { identity: read("identity"), gateway: read("gateway"), evaluation: read("evaluation") };
  const raw = (): never => {
    throw new Error(`raw ${nip}`);
  };
  served = await serveForTest(
    tls.identity,
    [
      [SessionServiceService, { signIn: handler, listSessions: handler, signOut: raw }],
      [DirectoryServiceService, { getFacts: handler }],
      [IngestServiceService, { recordEntries: handler }],
      [ImportServiceService, { startImport: handler }],
    ],
    64 * 1024,
  );
});
beforeEach(() => {
  work = () => Promise.resolve({});
});
afterAll(async () => {
  for (const one of clients) one.close();
  await served.stop();
  rmSync(dir, { recursive: true, force: true });
});

const sessions = (as?: Tls): SessionServiceClient => client(SessionServiceClient, as);
const list = (context: CallerContext = person, as?: Tls): Promise<unknown> => {
  const one = sessions(as);
  return call(one, one.listSessions.bind(one), {}, context);
};
/** The context that a call arrives with. */
async function arriving(run: () => Promise<unknown>): Promise<CallContext> {
  const seen: CallContext[] = [];
  work = (context) => Promise.resolve(void seen.push(context));
  await run();
  return seen[0]!;
}
/** A call with metadata of its own and no more than that. */
const bare = (entries: Record<string, string>, options: { deadline?: number } = { deadline: Date.now() + 5_000 }) =>
  new Promise<unknown>((resolve, reject) => {
    const metadata = new Metadata();
    for (const [key, value] of Object.entries(entries)) metadata.set(key, value);
    sessions().listSessions({}, metadata, options, (error: ServiceError | null) =>
      error ? reject(error) : resolve({}),
    );
  });
const refused = (kind: string, code: string) => expect.objectContaining({ name: "Refusal", kind, code });

describe("who is let in", () => {
  it("PUBLIC: anybody, and no token is looked at", async () => {
    const one = sessions();
    const request = { nip, password: "x" };
    expect(await arriving(() => call(one, one.signIn.bind(one), request, {}))).not.toHaveProperty("subject");
    const withToken = { subject: { token: "forged" } };
    expect(await arriving(() => call(one, one.signIn.bind(one), request, withToken))).not.toHaveProperty("subject");
  });

  it("SELF: a person by their token", async () => {
    expect(await arriving(() => list())).toMatchObject({
      peer: "gateway",
      subject: { kind: "access", token: "access" },
    });
    await expect(list({})).rejects.toEqual(refused("unauthenticated", "TOKEN_MISSING"));
    await expect(list({ subject: { token: "forged" } })).rejects.toEqual(refused("unauthenticated", "TOKEN_INVALID"));
    await expect(bare({ authorization: "Basic eDp5" })).rejects.toMatchObject({ details: "TOKEN_MISSING" });
  });

  it("SERVICE: services but not the gateway, with or without a person", async () => {
    const facts = (as: Tls, context: CallerContext): Promise<unknown> => {
      const one = client(DirectoryServiceClient, as);
      return call(one, one.getFacts.bind(one), { personIds: [], agencyIds: [] } as never, context);
    };
    expect(await arriving(() => facts(tls.evaluation, {}))).toMatchObject({ peer: "evaluation" });
    expect(await arriving(() => facts(tls.evaluation, person))).toMatchObject({ subject: { token: "access" } });
    await expect(facts(tls.gateway, person)).rejects.toEqual(refused("not-found", "METHOD_UNKNOWN"));
    await expect(facts(tls.evaluation, { subject: { token: "forged" } })).rejects.toEqual(
      refused("unauthenticated", "TOKEN_INVALID"),
    );
  });

  it("a diary token: for recording alone", async () => {
    const diary = { subject: { token: "diary" } };
    const ingest = client(IngestServiceClient);
    const context = await arriving(() => call(ingest, ingest.recordEntries.bind(ingest), { entries: [] }, diary));
    expect(context.subject?.kind).toBe("diary");
    await expect(list(diary)).rejects.toEqual(refused("forbidden", "DIARY_TOKEN_ONLY_RECORDS"));
  });

  it("a call of a person only with a deadline, of a service without one too", async () => {
    await expect(bare({ authorization: "Bearer access" }, {})).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: "DEADLINE_MISSING",
    });
    const directory = client(DirectoryServiceClient, tls.evaluation);
    const context = await arriving(
      () =>
        new Promise<void>((resolve, reject) => {
          directory.getFacts({ personIds: [], agencyIds: [] } as never, (error) => (error ? reject(error) : resolve()));
        }),
    );
    expect(context.deadlineMs).toBeGreaterThan(50_000);
  });
});

describe("a call", () => {
  it("knows how much time is left", async () => {
    const context = await arriving(() => list({ ...person, deadlineMs: 3_000 }));
    const first = context.deadlineMs;
    expect(first).toBeGreaterThan(2_000);
    expect(first).toBeLessThanOrEqual(3_000);
    await until(() => context.deadlineMs < first);
    const longest = await arriving(() =>
      bare({ authorization: "Bearer access" }, { deadline: Date.now() + 3_600_000 }),
    );
    expect(longest.deadlineMs).toBeLessThanOrEqual(60_000);
    const imports = client(ImportServiceClient);
    const file = { fileId: "", effectiveDate: "" };
    const long = await arriving(
      () =>
        new Promise((resolve, reject) => {
          const metadata = new Metadata();
          metadata.set("authorization", "Bearer access");
          imports.startImport(file, metadata, { deadline: Date.now() + 3_600_000 }, (error) =>
            error ? reject(error) : resolve({}),
          );
        }),
    );
    expect(long.deadlineMs).toBeGreaterThan(110_000);
    expect(long.deadlineMs).toBeLessThanOrEqual(120_000);
  });

  it("carries its key, its trace and, by the gateway only, the device's address", async () => {
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    expect(await arriving(() => list({ ...person, requestKey: "k1", traceId }))).toMatchObject({
      requestKey: "k1",
      traceId,
    });
    const headers = { authorization: "Bearer access", "x-client-address": "192.0.2.7" };
    expect(await arriving(() => bare({ ...headers, traceparent: `00-${nip}-x` }))).toMatchObject({
      clientAddress: "192.0.2.7",
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    await expect(bare({ ...headers, "idempotency-key": "k".repeat(129) })).rejects.toMatchObject({
      details: "IDEMPOTENCY_KEY_FORM",
    });
  });

  it("of too many bytes is refused before it is read", async () => {
    const one = sessions();
    const request = { nip, password: "x".repeat(100_000) };
    await expect(call(one, one.signIn.bind(one), request, {})).rejects.toMatchObject({ kind: "limit" });
  });

  it("that nobody waits for any more is told so, and counted as such", async () => {
    const before = await answered(listSessions, "DEADLINE_EXCEEDED");
    const cancelled = await answered(listSessions, "CANCELLED");
    let aborted = 0;
    work = ({ signal }) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
    const slow = work;
    work = (context) => (context.signal.addEventListener("abort", () => aborted++), slow(context));
    await expect(list({ ...person, deadlineMs: 150 })).rejects.toEqual(refused("deadline", "DEADLINE_EXCEEDED"));
    await until(() => aborted === 1);
    const metadata = new Metadata();
    metadata.set("authorization", "Bearer access");
    const arrived = new Promise<void>((resolve) => {
      const waiting = work;
      work = (context) => (resolve(), waiting(context));
    });
    const given = new Promise((resolve) => {
      const running = sessions().listSessions({}, metadata, { deadline: Date.now() + 5_000 }, (error) =>
        resolve(error?.code),
      );
      void arrived.then(() => running.cancel());
    });
    expect(await given).toBe(status.CANCELLED);
    await until(() => aborted === 2);
    expect(await answered(listSessions, "DEADLINE_EXCEEDED")).toBe(before + 1);
    expect(await answered(listSessions, "CANCELLED")).toBe(cancelled + 1);
    expect(served.logLines.filter((line) => line.includes("ListSessions"))).toEqual([]);
  });
});

describe("an answer", () => {
  it("of no is the refusal itself", async () => {
    const before = await answered(listSessions, "RESOURCE_EXHAUSTED");
    const violations = [{ pointer: "/entries/0/workDate", code: "DATE_FORM", params: { text: "kemarin" } }];
    work = () => Promise.reject(new Refusal("limit", "SIGN_IN_SLOW_DOWN", { retryAfterS: 30 }, violations));
    await expect(list()).rejects.toMatchObject({
      kind: "limit",
      code: "SIGN_IN_SLOW_DOWN",
      params: { retryAfterS: "30" },
      violations,
    });
    expect(await answered(listSessions, "RESOURCE_EXHAUSTED")).toBe(before + 1);
  });

  it("of no arrives whole with the most that trailers carry", async () => {
    const violations = Array.from({ length: 500 }, (_, index) => ({
      pointer: `/entries/${index}/workDate`,
      code: "X".repeat(200),
    }));
    work = () => Promise.reject(new Refusal("invalid", "REQUEST_INVALID", {}, violations));
    await expect(list()).rejects.toMatchObject({ kind: "invalid", code: "REQUEST_INVALID" });
    await expect(list()).rejects.toHaveProperty("violations.length", 100);
  });

  it.each([
    ["what the handler throws", () => Promise.reject(new Error(`no row for ${nip}`))],
    ["what its message type cannot hold", () => Promise.resolve({ sessions: [null] })],
  ])("to a bug says nothing, and the log says where: %s", async (_, fail) => {
    const before = served.logLines.length;
    work = fail;
    await expect(list()).rejects.toMatchObject({ code: status.INTERNAL });
    await expect(list()).rejects.not.toThrow(nip);
    const lines = served.logLines.slice(before);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('"msg":"bug"');
    expect(lines[0]).toContain(listSessions);
    expect(lines.join("")).not.toContain(nip);
  });

  it("comes from a handler that throws at once too", async () => {
    const one = sessions();
    await expect(call(one, one.signOut.bind(one), {}, person)).rejects.toMatchObject({
      code: status.INTERNAL,
      details: "internal error",
    });
  });

  it("to a lack of something else goes to the log with its cause", async () => {
    const before = served.logLines.length;
    const refusal = new Refusal("unavailable", "SERVICE_UNAVAILABLE");
    refusal.cause = Object.assign(new Error(nip), { code: "ECONNREFUSED" });
    work = () => Promise.reject(refusal);
    await expect(list()).rejects.toEqual(refused("unavailable", "SERVICE_UNAVAILABLE"));
    expect(served.logLines.slice(before).join("")).toMatch(/"level":"warn".*"error":"Error ECONNREFUSED"/);
  });
});
