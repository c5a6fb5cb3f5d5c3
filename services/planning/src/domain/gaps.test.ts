import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { countGaps, gapsIn, placeOf, type RosterRow, rosterOn, type SkpStanding } from "./gaps.ts";

const row = (employmentId: string, unitId = "u1", from = "2026-01-01", to?: string): RosterRow => ({
  ...{ employmentId, personId: `p-${employmentId}`, unitId, isPrimary: true },
  ...{ validFrom: from as Day, validTo: to as Day | undefined },
});
const standing = (employmentId: string, state: SkpStanding["state"], setRevision = 0): SkpStanding => ({
  ...{ employmentId, skpId: `s-${employmentId}`, state, setRevision, assessorId: undefined, changedAt: 1 },
});

describe("who has no set SKP", () => {
  it("counts who works there on the day, in the units named", () => {
    const rows = [row("a"), row("b", "u2"), row("left", "u1", "2026-01-01", "2026-09-30"), row("comes", "u1", "2026-11-01")];
    const day = "2026-10-01" as Day;
    expect(rosterOn(rows, day, undefined).map(({ employmentId }) => employmentId)).toEqual(["a", "b"]);
    expect(rosterOn(rows, day, new Set(["u2"])).map(({ employmentId }) => employmentId)).toEqual(["b"]);
    const last = rosterOn(rows, "2026-09-30" as Day, undefined).map(({ employmentId }) => employmentId);
    expect(last).toEqual(["a", "b", "left"]);
  }); // prettier-ignore

  it("leaves out what is set, also while it is revised", () => {
    const standings = [standing("set", "SET", 1), standing("revised", "DRAFT", 1), standing("draft", "DRAFT")];
    const gaps = gapsIn([row("set"), row("revised"), row("draft"), row("none")], standings);
    expect(gaps.map(({ row: { employmentId }, state }) => [employmentId, state])).toEqual([
      ["none", "NONE"],
      ["draft", "DRAFT"],
    ]);
  });

  it("lists what nobody opened first, then what came back, each by unit", () => {
    const standings = [standing("sent", "SUBMITTED"), standing("back", "RETURNED"), standing("draft", "DRAFT")];
    const gaps = gapsIn([row("sent"), row("draft"), row("back"), row("z", "u1"), row("a", "u2")], standings);
    expect(gaps.map(({ row: { employmentId } }) => employmentId)).toEqual(["z", "a", "back", "draft", "sent"]);
    expect(gaps.map(placeOf)).toEqual([...gaps.map(placeOf)].sort());
    expect(countGaps(gaps)).toEqual([
      { state: "NONE", employments: 2 },
      { state: "RETURNED", employments: 1 },
      { state: "DRAFT", employments: 1 },
      { state: "SUBMITTED", employments: 1 },
    ]);
  });
});
