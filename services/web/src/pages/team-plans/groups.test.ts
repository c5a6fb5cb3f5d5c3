import { describe, expect, it } from "@jest/globals";
import { type SkpHeader } from "../plan/types.ts";
import { countPeople, countSet, groupsOf } from "./groups.ts";

const skp = (personId: string, state: SkpHeader["state"], setRevision = 0): SkpHeader =>
  ({ skpId: `s${personId}`, personId, state, setRevision }) as SkpHeader;

describe("the SKPs of a team", () => {
  const skps = [skp("d", "SET", 1), skp("b", "SUBMITTED", 1), skp("a", "SUBMITTED"), skp("c", "RETURNED")];

  it("come with what needs a decision first, each group by name", () => {
    const groups = groupsOf(skps, ["e"], (id) => id);
    expect(groups.map(({ name, rows }) => [name, ...rows.map(({ personId }) => personId)])).toEqual([
      ["waiting", "a", "b"],
      ["missing", "e"],
      ["returned", "c"],
      ["set", "d"],
    ]);
  });

  it("count a change of a set SKP as set, and a person once", () => {
    expect(countSet([...skps, skp("d", "DRAFT", 2)])).toBe(2);
    expect(countPeople([...skps, skp("d", "DRAFT")], ["e"])).toBe(5);
  });
});
