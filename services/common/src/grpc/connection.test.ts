import { mkdtempSync, rmSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls, TLSSocket } from "node:tls";

import { ChannelCredentials, logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { DirectoryServiceClient, DirectoryServiceService } from "@kinerja/proto/identity/v1/directory_service";
import { SessionServiceClient, SessionServiceService } from "@kinerja/proto/identity/v1/session_service";

import { makeCertificates } from "../../../../scripts/parts/certificates.ts";
import { serveForTest, type Served } from "../testing/grpc.ts";
import { call, connect, openChannel, readTls, type Tls, unary } from "./index.ts";

const person = { subject: { token: "access" } };
const away = expect.objectContaining({ name: "Refusal", kind: "unavailable", code: "SERVICE_UNAVAILABLE" });

let dir: string;
let tls: Record<"identity" | "gateway", Tls>;
/** Of another site, under an authority of its own. */
let otherTls: Record<"gateway" | "evaluation", Tls>;
let served: Served;
/** Trusts the authorities of both sites. */
let open: Served;
let peers: string[] = [];
const clients: { close(): void }[] = [];

function keep<C extends { close(): void }>(client: C): C {
  clients.push(client);
  return client;
}
const trustingBoth = (own: Tls): Tls => ({ ...own, ca: Buffer.concat([tls.identity.ca, otherTls.gateway.ca]) });
const list = (client: SessionServiceClient): Promise<unknown> =>
  call(client, client.listSessions.bind(client), {}, person);

beforeAll(async () => {
  setLogVerbosity(logVerbosity.NONE);
  dir = mkdtempSync(join(tmpdir(), "grpc-"));
  const [ours, theirs] = [join(dir, "jt"), join(dir, "jb")];
  await makeCertificates(ours, "jt", ["identity", "gateway"]);
  await makeCertificates(theirs, "jb", ["gateway", "evaluation"]);
  tls = { identity: readTls(ours, "identity"), gateway: readTls(ours, "gateway") };
  otherTls = { gateway: readTls(theirs, "gateway"), evaluation: readTls(theirs, "evaluation") };
  const listSessions = unary<unknown, unknown>((_, { peer }) => {
    peers.push(peer);
    return Promise.resolve({ sessions: [] });
  });
  const getFacts = unary(() => Promise.reject(new Error("not expected")));
  const handlers = [
    [SessionServiceService, { listSessions }],
    [DirectoryServiceService, { getFacts }],
  ] as const;
  [served, open] = await Promise.all([
    serveForTest(tls.identity, handlers),
    serveForTest(trustingBoth(tls.identity), handlers),
  ]);
});
afterEach(() => {
  peers = [];
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  await Promise.all([served.stop(), open.stop()]);
  rmSync(dir, { recursive: true, force: true });
});

describe("a connection", () => {
  it("is refused by a client that trusts another authority", () => {
    const one = keep(connect(SessionServiceClient, served.address, { ...tls.gateway, ca: otherTls.gateway.ca }));
    return expect(list(one)).rejects.toEqual(away);
  });

  it.each([
    [
      "by another authority",
      () => ChannelCredentials.createSsl(tls.gateway.ca, otherTls.gateway.key, otherTls.gateway.cert),
    ],
    ["without a certificate", () => ChannelCredentials.createSsl(tls.gateway.ca)],
    ["in the clear", () => ChannelCredentials.createInsecure()],
  ])("is refused to a client %s", (_, credentials) =>
    expect(list(keep(new SessionServiceClient(served.address, credentials())))).rejects.toEqual(away),
  );

  it("is good for calls to the service that the contract names, and to no other one of the site", async () => {
    await expect(list(keep(connect(SessionServiceClient, served.address, tls.gateway)))).resolves.toBeDefined();
    const posed = keep(connect(SessionServiceClient, served.address, tls.gateway, "activity"));
    await expect(list(posed)).rejects.toEqual(away);
    const channel = keep(openChannel(served.address, tls.gateway, "activity"));
    await expect(
      new Promise((resolve) =>
        channel.waitForReady(Date.now() + 300, (error) => resolve(error === undefined ? "ready" : "not ready")),
      ),
    ).resolves.toBe("not ready");
  });

  it("to the same service of another site is refused, though its authority is trusted", () =>
    expect(list(keep(connect(SessionServiceClient, open.address, trustingBoth(otherTls.gateway))))).rejects.toEqual(
      away,
    ));

  it("from a service of another site is a stranger's", async () => {
    const { key, cert } = otherTls.evaluation;
    const credentials = ChannelCredentials.createSsl(trustingBoth(tls.identity).ca, key, cert);
    await list(keep(new SessionServiceClient(open.address, credentials)));
    expect(peers).toEqual([""]);
    const directory = keep(new DirectoryServiceClient(open.address, credentials));
    const facts = call(directory, directory.getFacts.bind(directory), { personIds: [] }, person);
    await expect(facts).rejects.toMatchObject({ kind: "not-found", code: "METHOD_UNKNOWN" });
  });

  it("has its certificate read once, not with every call", async () => {
    const one = keep(connect(SessionServiceClient, served.address, tls.gateway));
    await list(one);
    const reads = jest.spyOn(TLSSocket.prototype, "getPeerCertificate");
    for (let count = 0; count < 30; count++) await list(one);
    expect(peers).toEqual(Array(31).fill("gateway"));
    expect(reads.mock.calls.length).toBeLessThan(10); // a client that connects elsewhere reads one too
    reads.mockRestore();
  });

  it("to nobody is told as unavailable, and no time left as that", async () => {
    const one = keep(connect(SessionServiceClient, "localhost:1", tls.gateway));
    await expect(list(one)).rejects.toEqual(away);
    await expect(call(one, one.listSessions.bind(one), {}, { ...person, deadlineMs: 0 })).rejects.toMatchObject({
      kind: "deadline",
      code: "DEADLINE_EXCEEDED",
    });
  });
});

describe("TLS", () => {
  const speak = (version: "TLSv1.2" | "TLSv1.3"): Promise<string> =>
    new Promise((resolve) => {
      const to = { host: "localhost", port: Number(served.address.split(":")[1]), ALPNProtocols: ["h2"] };
      const versions = { minVersion: version, maxVersion: version };
      const socket = connectTls({ ...tls.gateway, ...to, ...versions }, () => {
        resolve(socket.getProtocol() ?? "");
        socket.destroy();
      });
      socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""));
    });

  it("1.3 is spoken by a server, and nothing older", async () => {
    expect(await speak("TLSv1.3")).toBe("TLSv1.3");
    expect(await speak("TLSv1.2")).toBe("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION");
  });

  it("1.3 is spoken by a client, and nothing older", async () => {
    const outdated = createSecureServer({ ...tls.identity, maxVersion: "TLSv1.2" });
    await new Promise<void>((resolve) => outdated.listen(0, "127.0.0.1", resolve));
    const heard = new Promise<string>((resolve) =>
      outdated.on("tlsClientError", (error: NodeJS.ErrnoException) => resolve(error.code ?? "")),
    );
    const address = `localhost:${(outdated.address() as AddressInfo).port}`;
    await expect(list(keep(connect(SessionServiceClient, address, tls.gateway)))).rejects.toEqual(away);
    expect(await heard).toBe("ERR_SSL_UNSUPPORTED_PROTOCOL");
    await new Promise((resolve) => outdated.close(resolve));
  });
});
