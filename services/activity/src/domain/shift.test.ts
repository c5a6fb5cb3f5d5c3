import { describe, expect, it } from "@jest/globals";
import { Refusal } from "@kinerja/common/errors";

import { createShiftFile, plannedByShift, readShift, type WrittenShift } from "./shift.ts";

const refusalOf = (written: WrittenShift): unknown => {
  try {
    return readShift(written, "/days/3");
  } catch (error) {
    return error instanceof Refusal ? error.violations.map(({ pointer, code }) => [pointer, code]) : error;
  }
};

describe("a shift day", () => {
  it.each<[string, WrittenShift, unknown]>([
    ["of work needs its start", { kind: "WORK", ends: "07:00" }, [["/days/3/starts", "FIELD_REQUIRED"]]],
    ["of work needs its end", { kind: "WORK", starts: "21:00" }, [["/days/3/ends", "FIELD_REQUIRED"]]],
    ["off has no hours", { kind: "OFF", ends: "07:00" }, [["/days/3/ends", "SHIFT_WITH_HOURS"]]],
    ["by the schedule has no hours", { kind: "SCHEDULE", breakFrom: "07:00" }, [["/days/3/breakFrom", "SHIFT_WITH_HOURS"]]],
    ["has its hours in order", { kind: "WORK", starts: "07:00", ends: "14:00", breakFrom: "15:00", breakTo: "15:30" }, [["/days/3/breakTo", "TIME_ORDER"]]],
    ["may be off", { kind: "OFF" }, { kind: "OFF", hours: undefined }],
  ])("%s", (_, written, expected) => expect(refusalOf(written)).toEqual(expected)); // prettier-ignore

  it("may end on the next morning", () => {
    const shift = readShift({ kind: "WORK", starts: "21:00", ends: "07:00" }, "");
    expect(shift.hours).toMatchObject({ starts: 1260, ends: 1860 });
    expect(plannedByShift(shift)).toEqual({ hours: shift.hours });
  });

  it("off is measured by no hours, and one by the schedule not at all", () => {
    expect(plannedByShift({ kind: "OFF", hours: undefined })).toEqual({ hours: undefined });
    expect(plannedByShift({ kind: "SCHEDULE", hours: undefined })).toBeUndefined();
    expect(plannedByShift(undefined)).toBeUndefined();
  });
});

describe("a file of shift days", () => {
  const person = "00000000-0000-8000-8000-000000000001";
  const read = (header: readonly string[], ...lines: readonly (readonly string[])[]) => {
    const file = createShiftFile();
    for (const [index, cells] of [header, ...lines].entries()) file.take(cells, index + 1);
    return file.result();
  };
  const told = (header: readonly string[], ...lines: readonly (readonly string[])[]) =>
    read(header, ...lines).violations.map(({ pointer, code }) => [pointer, code]);

  it("has work, days off and days by the schedule", () => {
    const header = ["person_id", "Date", "kind", "starts", "ends"];
    const { rows, violations } = read(
      header,
      [person, "2026-10-05", "", "07:00", "14:00"],
      [person, "2026-10-06", "dinas", "14:00", "21:00"],
      [person, "2026-10-07", "Libur"],
      [person, "2026-10-08", "JADWAL", "", ""],
    );
    expect(violations).toEqual([]);
    expect(rows.map(({ line, date, kind }) => [line, date, kind])).toEqual([
      [2, "2026-10-05", "WORK"],
      [3, "2026-10-06", "WORK"],
      [4, "2026-10-07", "OFF"],
      [5, "2026-10-08", "SCHEDULE"],
    ]);
  });

  it("names each wrong column of a line", () => {
    const header = ["person_id", "date", "kind", "starts", "ends", "break_from", "break_to"];
    expect(
      told(
        header,
        ["x", "2026-10-32", "MALAM"],
        [person, "2026-10-05", "", "07:00", "14:00", "12:00", ""],
        [person, "2026-10-05", "", "7.00", "14:00"],
      ),
    ).toEqual([
      ["/lines/2/person_id", "UUID_FORM"],
      ["/lines/2/date", "DATE_FORM"],
      ["/lines/2/kind", "CHOICE_UNKNOWN"],
      ["/lines/3/break_to", "FIELD_REQUIRED"],
      ["/lines/4/starts", "TIME_FORM"],
    ]);
  });

  it("needs the day and the person", () => {
    expect(told(["kind"])).toEqual([
      ["/lines/1/nip", "COLUMN_MISSING"],
      ["/lines/1/date", "COLUMN_MISSING"],
    ]);
    expect(told(["kind", "nip"], ["LIBUR", "198703142011012901"])).toEqual([
      ["/lines/1/date", "COLUMN_MISSING"],
      ["/lines/2/date", "DATE_FORM"],
    ]);
    expect(createShiftFile().result().violations).toHaveLength(2);
    expect(told(["nip", "date", "kind"], ["198703142011012901", "", "LIBUR"])).toEqual([
      ["/lines/2/date", "DATE_FORM"],
    ]);
    expect(told(["person_id", "kind", "date"], [person, "LIBUR"])).toEqual([["/lines/2/date", "DATE_FORM"]]);
    expect(told(["date", "nip"], ["2026-10-05"])).toEqual([
      ["/lines/2/nip", "FIELD_REQUIRED"],
      ["/lines/2/starts", "FIELD_REQUIRED"],
    ]);
  });
});
