import { describe, expect, it } from "@jest/globals";

import { person } from "../../testing/month.ts";
import { fact, factId, personId } from "../../testing/pay-facts.ts";
import { decidableOf, refuseUnlessCurrent, refuseUnlessDecidable, refuseUnlessOwnWord } from "./decide.ts";

const open = { state: "PROPOSED", decidedBy: undefined, decidedAt: undefined } as const;
const row = fact("LEAVE", ["2026-07-01"], open);
const [proposer, second] = [person(901), person(902)];

describe("a decision", () => {
  it.each([
    ["by the second person", row, second, undefined],
    ["by the proposer", row, proposer, "SAME_PERSON"],
    ["by the one whom it is about", row, personId, "OWN_ROW"],
    ["on a confirmed row", fact("LEAVE", ["2026-07-01"]), second, "FACT_STATE"],
    ["on a row that has ended", { ...row, supersededAt: 9_000 }, second, "FACT_STATE"],
  ])("%s", (_, one, by, code) => {
    const decide = (): void => refuseUnlessDecidable([row, one], by);
    if (code === undefined) expect(decide).not.toThrow();
    else expect(decide).toThrow(expect.objectContaining({ code }));
  });

  it("names each row that can't be decided on", () => {
    expect(() => refuseUnlessDecidable([row, { ...row, state: "REJECTED" }], proposer)).toThrow(
      expect.objectContaining({
        ...{ kind: "forbidden", code: "SAME_PERSON" },
        violations: [
          { pointer: "/ids/0", code: "SAME_PERSON" },
          { pointer: "/ids/1", code: "FACT_STATE" },
        ],
      }),
    );
  });

  it("on a file leaves the own rows to others", () => {
    const rows = [row, { ...row, id: factId(2), personId: second }, fact("LEAVE", ["2026-07-01"], { id: factId(3) })];
    expect(decidableOf([...rows, { ...row, supersededAt: 9_000 }], second)).toEqual([row]);
  });
});

describe("a correction", () => {
  it("is of a row that still says something", () => {
    expect(() => refuseUnlessCurrent(row)).not.toThrow();
    const refused = (code: string): unknown => expect.objectContaining({ code });
    expect(() => refuseUnlessCurrent({ ...row, supersededAt: 9_000 })).toThrow(refused("FACT_REPLACED"));
    expect(() => refuseUnlessCurrent({ ...row, state: "REJECTED" })).toThrow(refused("FACT_STATE"));
    expect(() => refuseUnlessCurrent({ ...row, withdraws: true })).toThrow(refused("FACT_STATE"));
  });

  it.each([
    ["by who proposed it", row, proposer, undefined],
    ["of a confirmed row by anybody else", fact("LEAVE", ["2026-07-01"]), second, undefined],
    ["of an open proposal by somebody else", row, second, "FACT_OF_ANOTHER"],
    ["of an open proposal about the own pay", row, personId, "OWN_ROW"],
    ["of a confirmed row about the own pay", fact("LEAVE", ["2026-07-01"]), personId, "OWN_ROW"],
  ])("%s", (_, one, by, code) => {
    const end = (): void => refuseUnlessOwnWord(one, by);
    if (code === undefined) expect(end).not.toThrow();
    else expect(end).toThrow(expect.objectContaining({ code }));
  });
});
