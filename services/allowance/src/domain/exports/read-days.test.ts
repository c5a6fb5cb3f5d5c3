import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";
import { assert, integer, property, uniqueArray } from "fast-check";

import { nipOf, sha256 } from "../../testing/export-rows.ts";
import { adkMealsFile, adkOvertimeFile } from "./adk-days.ts";
import { differences, differenceText } from "./differences.ts";
import { textBytes } from "./file.ts";
import { readAdkMeals, readAdkOvertime } from "./read-days.ts";

const period = "2026-10" as Period;
const dayOf = (n: number): Day => `2026-10-${String(n).padStart(2, "0")}` as Day;
const meals = (days: readonly (readonly [person: number, day: number])[]) =>
  adkMealsFile(
    days.map(([n, day]) => ({ nip: nipOf(n), day: dayOf(day), status: "WFO" })),
    { period },
    sha256,
  ).bytes;
const overtime = (days: readonly (readonly [person: number, day: number, hours: number])[]) => {
  const rows = days.map(([n, day, hours]) => ({ nip: nipOf(n), day: dayOf(day), hours, minutes: hours * 60 }));
  return adkOvertimeFile({ worked: rows, orders: rows }, { period, rounding: "down" }, sha256).bytes;
};
const told = (kind: "meals" | "overtime", ours: Uint8Array, theirs: Uint8Array): string[] => {
  const [read, column] = kind === "meals" ? [readAdkMeals, "days"] : [readAdkOvertime, "hours"];
  return differences(read(ours).rows, read(theirs).rows, [column]).map((one) => differenceText(one, "id"));
};
const faults = (read: () => unknown): unknown[] => {
  try {
    read();
    return [];
  } catch (error) {
    return (error as { violations: { pointer: string; code: string }[] }).violations.map(({ pointer, code }) => [pointer, code]); // prettier-ignore
  }
};
const anyDays = uniqueArray(integer({ min: 0, max: 98 * 31 - 1 }), { maxLength: 20 }).map((places) =>
  places.map((place) => [Math.floor(place / 31), (place % 31) + 1, (place % 24) + 1] as const),
);

describe("an ADK of days that is read again", () => {
  it("says what was written", () =>
    assert(
      property(anyDays, (days) => {
        const byMeals = readAdkMeals(meals(days.map(([n, day]) => [n, day]))).rows;
        expect(new Set(byMeals.map(({ nip, day }) => `${nip} ${day}`))).toEqual(
          new Set(days.map(([n, day]) => `${nipOf(n)} ${dayOf(day)}`)),
        );
        expect(byMeals).toHaveLength(days.length);
        const byHours = new Map(readAdkOvertime(overtime(days)).rows.map((row) => [`${row.nip} ${row.day}`, row.amounts])); // prettier-ignore
        expect(byHours).toEqual(new Map(days.map(([n, day, hours]) => [`${nipOf(n)} ${dayOf(day)}`, { hours: BigInt(hours) }]))); // prettier-ignore
      }),
    ));

  it("tells each day that only one side has, also where both have as many", () =>
    expect(told("meals", meals([[0, 1], [0, 2], [1, 1]]), meals([[0, 1], [0, 3], [1, 1], [2, 1]]))).toEqual([
      "NIP …901, 2026-10-02 hanya ada di berkas kita: hari makan 1 hari.",
      "NIP …901, 2026-10-03 hanya ada di berkas mereka: hari makan 1 hari.",
      "NIP …903, 2026-10-01 hanya ada di berkas mereka: hari makan 1 hari.",
    ])); // prettier-ignore

  it("tells other hours of a day, and a day that stands twice", () => {
    expect(told("overtime", overtime([[0, 1, 3], [0, 2, 1]]), overtime([[0, 1, 5], [1, 2, 1]]))).toEqual([
      "NIP …901, 2026-10-01: jam lembur di berkas kita 3 jam, di berkas mereka 5 jam; berkas kita kurang 2 jam.",
      "NIP …901, 2026-10-02 hanya ada di berkas kita: jam lembur 1 jam.",
      "NIP …902, 2026-10-02 hanya ada di berkas mereka: jam lembur 1 jam.",
    ]); // prettier-ignore
    const twice = textBytes(`NIP\tTanggal\r\n${nipOf(0)}\t2026-10-01\r\n${nipOf(0)}\t2026-10-01\r\n`);
    expect(told("meals", meals([[0, 1]]), twice)).toEqual([
      "NIP …901, 2026-10-01 ada 2 kali di berkas mereka; jumlahnya yang dibandingkan.",
      "NIP …901, 2026-10-01: hari makan di berkas kita 1 hari, di berkas mereka 2 hari; berkas kita kurang 1 hari.",
    ]);
  });

  it("is refused with the line and the column of what is wrong", () => {
    const text = `${nipOf(0)}\t2026-10-01\n\n12\t2026-02-30\n${nipOf(1)};2026-10-01\n`;
    expect(faults(() => readAdkMeals(textBytes(text)))).toEqual([
      ["/lines/2/nip", "NIP_LENGTH"],
      ["/lines/2/tanggal", "DATE_FORM"],
      ["/lines/3", "FILE_COLUMNS"],
    ]);
    const hours = ["0", "25", "1,5", "=1", ""].map((cell) => `${nipOf(0)}\t2026-10-01\t${cell}`).join("\n");
    expect(faults(() => readAdkOvertime(textBytes(hours)))).toEqual(
      [0, 1, 2, 3, 4].map((line) => [`/lines/${line}/jam`, "NUMBER_OUT_OF_RANGE"]),
    );
    expect(faults(() => readAdkMeals(textBytes("x\n".repeat(1_000))))).toHaveLength(50);
    expect(faults(() => readAdkMeals(textBytes("x\n".repeat(620_001))))).toEqual([["/lines", "LIST_TOO_LONG"]]);
  });
});
