import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { defaults, type Figures, needsOf } from "./model.ts";

const figures: Figures = {
  machine: "m",
  single: { ingest: 100, broker: 50, writer: 40, postgres: 60 },
  batch: { ingest: 20, broker: 2, writer: 20, postgres: 30 },
  ...{ walBytes: 800, rowBytes: 500, logBytes: 400 },
};
const value = (input: Parameters<typeof needsOf>[0], part: string): number =>
  needsOf(input).find(({ what }) => what.startsWith(part))?.value ?? Number.NaN;

describe("the sizing model", () => {
  it("multiplies what was measured out to a rate", () => {
    const site = { ...defaults.site, batchShare: 0 };
    const assumptions = { ...defaults.assumptions, utilisation: 0.5 };
    // 100 µs an entry, 15,000 a second: 1.5 cores, half full.
    expect(value({ figures, site, assumptions }, "activity-ingest, 15,000")).toBeCloseTo(3, 6);
    expect(value({ figures, site, assumptions }, "Kafka, all brokers together, 15,000")).toBeCloseTo(4.5, 6);
  });

  it("counts a year and what is kept of it", () => {
    const input = { figures, ...defaults };
    expect(value(input, "entries a year")).toBe(6_500);
    expect(value(input, "PostgreSQL, entries")).toBeCloseTo(6_500e6 * (105 / 52) * 500 * 2 / 1e9, 3); // prettier-ignore
  });

  it("never needs less for more", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (rate, batchShare) => {
        const site = { ...defaults.site, batchShare, deadlinePerSecond: rate };
        const more = { ...site, deadlinePerSecond: rate + 1_000 };
        const at = (of: typeof site) => needsOf({ figures, site: of, assumptions: defaults.assumptions });
        const cores = (of: typeof site): number[] => at(of).filter(({ unit }) => unit === "cores").map((need) => need.value);
        cores(site).forEach((less, index) => expect(cores(more)[index]).toBeGreaterThanOrEqual(less));
      }),
    )); // prettier-ignore
});
