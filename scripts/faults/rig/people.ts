import { randomUUID } from "node:crypto";
import { type Producer, topicName } from "@kinerja/common/messaging";
import { SigningKeyPublished } from "@kinerja/proto/identity/v1/identity_events";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export interface RigPerson {
  readonly personId: string;
  readonly agencyId: string;
  readonly employmentId: string;
  /** Good for appending to the own log. */
  readonly diary: string;
  /** Good for everything else. */
  readonly access: string;
}

/** Makes the key of the site's tokens known as identity would, and people of some agencies who hold such tokens. */
export async function makePeople(
  producer: Producer,
  site: string,
  agencies: number,
  peopleEach: number,
): Promise<RigPerson[]> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const [kid, now] = [randomUUID(), Date.now()];
  const { x = "", y = "" } = await exportJWK(publicKey);
  const told = SigningKeyPublished.fromPartial({
    meta: { id: kid, type: "SigningKeyPublished", aggregateId: kid, version: 1n, time: new Date(now), site },
    key: { kid, kty: "EC", crv: "P-256", alg: "ES256", use: "sig", x, y },
    validUntil: new Date(now + 90 * 86_400_000),
  });
  const messages = [{ key: Buffer.from(kid), value: Buffer.from(SigningKeyPublished.encode(told).finish()) }];
  await producer.send([{ topic: topicName(site, "identity", "signing-key"), partition: 0, messages }]);
  const sign = (typ: "diary" | "access", sub: string, emp: string[][]): Promise<string> =>
    new SignJWT({ sid: randomUUID(), typ, emp })
      .setProtectedHeader({ alg: "ES256", kid })
      .setSubject(sub)
      .setIssuer(site)
      .setAudience(site)
      .setIssuedAt()
      // Longer than any row moves the clock.
      .setExpirationTime("60d")
      .sign(privateKey);
  const agencyIds = Array.from({ length: agencies }, () => randomUUID());
  return Promise.all(
    Array.from({ length: agencies * peopleEach }, async (_, index) => {
      const agencyId = agencyIds[index % agencies] ?? "";
      const [personId, employmentId] = [randomUUID(), randomUUID()];
      const emp = [[employmentId, agencyId, "WIB"]];
      const [diary, access] = await Promise.all([sign("diary", personId, emp), sign("access", personId, emp)]);
      return { personId, agencyId, employmentId, diary, access };
    }),
  );
}
