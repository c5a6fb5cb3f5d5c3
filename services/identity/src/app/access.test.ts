import { beforeEach, describe, expect, it } from "@jest/globals";
import { type Nip, type PersonId } from "@kinerja/common/kernel";

import { printCode } from "../domain/activation-code.ts";
import { memoryAccessStore } from "../testing/memory-access-store.ts";
import { nipOf } from "../testing/people.ts";
import { activate } from "./activate.ts";
import { changePassword } from "./change-password.ts";
import { endSession, listSessions, signOut } from "./end-session.ts";
import { refresh } from "./refresh.ts";
import { signIn, type SignInNeeds } from "./sign-in.ts";

const person = "person-1" as PersonId;
const nip = nipOf(1);
const password = "enam kata yang mudah diingat";
const start = Date.parse("2026-10-01T02:00:00Z");
const cause = { actor: "officer", role: "PERSONNEL_OFFICER", requestId: "r", at: start };

/** Tokens in clear, and a count of how often a password was really checked. */
function openDoor() {
  let [now, made, verified] = [start, 0, 0];
  const { store, revoked } = memoryAccessStore([{ personId: person, nip, nipIndex: nip }]);
  const needs: SignInNeeds = {
    access: store,
    nipIndex: (one: Nip) => one,
    nipIndexes: (one: Nip) => [one],
    passwords: {
      hash: (text) => Promise.resolve(`#${text}`),
      verify: (hash, text) => {
        verified += 1;
        return Promise.resolve(hash === `#${text}`);
      },
    },
    refreshTokens: {
      first: (id) => ({ token: `${id}/0`, hash: `${id}/0` }),
      read: (token) => {
        const [sessionId = "", generation = ""] = token.split("/");
        return generation === "" ? undefined : { sessionId, generation: Number(generation), hash: token };
      },
      successor: (token) => {
        const [id = "", generation = ""] = token.split("/");
        const next = `${id}/${Number(generation) + 1}`;
        return { token: next, hash: next };
      },
    },
    employmentsOf: () => Promise.resolve([]),
    signTokens: ({ id }, _, at) => Promise.resolve({ access: `access ${id} ${at}`, diary: `diary ${id} ${at}` }),
    newId: () => `s${++made}`,
    now: () => now,
  };
  const hashCode = (one: PersonId, code: string): string => `${one}:${code}`;
  const command = { deviceName: "HP", requestId: "r" };
  return {
    revoked,
    verified: () => verified,
    wait: (ms: number) => void (now += ms),
    code: (letters = "ACDEFGHJKMNP") =>
      store.issueCodes(
        [{ personId: person, codeHash: hashCode(person, letters), expiresAt: start + 1_000_000 }],
        "a" as never,
        cause,
        Buffer.from("codes"),
      ),
    activate: (code: string, newPassword = password, asNip: string = nip) =>
      activate({ ...needs, hashCode })({ ...command, nip: asNip, code, newPassword }),
    signIn: (text = password, asNip: string = nip) => signIn(needs)({ ...command, nip: asNip, password: text }),
    refresh: (refreshToken: string) => refresh(needs)({ refreshToken, requestId: "r" }),
    changePassword: (sessionId: string, oldPassword: string, newPassword: string) =>
      changePassword(needs)({ personId: person, sessionId, requestId: "r" }, { oldPassword, newPassword }),
    signOut: (sessionId: string) => signOut(needs)({ personId: person, sessionId, requestId: "r" }),
    endSession: (sessionId: string, by = person) =>
      endSession(needs)({ personId: by, sessionId: "s1", requestId: "r" }, sessionId),
    sessions: () => listSessions(needs)({ personId: person, sessionId: "s1", requestId: "r" }),
  };
}

let door: ReturnType<typeof openDoor>;
beforeEach(async () => {
  door = openDoor();
  await door.code();
});
const signedIn = async () => {
  await door.activate(printCode("ACDEFGHJKMNP"));
  return door;
};

