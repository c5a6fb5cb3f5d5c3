import { describe, expect, it } from "@jest/globals";
import { type Day, type Zone } from "@kinerja/common/kernel";
import fc from "fast-check";

import { type BackfillRule, isBackfilled } from "./backfill.ts";

const at = (text: string): number => Date.parse(text);
const work = { zone: "WIB" as Zone, workDate: "2026-10-05" as Day };
const twoDays: BackfillRule = { from: 0, days: 2 };

describe("work that is written down after its agency's window", () => {
  it.each<[string, boolean, number, readonly BackfillRule[]]>([
    ["without any rule", false, at("2026-12-31T00:00:00Z"), []],
    ["with the rule that there is no window", false, at("2026-12-31T00:00:00Z"), [{ from: 0, days: 0 }]],
    ["on the last day", false, at("2026-10-07T16:59:59.999Z"), [twoDays]],
    ["a moment later", true, at("2026-10-07T17:00:00Z"), [twoDays]],
    ["before the rule was signed", false, at("2026-10-20T00:00:00Z"), [{ from: at("2026-10-20T00:00:01Z"), days: 2 }]],
    ["from its signing on", true, at("2026-10-20T00:00:01Z"), [{ from: at("2026-10-20T00:00:01Z"), days: 2 }]],
    ["while a wider one held", false, at("2026-10-09T00:00:00Z"), [{ from: at("2026-10-10T00:00:00Z"), days: 1 }, { from: 0, days: 7 }]],
    ["since it was given up", false, at("2026-10-20T00:00:00Z"), [twoDays, { from: at("2026-10-10T00:00:00Z"), days: 0 }]],
  ])("%s: %s", (_, expected, acceptedAt, rules) => {
    expect(isBackfilled({ ...work, acceptedAt }, rules)).toBe(expected);
  }); // prettier-ignore

  const hoursAhead: Record<Zone, number> = { WIB: 7, WITA: 8, WIT: 9 };
  const dayMs = 86_400_000;
  const firstDay = at("2026-10-01T00:00:00Z") / dayMs;

  it("is exactly what lies beyond it, in each zone", () => {
    const zone = fc.constantFrom<Zone>("WIB", "WITA", "WIT");
    const days = fc.integer({ min: 1, max: 100 });
    const sinceMidnight = fc.oneof(fc.constantFrom(0, dayMs - 1), fc.integer({ min: 0, max: dayMs - 1 }));
    const after = fc.integer({ min: 0, max: 110 });
    fc.assert(
      fc.property(zone, fc.nat(120), days, after, sinceMidnight, (zone, day, days, later, ms) => {
        const workDate = new Date((firstDay + day) * dayMs).toISOString().slice(0, 10) as Day;
        const acceptedAt = (firstDay + day + later) * dayMs + ms - hoursAhead[zone] * 3_600_000;
        expect(isBackfilled({ acceptedAt, zone, workDate }, [{ from: 0, days }])).toBe(later > days);
      }),
    );
  });
});
