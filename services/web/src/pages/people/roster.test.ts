import { describe, expect, it } from "@jest/globals";
import { type Platform } from "../../state/platform.ts";
import { attendanceCalls } from "./attendance-calls.ts";
import { type Command, fileLimitMs } from "./command.ts";
import { rosterColumns, rosterFaults, rosterTold } from "./roster-form.ts";
import { rosterWords } from "./roster-words.ts";

describe("a file of shift days", () => {
  it.each([
    ["Jadwal IGD", "", []],
    [" ab ", "", ["decree"]],
    ["Jadwal IGD", " Tukar ", ["reason"]],
    ["Jadwal IGD", "Tukar dinas", []],
    ["", "Tukar", ["decree", "reason"]],
  ])("with %j and the reason %j lacks %j: a reason may be missing, but not be too short", (decree, reason, faults) => {
    expect(rosterFaults({ decree, reason })).toEqual(faults);
  });

  it("shows at the form what the server says of the form, and leaves lines to the list of lines", () => {
    const told = (pointer: string) => ({ pointer, code: "X", detail: pointer });
    expect(rosterTold(["/reason", "/decree", "/lines/2/date", "/fileId"].map(told))).toEqual({
      ...{ reason: "/reason", decree: "/decree" },
    });
  });

  it("is sent with what it rests on, without an empty reason, and is given time", async () => {
    const sent: unknown[] = [];
    const command = (path: string, body: object, how?: object) => (sent.push([path, body, how]), Promise.resolve({}));
    const calls = attendanceCalls({} as Platform, command as Command);
    await calls.importShiftDays("a", "f", { decree: " Jadwal IGD ", reason: "  " });
    await calls.importShiftDays("a", "f", { decree: "Jadwal IGD", reason: " Tukar dinas " });
    const path = "/v1/agencies/a/shift-days:import";
    expect(sent).toEqual([
      [path, { fileId: "f", decree: "Jadwal IGD" }, { timeoutMs: fileLimitMs }],
      [path, { fileId: "f", decree: "Jadwal IGD", reason: "Tukar dinas" }, { timeoutMs: fileLimitMs }],
    ]);
  });

  it("has columns that are told in each language", () => {
    for (const { columnTexts } of [rosterWords.id, rosterWords.en])
      expect(Object.keys(columnTexts)).toEqual([...rosterColumns]);
  });

  it("that says nothing new is told so", () => {
    expect(rosterWords.id.done(1240, 0)).toContain("Semuanya sudah sama");
    expect(rosterWords.id.done(1240, 40)).toBe("1.240 baris dibaca: 40 baru atau berubah, 1.200 sudah sama.");
  });
});
