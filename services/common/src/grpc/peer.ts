import { X509Certificate } from "node:crypto";

import { type ServerUnaryCall } from "@grpc/grpc-js";

import { type Tls } from "./tls.ts";

/** Who a certificate says its owner is: "spiffe://kinerja/SITE/SERVICE". */
type PeerId = { readonly site: string; readonly service: string };

/** Of the alternative names as OpenSSL lists them, "URI:spiffe://…, DNS:…". */
export function peerIdOf(names: string | undefined): PeerId | undefined {
  const [, site, service] = /(?:^|, )URI:spiffe:\/\/kinerja\/([\w-]+)\/([\w-]+)(?:,|$)/.exec(names ?? "") ?? [];
  return site === undefined || service === undefined ? undefined : { site, service };
}

/** The site of our own certificate: peers of another one are strangers here. */
export function ownSite({ cert }: Tls): string {
  const own = peerIdOf(new X509Certificate(cert).subjectAltName);
  if (own === undefined) throw new Error("the own certificate has no name spiffe://kinerja/SITE/SERVICE");
  return own.site;
}

type AnyCall = Pick<ServerUnaryCall<unknown, unknown>, "getAuthContext">;

/** grpc-js keeps the connection of a call to itself; without it each call reads the certificate again, which is only slow. */
const connectionOf = (call: AnyCall): object | undefined =>
  (call as { call?: { stream?: { session?: object } } }).call?.stream?.session;

/** Service names by connection: reading a certificate costs some 90 µs, a third of a whole call, and it never changes under TLS 1.3. */
export function peerNames(site: string): (call: AnyCall) => string {
  const known = new WeakMap<object, string>();
  return (call) => {
    const connection = connectionOf(call);
    const found = connection && known.get(connection);
    if (found !== undefined) return found;
    const peer = peerIdOf(call.getAuthContext().sslPeerCertificate?.subjectaltname);
    if (peer?.site !== site) return "";
    if (connection) known.set(connection, peer.service);
    return peer.service;
  };
}
