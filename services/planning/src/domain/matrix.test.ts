import { describe, expect, it } from "@jest/globals";

import { checkMatrix } from "./matrix.ts";

const cell = (leaderRhkId: string, personId: string) => ({ leaderRhkId, personId, result: "Laporan tersedia" });
const check =
  (...cells: ReturnType<typeof cell>[]) =>
  () =>
    checkMatrix(cells, new Set(["r1", "r2"]), new Set(["p1", "p2"]));

describe("a role matrix", () => {
  it("joins results of the leader with subordinates, many to many", () =>
    expect(check(cell("r1", "p1"), cell("r1", "p2"), cell("r2", "p1"))).not.toThrow());

  it.each([
    ["nothing", check(), "REQUEST_INVALID", "/cells LIST_TOO_SHORT"],
    ["a cell twice", check(cell("r1", "p1"), cell("r1", "p1")), "REQUEST_INVALID", "/cells/0 ITEM_NAMED_TWICE"],
    ["a strange result", check(cell("r1", "p1"), cell("r9", "p1")), "LEADER_RHK_UNKNOWN", "/cells/1/leaderRhkId LEADER_RHK_UNKNOWN"],
    ["a stranger", check(cell("r1", "p9")), "NOT_A_SUBORDINATE", "/cells/0/personId NOT_A_SUBORDINATE"],
  ])("refuses %s", (_, work, code, violation) => {
    const [pointer, fault] = violation.split(" ");
    const violations = [expect.objectContaining({ pointer, code: fault })];
    expect(work).toThrow(expect.objectContaining({ code, violations }));
  }); // prettier-ignore
});
