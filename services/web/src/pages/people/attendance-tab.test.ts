import { describe, expect, it } from "@jest/globals";
import { type DayTotal } from "../../api/types.ts";
import { createFormat } from "../../i18n/format.ts";
import { type Platform } from "../../state/platform.ts";
import { attendanceCalls } from "./attendance-calls.ts";
import { type Command } from "./command.ts";
import { type AttendanceMonth, calendarOf, daysOf, isOfOffice, isUnknown, shiftsByDay } from "./attendance-days.ts";
import { correctionFaults, type CorrectionForm, correctionOf, correctionWish, formerOf, onDate, statuses, toldOf } from "./correction-form.ts"; // prettier-ignore
import { hoursWords } from "./hours-words.ts";
import { emptyShift, shiftDays, shiftFaults, type ShiftForm, shiftTold, withDate } from "./shift-form.ts";
import { shiftText } from "./shift-text.ts";
import { attendanceWords } from "../../entries/attendance-words.ts";
import { type AttendanceVersion, type RecordedShift } from "./types.ts";

const version = (date: string, change: Partial<AttendanceVersion> = {}): AttendanceVersion => ({
  ...{ date, agencyId: "a", source: "BATCH", sourceId: "m", status: "HADIR", checkIn: "07:28", checkOut: "16:00" },
  ...{ lateMinutes: 0, earlyMinutes: 0, missedChecks: 0, recordedBy: "", reason: "", counts: true, waiting: false },
  ...{ evidenceFileIds: [], evidenceFileNames: [] },
  ...change,
});
const total = (workDate: string, attendance = "HADIR"): DayTotal => ({ workDate, minutes: 0, entries: 0, attendance });
const shift = (date: string, change: Partial<RecordedShift> = {}): RecordedShift => ({
  ...{ day: { personId: "p", date, kind: "WORK", starts: "21:00", ends: "07:00" }, agencyId: "a", decree: "Jadwal" },
  ...{ recordedBy: "o", recordedAt: "2026-10-28T02:00:00Z", reason: "" },
  ...change,
});
const nothing: AttendanceMonth = { days: [], versions: [], shifts: [], daysOff: [] };

describe("the days of a person's month", () => {
  it("are those from Monday to Friday that have begun, and every one of which something is known", () => {
    // 1 November 2026 is a Sunday.
    const month = { ...nothing, days: [total("2026-11-07")], shifts: [shift("2026-11-29")] };
    const dates = daysOf("2026-11", "2026-11-04", month).map(({ date }) => date.slice(8));
    expect(dates).toEqual(["02", "03", "04", "07", "29"]);
    expect(daysOf("2026-11", "2026-10-31", nothing)).toEqual([]);
    expect(daysOf("2026-11", "2026-12-31", nothing)).toHaveLength(21);
  });

  it("lack data where neither a fact, a shift nor the calendar says something; hours that were logged are no fact", () => {
    const daysOff = [{ date: "2026-11-03", name: "Hari libur", collectiveLeave: false, agencyId: "", decree: "", verified: true }]; // prettier-ignore
    const month = { ...nothing, daysOff, days: [total("2026-11-04", ""), total("2026-11-05")] };
    const unknown = daysOf("2026-11", "2026-11-06", month).filter(isUnknown);
    expect(unknown.map(({ date }) => date.slice(8))).toEqual(["02", "04", "06"]);
  });

  it("know what a person corrected, and what files and machines said beside it", () => {
    const correction = version("2026-11-02", { source: "CORRECTION", sourceId: "c" });
    const waiting = version("2026-11-02", { source: "FILE", sourceId: "late", counts: false, waiting: true });
    const raw = version("2026-11-02", { sourceId: "raw", counts: false });
    const older = version("2026-11-02", { source: "FILE", sourceId: "older", counts: false });
    const [day] = daysOf("2026-11", "2026-11-02", { ...nothing, versions: [waiting, correction, raw, older] });
    expect([day?.correction?.sourceId, day?.raw?.sourceId, day?.versions.length]).toEqual(["c", "raw", 4]);
    const withdrawn = { ...correction, counts: false };
    const [after] = daysOf("2026-11", "2026-11-02", { ...nothing, versions: [withdrawn, raw] });
    expect(after?.correction).toBeUndefined();
  });

  it("have the shift that holds, none where the hours of the unit hold again", () => {
    const old = shift("2026-11-02", { replacedAt: "2026-11-01T00:00:00Z", decree: "old" });
    const again = shift("2026-11-03", { day: { personId: "p", date: "2026-11-03", kind: "SCHEDULE" } });
    const shifts = [old, shift("2026-11-02", { decree: "new" }), again];
    const days = daysOf("2026-11", "2026-11-03", { ...nothing, shifts });
    expect(days.map((day) => day.shift?.decree)).toEqual(["new", undefined]);
    const byDay = shiftsByDay([shifts[1]!, old, again]);
    expect(byDay.map((all) => all.map(({ decree }) => decree))).toEqual([["new", "old"], ["Jadwal"]]);
  });

  it("stand as in a calendar, under their days of the week", () => {
    expect(calendarOf("2026-11").before).toBe(6);
    expect(calendarOf("2027-02")).toMatchObject({ before: 0, dates: { length: 28 } });
    expect(calendarOf("2026-11").dates.at(-1)).toBe("2026-11-30");
  });
});

