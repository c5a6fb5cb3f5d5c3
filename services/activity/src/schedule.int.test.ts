import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Readable } from "node:stream";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";

import { sealedMonths } from "./adapters/postgres/sealed-months.ts";
import {
  agencyId,
  callerOf,
  clock,
  employee,
  officer,
  secondOfficer,
  startThinPath,
  superior,
  unitId,
} from "./testing/thin.ts";

let thin: Awaited<ReturnType<typeof startThinPath>>;
beforeAll(async () => {
  thin = await startThinPath();
}, 60_000);
afterAll(() => thin.stop(), 30_000);

const head = "person_id,date,status,late_minutes,check_in,check_out";
const importLines = async (lines: readonly string[]) => {
  const text = [head, ...lines.map((line) => `${employee},${line}`)].join("\n");
  const { fileId } = await thin.files.put(Readable.from([Buffer.from(text)]), 10_000);
  return thin.importFile(callerOf(officer), { agencyId, fileId });
};
const week = (starts: string, ends: string) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, starts, ends }));
const reason = "Jam kerja baru dicatat";
const year = { agencyId, validFrom: "2026-01-01", days: week("07:30", "16:00"), decree: "Pergub 7/2026", reason };
const season = { ...year, validFrom: "2026-10-07", validTo: "2026-10-08", days: week("08:00", "15:00"), unitId };

const october = { personId: undefined, period: "2026-10" };

const sealed = async (revision: number): Promise<SealedMonth["attendance"]> => {
  for await (const row of sealedMonths(thin.app, { agencyId, period: "2026-10", revision }))
    return SealedMonth.decode(row).attendance;
  return [];
};

