import { randomBytes } from "node:crypto";

import { describe, expect, it } from "@jest/globals";
import { createVerifier } from "@kinerja/common/session";
import { fixedClock } from "@kinerja/common/testing";
import { type AgencyId, type PersonId, uuidTime, uuidV7 } from "@kinerja/common/kernel";

import { codeAlphabet, codeLength } from "../../domain/activation-code.ts";
import { openSession } from "../../domain/session.ts";
import { nipOf } from "../../testing/people.ts";
import { openNipVault } from "./nip-vault.ts";
import { limiter, openPasswords } from "./passwords.ts";
import { openRefreshTokens } from "./refresh-tokens.ts";
import { codeHasher, deriveKey, newCode } from "./secrets.ts";
import { makeKey, openKey, publicJwk, tokenSigner } from "./signing.ts";

const master = randomBytes(32);
const now = Date.parse("2026-10-01T00:00:00Z");

describe("NIP vault", () => {
  const [old, fresh, first, second] = [randomBytes(32), randomBytes(32), randomBytes(32), randomBytes(32)];
  const index = new Map([[1, first]]);
  const vault = openNipVault({ byVersion: new Map([[1, old]]), index });
  const later = openNipVault({ byVersion: new Map([[1, old], [2, fresh]]), index }); // prettier-ignore

  it("opens what it sealed, each time another ciphertext, and only for its person", () => {
    const sealed = vault.seal(nipOf(1), "p1");
    expect(sealed.encrypted.includes(nipOf(1))).toBe(false);
    expect(vault.seal(nipOf(1), "p1").encrypted.equals(sealed.encrypted)).toBe(false);
    expect(vault.open(sealed, "p1")).toBe(nipOf(1));
    expect(() => vault.open(sealed, "p2")).toThrow();
  });

  it("seals with the newest key and still opens the old one's", () => {
    expect(later.open(vault.seal(nipOf(1), "p"), "p")).toBe(nipOf(1));
    expect(later.seal(nipOf(1), "p").keyVersion).toBe(2);
    expect(() => vault.open(later.seal(nipOf(1), "p"), "p")).toThrow("version 2");
  });

  it("has one blind index for a number, which needs the key", () => {
    expect(later.indexOf(nipOf(1))).toBe(vault.indexOf(nipOf(1)));
    expect(vault.indexOf(nipOf(1))).not.toBe(vault.indexOf(nipOf(2)));
    expect(openNipVault({ byVersion: new Map([[1, old]]), index: new Map([[1, old]]) }).indexOf(nipOf(1))).not.toBe(
      vault.indexOf(nipOf(1)),
    );
  });

  it("indexes by the newest key, and finds by each", () => {
    const both = openNipVault({ byVersion: new Map([[1, old]]), index: new Map([[1, first], [2, second]]) }); // prettier-ignore
    expect([vault.indexVersion, both.indexVersion]).toEqual([1, 2]);
    expect(both.indexesOf(nipOf(1))).toEqual([both.indexOf(nipOf(1)), vault.indexOf(nipOf(1))]);
    expect(both.indexOf(nipOf(1))).not.toBe(vault.indexOf(nipOf(1)));
  });
});

describe("refresh tokens", () => {
  const tokens = openRefreshTokens(master);
  const id = uuidV7(now);

  it("have one successor each, and carry their generation", () => {
    const first = tokens.first(id);
    const next = tokens.successor(first.token);
    expect(tokens.successor(first.token)).toEqual(next);
    expect(tokens.read(first.token)).toEqual({ sessionId: id, generation: 0, hash: first.hash });
    expect(tokens.read(tokens.successor(next.token).token)?.generation).toBe(2);
    expect(tokens.first(id).token).not.toBe(first.token);
    expect(first.token.length).toBeLessThan(400);
  });

  it("are known as ours only bit for bit", () => {
    const { token } = tokens.first(id);
    const other = uuidV7(now);
    const [head = "", session = "", text = ""] = token.split(".");
    const flipped = Buffer.from(text, "base64url");
    flipped.writeUInt8(flipped.readUInt8(3) ^ 1, 3);
    for (const bad of [
      "",
      "rt1",
      "x".repeat(400),
      `rt2.${session}.${text}`,
      `${head}.${other}.${text}`,
      `${head}.${session}.${flipped.toString("base64url")}`,
      `${token}.x`,
      openRefreshTokens(randomBytes(32)).first(id).token,
    ])
      expect(tokens.read(bad)).toBeUndefined();
  });
});

