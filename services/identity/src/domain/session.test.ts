import { describe, expect, it } from "@jest/globals";
import { type PersonId } from "@kinerja/common/kernel";
import fc from "fast-check";

import { endSession, openSession, refreshSession, type Session } from "./session.ts";

const start = Date.parse("2026-10-01T00:00:00Z");
const opened = openSession({ id: "s", personId: "p" as PersonId, deviceName: "HP", refreshHash: "h0" }, start);
const token = (generation: number) => ({ sessionId: "s", generation, hash: `h${generation}` });
const refreshed = (session: Session, generation: number, now: number) =>
  refreshSession(session, token(generation), `h${generation + 1}`, now);
const once = refreshed(opened, 0, start + 600_000).state;

describe("refresh", () => {
  it("rotates, and gives the predecessor the same successor for 60 s", () => {
    expect(once).toMatchObject({ generation: 1, refreshHash: "h1", previousHash: "h0", rotatedAt: start + 600_000 });
    const again = refreshed(once, 0, start + 660_000);
    expect(again).toEqual({ outcome: "repeated", state: once, events: [] });
  });

  it.each([
    ["the predecessor after the grace", once, 0, start + 660_001],
    ["an older one, even at once", refreshed(once, 1, start + 600_001).state, 0, start + 600_002],
  ])("ends the family on reuse: %s", (_, session, generation, now) => {
    const { outcome, state, events } = refreshed(session, generation, now);
    expect(outcome).toBe("reused");
    expect(state).toMatchObject({ endedAt: now, endReason: "refresh-reused" });
    expect(events).toEqual([{ type: "SessionRevoked", session: state }]);
  });

  it.each([
    ["an ended session", endSession(opened, "signed-out", start).state, token(0), start, "SESSION_ENDED"],
    ["after 30 days", opened, token(0), start + 30 * 86_400_000, "REFRESH_INVALID"],
    ["a token from the future", opened, token(1), start, "REFRESH_INVALID"],
    ["another secret of this generation", opened, { ...token(0), hash: "x" }, start, "REFRESH_INVALID"],
  ])("refuses %s and changes nothing", (_, session, presented, now, code) => {
    expect(() => refreshSession(session, presented, "next", now)).toThrow(code);
  });

  it("ends once: who ended it and when stays", () => {
    const ended = endSession(opened, "signed-out", start).state;
    expect(endSession(ended, "code-issued", start + 1)).toEqual({ state: ended, events: [] });
  });

  it("whatever is presented in whatever order, at most one chain lives", () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 90_000 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(steps, (presented) => {
        let [session, now] = [opened, start];
        for (const [generation, pause] of presented) {
          now += pause;
          try {
            const { outcome, state } = refreshed(session, generation, now);
            expect(state.generation - session.generation).toBe(outcome === "rotated" ? 1 : 0);
            expect(outcome === "reused").toBe(state.endedAt !== undefined);
            session = state;
          } catch (error) {
            expect(String(error)).toMatch(/REFRESH_INVALID|SESSION_ENDED/);
          }
        }
      }),
    );
  });
});
