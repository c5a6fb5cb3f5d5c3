import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { attempt, type Attempts } from "./sign-in-delay.ts";

const start = Date.parse("2026-10-01T00:00:00Z");

/** Delays that follow each of some wrong attempts, made as soon as they are allowed. */
function delaysOf(count: number): number[] {
  let [state, now]: [Attempts | undefined, number] = [undefined, start];
  return Array.from({ length: count }, () => {
    const { waitMs, next } = attempt(state, now);
    expect(waitMs).toBe(0);
    state = next;
    const delay = next.blockedUntil - now;
    now = next.blockedUntil;
    return delay / 1000;
  });
}

describe("sign-in delay", () => {
  it("grows from 2 s and never passes a minute", () => {
    expect(delaysOf(10)).toEqual([0, 0, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it("answers how long to wait and does not count what it refused", () => {
    const blocked = { failures: 5, blockedUntil: start + 8_000, lastAt: start };
    expect(attempt(blocked, start + 3_000)).toEqual({ waitMs: 5_000, next: blocked });
    expect(attempt(blocked, start + 8_000)).toMatchObject({ waitMs: 0, next: { failures: 6 } });
  });

  it("forgets after a day", () => {
    const old = { failures: 50, blockedUntil: start + 60_000, lastAt: start };
    expect(attempt(old, start + 86_400_000)).toMatchObject({ waitMs: 0, next: { failures: 1 } });
  });

  it("lets through at most 1,500 guesses a day, however they are timed", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 100, maxLength: 400 }), (pauses) => {
        let [state, now, allowed]: [Attempts | undefined, number, number] = [undefined, start, 0];
        for (const pause of pauses) {
          now += pause;
          const { waitMs, next } = attempt(state, now);
          expect(waitMs).toBeLessThanOrEqual(60_000);
          if (waitMs === 0) allowed += 1;
          state = next;
        }
        expect(allowed).toBeLessThanOrEqual((now - start) / 60_000 + 8);
      }),
    );
  });
});
