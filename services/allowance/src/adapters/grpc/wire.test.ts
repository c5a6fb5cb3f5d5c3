import { describe, expect, it } from "@jest/globals";
import { FlagDecision } from "@kinerja/proto/allowance/v1/allowance_service";

import { person } from "../../testing/month.ts";
import { fromBatch, fromDecision, nextOf, pageOf } from "./wire.ts";

describe("the wire", () => {
  it("refuses a decision and a batch that do not exist", () => {
    expect([fromDecision(FlagDecision.HOLD), fromDecision(FlagDecision.ACKNOWLEDGE)]).toEqual(["HOLD", "ACKNOWLEDGE"]);
    for (const decision of [FlagDecision.UNSPECIFIED, FlagDecision.UNRECOGNIZED])
      expect(() => fromDecision(decision)).toThrow("REQUEST_INVALID");
    expect([fromBatch(1), fromBatch(2)]).toEqual([1, 2]);
    expect(() => fromBatch(3)).toThrow("REQUEST_INVALID");
  });

  it("turns pages by the last id", () => {
    expect(pageOf({})).toEqual({ limit: 50, after: undefined });
    expect(pageOf({ pageSize: 2, pageToken: person(1) })).toEqual({ limit: 2, after: person(1) });
    expect(() => pageOf({ pageToken: "'; drop table run" })).toThrow("REQUEST_INVALID");
    expect(nextOf(["a", "b"], 2, (item) => item)).toBe("b");
    expect(nextOf(["a"], 2, (item) => item)).toBe("");
  });
});
