import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Readable } from "node:stream";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";

import { checkDaysOf } from "./adapters/postgres/check-days.ts";
import { sealedMonths } from "./adapters/postgres/sealed-months.ts";
import { type HistoryQuery } from "./app/attendance-history.ts";
import { type CorrectCommand } from "./app/correct-attendance.ts";
import { type ToldRow } from "./domain/attendance-batch.ts";
import { agencyId, callerOf, clock, employee, employeesNip, officer, secondOfficer, startThinPath, stranger, superior, thirdOfficer, uploaded } from "./testing/thin.ts"; // prettier-ignore

let thin: Awaited<ReturnType<typeof startThinPath>>;
beforeAll(async () => {
  thin = await startThinPath();
  clock.set("2026-10-02T02:00:00Z");
  await thin.setSchedule(callerOf(officer), {
    ...{ agencyId, validFrom: "2026-01-01", decree: "Pergub 7/2026", reason: "Jam kerja baru dicatat" },
    days: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, starts: "07:30", ends: "16:00" })),
  });
  clock.set("2026-10-30T12:00:00Z");
}, 60_000);
afterAll(() => thin.stop(), 30_000);

const fileOf = async (text: string) => (await thin.files.put(Readable.from([Buffer.from(text)]), 10_000)).fileId;
const importLines = async (...lines: readonly string[]) => {
  const text = ["person_id,date,status,check_in,check_out", ...lines.map((line) => `${employee},${line}`)].join("\n");
  return thin.importFile(callerOf(officer), { agencyId, fileId: await fileOf(text) });
};
const record = (batchKey: string, ...rows: readonly ToldRow[]) =>
  thin.recordAttendance(callerOf(officer), { agencyId, batchKey, rows });
const days = async () => {
  const month = await thin.month(callerOf(employee), { personId: undefined, period: "2026-10", after: undefined });
  return month.days.map((day) => [day.workDate, day.attendance, day.checkIn, day.checkOut, day.lateMinutes, day.missedChecks]);
}; // prettier-ignore
const dayOf = async (date: string) => (await days()).find(([day]) => day === date)?.slice(1);
const sealed = async (revision: number): Promise<SealedMonth["attendance"]> => {
  for await (const row of sealedMonths(thin.app, { agencyId, period: "2026-10", revision }))
    return SealedMonth.decode(row).attendance;
  return [];
};
const history = async (query: Partial<HistoryQuery> = {}, person = employee) => {
  const { versions } = await thin.attendanceHistory(callerOf(person), {
    period: "2026-10",
    personId: employee,
    ...query,
  });
  return versions.map(({ source, status, checkIn, reason, recordedBy, knownTo, counts, waiting }) => [
    ...[source, status, checkIn, reason, recordedBy],
    [knownTo === undefined ? "known" : "past", ...(counts ? ["counts"] : []), ...(waiting ? ["waits"] : [])].join(" "),
  ]);
};
const correction = (date: string, rest: Partial<CorrectCommand> = {}): CorrectCommand => ({
  ...{ agencyId, personId: employee, date, status: "HADIR", reason: "Mesin lantai 2 mati" },
  ...{ evidenceFileIds: [], evidenceFileNames: [] },
  ...rest,
});
const correct = (date: string, rest: Partial<CorrectCommand> = {}, by = officer) =>
  thin.correct(callerOf(by), correction(date, rest));

