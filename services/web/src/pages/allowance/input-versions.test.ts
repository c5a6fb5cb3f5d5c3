import { describe, expect, it } from "@jest/globals";

import { sourcesOf, versionsOf } from "./input-versions.ts";
import { type Step, type Version } from "./types.ts";

const sources = sourcesOf(
  JSON.stringify({
    inputs: {
      class: { label: "Kelas jabatan", from: "roster.class" },
      minutes: { label: "Menit kerja", from: "activity.approved_minutes" },
      late: { label: "Terlambat", from: "attendance.late_events" },
      predicate: { label: "Predikat", from: "evaluation.predicate" },
      leave: { label: "Cuti", from: "leave.spans" },
      outages: { label: "Gangguan", from: "attendance.outages" },
    },
  }),
);
const version = (name: string, more: Partial<Version> = {}): Version => ({
  ...{ name, revision: 1, sha256: "ab", factIds: [] },
  ...more,
});
const roster = version("ROSTER", { revision: 0 });
const activity = version("ACTIVITY", { revision: 2 });
const leave = version("leave.spans", { factIds: ["f"] });
const outages = version("attendance.outages", { factIds: ["g"] });
const all = [roster, activity, version("EVALUATION"), leave, outages];
const step = (inputs: Record<string, string>): Step => ({
  ...{ stepId: "s", label: "s", cite: "", rule: "tier", base: "", factor: "", amountRupiah: "0", exact: "0", inputs },
  ...{ effect: "CUT", employmentId: "e", statementSha256: "h" },
});
const names = (inputs: Record<string, string>) => versionsOf(step(inputs), sources, all).map(({ name }) => name);

describe("the versions behind a line", () => {
  it("are those of its inputs' registers, each once", () => {
    expect(names({ "Menit kerja": "1", Terlambat: "15", "Kelas jabatan": "8" })).toEqual(["ACTIVITY", "ROSTER"]);
  });

  it("are facts of pay where such stand behind the source", () => {
    expect(names({ Cuti: "cuti_besar", Gangguan: "gangguan", Predikat: "baik" })).toEqual([
      "leave.spans",
      "attendance.outages",
      "EVALUATION",
    ]);
  });

  it("are none for what the rule or another step brings, and before the policy is there", () => {
    expect(names({ "Persen menurut aturan": "30", "Bagian disiplin": "1" })).toEqual([]);
    expect(versionsOf(step({ Cuti: "x" }), sourcesOf(undefined), all)).toEqual([]);
    expect(versionsOf(step({ Cuti: "x" }), sources, [])).toEqual([]);
  });
});
