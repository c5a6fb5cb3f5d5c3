import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

import { calculateJwkThumbprint, SignJWT } from "jose";

import { type SignTokens } from "../../app/ports.ts";
import { accessMs, diaryMs } from "../../domain/session.ts";
import { type KeyTimes } from "../../domain/signing-key.ts";
import { seal, unseal } from "./seal.ts";

/** A key as it is stored: the private half is encrypted with a key of the environment. */
export type StoredKey = KeyTimes & { readonly x: string; readonly y: string; readonly privateKeySealed: Buffer };
export type PublicKey = { readonly kid: string; readonly x: string; readonly y: string };

/** As a JSON Web Key (RFC 7518 §6.2.1). */
export const publicJwk = ({ kid, x, y }: PublicKey) => ({
  kid,
  kty: "EC",
  crv: "P-256",
  alg: "ES256",
  use: "sig",
  x,
  y,
});

export async function makeKey(master: Buffer, times: Omit<KeyTimes, "kid">): Promise<StoredKey> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  const kid = await calculateJwkThumbprint({ kty: "EC", crv: "P-256", x, y });
  const der = privateKey.export({ format: "der", type: "pkcs8" });
  return { ...times, kid, x, y, privateKeySealed: seal(master, der, kid) };
}

export const openKey = (master: Buffer, key: StoredKey): KeyObject =>
  createPrivateKey({ key: unseal(master, key.privateKeySealed, key.kid), format: "der", type: "pkcs8" });

export type SigningKey = { readonly kid: string; readonly privateKey: KeyObject };

/** Signs access and diary tokens for one site. Roles are never in a token. */
export const tokenSigner =
  (site: string, keyAt: (now: number) => Promise<SigningKey>): SignTokens =>
  async (session, employments, issuedAt) => {
    const { kid, privateKey } = await keyAt(issuedAt);
    const emp = employments.map(({ id, agencyId, zone }) => [id, agencyId, zone]);
    const sign = (typ: string, expiresAt: number): Promise<string> =>
      new SignJWT({ sid: session.id, typ, emp })
        .setProtectedHeader({ alg: "ES256", kid })
        .setIssuer(site)
        .setAudience(site)
        .setSubject(session.personId)
        .setIssuedAt(Math.floor(issuedAt / 1000))
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(privateKey);
    const [access, diary] = await Promise.all([sign("access", issuedAt + accessMs), sign("diary", issuedAt + diaryMs)]);
    return { access, diary };
  };
