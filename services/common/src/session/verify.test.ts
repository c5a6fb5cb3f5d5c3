import { beforeAll, describe, expect, it } from "@jest/globals";
import { exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

import { type Refusal } from "../errors/index.ts";
import { fixedClock } from "../testing/clock.ts";
import { until } from "../testing/grpc.ts";
import { type Subject } from "./subject.ts";
import { createVerifier } from "./verify.ts";

const now = "2026-03-31T03:00:00Z";
const seconds = Date.parse(now) / 1000;
const agency = "00000000-0000-8000-8000-000000000001";
const claims = {
  iss: "jt",
  aud: "jt",
  sub: "00000000-0000-8000-8000-00000000000a",
  sid: "00000000-0000-7000-8000-0000000000b0",
  typ: "access",
  emp: [["e1", agency, "WITA"]],
  iat: seconds,
  exp: seconds + 600,
};

type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];
type Signer = { readonly jwk: JWK; readonly privateKey: PrivateKey; readonly publicPem: string };

async function newSigner(kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" };
  return { jwk, privateKey, publicPem: await exportSPKI(publicKey) };
}

const sign = (signer: Signer, payload: JWTPayload = claims, kid = signer.jwk.kid ?? ""): Promise<string> =>
  new SignJWT(payload).setProtectedHeader({ alg: "ES256", kid }).sign(signer.privateKey);

let first: Signer;
let second: Signer;
beforeAll(async () => {
  first = await newSigner("k1");
  second = await newSigner("k2");
});

function setUp(keyWaitMs = 0, isComplete?: () => Promise<boolean>) {
  const clock = fixedClock(now);
  const revoked = new Set<string>();
  let keys: readonly JWK[] = [first.jwk];
  const verify = createVerifier({
    site: "jt",
    clock,
    keys: () => keys,
    isRevoked: (sessionId) => revoked.has(sessionId),
    keyWaitMs,
    ...(isComplete && { isComplete }),
  });
  const publish = (...jwks: JWK[]): void => {
    keys = jwks;
  };
  return { clock, revoked, verify, publish };
}

const codeOf = (answer: Promise<Subject>): Promise<string> =>
  answer.then(
    () => "let in",
    (error: unknown) => `${(error as Refusal).kind} ${(error as Refusal).code}`,
  );
const invalid = "unauthenticated TOKEN_INVALID";
const expired = "unauthenticated TOKEN_EXPIRED";
const ended = "unauthenticated SESSION_ENDED";

describe("a token", () => {
  it.each(["access", "diary"])("of kind %s gives its subject", async (typ) => {
    const token = await sign(first, { ...claims, typ });
    expect(await setUp().verify(token)).toEqual({
      personId: claims.sub,
      sessionId: claims.sid,
      kind: typ,
      employments: [{ id: "e1", agencyId: agency, zone: "WITA" }],
      token,
    });
  });

  const without = (name: keyof typeof claims): JWTPayload =>
    Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
  it.each([
    ["of another site", { ...claims, iss: "jb", aud: "jb" }, invalid],
    ["by another site for this one", { ...claims, iss: "jb" }, invalid],
    ["for another site", { ...claims, aud: "jb" }, invalid],
    ["of an unknown kind", { ...claims, typ: "refresh" }, invalid],
    ["with an unknown zone", { ...claims, emp: [["e1", agency, "UTC"]] }, invalid],
    ["with half an employment", { ...claims, emp: [["e1", agency]] }, invalid],
    ["with a text for employments", { ...claims, emp: "e1" }, invalid],
    ["that begins later", { ...claims, nbf: seconds + 60 }, invalid],
    ["long expired", { ...claims, exp: seconds - 3600 }, expired],
    ...(["iss", "aud", "sub", "sid", "typ", "emp", "exp"] as const).map(
      (name) => [`without ${name}`, without(name), invalid] as const,
    ),
  ])("%s is refused", async (_, payload, code) => {
    expect(await codeOf(setUp().verify(await sign(first, payload)))).toBe(code);
  });

  it.each(["", "x", "a.b", "a.b.c", "..", "e30.e30.e30", "%%%.%%%.%%%"])("%j is none", async (text) =>
    expect(await codeOf(setUp().verify(text))).toBe(invalid),
  );

  it("lives five seconds longer than it says, cached or not", async () => {
    const { clock, verify } = setUp();
    const [seen, unseen] = [await sign(first), await sign(first, { ...claims, jti: "other" })];
    await verify(seen);
    clock.advance(604_000);
    expect(await codeOf(verify(seen))).toBe("let in");
    clock.advance(1_000);
    expect(await codeOf(verify(seen))).toBe(expired);
    expect(await codeOf(verify(unseen))).toBe(expired);
    expect(await codeOf(verify(seen))).toBe(expired);
  });

  it("ends with its session, cached or not", async () => {
    const { revoked, verify } = setUp();
    const token = await sign(first);
    await verify(token);
    revoked.add(claims.sid);
    expect(await codeOf(verify(token))).toBe(ended);
    expect(await codeOf(verify(await sign(first, { ...claims, jti: "other" })))).toBe(ended);
  });
});

