import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";
import fc from "fast-check";

import { employmentOf, idOf } from "../testing/samples.ts";
import { arePeers, placesOf } from "./place.ts";

const day = (text: string): Day => text as Day;
const moved = employmentOf(idOf(1), { agencyId: idOf(102), validFrom: day("2026-10-16") });
const before = employmentOf(idOf(1), { validTo: day("2026-10-15") });
const second = employmentOf(idOf(1), { agencyId: idOf(103), primary: false, validFrom: day("2026-10-20") });

describe("a place", () => {
  it("is where the term ended, in the main post, whatever the order", () =>
    fc.assert(
      fc.property(fc.shuffledSubarray([moved, before, second], { minLength: 3 }), (some) =>
        expect(placesOf(some).get(idOf(1))?.agencyId).toBe(idOf(102)),
      ),
    ));

  it("is that of a second post when there is no other", () =>
    expect(placesOf([second]).get(idOf(1))?.agencyId).toBe(idOf(103)));
});

describe("peers", () => {
  const peer = employmentOf(idOf(2));
  it.each([
    ["worked in one unit", before, peer, true],
    ["just met", before, { ...peer, validFrom: day("2026-10-15") }, true],
    ["just missed each other", before, { ...peer, validFrom: day("2026-10-16") }, false],
    ["work in different units", before, { ...peer, unitId: idOf(201) }, false],
  ])("%s", (_, one, other, verdict) => {
    expect(arePeers([one], [other])).toBe(verdict);
    expect(arePeers([other], [one])).toBe(verdict);
  });
});
