import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { daysWithin, noDays } from "../days.ts";
import { changesMonth } from "./employment-change.ts";

const period = "2026-09" as Period;
const days = (from: number, to: number) =>
  daysWithin(
    period,
    `2026-09-${String(from).padStart(2, "0")}` as Day,
    `2026-09-${String(to).padStart(2, "0")}` as Day,
  );
const frozen = (employmentId: string, from: number, to: number, sharesDays = false) => ({
  ...{ employmentId, days: days(from, to), positionClass: "8", staffKind: "pns", sharesDays },
});
const post = (validFrom: string, validTo?: string, more: object = {}) => ({
  ...{ employmentId: "a", validFrom: validFrom as Day, validTo: validTo as Day | undefined, primary: true },
  ...{ positionClass: "8", staffKind: "pns", ...more },
});
const whole = [frozen("a", 1, 30)];
const halves = [frozen("a", 1, 15), frozen("b", 16, 30)];

describe("a month is another one by an employment", () => {
  it.each([
    ["not, when it is as it was", post("2024-01-01"), whole, false],
    ["of another class", post("2024-01-01", undefined, { positionClass: "9" }), whole, true],
    ["of another kind of staff", post("2024-01-01", undefined, { staffKind: "cpns" }), whole, true],
    ["that ends earlier", post("2024-01-01", "2026-09-09"), whole, true],
    ["that is not the main one any more", post("2024-01-01", undefined, { primary: false }), whole, true],
    ["that nobody has paid", post("2026-09-20"), [], true],
    ["not, by one that begins later", post("2026-10-01"), [], false],
    ["beside another one, when it ends on another day of the month", post("2024-01-01", "2026-09-20"), halves, true],
    ["beside another one, when it begins on another day", post("2026-09-03", "2026-09-15"), halves, true],
    ["not, beside another one, when it ends as it did", post("2024-01-01", "2026-09-15"), halves, false],
    ["not, beside another one that has the rest of the month", post("2024-01-01"), halves, false],
    ["beside another one, when it has days that nobody had", post("2024-01-01"), [frozen("a", 1, 9), frozen("b", 16, 30)], true], // prettier-ignore
    ["not, where another run has the rest of the month", post("2024-01-01"), [frozen("a", 1, 15, true)], false],
    [
      "beside another run, when it ends in the month",
      post("2024-01-01", "2026-09-10"),
      [frozen("a", 1, 15, true)],
      true,
    ],
  ])("%s", (_, now, before, expected) => expect(changesMonth(period, now, before)).toBe(expected));

  it("that had no days and has none stays", () =>
    expect(changesMonth(period, post("2026-10-01"), [{ ...frozen("a", 1, 1), days: noDays }])).toBe(false));
});
