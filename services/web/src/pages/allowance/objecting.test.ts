import { describe, expect, it } from "@jest/globals";

import { objectionFaults, openObjection } from "./objecting.ts";
import { type Objection } from "./types.ts";

const filed: Objection = {
  ...{ objectionId: "o", agencyId: "a", personId: "p", runId: "r", period: "2026-10", employmentId: "e" },
  ...{ stepId: "cut.late", label: "Terlambat", amountRupiah: "-3941", statementSha256: "h", reason: "Saya bertugas" },
  ...{ evidenceFileIds: [], evidenceFileNames: [], state: "FILED", filedAt: "2026-11-03T02:00:00Z", answer: "" },
  ...{ accepted: false, answeredBy: "", dueOn: "" },
};
const line = { label: "", amountRupiah: "", stepId: "cut.late", employmentId: "e", statementSha256: "h" };

describe("the open objection of a line", () => {
  it("is the one to this line of this statement", () => {
    expect(openObjection([filed], line)).toBe(filed);
    expect(openObjection([{ ...filed, state: "ANSWERED" }], line)).toBeUndefined();
    expect(openObjection([filed], { ...line, statementSha256: "newer" })).toBeUndefined();
    expect(openObjection([filed], { ...line, employmentId: "other" })).toBeUndefined();
  });

  it("knows lines of the payout, which have no employment", () => {
    const { employmentId: _, ...payout } = line;
    expect(openObjection([filed], payout)).toBeUndefined();
    expect(openObjection([{ ...filed, employmentId: "" }], payout)).toBeDefined();
  });
});

describe("an objection that can't be sent", () => {
  it("has too few words or too many, too many files, or one that is too large or empty", () => {
    expect(objectionFaults("Saya bertugas", [])).toEqual([]);
    expect(objectionFaults("  salah   ", [])).toEqual(["short"]);
    expect(objectionFaults("🌾".repeat(2_000), [])).toEqual([]);
    expect(objectionFaults("🌾".repeat(2_001), [])).toEqual(["short"]);
    expect(objectionFaults("Saya bertugas", Array(6).fill({ size: 1 }))).toEqual(["files"]);
    expect(objectionFaults("Saya bertugas", [{ size: 0 }])).toEqual(["size"]);
    expect(objectionFaults("Saya bertugas", [{ size: 20_000_001 }])).toEqual(["size"]);
  });
});
