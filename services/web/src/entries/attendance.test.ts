import { describe, expect, it } from "@jest/globals";

import { type DayTotal } from "../api/types.ts";
import { createFormat } from "../i18n/format.ts";
import { attendanceOf, sourceOf } from "./attendance.ts";
import { attendanceWords } from "./attendance-words.ts";

const day = (more: Partial<DayTotal>): DayTotal => ({
  ...{ workDate: "2026-11-18", minutes: 0, entries: 0, attendance: "HADIR", attendanceAt: "2026-11-19T17:30:00Z" },
  ...more,
});
const inIndonesian = (more: Partial<DayTotal>) =>
  attendanceOf(day(more), "WIB", attendanceWords.id, createFormat("id"));
const inEnglish = (more: Partial<DayTotal>) => attendanceOf(day(more), "WIB", attendanceWords.en, createFormat("en"));
const times = { checkIn: "07:28", checkOut: "16:02" };

describe("the attendance of a day", () => {
  it.each<[Partial<DayTotal>, string, string]>([
    [times, "Masuk 07.28 · Pulang 16.02", "In 07:28 · Out 16:02"],
    [
      { ...times, checkIn: "07:43", attendance: "TERLAMBAT", lateMinutes: 13 },
      "Masuk 07.43 · Pulang 16.02 · Terlambat 13 menit",
      "In 07:43 · Out 16:02 · Late by 13 min",
    ],
    [{ checkIn: "09:30" }, "Masuk 09.30", "In 09:30"], // however late that looks: the fact does not say so
    [{ attendance: "TERLAMBAT" }, "Terlambat", "Late"],
    [{ attendance: "PULANG_CEPAT", earlyMinutes: 65, missedChecks: 1 }, "Pulang cepat 1 jam 5 menit · 1 kali tidak absen", "Left 1 h 5 min early · 1 check missed"],
    [{ attendance: "DINAS_LUAR" }, "Dinas luar", "On official travel"],
    [{ attendance: "CUTI_SAKIT" }, "Cuti sakit", "Sick leave"],
    [{}, "Hadir", "Present"],
    [{ attendance: "TUGAS_BELAJAR" }, "Tugas belajar", "On study leave"],
    [{ attendance: "PIKET" }, "PIKET", "PIKET"], // a word of a newer service
  ])("is said in words: %j", (fact, indonesian, english) => {
    expect([inIndonesian(fact)?.says, inEnglish(fact)?.says]).toEqual([indonesian, english]);
  }); // prettier-ignore

  it("names the newest file by the day where one works", () => {
    const days = [day({}), day({ attendanceAt: "2026-11-02T01:00:00Z" })];
    const source = (all: readonly DayTotal[]) => sourceOf(all, "WIB", attendanceWords.id, createFormat("id"));
    expect(source(days)).toContain("20 Nov 2026");
    expect(source([])).toBe("");
    expect(inIndonesian({})?.late).toEqual([]);
  });

  it("says that a person corrected it, and why", () => {
    const more = { attendanceByHand: true, attendanceReason: "Mesin mati, hadir menurut daftar apel" };
    expect(inIndonesian(more)?.late).toEqual(["Dikoreksi petugas kepegawaian: Mesin mati, hadir menurut daftar apel"]);
    expect(inEnglish(more)?.late).toEqual([expect.stringMatching(/^Corrected by a personnel officer: Mesin mati/)]);
  });

  it("says what came after the month was closed, taken in or not", () => {
    expect(inIndonesian({ attendanceCorrected: true })?.late).toEqual([
      expect.stringMatching(/^Koreksi .* Sudah dihitung/),
    ]);
    const correction = {
      ...{ status: "TERLAMBAT", checkIn: "07:43", checkOut: "", lateMinutes: 13, earlyMinutes: 0, missedChecks: 0 },
      cameAt: "2026-12-09T02:00:00Z",
    };
    const { attendanceAt: _, ...unknown } = day({ attendance: "", correction });
    expect(attendanceOf(unknown, "WIB", attendanceWords.id, createFormat("id"))).toEqual({
      says: "",
      late: [
        expect.stringMatching(/^Koreksi datang 9 Des 2026, .*: Masuk 07\.43 · Terlambat 13 menit\. Belum dihitung/),
      ],
    });
  });

  it("is left out where nothing is known", () => {
    const { attendanceAt: _, ...unknown } = day({ attendance: "" });
    const known = [unknown, undefined].map((one) => attendanceOf(one, "WIT", attendanceWords.id, createFormat("id")));
    expect(known).toEqual([undefined, undefined]);
  });
});
