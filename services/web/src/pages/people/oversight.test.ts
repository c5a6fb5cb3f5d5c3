import { describe, expect, it } from "@jest/globals";
import { type DecisionAct } from "./oversight-calls.ts";
import { isBulk, isHasty, policyFaults, policyWish, reasonFault } from "./oversight.ts";

const act = (more: Partial<DecisionAct>): DecisionAct =>
  ({ entries: 1, actsInMinute: 1, byTimeout: false, ...more }) as DecisionAct;

describe("an act of decision", () => {
  it("on many entries at once stands out, unless the policy did it", () => {
    expect([act({ entries: 19 }), act({ entries: 20 }), act({ entries: 20, byTimeout: true })].map(isBulk)).toEqual([
      false,
      true,
      false,
    ]);
  });
  it("among many in a minute stands out, unless the policy did it", () => {
    expect(
      [act({ actsInMinute: 4 }), act({ actsInMinute: 5 }), act({ actsInMinute: 9, byTimeout: true })].map(isHasty),
    ).toEqual([false, true, false]);
  });
});

describe("a policy of escalation", () => {
  const form = { waitingDays: "7", onTimeout: "ESCALATE", backfillDays: "", basis: " Pergub 21/2026 " } as const;

  it("is proposed with what was filled in", () => {
    expect(policyFaults(form)).toEqual({});
    expect(policyWish(form)).toEqual({ waitingDays: 7, onTimeout: "ESCALATE", basis: "Pergub 21/2026" });
    expect(policyWish({ ...form, backfillDays: " 2" })).toMatchObject({ backfillDays: 2 });
  });

  it.each([
    [{ waitingDays: "0" }, { waitingDays: "daysRange" }],
    [{ waitingDays: "61" }, { waitingDays: "daysRange" }],
    [{ waitingDays: "1,5" }, { waitingDays: "daysRange" }],
    [{ waitingDays: "60" }, {}],
    [{ backfillDays: "0" }, { backfillDays: "backfillRange" }],
    [{ backfillDays: "101" }, { backfillDays: "backfillRange" }],
    [{ backfillDays: "100" }, {}],
    [{ basis: "ab" }, { basis: "basisShort" }],
    [{ basis: "x".repeat(301) }, { basis: "basisLong" }],
  ])("%j has the faults %j", (part, faults) => expect(policyFaults({ ...form, ...part })).toEqual(faults));
});

describe("the reason to open a month again", () => {
  it.each([
    ["SE 17/26", "reasonShort"],
    ["SE 17/2026.", undefined],
    ["x".repeat(501), "reasonLong"],
  ])("%s: %s", (reason, fault) => expect(reasonFault(reason)).toBe(fault));
});