describe("tokens", () => {
  const clock = fixedClock("2026-10-01T00:00:00Z");
  const session = openSession({ id: uuidV7(now), personId: "p" as PersonId, deviceName: "", refreshHash: "" }, now);
  const employments = [{ id: "e", agencyId: "a" as AgencyId, zone: "WITA" as const }];

  it("are what the other services verify, and end in time", async () => {
    const key = await makeKey(master, { useFrom: now, signUntil: now + 1, validUntil: now + 2 });
    const privateKey = openKey(master, key);
    const sign = tokenSigner("jateng", () => Promise.resolve({ kid: key.kid, privateKey }));
    const { access, diary } = await sign(session, employments, now);
    const verify = createVerifier({ site: "jateng", clock, keys: () => [publicJwk(key)], isRevoked: () => false });
    expect(await verify(access)).toMatchObject({ personId: "p", sessionId: session.id, kind: "access", employments });
    expect(await verify(diary)).toMatchObject({ kind: "diary" });
    const elsewhere = createVerifier({ site: "jatim", clock, keys: () => [publicJwk(key)], isRevoked: () => false });
    await expect(elsewhere(access)).rejects.toThrow("TOKEN_INVALID");
    clock.advance(10 * 60_000 + 6_000);
    await expect(verify(access)).rejects.toThrow("TOKEN_EXPIRED");
    await expect(verify(diary)).resolves.toBeDefined();
    clock.advance(7 * 86_400_000);
    await expect(verify(diary)).rejects.toThrow("TOKEN_EXPIRED");
    expect(() => openKey(randomBytes(32), key)).toThrow();
  });
});

describe("small secrets", () => {
  it("codes are drawn from the alphabet and bound to their person", () => {
    const codes = Array.from({ length: 50 }, newCode);
    for (const code of codes) expect(code).toMatch(new RegExp(`^[${codeAlphabet}]{${codeLength}}$`));
    expect(new Set(codes).size).toBe(50);
    const hash = codeHasher(deriveKey(master, "code"));
    expect(hash("p" as PersonId, "A")).not.toBe(hash("q" as PersonId, "A"));
    expect(deriveKey(master, "code").equals(deriveKey(master, "refresh"))).toBe(false);
  });

  it("ids carry their moment", () => {
    expect(uuidTime(uuidV7(now))).toBe(now);
  });
});

describe("passwords", () => {
  it("are argon2id with 19 MiB and two passes; without a hash nothing matches, in about the same time", async () => {
    const passwords = await openPasswords();
    const hash = await passwords.hash("enam kata yang mudah diingat");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify(hash, "enam kata yang mudah diingat")).toBe(true);
    expect(await passwords.verify(hash, "enam kata yang sulit diingat")).toBe(false);
    const timed = async (stored: string | undefined): Promise<number> => {
      const start = performance.now();
      for (let i = 0; i < 5; i++) await passwords.verify(stored, "x");
      return performance.now() - start;
    };
    await timed(hash);
    const [known, unknown] = [await timed(hash), await timed(undefined)];
    expect(unknown).toBeGreaterThan(known / 4);
    expect(unknown).toBeLessThan(known * 4);
  });

  it("wait in a queue that has an end", async () => {
    const limited = limiter(1, 2);
    let release: () => void = () => undefined;
    const first = limited(() => new Promise<void>((resolve) => (release = resolve)));
    const order: number[] = [];
    const second = limited(() => Promise.resolve(order.push(2)));
    const third = limited(() => Promise.resolve(order.push(3)));
    await expect(limited(() => Promise.resolve())).rejects.toMatchObject({
      kind: "unavailable",
      code: "SERVICE_UNAVAILABLE",
    });
    release();
    await Promise.all([first, second, third]);
    expect(order).toEqual([2, 3]);
  });
});
