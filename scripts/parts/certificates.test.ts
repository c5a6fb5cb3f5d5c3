import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { makeCertificates, type CertificateFiles } from "./certificates.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "certificates-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const secretsOf = (files: CertificateFiles): { ca: Buffer; cert: Buffer; key: Buffer } => ({
  ca: readFileSync(files.ca),
  cert: readFileSync(files.certificate),
  key: readFileSync(files.key),
});

/** The client's names as the server sees them, or why there was no connection. */
function shakeHands(server: CertificateFiles, client: CertificateFiles): Promise<string> {
  return new Promise((resolve) => {
    const listener = createServer({ ...secretsOf(server), requestCert: true, rejectUnauthorized: true }, (socket) => {
      resolve(socket.getPeerCertificate().subjectaltname ?? "");
      socket.end();
      listener.close();
    });
    listener.on("tlsClientError", (error) => {
      resolve(error.message);
      listener.close();
    });
    listener.listen(0, "127.0.0.1", () => {
      const { port } = listener.address() as AddressInfo;
      const ca = readFileSync(server.ca);
      connect({ ...secretsOf(client), ca, port, host: "127.0.0.1" }).on("error", () => undefined);
    });
  });
}

describe("certificates", () => {
  it("let two services authenticate each other by their SPIFFE names", async () => {
    const made = await makeCertificates(join(dir, "a"), "jateng", ["identity", "activity"]);
    expect(await shakeHands(made["identity"]!, made["activity"]!)).toContain("URI:spiffe://kinerja/jateng/activity");
  });

  it("of another authority are refused", async () => {
    const ours = await makeCertificates(join(dir, "a"), "jateng", ["identity"]);
    const theirs = await makeCertificates(join(dir, "b"), "jateng", ["activity"]);
    expect(await shakeHands(ours["identity"]!, theirs["activity"]!)).toMatch(/verify|unable to/i);
  });

  it("are kept from start to start, but not for another site or service", async () => {
    const read = (files: Record<string, CertificateFiles>): string =>
      readFileSync(files["identity"]!.certificate, "utf8");
    const first = read(await makeCertificates(join(dir, "c"), "jateng", ["identity"]));
    expect(read(await makeCertificates(join(dir, "c"), "jateng", ["identity"]))).toBe(first);
    expect(read(await makeCertificates(join(dir, "c"), "jatim", ["identity"]))).not.toBe(first);
    const both = await makeCertificates(join(dir, "c"), "jatim", ["identity", "activity"]);
    expect(await shakeHands(both["identity"]!, both["activity"]!)).toContain("/jatim/activity");
  });

  it("have keys that only we can read", async () => {
    const made = await makeCertificates(join(dir, "a"), "jateng", ["identity"]);
    expect(statSync(made["identity"]!.key).mode & 0o777).toBe(0o600);
  });
});
