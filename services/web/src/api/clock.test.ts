import { describe, expect, it } from "@jest/globals";
import { createClock } from "./clock.ts";

function make(deviceMs: number, loaded = 0) {
  const saved: number[] = [];
  const device = { ms: deviceMs };
  const clock = createClock({ deviceNow: () => device.ms, load: () => loaded, save: (offset) => saved.push(offset) });
  return { clock, device, saved };
}

describe("the platform's clock", () => {
  it("follows the server's date, then the device's pace", () => {
    const { clock, device, saved } = make(Date.parse("2020-01-01T00:00:00Z"));
    clock.learn("Thu, 19 Nov 2026 05:05:00 GMT");
    device.ms += 60_000;
    expect(new Date(clock.now()).toISOString()).toBe("2026-11-19T05:06:00.000Z");
    expect(saved).toHaveLength(1);
  });

  it("starts with what it knew before, so that no signal doesn't change the day", () => {
    expect(make(1_000, 500).clock.now()).toBe(1_500);
  });

  it("ignores no date, nonsense, and differences that an answer's way explains", () => {
    const { clock, saved } = make(Date.parse("2026-11-19T05:05:03Z"));
    for (const header of [null, "kemarin", "Thu, 19 Nov 2026 05:05:00 GMT"]) clock.learn(header);
    expect(saved).toEqual([]);
  });

  it("tells who watches, until they stop", () => {
    const { clock } = make(0);
    let moves = 0;
    const stop = clock.onMove(() => (moves += 1));
    clock.learn("Thu, 19 Nov 2026 05:05:00 GMT");
    stop();
    clock.learn("Fri, 20 Nov 2026 05:05:00 GMT");
    expect(moves).toBe(1);
  });
});
