import { describe, expect, it } from "@jest/globals";
import { type Day, parsePeriod } from "@kinerja/common/kernel";

import { nipOf, sha256 } from "../../testing/export-rows.ts";
import { adkMealsFile, adkOvertimeFile, type OrderedOvertime, payableOvertime, type WorkedOvertime } from "./adk-days.ts"; // prettier-ignore
import { textOf } from "./file.ts";

const period = parsePeriod("2026-03");
const day = (number: number): Day => `2026-03-${String(number).padStart(2, "0")}` as Day;
const pointersOf = (write: () => unknown): string[] => {
  try {
    write();
  } catch (error) {
    const { violations } = error as { violations: readonly { pointer: string; code: string }[] };
    return violations.map(({ pointer, code }) => `${pointer} ${code}`);
  }
  return [];
};

describe("the ADK of meals", () => {
  const meal = (n: number, at: number, status: string) => ({ nip: nipOf(n), day: day(at), status });

  it("has a line for each day of presence, by NIP and day, without header and total", () => {
    const days = [meal(1, 3, "WFO"), meal(0, 4, "WFH"), meal(0, 2, "WFO"), meal(0, 3, "DINAS_LUAR")];
    const file = adkMealsFile(days, { period }, sha256);
    expect(textOf(file.bytes)).toBe(
      `${nipOf(0)}\t2026-03-02\r\n${nipOf(0)}\t2026-03-04\r\n${nipOf(1)}\t2026-03-03\r\n`,
    );
    expect(file).toMatchObject({ name: "adk-uang-makan-2026-03.txt", rows: 3, totals: { days: 3n } });
  });

  it("takes the statuses that it is given, and may be empty", () => {
    const days = [meal(0, 2, "WFO"), meal(0, 3, "DINAS_LUAR")];
    expect(adkMealsFile(days, { period, statuses: ["DINAS_LUAR"] }, sha256).totals).toEqual({ days: 1n });
    expect(textOf(adkMealsFile([], { period }, sha256).bytes)).toBe("");
  });

  it("refuses a day given twice, of another month, or that does not exist", () => {
    const wrong = [meal(0, 2, "WFO"), meal(0, 2, "WFH"), { ...meal(1, 1, "WFO"), day: "2026-04-01" as Day }];
    const odd = [...wrong, { nip: "1", day: "2026-02-30" as Day, status: "WFO" }];
    expect(pointersOf(() => adkMealsFile(odd, { period }, sha256))).toEqual([
      "/days/2/day DAY_OUTSIDE",
      "/days/3/nip NIP_LENGTH",
      "/days/3/day DATE_FORM",
      "/days/1/day LINE_TWICE",
    ]);
  });
});

describe("the ADK of overtime", () => {
  const worked = (n: number, at: number, minutes: number): WorkedOvertime => ({ nip: nipOf(n), day: day(at), minutes });
  const order = (n: number, at: number, hours: number): OrderedOvertime => ({ nip: nipOf(n), day: day(at), hours });
  const month = [worked(1, 2, 200), worked(0, 9, 90), worked(0, 3, 240), worked(0, 4, 29)];
  const orders = [order(0, 3, 2), order(0, 9, 4), order(0, 4, 2), order(1, 5, 3)];

  it("pays whole hours of days with an order only, and never more than was ordered (G12)", () => {
    const file = adkOvertimeFile({ worked: month, orders }, { period, rounding: "half-up" }, sha256);
    expect(textOf(file.bytes)).toBe(`${nipOf(0)}\t2026-03-03\t2\r\n${nipOf(0)}\t2026-03-09\t2\r\n`);
    expect(file).toMatchObject({ name: "adk-uang-lembur-2026-03.txt", rows: 2, totals: { days: 2n, hours: 4n } });
  });

  it("rounds as the agency does", () => {
    const hours = (rounding: "down" | "up") => payableOvertime(month, orders, rounding).map((paid) => paid.hours);
    expect(hours("down")).toEqual([2, 1]);
    expect(hours("up")).toEqual([2, 1, 2]);
  });

  it("refuses parts of hours in an order, and days longer than a day", () => {
    const overtime = { worked: [worked(0, 2, 1441), worked(0, 3, 1.5)], orders: [order(0, 2, 1.5), order(0, 3, 0)] };
    expect(pointersOf(() => adkOvertimeFile(overtime, { period, rounding: "down" }, sha256))).toEqual([
      "/orders/0/hours NUMBER_OUT_OF_RANGE",
      "/orders/1/hours NUMBER_OUT_OF_RANGE",
      "/worked/0/minutes NUMBER_OUT_OF_RANGE",
      "/worked/1/minutes NUMBER_OUT_OF_RANGE",
    ]);
  });
});
