import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { diaryMs } from "./session.ts";
import { keyToMake, type KeyTimes, signingKeyAt } from "./signing-key.ts";

const start = Date.parse("2026-10-01T00:00:00Z");
const day = 86_400_000;
const named = (times: Omit<KeyTimes, "kid">, kid: string): KeyTimes => ({ ...times, kid });
const first = named(keyToMake([], start)!, "first");

describe("signing keys", () => {
  it("begin at once and are replaced ahead of time", () => {
    expect(first).toMatchObject({ useFrom: start, signUntil: start + 30 * day });
    expect(keyToMake([first], start + 26 * day)).toBeUndefined();
    const next = named(keyToMake([first], start + 27 * day)!, "next");
    expect(next.useFrom).toBe(start + 27 * day + 3_600_000);
    expect(signingKeyAt([first, next], start + 27 * day)?.kid).toBe("first");
    expect(signingKeyAt([first, next], next.useFrom)?.kid).toBe("next");
    expect(keyToMake([first, next], start + 28 * day)).toBeUndefined();
  });

  it("are made at once when the platform stood still for long", () => {
    expect(keyToMake([first], start + 40 * day)).toMatchObject({ useFrom: start + 40 * day });
  });

  it("outlive their tokens, and one always signs, however the clock jumps", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 35 * day }), { maxLength: 40 }), (jumps) => {
        let [keys, now]: [KeyTimes[], number] = [[], start];
        for (const jump of jumps) {
          const times = keyToMake(keys, now);
          if (times) keys = [...keys, named(times, `k${keys.length}`)];
          const key = signingKeyAt(keys, now);
          expect(key).toBeDefined();
          expect(key!.validUntil).toBeGreaterThan(now + diaryMs);
          now += jump;
        }
      }),
    );
  });
});
