import { randomUUID } from "node:crypto";
import { openClock } from "@kinerja/common/clock";
import { createVerifier } from "@kinerja/common/session";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

const site = "bench";

/** A verifier as the services have it, and a token that it accepts for an hour. */
export async function makeVerifier() {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const kid = randomUUID();
  const keys: readonly JWK[] = [{ ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" }];
  const employment = [randomUUID(), randomUUID(), "WITA"];
  const token = await new SignJWT({ sid: randomUUID(), typ: "access", emp: [employment] })
    .setProtectedHeader({ alg: "ES256", kid })
    .setSubject(randomUUID())
    .setIssuer(site)
    .setAudience(site)
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(privateKey);
  const clock = openClock(undefined, "test");
  const verify = createVerifier({ site, clock, keys: () => keys, isRevoked: () => false });
  return { verify, token, clock };
}
