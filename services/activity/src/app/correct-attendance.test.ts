import { describe, expect, it } from "@jest/globals";
import { Refusal } from "@kinerja/common/errors";

import { type AttendanceVersion } from "./attendance-history.ts";
import { type Caller } from "./authorise.ts";
import { correctAttendance, type CorrectionNeeds } from "./correct-attendance.ts";

const personId = "00000000-0000-7000-8000-000000000001";
const caller: Caller = { personId: "officer", agencyIds: [], token: "", requestId: "", requestKey: "key" };
const command = {
  ...{ agencyId: "agency", personId, date: "2026-10-05", status: "HADIR", reason: "Mesin lantai 2 mati" },
  ...{ evidenceFileIds: ["file"], evidenceFileNames: ["Surat.txt"] },
};
const version = { sourceId: "earlier" } as AttendanceVersion;

function needs(before: CorrectionNeeds["corrections"]["before"], done: string[]): CorrectionNeeds {
  const tell = <Answer>(act: string, answer: Answer) => (done.push(act), Promise.resolve(answer));
  return {
    corrections: {
      before,
      record: () => tell("record", { ...version, sourceId: "new" }),
      dayOf: () => Promise.resolve(undefined),
    },
    attendance: { strangers: () => tell("look", []), hoursOn: () => Promise.resolve([]) },
    employmentsOf: () => Promise.resolve([]),
    accessTo: () => Promise.resolve({ verdict: "allow", agencies: ["agency"], role: "PERSONNEL_OFFICER" }),
    files: { keep: () => tell("keep", true), isFrom: () => Promise.resolve(true) },
    now: () => Date.parse("2026-10-06T00:00:00Z"),
  };
}

describe("evidence is kept", () => {
  it("once nothing stands against the correction", async () => {
    const done: string[] = [];
    await correctAttendance(needs(() => Promise.resolve(undefined), done))(caller, command);
    expect(done).toEqual(["look", "keep", "record"]);
  });

  it("not of a sealed month", async () => {
    const done: string[] = [];
    const sealed = () => Promise.reject(new Refusal("refused", "PERIOD_SEALED", { period: "2026-10" }));
    const correct = correctAttendance(needs(sealed, done))(caller, command);
    await expect(correct).rejects.toMatchObject({ code: "PERIOD_SEALED" });
    expect(done).toEqual([]);
  });

  it("not a second time for a request key: its answer is there, whatever holds by now", async () => {
    const done: string[] = [];
    expect(await correctAttendance(needs(() => Promise.resolve(version), done))(caller, command)).toBe(version);
    expect(done).toEqual([]);
  });
});
