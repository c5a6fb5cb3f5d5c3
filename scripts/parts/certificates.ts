import "reflect-metadata"; // the certificate library needs it
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { randomBytes, webcrypto, X509Certificate as Certificate } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface CertificateFiles {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const dayMs = 86_400_000;
const validDays = 90;

const filesOf = (dir: string, service: string): CertificateFiles => ({
  ca: join(dir, "ca.pem"),
  certificate: join(dir, `${service}.pem`),
  key: join(dir, `${service}.key`),
});
const identityOf = (site: string, service: string): string => `spiffe://kinerja/${site}/${service}`;

function isUsable(dir: string, site: string, service: string): boolean {
  try {
    const files = filesOf(dir, service);
    const ca = new Certificate(readFileSync(files.ca));
    const leaf = new Certificate(readFileSync(files.certificate));
    const outlives = [ca, leaf].every((one) => Date.parse(one.validTo) > Date.now() + dayMs);
    const names = leaf.subjectAltName?.split(", ") ?? [];
    readFileSync(files.key);
    return outlives && leaf.verify(ca.publicKey) && names.includes(`URI:${identityOf(site, service)}`);
  } catch {
    return false;
  }
}

/** Whole at once or not at all, and readable by us alone. */
function write(file: string, content: string): void {
  writeFileSync(`${file}.new`, content, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
const newSerial = (): string => `01${randomBytes(15).toString("hex")}`;
const validity = (): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(Date.now() - 3_600_000),
  notAfter: new Date(Date.now() + validDays * dayMs),
});

interface Authority {
  readonly certificate: X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

async function makeAuthority(site: string): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name: `CN=Kinerja ${site} throw-away CA`,
    serialNumber: newSerial(),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return { certificate, keys };
}

async function writeLeaf(dir: string, site: string, service: string, authority: Authority): Promise<void> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    ...validity(),
    subject: `CN=${service}`,
    issuer: authority.certificate.subject,
    serialNumber: newSerial(),
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
      new SubjectAlternativeNameExtension([
        { type: "url", value: identityOf(site, service) },
        { type: "dns", value: "localhost" },
        { type: "ip", value: "127.0.0.1" },
      ]),
    ],
  });
  const files = filesOf(dir, service);
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  const lines = der.match(/.{1,64}/g) ?? [];
  write(files.key, ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n"));
  write(files.certificate, `${certificate.toString("pem")}\n`);
}

/**
 * A throw-away CA and one certificate per service, so that mutual TLS is on everywhere from the first start. Kept while all of them are
 * valid for a day more. The CA's key is never written: a new service means a new set.
 */
export async function makeCertificates(
  dir: string,
  site: string,
  services: readonly string[],
): Promise<Record<string, CertificateFiles>> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (!services.every((service) => isUsable(dir, site, service))) {
    const authority = await makeAuthority(site);
    write(join(dir, "ca.pem"), `${authority.certificate.toString("pem")}\n`);
    await Promise.all(services.map((service) => writeLeaf(dir, site, service, authority)));
  }
  return Object.fromEntries(services.map((service) => [service, filesOf(dir, service)]));
}