describe("a correction", () => {
  const form: CorrectionForm = {
    ...correctionOf("2026-11-12", undefined, undefined),
    reason: " Hadir menurut daftar apel ",
  };

  it("begins with what is known of the day", () => {
    const known = { ...total("2026-11-12", "TERLAMBAT"), checkIn: "07:43", checkOut: "16:00", lateMinutes: 13 };
    expect(correctionOf("2026-11-12", known, version("2026-11-12"))).toMatchObject({
      ...{ status: "TERLAMBAT", checkIn: "07:43", checkOut: "16:00", lateMinutes: "" },
    });
    expect(form).toMatchObject({ status: "HADIR", checkIn: "", checkOut: "" });
    expect(correctionOf("2026-11-12", total("2026-11-12", ""), undefined).status).toBe("HADIR");
  });

  it("keeps minutes that were told; where they are found from the hours they are left out", () => {
    const told = version("2026-11-12", { lateMinutes: 30, missedChecks: 1 });
    const day = { ...total("2026-11-12"), lateMinutes: 30, earlyMinutes: 0, missedChecks: 1 };
    const kept = { lateMinutes: "30", earlyMinutes: "", missedChecks: "1" };
    expect(correctionOf("2026-11-12", day, told)).toMatchObject(kept);
    const measured = correctionOf("2026-11-12", { ...day, lateMinutes: 13, missedChecks: 0 }, told);
    expect(measured).toMatchObject({ lateMinutes: "", missedChecks: "" });
    expect(correctionWish("p", correctionOf("2026-11-12", day, told))).toMatchObject({
      lateMinutes: 30,
      missedChecks: 1,
    });
  });

  it("says again whether it was a day of work where a correction said so; what the sources say stays by itself", () => {
    const work = (change: Partial<AttendanceVersion>) =>
      correctionOf("2026-11-12", total("2026-11-12"), version("2026-11-12", change)).work;
    expect([work({ source: "CORRECTION", work: false }), work({ source: "CORRECTION" })]).toEqual(["no", ""]);
    expect(work({ source: "FILE", work: false })).toBe("");
  });

  it("goes on from what the office itself knows of the day, also when the date is chosen later", () => {
    const date = "2026-11-12";
    const others = version(date, { agencyId: "b", sourceId: "other" });
    const raw = version(date, { sourceId: "raw", counts: false, lateMinutes: 12 });
    const gone = version(date, { sourceId: "gone", counts: false, knownTo: "2026-11-12T10:00:00Z" });
    const dayWith = (...versions: readonly AttendanceVersion[]) => {
      const known = { ...total(date, "TERLAMBAT"), lateMinutes: 12 };
      return daysOf("2026-11", date, { ...nothing, days: [known], versions }).find((one) => one.date === date)!;
    };
    expect(formerOf(dayWith(others, gone, raw), "a")?.sourceId).toBe("raw");
    expect(formerOf(dayWith(others, raw, version(date, { sourceId: "c" })), "a")?.sourceId).toBe("c");
    const chosen = onDate({ ...form, checkIn: "09:00" }, date, dayWith(raw), "a");
    expect(chosen).toMatchObject({ status: "TERLAMBAT", checkIn: "", lateMinutes: "12", reason: form.reason });
    expect([isOfOffice(dayWith(others), "a"), isOfOffice(dayWith(others, raw), "a"), isOfOffice(dayWith(), "a")]).toEqual([false, true, true]); // prettier-ignore
  });

  it("has one key however often it is sent", async () => {
    const sent: unknown[] = [];
    const command = (path: string, body: object, how?: object) => (sent.push([path, body, how]), Promise.resolve({}));
    const calls = attendanceCalls({} as Platform, command as Command);
    for (let time = 0; time < 2; time += 1) await calls.correctAttendance("a", correctionWish("p", form), "key-1");
    expect(sent[0]).toEqual(sent[1]);
    expect(sent[0]).toMatchObject(["/v1/agencies/a/attendance:correct", {}, { key: "key-1" }]);
  });

  it("offers statuses that have a word in each language", () => {
    for (const status of statuses)
      for (const words of [attendanceWords.id, attendanceWords.en]) expect(words.statuses[status]).toBeDefined();
    expect(statuses).toHaveLength(Object.keys(attendanceWords.id.statuses).length);
  });

  it("is sent without what was left empty", () => {
    expect(correctionWish("p", form)).toEqual({
      ...{ personId: "p", date: "2026-11-12", status: "HADIR", reason: "Hadir menurut daftar apel", files: [] },
    });
    const more = { checkIn: "07:28", checkOut: "16:04", lateMinutes: " 5 ", earlyMinutes: "0", missedChecks: "1" };
    expect(correctionWish("p", { ...form, ...more, work: "no" })).toMatchObject({
      ...{ checkIn: "07:28", checkOut: "16:04", lateMinutes: 5, earlyMinutes: 0, missedChecks: 1, work: false },
    });
    expect(correctionWish("p", { ...form, work: "yes" }).work).toBe(true);
  });

  it("names what is wrong before it is sent", () => {
    expect(correctionFaults(form)).toEqual({});
    const wrong = { lateMinutes: "1441", earlyMinutes: "-1", missedChecks: "3", reason: "123456789 ", date: "" };
    expect(correctionFaults({ ...form, ...wrong })).toEqual({
      ...{ date: "date", lateMinutes: "minutes", earlyMinutes: "minutes", missedChecks: "checks", reason: "reason" },
    });
    expect(correctionFaults({ ...form, lateMinutes: "1440", missedChecks: "2" })).toEqual({});
    const file = (size: number) => ({ size }) as File;
    expect(correctionFaults({ ...form, files: Array.from({ length: 6 }, () => file(1)) })).toEqual({ files: "files" });
    expect(correctionFaults({ ...form, files: [file(20_000_001)] })).toEqual({ files: "fileSize" });
    expect(correctionFaults({ ...form, reason: "1234567890" })).toEqual({});
  });

  it("shows at its field what the server says", () => {
    expect(toldOf([{ pointer: "/checkOut", code: "TAP_ORDER", detail: "x" }])).toEqual({ checkOut: "x" });
  });
});

