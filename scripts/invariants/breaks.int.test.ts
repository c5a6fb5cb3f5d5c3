import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { openSmallSite } from "../testing/small-site.ts";
import { breaks, checkOf, findingOf } from "./breaks.ts";
import { violationsOf } from "./finding.ts";

jest.setTimeout(120_000);

let site: Awaited<ReturnType<typeof openSmallSite>>;
beforeAll(async () => {
  site = await openSmallSite();
});
afterAll(() => site.stop());

const invariants = [...new Set(breaks.map(({ invariant }) => invariant))];

describe("the checks of the stores", () => {
  it.each(invariants)("find nothing wrong with a healthy site, having looked: %s", async (invariant) => {
    const found = await checkOf(site, { invariant });
    expect(violationsOf({ [invariant]: found })).toEqual([]);
    expect(found.checked).toBeGreaterThan(0);
  });

  it.each(breaks.map((broken) => [broken.invariant, broken.what, broken] as const))("notice, for %s, %s", async (_invariant, _what, broken) => {
    expect((await findingOf(site, broken)).violations).toBeGreaterThan(0);
  }); // prettier-ignore

  it("cover every invariant of the stores", () => {
    expect(invariants).toEqual(["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8"]);
  });

  it.each(invariants)("find nothing wrong afterwards: a break never stays (%s)", async (invariant) => {
    expect(await checkOf(site, { invariant })).toMatchObject({ violations: 0 });
  });
});
