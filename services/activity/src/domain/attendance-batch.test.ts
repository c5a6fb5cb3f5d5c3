import { describe, expect, it } from "@jest/globals";

import { readBatch, refusalsOf, type ToldRow, without } from "./attendance-batch.ts";
import { readCorrection } from "./corrected-day.ts";
import { inRequest, violationsOf } from "./person-lines.ts";

const personId = "00000000-0000-8000-8000-000000000001";
const row = (rest: Partial<ToldRow>): ToldRow => ({ personId, date: "2026-10-05", ...rest });

describe("rows of a machine", () => {
  it.each<[string, Partial<ToldRow>, object]>([
    ["two checks", { checkIn: " 07:28", checkOut: "16:00" }, { status: "HADIR", checkIn: "07:28", missedChecks: 0 }],
    ["only one who came", { checkIn: "07:28" }, { status: "HADIR", checkOut: undefined, missedChecks: 1 }],
    ["only one who left", { checkOut: "16:00" }, { status: "HADIR", checkIn: undefined, missedChecks: 1 }],
    ["a status", { status: "CUTI_SAKIT" }, { status: "CUTI_SAKIT", missedChecks: 0, work: undefined }],
    ["a status beside a check", { status: "TERLAMBAT", checkIn: "09:00" }, { status: "TERLAMBAT", missedChecks: 1 }],
    ["a day of work", { status: "ALPA", work: true }, { work: true }],
    ["a day off", { status: "ALPA", work: false }, { work: false }],
  ])("say %s", (_, told, expected) => expect(readBatch([row(told)]).rows).toMatchObject([expected]));

  it("are refused by their place, in their order", () => {
    const { rows, violations } = readBatch([row({}), row({ checkIn: "07:28" }), row({ checkIn: "7.28", nip: "1" })]);
    expect(rows.map(({ line }) => line)).toEqual([1]);
    const refused = refusalsOf([...violations].reverse());
    expect(refused.map(({ index, pointer, code }) => [index, pointer, code])).toEqual([
      [0, "/rows/0/status", "CHOICE_UNKNOWN"],
      [2, "/rows/2/checkIn", "TIME_FORM"],
    ]);
    expect(without(rows, [{ pointer: "/lines/1/nip", code: "PERSON_UNKNOWN" }])).toEqual([]);
  });
});

describe("a correction of a day", () => {
  it("is read as a line is, with its fields named", () => {
    const day = { personId, date: "2026-10-05", status: "HADIR" };
    expect(readCorrection(day)).toMatchObject({ status: "HADIR", lateMinutes: 0, work: undefined });
    expect(readCorrection({ ...day, lateMinutes: 12, work: true })).toMatchObject({ lateMinutes: 12, work: true });
    expect(readCorrection({ ...day, status: "LIBUR", work: false })).toMatchObject({ work: false });
    const wrong = readCorrection({ ...day, status: "", checkOut: "16:00", missedChecks: 3 });
    expect(wrong).toMatchObject([{ pointer: "/status", code: "TAP_WITHOUT_STATUS" }, { pointer: "/missedChecks", code: "NUMBER_OUT_OF_RANGE" }]); // prettier-ignore
  });
});

describe("violations of lines", () => {
  it("stay where they are when they name no line", () => {
    expect(inRequest({ pointer: "/lines", code: "LIST_TOO_LONG" }, "rows").pointer).toBe("/lines");
  });

  it("are no bugs", () => expect(() => violationsOf(new Error("bug"))).toThrow("bug"));
});
