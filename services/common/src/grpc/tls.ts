import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkServerIdentity, createSecureContext, type PeerCertificate } from "node:tls";

import { ChannelCredentials, ServerCredentials } from "@grpc/grpc-js";

import { ownSite, peerIdOf } from "./peer.ts";

/** PEM texts of one service: the authority that all trust, and the own leaf with its key. */
export type Tls = { readonly ca: Buffer; readonly cert: Buffer; readonly key: Buffer };

/** `ca.pem`, `<service>.pem` and `<service>.key` of a folder. */
export const readTls = (dir: string, service: string): Tls => ({
  ca: readFileSync(join(dir, "ca.pem")),
  cert: readFileSync(join(dir, `${service}.pem`)),
  key: readFileSync(join(dir, `${service}.key`)),
});

const minVersion = "TLSv1.3";

/** Both sides show a certificate, always. */
export function serverCredentials(tls: Tls): ServerCredentials {
  const credentials = ServerCredentials.createSsl(tls.ca, [{ private_key: tls.key, cert_chain: tls.cert }], true);
  const options = credentials._getConstructorOptions();
  if (options === null) throw new Error("grpc-js gives no options to set the version of TLS in");
  options.minVersion = minVersion;
  return credentials;
}

/** Credentials for calls to one service of our site: who shows another's certificate is not it, though the authority is ours. */
export function channelCredentials(tls: Tls, callee: string): ChannelCredentials {
  const site = ownSite(tls);
  const context = createSecureContext({ ...tls, minVersion });
  return ChannelCredentials.createFromSecureContext(context, {
    checkServerIdentity: (host: string, certificate: PeerCertificate): Error | undefined => {
      const peer = peerIdOf(certificate.subjectaltname);
      if (peer?.site !== site || peer.service !== callee) return new Error(`${host} is not ${callee} of ${site}`);
      return checkServerIdentity(host, certificate);
    },
  });
}
