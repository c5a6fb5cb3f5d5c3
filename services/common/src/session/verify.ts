import { hash as digest } from "node:crypto";

import { createLocalJWKSet, decodeProtectedHeader, errors, type JWK, type JWTPayload, jwtVerify } from "jose";

import { type Clock } from "../clock/index.ts";
import { Refusal } from "../errors/index.ts";
import { type PersonId, type Zone } from "../kernel/index.ts";
import { keyWait, type KeyWaitOptions } from "./key-wait.ts";
import { type Subject, type SubjectEmployment } from "./subject.ts";

export type VerifierOptions = KeyWaitOptions & {
  readonly site: string;
  readonly clock: Clock;
  isRevoked(sessionId: string): boolean;
};

/** Verified tokens by hash: an ES256 check costs some 100 µs, a look-up 1 µs. */
const cacheLimit = 50_000;

const zones: readonly string[] = ["WIB", "WITA", "WIT"];

function readEmployment(item: unknown): SubjectEmployment {
  const [id, agencyId, zone] = Array.isArray(item) ? (item as unknown[]) : [];
  if (typeof id !== "string" || typeof agencyId !== "string" || typeof zone !== "string" || !zones.includes(zone))
    throw new Refusal("unauthenticated", "TOKEN_INVALID");
  return { id, agencyId, zone: zone as Zone };
}

function readClaims(claims: JWTPayload, token: string): Subject {
  const { sub, sid, typ, emp } = claims;
  if (
    typeof sub !== "string" ||
    typeof sid !== "string" ||
    (typ !== "access" && typ !== "diary") ||
    !Array.isArray(emp)
  )
    throw new Refusal("unauthenticated", "TOKEN_INVALID");
  return { personId: sub as PersonId, sessionId: sid, kind: typ, employments: emp.map(readEmployment), token };
}

type Verified = { readonly subject: Subject; readonly expiresAt: number };
type KeySet = ReturnType<typeof createLocalJWKSet>;

async function verifySignature(token: string, keySet: KeySet, options: VerifierOptions): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keySet, {
      algorithms: ["ES256"],
      issuer: options.site,
      audience: options.site,
      currentDate: new Date(options.clock.now()),
      clockTolerance: 5,
      requiredClaims: ["exp", "sub", "sid"],
    });
    return payload;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw new Refusal("unauthenticated", error instanceof errors.JWTExpired ? "TOKEN_EXPIRED" : "TOKEN_INVALID");
  }
}

function kidOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return undefined; // what is malformed is refused with its reason when it is verified
  }
}

/**
 * Checks signature, site, expiry and revocation of an access or diary token, locally. Refuses with TOKEN_EXPIRED, TOKEN_INVALID or SESSION_ENDED; with
 * SERVICE_UNAVAILABLE when the token names a key that may not have reached us yet.
 */
export function createVerifier(options: VerifierOptions): (token: string) => Promise<Subject> {
  const verified = new Map<string, Verified>();
  let known: readonly JWK[] | undefined;
  let keySet = createLocalJWKSet({ keys: [] });
  const waitForKey = keyWait(options);

  /** What a withdrawn key has signed is no longer known. */
  function followKeys(): void {
    const keys = options.keys();
    if (keys === known) return;
    known = keys;
    keySet = createLocalJWKSet({ keys: [...keys] });
    verified.clear();
  }

  /** The one that was not asked for longest makes room. */
  function keep(hash: string, entry: Verified): void {
    verified.delete(hash);
    if (verified.size >= cacheLimit) verified.delete(verified.keys().next().value ?? "");
    verified.set(hash, entry);
  }

  function recall(hash: string): Verified | undefined {
    const entry = verified.get(hash);
    if (entry !== undefined) keep(hash, entry);
    return entry;
  }

  async function fresh(token: string, hash: string): Promise<Verified> {
    const wait = waitForKey(kidOf(token));
    if (wait !== undefined) {
      await wait;
      followKeys();
    }
    const signedBy = keySet;
    const claims = await verifySignature(token, signedBy, options);
    const entry = { subject: readClaims(claims, token), expiresAt: (claims.exp ?? 0) * 1000 };
    if (signedBy !== keySet) return entry;
    keep(hash, entry);
    return entry;
  }

  return async (token) => {
    followKeys();
    const hash = digest("sha256", token, "base64");
    const entry = recall(hash) ?? (await fresh(token, hash));
    if (entry.expiresAt + 5_000 <= options.clock.now()) {
      verified.delete(hash);
      throw new Refusal("unauthenticated", "TOKEN_EXPIRED");
    }
    if (options.isRevoked(entry.subject.sessionId)) throw new Refusal("unauthenticated", "SESSION_ENDED");
    return entry.subject;
  };
}
