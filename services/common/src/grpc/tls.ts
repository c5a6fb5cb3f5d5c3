import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ChannelCredentials, ServerCredentials } from "@grpc/grpc-js";

/** PEM texts of one service: the authority that all trust, and the own leaf with its key. */
export type Tls = { readonly ca: Buffer; readonly cert: Buffer; readonly key: Buffer };

/** `ca.pem`, `<service>.pem` and `<service>.key` of a folder. */
export const readTls = (dir: string, service: string): Tls => ({
  ca: readFileSync(join(dir, "ca.pem")),
  cert: readFileSync(join(dir, `${service}.pem`)),
  key: readFileSync(join(dir, `${service}.key`)),
});

/** Both sides show a certificate, always. */
export const serverCredentials = (tls: Tls): ServerCredentials =>
  ServerCredentials.createSsl(tls.ca, [{ private_key: tls.key, cert_chain: tls.cert }], true);

export const channelCredentials = (tls: Tls): ChannelCredentials =>
  ChannelCredentials.createSsl(tls.ca, tls.key, tls.cert);