describe("activation", () => {
  it("takes the code as printed or typed in small letters, and signs in", async () => {
    const tokens = await door.activate("acde-fghj kmnp");
    expect(tokens).toMatchObject({
      refreshToken: "s1/0",
      accessExpiresAt: start + 600_000,
      diaryExpiresAt: start + 7 * 86_400_000,
    });
    await expect(door.signIn()).resolves.toBeDefined();
  });

  it("keeps the code when the password is weak", async () => {
    await expect(door.activate("ACDEFGHJKMNP", "password1234")).rejects.toThrow("PASSWORD_WEAK");
    await expect(door.activate("ACDEFGHJKMNP")).resolves.toBeDefined();
  });

  it("says the same to a wrong code, a used one and an unknown NIP", async () => {
    await expect(door.activate("ACDEFGHJKMNQ")).rejects.toMatchObject({ kind: "refused", code: "CODE_INVALID" });
    await expect(door.activate("ACDEFGHJKMNP", password, nipOf(2))).rejects.toMatchObject({ code: "CODE_INVALID" });
    await door.activate("ACDEFGHJKMNP");
    await expect(door.activate("ACDEFGHJKMNP")).rejects.toMatchObject({ code: "CODE_INVALID" });
  });
});

describe("sign-in", () => {
  it("answers a wrong password and an unknown NIP alike, after checking one", async () => {
    await signedIn();
    for (const [text, asNip] of [
      ["wrong", nip],
      [password, nipOf(2)],
    ] as const)
      // prettier-ignore
      await expect(door.signIn(text, asNip)).rejects.toMatchObject({ kind: "unauthenticated", code: "SIGN_IN_FAILED", params: {} });
    expect(door.verified()).toBe(2);
  });

  it.each([nip, nipOf(2)])("slows down guesses on %s and never locks", async (asNip) => {
    await signedIn();
    for (let i = 0; i < 3; i++) await expect(door.signIn("wrong", asNip)).rejects.toThrow("SIGN_IN_FAILED");
    const checked = door.verified();
    await expect(door.signIn(password, asNip)).rejects.toMatchObject({ kind: "limit", params: { retryAfterS: 2 } });
    expect(door.verified()).toBe(checked);
    door.wait(2_000);
    const after = door.signIn(password, asNip);
    await (asNip === nip ? expect(after).resolves.toBeDefined() : expect(after).rejects.toThrow("SIGN_IN_FAILED"));
  });
});

describe("refresh", () => {
  it("gives the same successor, and tokens that end at the same time, for 60 s", async () => {
    await signedIn();
    door.wait(600_000);
    const [first, second] = await Promise.all([door.refresh("s1/0"), door.refresh("s1/0")]);
    door.wait(60_000);
    expect([second, await door.refresh("s1/0")]).toEqual([first, first]);
    expect(first).toMatchObject({ refreshToken: "s1/1", accessExpiresAt: start + 1_200_000 });
  });

  it("ends the session at later reuse, also for the thief's successor", async () => {
    await signedIn();
    await door.refresh("s1/0");
    door.wait(60_001);
    await expect(door.refresh("s1/0")).rejects.toMatchObject({ kind: "unauthenticated", code: "SESSION_ENDED" });
    await expect(door.refresh("s1/1")).rejects.toThrow("SESSION_ENDED");
    expect(door.revoked).toEqual(["s1"]);
  });

  it("does not end anything for a made-up token", async () => {
    await signedIn();
    for (const token of ["", "nonsense", "s9/0"]) await expect(door.refresh(token)).rejects.toThrow("REFRESH_INVALID");
    await expect(door.refresh("s1/0")).resolves.toBeDefined();
  });
});

describe("own sessions", () => {
  it("are listed, and end one by one", async () => {
    await signedIn();
    await door.signIn();
    expect((await door.sessions()).map(({ id, current }) => [id, current])).toEqual([
      ["s2", false],
      ["s1", true],
    ]);
    await door.endSession("s2");
    await door.signOut("s1");
    expect(door.revoked).toEqual(["s2", "s1"]);
    await expect(door.refresh("s2/0")).rejects.toThrow("SESSION_ENDED");
  });

  it("of somebody else are unknown", async () => {
    await signedIn();
    await expect(door.endSession("s1", "person-2" as PersonId)).rejects.toMatchObject({
      kind: "not-found",
      code: "SESSION_UNKNOWN",
    });
    await expect(door.endSession("s9")).rejects.toThrow("SESSION_UNKNOWN");
    expect(door.revoked).toEqual([]);
  });

  it("but the present one end with a new password", async () => {
    await signedIn();
    await door.signIn();
    const fresh = "kuda hijau menari pelan";
    await expect(door.changePassword("s1", "wrong", fresh)).rejects.toThrow("SIGN_IN_FAILED");
    await expect(door.changePassword("s1", password, "password1234")).rejects.toThrow("PASSWORD_WEAK");
    await door.changePassword("s1", password, fresh);
    expect(door.revoked).toEqual(["s2"]);
    await expect(door.signIn()).rejects.toThrow("SIGN_IN_FAILED");
    await expect(door.signIn(fresh)).resolves.toBeDefined();
  });
});
