import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { SessionRevoked, SigningKeyPublished } from "@kinerja/proto/identity/v1/identity_events";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

import { connectAdmin, connectProducer, ensureTopics, type Producer, topicName } from "../messaging/index.ts";
import { fixedClock } from "../testing/clock.ts";
import { until } from "../testing/grpc.ts";
import { type SessionGuard, startSessionGuard } from "./guard.ts";

const brokers = (process.env["TEST_KAFKA_BROKERS"] ?? "").split(",");
const site = `guard${Date.now()}`;
const clock = fixedClock("2026-03-31T03:00:00Z");
const sessionId = "00000000-0000-7000-8000-0000000000b0";

let producer: Producer;
let guard: SessionGuard;
let token: string;
let publicKey: Record<"kid" | "kty" | "crv" | "x" | "y" | "alg" | "use", string>;

const put = (fact: string, key: string, value: Uint8Array | null): Promise<unknown> =>
  producer.send([
    {
      topic: topicName(site, "identity", fact),
      partition: 0,
      messages: [{ key: Buffer.from(key), value: value && Buffer.from(value) }],
    },
  ]);
const publishKey = (validUntil: string): Promise<unknown> => {
  const told = { key: publicKey, validUntil: new Date(validUntil) };
  return put("signing-key", "k1", SigningKeyPublished.encode(SigningKeyPublished.fromPartial(told)).finish());
};
const codeOf = (): Promise<string> =>
  guard.verify(token).then(
    () => "let in",
    (error: unknown) => (error as Error).message,
  );

const fail = (error: Error): never => {
  throw error;
};

beforeAll(async () => {
  const admin = await connectAdmin({ brokers, clientId: "test" });
  const topic = (fact: string) => ({ name: topicName(site, "identity", fact), partitions: 1, compacted: true });
  await ensureTopics(admin, [topic("signing-key"), topic("revocation")]);
  await admin.close();
  producer = connectProducer({ brokers, clientId: "test" });
  const pair = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv = "", x = "", y = "" } = await exportJWK(pair.publicKey);
  publicKey = { kid: "k1", kty: kty ?? "", crv, x, y, alg: "ES256", use: "sig" };
  const iat = clock.now() / 1_000;
  const claims = { iss: site, aud: site, sub: "p", sid: sessionId, typ: "access", emp: [], iat, exp: iat + 86_400 };
  token = await new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k1" }).sign(pair.privateKey);
  await publishKey("2026-03-31T04:00:00Z");
  guard = startSessionGuard({
    ...{ brokers, clientId: "test", site, clock },
    onCrash: fail,
  });
  await guard.ready;
}, 60_000);
afterAll(async () => {
  await guard.stop();
  await producer.close();
});

it("knows keys and ended sessions until they are told to be over, and a key no longer than it says", async () => {
  expect(await codeOf()).toBe("let in");

  const revoked = SessionRevoked.fromPartial({ sessionId, personId: "p", revokedAt: new Date(clock.now()) });
  await put("revocation", sessionId, SessionRevoked.encode(revoked).finish());
  await until(() => guard.isRevoked(sessionId));
  expect(await codeOf()).toBe("SESSION_ENDED");
  await expect(guard.verifyEvenEnded(token)).resolves.toMatchObject({ sessionId });
  await put("revocation", sessionId, null);
  await until(() => !guard.isRevoked(sessionId));
  expect(await codeOf()).toBe("let in");

  clock.set("2026-03-31T04:00:00Z");
  expect(await codeOf()).toBe("TOKEN_INVALID");
  await publishKey("2026-04-30T00:00:00Z");
  await until(async () => (await codeOf()) === "let in");
  await put("signing-key", "k1", null);
  await until(async () => (await codeOf()) === "TOKEN_INVALID");
}, 60_000);

it("forgets an ended session when no token of the kind that it judges can be good any more", async () => {
  const diaries = startSessionGuard({ brokers, clientId: "test", site, clock, onCrash: fail, tokens: "diary" });
  await diaries.ready;
  const [first, second] = ["00000000-0000-7000-8000-0000000000b1", "00000000-0000-7000-8000-0000000000b2"];
  const revoke = (id: string): Promise<unknown> => {
    const told = { sessionId: id, personId: "p", revokedAt: new Date(clock.now()) };
    return put("revocation", id, SessionRevoked.encode(SessionRevoked.fromPartial(told)).finish());
  };
  await revoke(first);
  await until(() => guard.isRevoked(first) && diaries.isRevoked(first));
  clock.advance(31 * 60_000);
  await revoke(second);
  await until(() => guard.isRevoked(second) && diaries.isRevoked(second));
  expect([guard.isRevoked(first), diaries.isRevoked(first)]).toEqual([false, true]);
  await put("revocation", first, null);
  await until(() => !diaries.isRevoked(first));
  await diaries.stop();
}, 60_000);

it("with a stuck tail lets everybody in for half a minute, and from then on only who appends to the log", async () => {
  clock.set("2026-03-31T02:00:00Z");
  await publishKey("2026-04-30T00:00:00Z");
  const stuck = startSessionGuard({ brokers, clientId: "test", site, clock, onCrash: fail, tokens: "diary" });
  await stuck.ready;
  await stuck.stop(); // nothing is told to it any more
  const now = performance.now.bind(performance);
  const answers = (): Promise<string[]> =>
    Promise.all(
      [stuck.verifyEvenEnded, stuck.verifyFresh].map((verify) =>
        verify(token).then(
          () => "let in",
          (error: unknown) => (error as Error).message,
        ),
      ),
    );
  try {
    performance.now = () => now() + 25_000;
    expect([await answers(), stuck.isFresh()]).toEqual([["let in", "let in"], true]);
    performance.now = () => now() + 30_001;
    expect([await answers(), stuck.isFresh()]).toEqual([["let in", "SERVICE_UNAVAILABLE"], false]);
  } finally {
    performance.now = now;
  }
}, 60_000);
