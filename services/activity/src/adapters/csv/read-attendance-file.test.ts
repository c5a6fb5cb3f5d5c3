import { describe, expect, it } from "@jest/globals";

import { createAttendanceFile } from "../../domain/attendance.ts";
import { withPeople } from "../../domain/person-lines.ts";
import { readAttendance } from "./read-attendance-file.ts";

describe("attendance by CSV", () => {
  const person = "00000000-0000-8000-8000-000000000001";

  it.each([
    ["commas", `person_id,date,status,late_minutes\n${person},2026-10-05,TERLAMBAT,12\n`],
    [
      "semicolons, BOM, CRLF, quotes and another order",
      `\ufeff"status";person_id;LATE_MINUTES;date\r\n"TERLAMBAT";${person};12;2026-10-05\r\n\r\n`,
    ],
  ])("is read with %s", async (_, text) => {
    const row = { line: 2, namedBy: "person_id", name: person, date: "2026-10-05", status: "TERLAMBAT" };
    const numbers = { lateMinutes: 12, earlyMinutes: 0, missedChecks: 0, checkIn: undefined, checkOut: undefined, work: undefined }; // prettier-ignore
    expect(await readAttendance(text)).toEqual({ rows: [{ ...row, ...numbers }], violations: [] });
  });

  it("holds when somebody came and went, where the file says so", async () => {
    const text = `person_id,date,status,check_in,check_out\n${person},2026-10-05,HADIR,07:28,16:03\n${person},2026-10-06,HADIR,,\n`;
    expect((await readAttendance(text)).rows.map(({ checkIn, checkOut }) => [checkIn, checkOut])).toEqual([
      ["07:28", "16:03"],
      [undefined, undefined],
    ]);
  });

  it.each([
    ["", "/lines/1/nip", "COLUMN_MISSING"],
    [`nip,date,status\n,2026-10-05,HADIR`, "/lines/2/nip", "FIELD_REQUIRED"],
    [`nip,date,status\n12345,2026-10-05,HADIR`, "/lines/2/nip", "NIP_LENGTH"],
    [`nip,date,status\nBUDI,2026-10-05,HADIR`, "/lines/2/nip", "NIP_DIGITS"],
    [`nip,date,status\n1.98703E+17,2026-10-05,HADIR`, "/lines/2/nip", "NIP_SCIENTIFIC"],
    [`person_id,date,status\n,2026-10-05,HADIR`, "/lines/2/person_id", "FIELD_REQUIRED"],
    ["person_id,date\n", "/lines/1/status", "COLUMN_MISSING"],
    [`person_id,date,status\nx,2026-10-05,HADIR`, "/lines/2/person_id", "UUID_FORM"],
    [`person_id,date,status\n${person},2026-02-30,HADIR`, "/lines/2/date", "DATE_FORM"],
    [`person_id,date,status\n\n${person},2026-10-05,PULANG`, "/lines/3/status", "CHOICE_UNKNOWN"],
    [
      `person_id,date,status,late_minutes\n${person},2026-10-05,HADIR,1.5`,
      "/lines/2/late_minutes",
      "NUMBER_OUT_OF_RANGE",
    ],
    [
      `person_id,date,status,missed_checks\n${person},2026-10-05,HADIR,3`,
      "/lines/2/missed_checks",
      "NUMBER_OUT_OF_RANGE",
    ],
    [`person_id,date,status,check_in\n${person},2026-10-05,HADIR,24:00`, "/lines/2/check_in", "TIME_FORM"],
    [`person_id,date,status,check_out\n${person},2026-10-05,HADIR,7:30`, "/lines/2/check_out", "TIME_FORM"],
    [`person_id,date,status,work\n${person},2026-10-05,HADIR,benar`, "/lines/2/work", "CHOICE_UNKNOWN"],
    [
      `person_id,date,status,check_in,check_out\n${person},2026-10-05,HADIR,16:03,07:28`,
      "/lines/2/check_out",
      "TAP_ORDER",
    ],
    [`person_id,date,status,check_in\n${person},2026-10-05,,07:28`, "/lines/2/status", "TAP_WITHOUT_STATUS"],
    [`person_id,date,status,check_out\n${person},2026-10-05,,16:03`, "/lines/2/status", "TAP_WITHOUT_STATUS"],
    [`person_id,date,status\n${person},2026-10-05,`, "/lines/2/status", "CHOICE_UNKNOWN"],
  ])("names what is wrong in %j", async (text, pointer, code) => {
    expect((await readAttendance(text)).violations).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it("tells an impossible check once, and takes two at the same minute", async () => {
    const head = "person_id,date,status,check_in,check_out";
    const of = async (line: string) => (await readAttendance(`${head}\n${person},2026-10-05,${line}`)).violations;
    expect(await of(",16:03,07:28")).toMatchObject([{ pointer: "/lines/2/status", code: "TAP_WITHOUT_STATUS" }]);
    expect(await of("HADIR,25:00,07:28")).toMatchObject([{ pointer: "/lines/2/check_in", code: "TIME_FORM" }]);
    expect(await of("HADIR,07:28,07:28")).toEqual([]);
  });

  it("knows every status that the shipped policies name, and whose day of work it was", async () => {
    const statuses =
      "HADIR TERLAMBAT PULANG_CEPAT ALPA IZIN LIBUR GANGGUAN DINAS_LUAR DIKLAT TUGAS_BELAJAR CUTI_TAHUNAN CUTI_SAKIT CUTI_BESAR CUTI_MELAHIRKAN CUTI_ALASAN_PENTING CLTN";
    const lines = statuses
      .split(" ")
      .map((status, at) => `${person},2026-10-${String(at + 1).padStart(2, "0")},${status},`);
    const { rows, violations } = await readAttendance(["person_id,date,status,work", ...lines].join("\n"));
    expect(violations).toEqual([]);
    expect(rows.filter(({ work }) => work !== undefined).map(({ status, work }) => [status, work])).toEqual([["LIBUR", false]]); // prettier-ignore
    const said = ["HADIR,ya", "LIBUR,Ya", "HADIR,tidak"].map((cells, at) => `${person},2026-10-0${at + 1},${cells}`);
    const { rows: told } = await readAttendance(["person_id,date,status,work", ...said].join("\n"));
    expect(told.map(({ work }) => work)).toEqual([true, true, false]);
  });

  const nip = "198703142011012901";
  it.each([`'${nip}`, `"'${nip}"`, `"${nip}"`, "19870314 201101 2 901", nip])("takes the NIP %s", async (text) => {
    const { rows, violations } = await readAttendance(`nip;person_id;date;status\n${text};;2026-10-05;HADIR\n`);
    expect(violations).toEqual([]);
    expect(rows).toMatchObject([{ namedBy: "nip", name: nip }]);
  });

  it("counts the id where a line has both, and one day of a person once, however it is named", async () => {
    const lines = [`,${nip}`, `${person},198703142011012902`, ",198703142011012903"].map(
      (who) => `${who},2026-10-05,HADIR`,
    );
    const { rows: read } = await readAttendance(["person_id,nip,date,status", ...lines].join("\n"));
    expect(withPeople(read, (one) => (one === nip ? person : undefined))).toMatchObject({
      rows: [{ line: 2, personId: person }],
      violations: [
        { pointer: "/lines/3/date", code: "LINE_TWICE" },
        { pointer: "/lines/4/nip", code: "PERSON_UNKNOWN" },
      ],
    });
  });

  it("is read with names, notes and line ends as spreadsheets write them", async () => {
    const lines = [
      "nama,person_id,date,status,keterangan",
      `"Budi, S.Sos",${person},2026-10-05,HADIR,"rapat\ndi luar"`,
      `Ni "Made" Putri,${person},2026-10-06,"DINAS_LUAR","kata ""tugas"""`,
      ",,,,",
      `Budi,${person},2026-10-07,PULANG`,
    ];
    const { violations } = await readAttendance(lines.join("\r\n"));
    expect(violations).toMatchObject([{ pointer: "/lines/6/status", code: "CHOICE_UNKNOWN" }]);
    const { rows } = await readAttendance(lines.slice(0, 4).join("\r\n"));
    expect(rows).toMatchObject([
      { date: "2026-10-05", status: "HADIR" },
      { date: "2026-10-06", status: "DINAS_LUAR" },
    ]);
  });

  it("says where a quotation is not closed", async () => {
    const text = `person_id,date,status\n${person},2026-10-05,"HADIR\n${person},2026-10-06,HADIR\n`;
    expect(await readAttendance(text)).toEqual({
      ...{ rows: [], violations: [{ pointer: expect.stringMatching(/^\/lines\/\d$/), code: "LINE_QUOTES" }] },
    });
  });

  it("is not read past the first hundred mistakes, nor beyond half a million lines", async () => {
    const wrong = await readAttendance(`person_id,date,status\n${`${person},2026-10-05,X\n`.repeat(200)}`);
    expect(wrong.violations).toHaveLength(100);
    const file = createAttendanceFile();
    file.take(["person_id", "date", "status"], 1);
    let line = 1;
    while (file.take([person, "2026-10-05", "HADIR"], ++line));
    expect(line).toBe(500_002);
    expect(file.result()).toMatchObject({ rows: [], violations: [{ pointer: "/lines", code: "LIST_TOO_LONG" }] });
  });
});
