import { describe, expect, it } from "@jest/globals";

import { person } from "../testing/month.ts";
import { type Act, approve, type Batch, check, holdOut, resolve, settle } from "./run.ts";

const [maker, second, third] = [person(1), person(2), person(3)];
const computed: Batch = {
  batch: 1,
  state: "COMPUTED",
  sha256: "h",
  makerId: maker,
  checkerId: undefined,
  approverId: undefined,
  settlerId: undefined,
};
const checked: Batch = { ...computed, state: "CHECKED", checkerId: second };
const act: Act = { by: second, sha256: "h", hasOwnRow: false, openFlags: 0 };
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "allowed";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("a batch", () => {
  it("is checked by a second and approved by a third person", () => {
    expect(check(computed, act)).toEqual(checked);
    expect(approve(checked, { ...act, by: third })).toEqual({ ...checked, state: "POSTED", approverId: third });
  });

  it.each<[string, Batch, Act, string]>([
    ["by its maker", computed, { ...act, by: maker }, "SAME_PERSON"],
    ["by somebody with a row of their own", computed, { ...act, hasOwnRow: true }, "OWN_ROW"],
    ["of which other bytes were read", computed, { ...act, sha256: "x" }, "HASH_MISMATCH"],
    ["with open questions", computed, { ...act, openFlags: 1 }, "FLAGS_OPEN"],
    ["a second time", checked, { ...act, by: third }, "RUN_STATE"],
  ])("is not checked %s", (_, batch, by, code) => expect(codeOf(() => check(batch, by))).toBe(code));

  it.each<[string, Batch, Act, string]>([
    ["by its maker", checked, { ...act, by: maker }, "SAME_PERSON"],
    ["by its checker", checked, { ...act, by: second }, "SAME_PERSON"],
    ["by somebody with a row of their own", checked, { ...act, by: third, hasOwnRow: true }, "OWN_ROW"],
    ["of which other bytes were read", checked, { ...act, by: third, sha256: "x" }, "HASH_MISMATCH"],
    ["with open questions", checked, { ...act, by: third, openFlags: 2 }, "FLAGS_OPEN"],
    ["unchecked", computed, { ...act, by: third }, "RUN_STATE"],
    ["twice", approve(checked, { ...act, by: third }), { ...act, by: person(4) }, "RUN_STATE"],
  ])("is not approved %s", (_, batch, by, code) => expect(codeOf(() => approve(batch, by))).toBe(code));
});

describe("a flag", () => {
  const open = { severity: "WARN" as const, decision: undefined, personId: third };
  it.each([
    ["a warning may be acknowledged", open, "COMPUTED", "ACKNOWLEDGE", "allowed"],
    ["a warning may be held", open, "COMPUTED", "HOLD", "allowed"],
    ["what blocks may be held", { ...open, severity: "BLOCK" }, "COMPUTED", "HOLD", "allowed"],
    ["what blocks is not acknowledged", { ...open, severity: "BLOCK" }, "COMPUTED", "ACKNOWLEDGE", "FLAG_BLOCKS"],
    ["nobody decides twice", { ...open, decision: "HOLD" }, "COMPUTED", "HOLD", "FLAG_DECIDED"],
    ["nobody decides on the own row", { ...open, personId: second }, "COMPUTED", "HOLD", "OWN_ROW"],
    ["a checked batch stands", open, "CHECKED", "HOLD", "RUN_STATE"],
  ] as const)("%s", (_, flag, state, decision, code) =>
    expect(codeOf(() => resolve(flag, state, decision, second))).toBe(code),
  );
});

describe("a settlement", () => {
  const posted: Batch = { ...checked, state: "POSTED", approverId: third };

  it("is told by somebody else than who approved", () => {
    expect(settle(posted, second)).toMatchObject({ state: "SETTLED", settlerId: second, approverId: third });
    expect(settle(posted, maker).state).toBe("SETTLED");
    expect(codeOf(() => settle(posted, third))).toBe("SAME_PERSON");
  });

  it.each([computed, checked, { ...posted, state: "SETTLED" } as const])("needs a posted batch", (batch) => {
    expect(codeOf(() => settle(batch, maker))).toBe("RUN_STATE");
  });
});

describe("a person is held out", () => {
  it("while nobody has checked, and by somebody else", () => {
    expect(codeOf(() => holdOut(person(9), "COMPUTED", maker))).toBe("allowed");
    expect(codeOf(() => holdOut(person(9), "CHECKED", maker))).toBe("RUN_STATE");
    expect(codeOf(() => holdOut(maker, "COMPUTED", maker))).toBe("OWN_ROW");
  });
});
