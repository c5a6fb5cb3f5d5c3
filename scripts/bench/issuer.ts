import { randomUUID } from "node:crypto";
import { type Producer, topicName } from "@kinerja/common/messaging";
import { EmploymentChanged, SigningKeyPublished } from "@kinerja/proto/identity/v1/identity_events";
import { StaffKind, Zone } from "@kinerja/proto/identity/v1/directory_service";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

const metaOf = (site: string, type: string, aggregateId: string) => ({
  id: randomUUID(),
  type,
  aggregateId,
  version: 1n,
  time: new Date(),
  agencyId: "",
  site,
  actor: "system/identity",
  causeId: "",
});

export interface BenchPerson {
  readonly token: string;
  readonly employmentId: string;
}

/** People who may append for an hour: their employments and the key of their tokens are told as identity would tell them. */
export async function makeDiarists(producer: Producer, site: string, count: number): Promise<BenchPerson[]> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const kid = randomUUID();
  const { x = "", y = "" } = await exportJWK(publicKey);
  const tell = async (fact: string, id: string, value: Uint8Array): Promise<void> => {
    const messages = [{ key: Buffer.from(id), value: Buffer.from(value) }];
    await producer.send([{ topic: topicName(site, "identity", fact), partition: 0, messages }]);
  };
  const key = { kid, kty: "EC", crv: "P-256", alg: "ES256", use: "sig", x, y };
  const validUntil = new Date(Date.now() + 86_400_000);
  const published = { meta: metaOf(site, "SigningKeyPublished", kid), key, validUntil };
  await tell("signing-key", kid, SigningKeyPublished.encode(published).finish());
  const agencyId = randomUUID();
  const people: BenchPerson[] = [];
  for (let person = 0; person < count; person++) {
    const [personId, employmentId] = [randomUUID(), randomUUID()];
    const employment = {
      ...{ employmentId, agencyId, personId, unitId: randomUUID(), unitName: "", positionName: "", positionClass: 8 },
      ...{ zone: Zone.WITA, validFrom: "2020-01-01", validTo: "", primary: true, staffKind: StaffKind.PNS },
    };
    const meta = metaOf(site, "EmploymentChanged", employmentId);
    await tell("employment", employmentId, EmploymentChanged.encode({ meta, employment }).finish());
    const token = await new SignJWT({ sid: randomUUID(), typ: "diary", emp: [[employmentId, agencyId, "WITA"]] })
      .setProtectedHeader({ alg: "ES256", kid })
      .setSubject(personId)
      .setIssuer(site)
      .setAudience(site)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
    people.push({ token, employmentId });
  }
  return people;
}
