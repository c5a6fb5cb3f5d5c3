import { describe, expect, it } from "@jest/globals";
import { attendanceWords } from "../../entries/attendance-words.ts";
import { createFormat } from "../../i18n/format.ts";
import { type Platform } from "../../state/platform.ts";
import { attendanceCalls } from "./attendance-calls.ts";
import { type Command } from "./command.ts";
import { queryOf, saidText, shownCorrections, shownOf } from "./corrections.ts";
import { correctionsWords } from "./corrections-words.ts";
import { type AttendanceSaid } from "./types.ts";

const [w, facts, f] = [correctionsWords.id, attendanceWords.id, createFormat("id")];
const said = (change: Partial<AttendanceSaid> = {}): AttendanceSaid => ({
  ...{ status: "", checkIn: "", checkOut: "", lateMinutes: 0, earlyMinutes: 0, missedChecks: 0 },
  ...change,
});

describe("the corrections of a month", () => {
  it.each(shownCorrections)("shown as %j have an address that leads back to them", (shown) => {
    expect(shownOf(queryOf(shown))).toBe(shown);
  });

  it("are all shown where the address names no state that there is", () => {
    expect([null, "", "semua", "toString"].map(shownOf)).toEqual(["", "", "", ""]);
  });

  it.each([
    [undefined, "belum ada data"],
    [said(), "belum ada data"],
    [said({ status: "ALPA" }), "Tanpa keterangan"],
    [said({ status: "HADIR", checkIn: "07:26", checkOut: "16:03" }), "Masuk 07.26 · Pulang 16.03"],
    [said({ status: "HADIR", work: true }), "Hadir · hari kerja"],
    [said({ work: false }), "bukan hari kerja"],
  ])("say of a day %j: %s", (one, text) => expect(saidText(one, w, facts, f)).toBe(text));

  it("are read by their month, and by their state only where one is asked for", async () => {
    const asked: unknown[] = [];
    const get = (path: string, how: object) => {
      asked.push([path, how]);
      return Promise.resolve({ corrections: [], nextPageToken: "next" });
    };
    const calls = attendanceCalls({ client: { get } } as unknown as Platform, (() => undefined) as unknown as Command);
    expect(await calls.corrections("a", "2026-11", "", "")).toEqual({ rows: [], next: "next" });
    await calls.corrections("a", "2026-11", "WITHDRAWN", "next");
    const path = "/v1/agencies/a/months/2026-11/attendance-corrections";
    expect(asked).toEqual([
      [path, { query: { pageSize: 50, pageToken: "" } }],
      [path, { query: { pageSize: 50, pageToken: "next", state: "WITHDRAWN" } }],
    ]);
  });
});
