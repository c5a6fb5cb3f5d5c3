import { generateKeyPairSync, randomUUID, sign } from "node:crypto";

import { type Producer, topicName } from "@kinerja/common/messaging";
import { SessionRevoked, SigningKeyPublished } from "@kinerja/proto/identity/v1/identity_events";

const meta = (site: string, type: string, aggregateId: string) => ({
  ...{ id: randomUUID(), type, aggregateId, version: 1n, time: new Date(), agencyId: "", site },
  ...{ actor: "system/identity", causeId: "" },
});

const text = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

type Claims = { sub: string; sid: string; emp: readonly (readonly [string, string, string])[] };

/** Signs tokens as identity does, and publishes its key. */
export async function makeIssuer(producer: Producer, site: string) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const kid = randomUUID();
  const key = { kid, kty: "EC", crv: "P-256", alg: "ES256", use: "sig", x, y };
  const publish = async (fact: string, id: string, value: Uint8Array): Promise<void> => {
    const messages = [{ key: Buffer.from(id), value: Buffer.from(value) }];
    await producer.send([{ topic: topicName(site, "identity", fact), partition: 0, messages }]);
  };
  const validUntil = new Date(Date.now() + 86_400_000);
  await publish(
    "signing-key",
    kid,
    SigningKeyPublished.encode({ meta: meta(site, "SigningKeyPublished", kid), key, validUntil }).finish(),
  );
  return {
    issue(claims: Claims, typ: "diary" | "access" = "diary"): string {
      const now = Math.floor(Date.now() / 1000);
      const body = { ...claims, iss: site, aud: site, typ, iat: now, exp: now + 3_600 };
      const signed = `${text({ alg: "ES256", kid })}.${text(body)}`;
      const signature = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" });
      return `${signed}.${signature.toString("base64url")}`;
    },
    revoke: (sessionId: string, personId: string): Promise<void> =>
      publish(
        "revocation",
        sessionId,
        SessionRevoked.encode({
          meta: meta(site, "SessionRevoked", sessionId),
          sessionId,
          personId,
          revokedAt: new Date(),
        }).finish(),
      ),
  };
}