describe("working hours", () => {
  it("are recorded by officers only, once for a request, of units that are there", async () => {
    await expect(thin.setSchedule(callerOf(superior), year)).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    const unknown = { ...year, unitId: "00000000-0000-4000-8000-00000000000f" };
    await expect(thin.setSchedule(callerOf(officer), unknown)).rejects.toMatchObject({ code: "UNIT_UNKNOWN" });
    const backwards = { ...year, validTo: "2025-12-31" };
    await expect(thin.setSchedule(callerOf(officer), backwards)).rejects.toMatchObject({
      violations: [{ pointer: "/validTo", code: "VALIDITY_ORDER" }],
    });
    const twice = { ...year, days: [...week("07:30", "16:00"), ...week("07:30", "16:00")] };
    await expect(thin.setSchedule(callerOf(officer), twice)).rejects.toMatchObject({
      violations: [{ pointer: "/days/5/weekday", code: "WEEKDAY_TWICE" }],
    });
    const first = await thin.setSchedule(callerOf(officer, "one"), year);
    clock.advance(1_000);
    expect(await thin.setSchedule(callerOf(officer, "one"), year)).toEqual(first);
    const { id } = await thin.setSchedule(callerOf(officer), season);
    const { items } = await thin.schedules(callerOf(officer), { agencyId });
    expect(items.map((one) => one.id)).toEqual([id, first.id]);
    expect(items[1]).toEqual(first);
    const administrator = await thin.database.administrator();
    const acts = await administrator.query("select from audit where resource = 'schedule' and actor = $1", [officer]);
    expect(acts).toHaveLength(2);
  });

  it("measure the checks of a month, as its person sees it and as it is sealed", async () => {
    clock.set("2026-10-30T12:00:00Z");
    await importLines([
      "2026-10-05,HADIR,3,07:30,16:00",
      "2026-10-06,TERLAMBAT,3,07:46,",
      "2026-10-07,HADIR,0,08:00,14:50",
      "2026-10-08,HADIR,9,,",
      "2026-10-09,CUTI_SAKIT,9,07:50,",
      "2026-10-10,HADIR,9,09:00,12:00",
    ]);
    const { days } = await thin.month(callerOf(employee), { ...october, after: undefined });
    const expected = [
      ["2026-10-05", 0, 0, 0],
      ["2026-10-06", 16, 0, 1],
      ["2026-10-07", 0, 10, 0],
      ["2026-10-08", 9, 0, 0],
      ["2026-10-09", 9, 0, 0],
      ["2026-10-10", 0, 0, 0],
    ];
    expect(days.map((day) => [day.workDate, day.lateMinutes, day.earlyMinutes, day.missedChecks])).toEqual(expected);
    clock.set("2026-11-01T00:00:00Z");
    await thin.close(callerOf(secondOfficer), { agencyId, period: "2026-10" });
    clock.advance(7 * 86_400_000);
    expect(await thin.sealDue()).toBe(1);
    const facts = await sealed(1);
    expect(facts.map((day) => [day.date, day.lateMinutes, day.earlyMinutes, day.missedChecks])).toEqual(expected);
    expect(facts.map((day) => [day.derived, day.plannedStart, day.plannedEnd, day.work])).toEqual([
      [true, "07:30", "16:00", undefined],
      [true, "07:30", "16:00", undefined],
      [true, "08:00", "15:00", undefined],
      [undefined, undefined, undefined, undefined],
      [undefined, undefined, undefined, undefined],
      [true, undefined, undefined, false],
    ]);
  });

  it("that touch midnight take checks of the morning after and of the evening before", async () => {
    const on = (day: string, starts: string, ends: string) =>
      thin.setSchedule(callerOf(officer), { ...year, unitId, validFrom: day, validTo: day, days: week(starts, ends) });
    const evening = ["2026-11-04,HADIR,0,15:55,00:03"];
    await expect(importLines(evening)).rejects.toMatchObject({ violations: [{ code: "TAP_ORDER" }] });
    await on("2026-11-04", "16:00", "00:00");
    await importLines(evening);
    await on("2026-11-05", "00:00", "08:00");
    await on("2026-11-06", "08:00", "08:00");
    await importLines(["2026-11-05,HADIR,0,23:52,07:50", "2026-11-06,HADIR,0,08:10,08:05"]);
    const { days } = await thin.month(callerOf(employee), { ...october, period: "2026-11", after: undefined });
    expect(days.map((day) => [day.workDate, day.lateMinutes, day.earlyMinutes])).toEqual([
      ["2026-11-04", 0, 0],
      ["2026-11-05", 0, 10],
      ["2026-11-06", 10, 0],
    ]);
  });

  it("past midnight make a check out on the next morning one, on their days alone", async () => {
    const guards = { ...year, unitId, validFrom: "2026-11-02", validTo: "2026-11-02", days: week("22:00", "06:00") };
    await thin.setSchedule(callerOf(officer), guards);
    await importLines(["2026-11-02,HADIR,0,22:10,05:55"]);
    const { days } = await thin.month(callerOf(employee), { ...october, period: "2026-11", after: undefined });
    expect(days[0]).toMatchObject({ workDate: "2026-11-02", lateMinutes: 10, earlyMinutes: 5, missedChecks: 0 });
    const wrong = importLines(["2026-11-02,HADIR,0,22:10,05:55", "2026-11-03,HADIR,0,22:10,05:55"]);
    await expect(wrong).rejects.toMatchObject({ violations: [{ pointer: "/lines/3/check_out", code: "TAP_ORDER" }] });
    const day = importLines(["2026-11-02,HADIR,0,05:00,23:00"]);
    await expect(day).resolves.toMatchObject({ changed: 1 });
  });

  it("that would hold on a day of a sealed month are refused, until it is opened again", async () => {
    const refused = { code: "PERIOD_SEALED", violations: [{ pointer: "/validFrom", code: "PERIOD_SEALED" }] };
    for (const validFrom of ["2026-01-01", "2026-10-31"])
      await expect(thin.setSchedule(callerOf(officer), { ...year, validFrom })).rejects.toMatchObject(refused);
    const september = { ...year, validFrom: "2026-09-01", validTo: "2026-09-30" };
    await expect(thin.setSchedule(callerOf(officer), september)).resolves.toMatchObject({ from: "2026-09-01" });
    const october = { agencyId, period: "2026-10" };
    const { reopenings } = await thin.proposeReopening(callerOf(officer), { ...october, reason: "Jam kerja salah" });
    const reopening = { kind: "confirm" as const, reopeningId: reopenings[0]?.id ?? "" };
    await thin.decideReopening(callerOf(secondOfficer), { ...october, ...reopening });
    await expect(thin.setSchedule(callerOf(officer), year)).resolves.toMatchObject({ from: "2026-01-01" });
  });

  it("whose first day has begun are recorded for a reason alone, which is kept", async () => {
    clock.set("2026-12-10T13:00:00Z"); // 22.00 WIT
    const untold = { ...year, reason: undefined };
    const missing = { violations: [{ pointer: "/reason", code: "SCHEDULE_REASON_MISSING" }] };
    const set = (validFrom: string, said?: string) =>
      thin.setSchedule(callerOf(officer), { ...untold, validFrom, reason: said });
    await expect(set("2026-12-10")).rejects.toMatchObject(missing);
    await expect(set("2026-12-01", " ab ")).rejects.toMatchObject(missing);
    expect(await set("2026-12-11")).toMatchObject({ reason: undefined });
    clock.advance(1_000);
    expect(await set("2026-12-11", "sudah terlanjur")).toMatchObject({ reason: undefined });
    clock.advance(1_000);
    expect(await set("2026-12-10", " SE terlambat diterima ")).toMatchObject({ reason: "SE terlambat diterima" });
    const { items } = await thin.schedules(callerOf(officer), { agencyId });
    expect(items.slice(0, 3).map((one) => one.reason)).toEqual(["SE terlambat diterima", undefined, undefined]);
    clock.set("2026-12-10T15:00:00Z"); // the 11th in WIT
    await expect(set("2026-12-11")).rejects.toMatchObject(missing);
  });
});