describe("shift days", () => {
  const form: ShiftForm = {
    ...emptyShift,
    dates: ["2026-11-23"],
    starts: "21:00",
    ends: "07:00",
    decree: " Jadwal IGD ",
  };

  it("are chosen date by date", () => {
    const two = withDate(form, "2026-11-02", true);
    expect(two.dates).toEqual(["2026-11-02", "2026-11-23"]);
    expect(withDate(two, "2026-11-23", true).dates).toEqual(two.dates);
    expect(withDate(two, "2026-11-23", false).dates).toEqual(["2026-11-02"]);
  });

  it("have times only where one works", () => {
    const day = { personId: "p", date: "2026-11-23" };
    expect(shiftDays("p", form)).toEqual([{ ...day, kind: "WORK", starts: "21:00", ends: "07:00" }]);
    const rest = { breakFrom: "01:00", breakTo: "02:00" };
    expect(shiftDays("p", { ...form, ...rest })).toEqual([
      { ...day, kind: "WORK", starts: "21:00", ends: "07:00", ...rest },
    ]);
    expect(shiftDays("p", { ...form, kind: "OFF" })).toEqual([{ ...day, kind: "OFF" }]);
  });

  it("name what they lack, in the order of the form", () => {
    const faults = (one: ShiftForm) => shiftFaults(one, "2026-11-22");
    expect(faults(form)).toEqual([]);
    expect(faults(emptyShift)).toEqual(["dates", "starts", "ends", "decree"]);
    expect(faults({ ...emptyShift, kind: "SCHEDULE" })).toEqual(["dates", "decree"]);
    expect(faults({ ...form, breakTo: "02:00" })).toEqual(["breakFrom"]);
    expect(faults({ ...form, breakFrom: "02:00" })).toEqual(["breakTo"]);
  });

  it("need a reason on days that have begun, and take one on others", () => {
    const faults = (reason: string, today: string) => shiftFaults({ ...form, reason }, today);
    expect(faults("   sembilan   ", "2026-11-23")).toEqual(["reason"]);
    expect(faults("", "2026-11-23")).toEqual(["reason"]);
    expect(faults("Tukar dinas", "2026-11-23")).toEqual([]);
    expect(faults("Tukar", "2026-11-22")).toEqual(["reason"]);
    expect(faults("Tukar dinas", "2026-11-22")).toEqual([]);
  });

  it("put what the server says of each day at the field that they share", () => {
    const told = (pointer: string) => ({ pointer, code: "X", detail: pointer });
    expect(shiftTold(["/days/0/breakTo", "/days/1/personId", "/decree"].map(told))).toEqual({
      ...{ breakTo: "/days/0/breakTo", dates: "/days/1/personId", decree: "/decree" },
    });
  });

  it("read as hours do", () => {
    const say = (day: RecordedShift["day"]) => shiftText(day, hoursWords.id, createFormat("id"));
    expect(say(shift("2026-11-23").day)).toBe("21.00–07.00 esok hari");
    expect(say({ ...shift("2026-11-23").day, breakFrom: "01:00", breakTo: "02:00" })).toBe(
      "21.00–07.00 esok hari, istirahat 01.00–02.00",
    );
    expect(say({ personId: "p", date: "2026-11-23", kind: "OFF" })).toBe("");
  });
});