describe("a forged token", () => {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

  it("of algorithm none is refused", async () => {
    const { verify } = setUp();
    const body = `${encode({ alg: "none", kid: "k1" })}.${encode(claims)}`;
    expect(await codeOf(verify(`${body}.`))).toBe(invalid);
    expect(await codeOf(verify(body))).toBe(invalid);
    const [, , signature = ""] = (await sign(first)).split(".");
    expect(await codeOf(verify(`${body}.${signature}`))).toBe(invalid);
  });

  it("signed by HS256 with the public key as the secret is refused", async () => {
    for (const secret of [first.publicPem, JSON.stringify(first.jwk), first.jwk.x ?? ""]) {
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: "HS256", kid: "k1" })
        .sign(Buffer.from(secret.padEnd(32)));
      expect(await codeOf(setUp().verify(token))).toBe(invalid);
    }
  });

  it("by another key under a known id is refused", async () =>
    expect(await codeOf(setUp().verify(await sign(second, claims, "k1")))).toBe(invalid));

  it("that brings its own key is refused", async () => {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: "k1", jwk: second.jwk })
      .sign(second.privateKey);
    expect(await codeOf(setUp().verify(token))).toBe(invalid);
  });

  it("with changed claims is refused, also when the original is cached", async () => {
    const { verify } = setUp();
    const token = await sign(first);
    await verify(token);
    const [header, , signature] = token.split(".");
    const other = encode({ ...claims, sub: "00000000-0000-8000-8000-00000000000b" });
    expect(await codeOf(verify([header, other, signature].join(".")))).toBe(invalid);
  });
});

describe("keys", () => {
  it("that nobody published sign nothing", async () => {
    const { verify, publish } = setUp();
    expect(await codeOf(verify(await sign(second)))).toBe(invalid);
    publish();
    expect(await codeOf(verify(await sign(first)))).toBe(invalid);
  });

  it("rotate: both are good at once, then the new one alone", async () => {
    const { verify, publish } = setUp();
    const [old, fresh] = [await sign(first), await sign(second)];
    publish(first.jwk, second.jwk);
    expect(await codeOf(verify(old))).toBe("let in");
    expect(await codeOf(verify(fresh))).toBe("let in");
    publish(second.jwk);
    expect(await codeOf(verify(fresh))).toBe("let in");
    expect(await codeOf(verify(old))).toBe(invalid);
  });

  it("are waited for a moment when they are new, and no longer", async () => {
    const { verify, publish } = setUp(2_000);
    const early = codeOf(verify(await sign(second)));
    publish(first.jwk, second.jwk);
    expect(await early).toBe("let in");
    const third = await newSigner("k3");
    expect(await codeOf(setUp(60).verify(await sign(third)))).toBe(invalid);
  });

  it("that nobody knows yet: 16 of them are waited for at a time", async () => {
    const { verify, publish } = setUp(10_000);
    const kids = Array.from({ length: 200 }, (_, index) => `k2-${index}`);
    const codes: string[] = [];
    const calls = kids.map(async (kid) => codes.push(await codeOf(verify(await sign(second, claims, kid)))));
    await until(() => codes.length >= 184);
    expect(codes).toEqual(Array(184).fill(invalid));
    publish(first.jwk, ...kids.map((kid) => ({ ...second.jwk, kid })));
    await Promise.all(calls);
    expect(codes.slice(184)).toEqual(Array(16).fill("let in"));
  });

  it("that were just changed are waited for by all who come with the new one", async () => {
    const { verify, publish } = setUp(10_000);
    const tokens = await Promise.all(
      Array.from({ length: 500 }, (_, index) => sign(second, { ...claims, jti: String(index) })),
    );
    const calls = tokens.map((token) => codeOf(verify(token)));
    publish(first.jwk, second.jwk);
    expect(new Set(await Promise.all(calls))).toEqual(new Set(["let in"]));
  });

  it("that nobody knew are not waited for again soon, nor ones of a name that no key has", async () => {
    const { verify } = setUp(200);
    const [token, another, long] = await Promise.all(
      ["k2", "k3", "k".repeat(65)].map((kid) => sign(second, claims, kid)),
    );
    expect(await codeOf(verify(token ?? ""))).toBe(invalid);
    const order: string[] = [];
    const calls = { another, token, long };
    await Promise.all(
      Object.entries(calls).map(async ([name, text = ""]) => {
        expect(await codeOf(verify(text))).toBe(invalid);
        order.push(name);
      }),
    );
    expect(order.at(-1)).toBe("another");
  });

  it("are good as soon as they are known, also after a wait in vain", async () => {
    const { verify, publish } = setUp(60);
    const token = await sign(second);
    expect(await codeOf(verify(token))).toBe(invalid);
    publish(first.jwk, second.jwk);
    expect(await codeOf(verify(token))).toBe("let in");
  });

  it("that may have been told without having reached us are no forgeries: the client is to come again", async () => {
    let isComplete = false;
    const { verify } = setUp(60, () => Promise.resolve(isComplete));
    const token = await sign(second);
    await expect(verify(token)).rejects.toMatchObject({
      kind: "unavailable",
      code: "SERVICE_UNAVAILABLE",
      params: { retryAfterS: 2 },
    });
    expect(await codeOf(verify(token))).toBe("unavailable SERVICE_UNAVAILABLE"); // and is waited for again
    isComplete = true;
    expect(await codeOf(verify(token))).toBe(invalid);
  });

  it("that come while the log is asked are taken", async () => {
    const { verify, publish } = setUp(60, () => {
      publish(first.jwk, second.jwk);
      return Promise.resolve(false);
    });
    expect(await codeOf(verify(await sign(second)))).toBe("let in");
  });

  it("that vanish during a check leave nothing in the cache", async () => {
    const { verify, publish } = setUp();
    const token = await sign(first);
    const running = verify(token);
    publish(second.jwk);
    await codeOf(verify(await sign(second)));
    await running;
    expect(await codeOf(verify(token))).toBe(invalid);
  });

  it("that cannot be read are a bug, not a bad token", async () => {
    const token = await sign(first);
    const verify = createVerifier({
      site: "jt",
      clock: fixedClock(now),
      keys: () => {
        throw new TypeError("no keys");
      },
      isRevoked: () => false,
    });
    await expect(verify(token)).rejects.toThrow(TypeError);
  });
});