describe("what machines record", () => {
  it("is taken row by row: what is wrong is told by its place and field, the others are facts", async () => {
    const nip = employeesNip;
    const result = await record(
      "mesin-1",
      { nip, date: "2026-10-05", checkIn: "07:40", checkOut: "16:00" },
      { nip: ` ${nip} `, date: "2026-10-06", checkIn: "07:30" },
      { personId: employee, date: "2026-10-07", status: "ALPA" },
      { nip: "198703142011012999", date: "2026-10-05", checkIn: "07:40" },
      { nip, date: "2026-10-32", checkIn: "7.40" },
      { nip, date: "2026-10-08" },
      { nip, date: "2026-10-05", checkIn: "07:20" },
      { nip, date: "2026-10-09", checkIn: "16:00", checkOut: "07:30" },
      { nip, date: "2026-11-09", status: "HADIR" },
      { personId: stranger, date: "2026-10-05", checkIn: "07:30" },
      { date: "2026-10-05", checkIn: "07:30" },
      { personId: officer, date: "2026-10-05", checkIn: "07:30" },
      { nip, date: "2026-10-30", checkIn: "07:30", checkOut: "21:01" },
    );
    expect(result).toMatchObject({ recorded: 3, changed: 3, corrections: [] });
    expect(result.refused.map(({ index, pointer, code }) => [index, pointer, code])).toEqual([
      [3, "/rows/3/nip", "PERSON_UNKNOWN"],
      [4, "/rows/4/date", "DATE_FORM"],
      [4, "/rows/4/checkIn", "TIME_FORM"],
      [5, "/rows/5/status", "CHOICE_UNKNOWN"],
      [6, "/rows/6/date", "LINE_TWICE"],
      [7, "/rows/7/checkOut", "TAP_ORDER"],
      [8, "/rows/8/date", "DATE_AHEAD"],
      [9, "/rows/9/personId", "PERSON_UNKNOWN"],
      [10, "/rows/10/nip", "FIELD_REQUIRED"],
      [11, "/rows/11/personId", "OWN_ATTENDANCE"],
      [12, "/rows/12/checkOut", "TAP_AHEAD"],
    ]);
    expect(await days()).toEqual([
      ["2026-10-05", "HADIR", "07:40", "16:00", 10, 0],
      ["2026-10-06", "HADIR", "07:30", "", 0, 1],
      ["2026-10-07", "ALPA", "", "", 0, 0],
    ]);
  });

  it("is of no more than 24 months", async () => {
    const rows = Array.from({ length: 25 }, (_, month) => ({
      ...{ nip: employeesNip, status: "ALPA" },
      date: `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-05`,
    }));
    const violations = [{ pointer: "/rows", code: "MONTHS_TOO_MANY" }];
    await expect(record("mesin-lama", ...rows)).rejects.toMatchObject({ violations });
  });

  it("is told of to the last row, also where all are wrong", async () => {
    const rows = Array.from({ length: 300 }, () => ({
      nip: "198703142011012999",
      date: "2026-10-05",
      checkIn: "07:40",
    }));
    const { recorded, refused } = await record("mesin-lain", ...rows);
    expect([recorded, refused.length, refused.at(-1)?.index]).toEqual([0, 300, 299]);
  });

  it("is taken once for its key, also after others came; another batch may not have the key", async () => {
    const row = { nip: employeesNip, date: "2026-10-06", checkIn: "07:31", checkOut: "16:00" };
    const first = await record("mesin-2", row);
    expect(first).toMatchObject({ recorded: 1, changed: 1 });
    await record("mesin-3", { ...row, checkIn: "07:33" });
    expect(await record("mesin-2", row)).toEqual(first);
    expect(await dayOf("2026-10-06")).toEqual(["HADIR", "07:33", "16:00", 3, 0]);
    await expect(record("mesin-2", { ...row, checkIn: "07:35" })).rejects.toMatchObject({ code: "BATCH_KEY_USED" });
    const atOnce = await Promise.all(Array.from({ length: 8 }, () => record("mesin-4", row)));
    for (const one of atOnce) expect(one).toEqual(atOnce[0]);
    const administrator = await thin.database.administrator();
    const acts = await administrator.query("select from audit where resource = 'attendance' and object_id = 'mesin-4'");
    expect(acts).toHaveLength(1);
  });

  it("comes from officers only", async () => {
    const command = {
      agencyId,
      batchKey: "mesin-5",
      rows: [{ nip: employeesNip, date: "2026-10-06", checkIn: "07:31" }],
    };
    await expect(thin.recordAttendance(callerOf(superior), command)).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    await expect(thin.recordAttendance(callerOf(stranger), command)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("nobody records the own attendance", () => {
  const text = (...lines: readonly string[]) => ["person_id,date,status", ...lines].join("\n");

  it("of a file the own lines are left out and told, the others are taken in", async () => {
    const lines = [`${employee},2026-10-08,IZIN`, `${officer},2026-10-08,HADIR`, `${officer},2026-10-09,HADIR`];
    const fileId = await fileOf(text(...lines));
    const result = await thin.importFile(callerOf(officer), { agencyId, fileId });
    expect(result).toEqual({ rows: 1, changed: 1, corrections: [], ownLines: [3, 4] });
    expect(await dayOf("2026-10-08")).toEqual(["IZIN", "", "", 0, 0]);
  });

  it("also the table takes none", async () => {
    const administrator = await thin.database.administrator();
    const insert = administrator.query(
      `insert into attendance (agency_id, person_id, work_date, status, late_minutes, early_minutes, missed_checks, file_id, imported_at, imported_by)
       values ($1, $2, '2026-10-08', 'HADIR', 0, 0, 0, 'x', now(), $2)`,
      [agencyId, officer],
    );
    await expect(insert).rejects.toThrow("attendance_of_another");
  });

  it("of a file no day is more than 13 months ahead", async () => {
    const far = await fileOf(text(`${employee},2027-11-30,CUTI_BESAR`, `${employee},2027-12-01,CUTI_BESAR`));
    await expect(thin.importFile(callerOf(officer), { agencyId, fileId: far })).rejects.toMatchObject({
      ...{ code: "CSV_INVALID", violations: [{ pointer: "/lines/3/date", code: "DATE_TOO_FAR" }] },
    });
  });
});

describe("a correction by a person", () => {
  it("is an officer's, of another one's day, with what may be true of the day", async () => {
    await expect(correct("2026-10-05", {}, superior)).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    await expect(correct("2026-10-05", { personId: officer })).rejects.toMatchObject({ code: "OWN_ATTENDANCE" });
    const field = (pointer: string, code: string) => ({ kind: "invalid", violations: [{ pointer, code }] });
    await expect(correct("2026-10-05", { status: "SAKIT" })).rejects.toMatchObject(field("/status", "CHOICE_UNKNOWN"));
    await expect(correct("2026-11-05", { status: "ALPA" })).rejects.toMatchObject(field("/date", "DATE_AHEAD"));
    await expect(correct("2026-10-30", { checkOut: "21:01" })).rejects.toMatchObject(field("/checkOut", "TAP_AHEAD"));
    const backwards = { checkIn: "16:00", checkOut: "07:30" };
    await expect(correct("2026-10-05", backwards)).rejects.toMatchObject(field("/checkOut", "TAP_ORDER"));
    const foreign = correct("2026-10-05", { personId: stranger });
    await expect(foreign).rejects.toMatchObject(field("/personId", "PERSON_UNKNOWN"));
    const fileId = await fileOf("daftar tanda tangan");
    uploaded.set(fileId, employee);
    await expect(correct("2026-10-05", { evidenceFileIds: [fileId] })).rejects.toMatchObject({ code: "FILE_UNKNOWN" });
  });

  it("goes before every later file and batch, is measured by its times, and falls to another correction or a withdrawal", async () => {
    await importLines("2026-10-12,ALPA,,");
    clock.advance(1_000);
    const first = await correct("2026-10-12", { checkIn: "07:50", checkOut: "16:00" });
    expect(first).toMatchObject({ source: "CORRECTION", status: "HADIR", counts: true, recordedBy: officer });
    expect(await dayOf("2026-10-12")).toEqual(["HADIR", "07:50", "16:00", 20, 0]);
    clock.advance(1_000);
    await importLines("2026-10-12,TERLAMBAT,09:00,16:00");
    await record("mesin-12", { nip: employeesNip, date: "2026-10-12", checkIn: "10:00", checkOut: "16:00" });
    expect(await dayOf("2026-10-12")).toEqual(["HADIR", "07:50", "16:00", 20, 0]);
    clock.advance(1_000);
    const second = await correct("2026-10-12", { status: "DINAS_LUAR", reason: "Surat tugas 12/2026" }, secondOfficer);
    expect(await dayOf("2026-10-12")).toEqual(["DINAS_LUAR", "", "", 0, 0]);
    clock.advance(1_000);
    const withdraw = (correctionId: string, by = officer) =>
      thin.withdraw(callerOf(by), { agencyId, correctionId, reason: "Salah orang" });
    await expect(withdraw(first.sourceId)).rejects.toMatchObject({ code: "ATTENDANCE_CORRECTION_REPLACED" });
    await expect(withdraw(employee)).rejects.toMatchObject({ code: "ATTENDANCE_CORRECTION_UNKNOWN" });
    expect(await withdraw(second.sourceId)).toMatchObject({
      source: "WITHDRAWAL",
      reason: "Salah orang",
      counts: false,
    });
    await expect(withdraw(second.sourceId)).rejects.toMatchObject({ code: "ATTENDANCE_CORRECTION_REPLACED" });
    expect(await dayOf("2026-10-12")).toEqual(["HADIR", "10:00", "16:00", 150, 0]);
  });

  it("has a history of all that was known, by whom and why", async () => {
    expect(await history({ date: "2026-10-12" })).toEqual([
      ["WITHDRAWAL", "", "", "Salah orang", officer, "known"],
      ["CORRECTION", "DINAS_LUAR", "", "Surat tugas 12/2026", secondOfficer, "past"],
      ["BATCH", "HADIR", "10:00", "", officer, "known counts"],
      ["FILE", "TERLAMBAT", "09:00", "", officer, "past"],
      ["CORRECTION", "HADIR", "07:50", "Mesin lantai 2 mati", officer, "past"],
      ["FILE", "ALPA", "", "", officer, "past"],
    ]);
    expect(await history({ date: "2026-10-12", asOf: "2026-10-29" })).toEqual([]);
    clock.set("2026-10-31T12:00:00Z");
    await correct("2026-10-12", { status: "IZIN", reason: "Surat izin 13/2026" });
    expect((await history({ date: "2026-10-12", asOf: "2026-10-30" })).map(([source]) => source)).toEqual(["WITHDRAWAL", "BATCH"]); // prettier-ignore
    expect((await history({ date: "2026-10-12" }))[0]?.at(-1)).toBe("known counts");
    expect(await history({ date: "2026-09-30" })).toEqual([]);
    const month = await thin.month(callerOf(employee), { personId: undefined, period: "2026-10", after: undefined });
    expect(month.days.find(({ workDate }) => workDate === "2026-10-12")).toMatchObject({
      ...{ attendance: "IZIN", attendanceByHand: true, attendanceReason: "Surat izin 13/2026" },
    });
  });

  it("stands once for a request key, and where two come at once one of them is the last word", async () => {
    const command = correction("2026-10-13", { status: "IZIN" });
    const one = await thin.correct(callerOf(officer, "satu"), command);
    clock.advance(1_000);
    expect(await thin.correct(callerOf(officer, "satu"), command)).toEqual(one);
    await Promise.all(["08:00", "08:10"].map((checkIn) => correct("2026-10-13", { checkIn })));
    const standing = (await history({ date: "2026-10-13" })).filter((row) => row.at(-1) === "known counts");
    expect(standing).toHaveLength(1);
  });

  it("shows its evidence to whoever may see the month, and only of this correction", async () => {
    const [fileId, other] = [await fileOf("surat tugas"), await fileOf("rahasia")];
    uploaded.set(fileId, officer);
    const evidence = { evidenceFileIds: [fileId], evidenceFileNames: ["Surat.txt"] };
    const { sourceId: correctionId } = await correct("2026-10-14", { status: "DINAS_LUAR", ...evidence });
    const read = async (id: string) => {
      const query = { correctionId, fileId: id, personId: employee };
      const { name, content } = await thin.attendanceEvidence(callerOf(superior), query);
      const pieces: Buffer[] = [];
      for await (const piece of content) pieces.push(piece);
      return `${name}: ${Buffer.concat(pieces).toString()}`;
    };
    expect(await read(fileId)).toBe("Surat.txt: surat tugas");
    await expect(read(other)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const foreign = thin.attendanceEvidence(callerOf(stranger), { correctionId, fileId, personId: employee });
    await expect(foreign).rejects.toMatchObject({ code: "NOT_FOUND" });
    const own = thin.attendanceEvidence(callerOf(superior), { correctionId, fileId });
    await expect(own).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("counts where nothing else is known, in missed checks too", async () => {
    await correct("2026-10-15", { checkOut: "16:00", missedChecks: 0 });
    const days = await checkDaysOf(thin.app)({ agencyId, period: "2026-10" as never, unitId: undefined });
    expect(days.find(({ day }) => day === "2026-10-15")).toEqual({ day: "2026-10-15", missed: 1, expected: 2 });
    expect(days.some(({ day }) => day === "2026-10-12")).toBe(false);
  });

  it("leaves it to the sources whether it was a day of work where it does not say; a day off that it calls none says nothing", async () => {
    const lines = ["2026-10-20,HADIR,tidak", "2026-10-21,LIBUR,", "2026-10-22,HADIR,tidak"];
    const text = ["person_id,date,status,work", ...lines.map((line) => `${employee},${line}`)].join("\n");
    await thin.importFile(callerOf(officer), { agencyId, fileId: await fileOf(text) });
    await correct("2026-10-20", { status: "IZIN" });
    await correct("2026-10-21");
    await correct("2026-10-22", { work: true });
    const administrator = await thin.database.administrator();
    const held = await administrator.query<{ work: boolean | null }>(
      "select work from attendance_held where person_id = $1 and work_date between '2026-10-20' and '2026-10-22' order by work_date",
      [employee],
    );
    expect(held.map(({ work }) => work)).toEqual([false, null, true]);
  });

  it("is told though much was replaced since: what holds, and that there is more", async () => {
    await correct("2026-10-23", { status: "IZIN" });
    const administrator = await thin.database.administrator();
    await administrator.query(
      `insert into attendance_past (agency_id, person_id, work_date, status, late_minutes, early_minutes, missed_checks, file_id, imported_at,
         replaced_at)
       select $1, $2, '2026-10-23', 'ALPA', n, 0, 0, 'x', $3::timestamptz + n * interval '1 s', $3::timestamptz + n * interval '2 s'
       from generate_series(1, 500) as n`,
      [agencyId, employee, new Date(clock.now())],
    );
    const query = { period: "2026-10", personId: employee, date: "2026-10-23" };
    const { versions, more } = await thin.attendanceHistory(callerOf(officer), query);
    expect([versions.length, more]).toEqual([500, true]);
    expect(versions.filter(({ counts }) => counts).map(({ status }) => status)).toEqual(["IZIN"]);
    expect(versions[0]?.lateMinutes).toBe(500);
    const other = await thin.attendanceHistory(callerOf(officer), { ...query, date: "2026-10-20" });
    expect(other.more).toBe(false);
  });

  it("is sealed with the month; a sealed day is not corrected until the month is opened again", async () => {
    await correct("2026-10-16", { checkIn: "07:45", checkOut: "16:00" });
    await importLines("2026-10-16,ALPA,,");
    clock.set("2026-11-01T00:00:00Z");
    await thin.close(callerOf(thirdOfficer), { agencyId, period: "2026-10" });
    clock.advance(7 * 86_400_000);
    expect(await thin.sealDue()).toBe(1);
    const dayIn = async (revision: number) => {
      const day = (await sealed(revision)).find(({ date }) => date === "2026-10-16");
      return [day?.status, day?.lateMinutes, day?.derived, day?.byHand];
    };
    expect(await dayIn(1)).toEqual(["HADIR", 15, true, true]);
    expect((await sealed(1)).find(({ date }) => date === "2026-10-05")?.byHand).toBeUndefined();
    await expect(correct("2026-10-16")).rejects.toMatchObject({ code: "PERIOD_SEALED" });
    const late = await importLines("2026-10-16,IZIN,,");
    expect(late.corrections).toEqual([{ period: "2026-10", facts: 1 }]);
    expect((await history({ date: "2026-10-16" }))[0]).toEqual(["FILE", "IZIN", "", "", officer, "known waits"]);
    const correctionId = (await thin.attendanceHistory(callerOf(employee), { period: "2026-10", date: "2026-10-16" })).versions
      .find(({ source }) => source === "CORRECTION")?.sourceId ?? ""; // prettier-ignore
    const withdrawal = { agencyId, correctionId, reason: "Salah orang" };
    await expect(thin.withdraw(callerOf(officer), withdrawal)).rejects.toMatchObject({ code: "PERIOD_SEALED" }); // prettier-ignore
    const month = { agencyId, period: "2026-10" };
    const { reopenings } = await thin.proposeReopening(callerOf(officer), { ...month, reason: "Koreksi presensi" });
    const reopening = { kind: "confirm" as const, reopeningId: reopenings[0]?.id ?? "" };
    await thin.decideReopening(callerOf(secondOfficer), { ...month, ...reopening });
    // What waited is a fact now, and stands behind the correction.
    expect(await dayOf("2026-10-16")).toEqual(["HADIR", "07:45", "16:00", 15, 0]);
    await thin.withdraw(callerOf(officer), withdrawal);
    await thin.close(callerOf(thirdOfficer), { agencyId, period: "2026-10" });
    clock.advance(7 * 86_400_000);
    expect(await thin.sealDue()).toBe(1);
    expect(await dayIn(2)).toEqual(["IZIN", 0, undefined, undefined]);
    expect(await dayIn(1)).toEqual(["HADIR", 15, true, true]);
  });
});
