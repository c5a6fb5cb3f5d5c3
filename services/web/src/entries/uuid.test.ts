import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createUuidV7 } from "./uuid.ts";

const noRandom = (bytes: Uint8Array<ArrayBuffer>): void => void bytes.fill(0xff);
const msOf = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

describe("UUIDv7", () => {
  it("has the form of version 7 and carries the time", () => {
    const id = createUuidV7(() => Date.parse("2026-11-19T05:05:00Z"), noRandom)();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Date(msOf(id)).toISOString()).toBe("2026-11-19T05:05:00.000Z");
  });

  it("sorts in the order of making, also when the clock stands still or goes back", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_050 }), { minLength: 2 }),
        (clock) => {
          let turn = 0;
          const make = createUuidV7(
            () => clock[turn++] ?? 0,
            (bytes) => void crypto.getRandomValues(bytes),
          );
          const ids = clock.map(() => make());
          expect([...ids].sort()).toEqual(ids);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });

  it("borrows a millisecond when the counter of one is used up", () => {
    const make = createUuidV7(() => 1_000, noRandom);
    const ids = Array.from({ length: 5_000 }, () => make());
    expect([...ids].sort()).toEqual(ids);
    expect(msOf(ids[4_999]!)).toBe(1_001);
  });
});
