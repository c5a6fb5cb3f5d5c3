import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Readable } from "node:stream";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";

import { sealedMonths } from "./adapters/postgres/sealed-months.ts";
import { type ShiftKind } from "./domain/shift.ts";
import { agencyId, callerOf, clock, employee, employeesNip, officer, secondOfficer, startThinPath, stranger, superior } from "./testing/thin.ts"; // prettier-ignore

let thin: Awaited<ReturnType<typeof startThinPath>>;
beforeAll(async () => {
  thin = await startThinPath();
}, 60_000);
afterAll(() => thin.stop(), 30_000);

const fileOf = async (lines: readonly string[]) =>
  (await thin.files.put(Readable.from([Buffer.from(lines.join("\n"))]), 10_000)).fileId;
const importLines = async (lines: readonly string[]) => {
  const head = "person_id,date,status,late_minutes,check_in,check_out,work";
  const fileId = await fileOf([head, ...lines.map((line) => `${employee},${line}`)]);
  return thin.importFile(callerOf(officer), { agencyId, fileId });
};
const work = (date: string, starts: string, ends: string) => ({
  ...{ personId: employee, date, kind: "WORK" as ShiftKind, starts, ends },
});
const off = (date: string, kind: ShiftKind = "OFF") => ({ personId: employee, date, kind });
const roster = { agencyId, decree: "Jadwal dinas IGD Oktober 2026" };
const set = (...days: readonly ReturnType<typeof off>[]) => thin.setShiftDays(callerOf(officer), { ...roster, days });
const swap = { ...roster, reason: "Tukar dinas dengan rekan" };
const setAfterwards = (...days: readonly ReturnType<typeof off>[]) =>
  thin.setShiftDays(callerOf(officer), { ...swap, days });
const days = async (period = "2026-10") => {
  const month = await thin.month(callerOf(employee), { personId: undefined, period, after: undefined });
  return month.days.map((day) => [day.workDate, day.attendance, day.lateMinutes, day.earlyMinutes, day.missedChecks]);
};
const sealed = async (revision: number): Promise<SealedMonth["attendance"]> => {
  for await (const row of sealedMonths(thin.app, { agencyId, period: "2026-10", revision }))
    return SealedMonth.decode(row).attendance;
  return [];
};

const october = { agencyId, period: "2026-10" };

describe("shift days", () => {
  it("are recorded by officers only, whole, each day of a person once, of people of the agency", async () => {
    const night = work("2026-10-05", "21:00", "07:00");
    const command = { ...roster, days: [night] };
    await expect(thin.setShiftDays(callerOf(superior), command)).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    await expect(thin.setShiftDays(callerOf(stranger), command)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(set(night, night)).rejects.toMatchObject({
      violations: [{ pointer: "/days/1/date", code: "LINE_TWICE" }],
    });
    await expect(set({ ...night, date: "2026-10-32" }, off("2026-10-06"))).rejects.toMatchObject({
      violations: [{ pointer: "/days/0/date", code: "DATE_FORM" }],
    });
    await expect(set(off("2026-10-06"), { ...night, personId: stranger })).rejects.toMatchObject({
      violations: [{ pointer: "/days/1/personId", code: "PERSON_UNKNOWN" }],
    });
    await expect(set({ ...night, kind: "OFF" }, off("2026-10-06", "WORK"))).rejects.toMatchObject({
      violations: [
        { pointer: "/days/0/starts", code: "SHIFT_WITH_HOURS" },
        { pointer: "/days/1/starts", code: "FIELD_REQUIRED" },
      ],
    });
    await expect(set({ ...night, personId: officer }, off("2026-10-06"))).rejects.toMatchObject({ code: "OWN_ATTENDANCE" }); // prettier-ignore
    expect(await thin.shiftDays(callerOf(employee), october)).toEqual({ days: [], more: false });
  });

  it("go before the hours of the unit, over midnight too, and make days of work and days off", async () => {
    clock.set("2026-10-02T02:00:00Z");
    await thin.setSchedule(callerOf(officer), {
      ...{ agencyId, validFrom: "2026-01-01", decree: "Pergub 7/2026", reason: "Jam kerja baru dicatat" },
      days: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, starts: "07:30", ends: "16:00" })),
    });
    // A night, a Sunday of work, a day off that the machine knows nothing of, and one on which the person came.
    const first = [
      work("2026-10-05", "21:00", "07:00"),
      work("2026-10-04", "07:00", "14:00"),
      off("2026-10-06"),
      off("2026-10-08"),
    ];
    expect(await set(...first)).toEqual({ days: 4, changed: 4 });
    expect(await set(...first)).toEqual({ days: 4, changed: 0 });
    clock.set("2026-10-30T12:00:00Z");
    await importLines([
      "2026-10-04,HADIR,0,07:10,13:50,",
      "2026-10-05,HADIR,0,21:20,06:45,",
      "2026-10-07,HADIR,0,07:40,16:00,",
      "2026-10-08,HADIR,0,09:00,,ya",
      "2026-10-09,ALPA,0,,,",
    ]);
    expect(await days()).toEqual([
      ["2026-10-04", "HADIR", 10, 10, 0],
      ["2026-10-05", "HADIR", 20, 15, 0],
      ["2026-10-06", "LIBUR", 0, 0, 0],
      ["2026-10-07", "HADIR", 10, 0, 0],
      ["2026-10-08", "HADIR", 0, 0, 0],
      ["2026-10-09", "ALPA", 0, 0, 0],
    ]); // prettier-ignore
    const wrong = importLines(["2026-10-07,HADIR,0,21:20,06:45,"]);
    await expect(wrong).rejects.toMatchObject({ violations: [{ pointer: "/lines/2/check_out", code: "TAP_ORDER" }] });
  });

  it("are replaced by what is recorded later, and listed with who recorded what", async () => {
    clock.advance(1_000);
    const later = [work("2026-10-04", "07:00", "13:50"), off("2026-10-08", "SCHEDULE")];
    expect(await setAfterwards(...later)).toEqual({ days: 2, changed: 2 });
    expect((await days())[0]).toEqual(["2026-10-04", "HADIR", 10, 0, 0]);
    expect((await days())[4]).toEqual(["2026-10-08", "HADIR", 90, 0, 1]);
    const { days: listed } = await thin.shiftDays(callerOf(employee), october);
    expect(listed.map(({ date, kind, replacedAt, recordedBy }) => [date, kind, replacedAt === undefined, recordedBy])).toEqual([
      ["2026-10-04", "WORK", true, officer],
      ["2026-10-04", "WORK", false, officer],
      ["2026-10-05", "WORK", true, officer],
      ["2026-10-06", "OFF", true, officer],
      ["2026-10-08", "SCHEDULE", true, officer],
      ["2026-10-08", "OFF", false, officer],
    ]); // prettier-ignore
    const administrator = await thin.database.administrator();
    const acts = await administrator.query("select from audit where resource = 'shift-day' and actor = $1", [officer]);
    expect(acts).toHaveLength(3);
    await thin.shiftDays(callerOf(superior), { ...october, personId: employee });
    const reads = await administrator.query("select from audit where resource = 'shift-day' and actor = $1", [
      superior,
    ]);
    expect(reads).toHaveLength(1);
  });

  it("are set afterwards only for a reason, which stands at the day until it is sealed", async () => {
    const missing = (...places: readonly number[]) => ({
      violations: [{ pointer: "/reason" }, ...places.map((place) => ({ pointer: `/days/${place}/date` }))].map(
        (one) => ({
          ...one,
          code: "SHIFT_REASON_MISSING",
        }),
      ),
    });
    // Of the 4th the decree alone is another, and on the 14th the hours of the unit hold already: neither is another day for it.
    const days = [
      work("2026-10-04", "07:00", "13:50"),
      off("2026-10-05"),
      off("2026-10-14", "SCHEDULE"),
      off("2026-10-30"),
    ];
    const decree = "Jadwal dinas IGD Oktober 2026, perbaikan";
    const without = thin.setShiftDays(callerOf(officer), { agencyId, decree, days });
    await expect(without).rejects.toMatchObject(missing(1, 3));
    const short = thin.setShiftDays(callerOf(officer), { agencyId, decree, days, reason: "  tukar     " });
    await expect(short).rejects.toMatchObject(missing(1, 3));
    // In the east the 31st has begun.
    clock.set("2026-10-30T15:30:00Z");
    await expect(set(off("2026-10-31"))).rejects.toMatchObject(missing(0));
    // Of a day to come something is known.
    await importLines(["2026-11-03,CUTI_TAHUNAN,0,,,"]);
    await expect(set(off("2026-11-02"), off("2026-11-03"))).rejects.toMatchObject(missing(1));
    expect(await set(off("2026-11-04"))).toMatchObject({ changed: 1 });

    const first = days.slice(0, 1);
    await thin.setShiftDays(callerOf(officer), { agencyId, decree, days: first });
    const { days: listed } = await thin.shiftDays(callerOf(employee), october);
    expect(listed.map(({ date, decree: by, reason }) => [date, by === decree, reason])).toEqual([
      ["2026-10-04", true, swap.reason],
      ["2026-10-04", false, swap.reason],
      ["2026-10-04", false, ""],
      ["2026-10-05", false, ""],
      ["2026-10-06", false, ""],
      ["2026-10-08", false, swap.reason],
      ["2026-10-08", false, ""],
    ]);
    const month = await thin.month(callerOf(superior), { personId: employee, period: "2026-10", after: undefined });
    const marks = month.days.map((day) => [day.workDate.slice(8), day.attendanceByHand, day.attendanceReason]);
    expect(marks).toEqual([
      ["04", true, swap.reason],
      ["05", false, ""],
      ["06", false, ""],
      ["07", false, ""],
      ["08", true, swap.reason],
      ["09", false, ""],
    ]);
  });

  it("are no more than 13 months ahead", async () => {
    const far = set(off("2026-11-20"), off("2027-12-01"));
    await expect(far).rejects.toMatchObject({ violations: [{ pointer: "/days/1/date", code: "DATE_TOO_FAR" }] });
    const fileId = await fileOf(["person_id,date,kind", `${employee},2028-10-14,LIBUR`]);
    const file = thin.importShiftDays(callerOf(officer), { ...roster, fileId });
    await expect(file).rejects.toMatchObject({ violations: [{ pointer: "/lines/2/date", code: "DATE_TOO_FAR" }] });
  });

  it("come from a file as well, by NIP; a wrong line is named and nothing is taken", async () => {
    const head = "nip;date;kind;starts;ends;break_from;break_to";
    const good = [head, `${employeesNip};2026-10-12;;14:00;22:00;18:00;18:30`, `${employeesNip};2026-10-13;libur;;;;`];
    const command = { ...swap, fileId: await fileOf(good) };
    expect(await thin.importShiftDays(callerOf(officer), command)).toEqual({ days: 2, changed: 2 });
    expect(await thin.importShiftDays(callerOf(officer), command)).toEqual({ days: 2, changed: 0 });
    const bad = [
      head,
      `${employeesNip};2026-10-14;LIBUR;07:00;;;`,
      `${employeesNip};2026-10-15;;07:00;14:00;13:00;12:00`,
    ];
    const refused = thin.importShiftDays(callerOf(officer), { ...roster, fileId: await fileOf(bad) });
    const late = [head, `${employeesNip};2026-10-14;LIBUR;;;;`];
    const past = thin.importShiftDays(callerOf(officer), { ...roster, fileId: await fileOf(late) });
    await expect(past).rejects.toMatchObject({
      violations: [{ pointer: "/reason" }, { pointer: "/lines/2/date", code: "SHIFT_REASON_MISSING" }],
    });
    await expect(refused).rejects.toMatchObject({
      code: "CSV_INVALID",
      violations: [
        { pointer: "/lines/2/starts", code: "SHIFT_WITH_HOURS" },
        { pointer: "/lines/3/break_to", code: "TIME_ORDER" },
      ],
    });
    const unknown = [head, "198703142011012999;2026-10-14;LIBUR;;;;"];
    const nobody = thin.importShiftDays(callerOf(officer), { ...roster, fileId: await fileOf(unknown) });
    await expect(nobody).rejects.toMatchObject({ violations: [{ pointer: "/lines/2/nip", code: "PERSON_UNKNOWN" }] });
    const gone = thin.importShiftDays(callerOf(officer), { ...roster, fileId: "0".repeat(64) });
    await expect(gone).rejects.toMatchObject({ code: "FILE_UNKNOWN" });
    const own = thin.importShiftDays(callerOf(officer), { ...roster, fileId: await fileOf(["person_id,date,kind", `${officer},2026-10-14,LIBUR`]) }); // prettier-ignore
    await expect(own).rejects.toMatchObject({ code: "OWN_ATTENDANCE" });
    const elsewhere = ["person_id,date,kind", `${stranger},2026-10-14,LIBUR`];
    const foreign = thin.importShiftDays(callerOf(officer), { ...roster, fileId: await fileOf(elsewhere) });
    await expect(foreign).rejects.toMatchObject({ violations: [{ pointer: "/lines/2/person_id", code: "PERSON_UNKNOWN" }] }); // prettier-ignore
  });

  it("are sealed with the month; what comes later is in the next revision only", async () => {
    clock.set("2026-11-01T00:00:00Z");
    await thin.close(callerOf(secondOfficer), october);
    clock.advance(7 * 86_400_000);
    expect(await thin.sealDue()).toBe(1);
    const facts = await sealed(1);
    expect(facts.filter(({ byHand }) => byHand === true).map(({ date }) => date.slice(8))).toEqual(["04", "08", "13"]);
    expect(facts.map((day) => [day.date, day.status, day.work, day.plannedStart, day.lateMinutes])).toEqual([
      ["2026-10-04", "HADIR", true, "07:00", 10],
      ["2026-10-05", "HADIR", true, "21:00", 20],
      ["2026-10-06", "LIBUR", false, undefined, 0],
      ["2026-10-07", "HADIR", undefined, "07:30", 10],
      ["2026-10-08", "HADIR", true, "07:30", 90],
      ["2026-10-09", "ALPA", undefined, undefined, 0],
      ["2026-10-13", "LIBUR", false, undefined, 0],
    ]);
    const refused = setAfterwards(off("2026-11-20"), off("2026-10-09"));
    await expect(refused).rejects.toMatchObject({
      code: "PERIOD_SEALED",
      violations: [{ pointer: "/days/1/date", code: "PERIOD_SEALED" }],
    });
    const lines = ["person_id,date,kind", `${employee},2026-11-20,LIBUR`, `${employee},2026-10-09,LIBUR`];
    const file = thin.importShiftDays(callerOf(officer), { ...swap, fileId: await fileOf(lines) });
    await expect(file).rejects.toMatchObject({ violations: [{ pointer: "/lines/3/date", code: "PERIOD_SEALED" }] });
    const { days: november } = await thin.shiftDays(callerOf(employee), { period: "2026-11" });
    expect(november.map(({ date }) => date)).toEqual(["2026-11-04"]);
    const reopen = { ...october, reason: "Jadwal dinas 9 Oktober salah" };
    const { reopenings } = await thin.proposeReopening(callerOf(officer), reopen);
    const reopening = { kind: "confirm" as const, reopeningId: reopenings[0]?.id ?? "" };
    await thin.decideReopening(callerOf(secondOfficer), { ...october, ...reopening });
    expect(await setAfterwards(off("2026-10-09"))).toEqual({ days: 1, changed: 1 });
    expect(await sealed(1)).toEqual(facts);
  });

  it("are listed with all that hold, and with no more than 500", async () => {
    const administrator = await thin.database.administrator();
    await administrator.query(
      `insert into shift_day (agency_id, person_id, work_date, kind, decree, recorded_by, recorded_at, replaced_at)
       select $1, $2, '2027-01-01', 'OFF', $3 || n, $4, $5, $5 from generate_series(1, 500) as n`,
      [agencyId, employee, "Jadwal dinas ", officer, "2026-11-08T00:00:00Z"],
    );
    const january = async () => {
      const { days: listed, more } = await thin.shiftDays(callerOf(employee), { period: "2027-01" });
      return {
        more,
        held: listed.filter(({ replacedAt }) => replacedAt === undefined).map(({ date }) => date),
        listed,
      };
    };
    expect(await january()).toMatchObject({ more: false, held: [] });
    await set(off("2027-01-31"), off("2027-01-02"));
    const { more, held, listed } = await january();
    expect([more, held, listed.length]).toEqual([true, ["2027-01-02", "2027-01-31"], 500]);
    expect(listed[0]?.decree).toBe("Jadwal dinas 500");
  });
});
