import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { parseAttendance, withPeople } from "./attendance.ts";
import { latestDeadline } from "./deadline.ts";
import { decide } from "./decide.ts";
import { flagBit } from "./flags.ts";
import { byUrgency, memberWeek } from "./inbox.ts";
import { type ListedEntry, withDerivedFlags } from "./listing.ts";
import { firstOf, type State, type Version } from "./version.ts";

describe("attendance by CSV", () => {
  const person = "00000000-0000-8000-8000-000000000001";

  it.each([
    ["commas", `person_id,date,status,late_minutes\n${person},2026-10-05,TERLAMBAT,12\n`],
    [
      "semicolons, BOM, CRLF, quotes and another order",
      `\ufeff"status";person_id;LATE_MINUTES;date\r\n"TERLAMBAT";${person};12;2026-10-05\r\n\r\n`,
    ],
  ])("is read with %s", (_, text) => {
    const row = { line: 2, namedBy: "person_id", name: person, date: "2026-10-05", status: "TERLAMBAT" };
    const numbers = { lateMinutes: 12, earlyMinutes: 0, missedChecks: 0, checkIn: undefined, checkOut: undefined };
    expect(parseAttendance(text)).toEqual({ rows: [{ ...row, ...numbers }], violations: [] });
  });

  it("holds when somebody came and went, where the file says so", () => {
    const text = `person_id,date,status,check_in,check_out\n${person},2026-10-05,HADIR,07:28,16:03\n${person},2026-10-06,HADIR,,\n`;
    expect(parseAttendance(text).rows.map(({ checkIn, checkOut }) => [checkIn, checkOut])).toEqual([
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
    [`person_id,date,status\n\n${person},2026-10-05,LIBUR`, "/lines/3/status", "CHOICE_UNKNOWN"],
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
  ])("names what is wrong in %j", (text, pointer, code) => {
    expect(parseAttendance(text).violations).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  const nip = "198703142011012901";
  it.each([`'${nip}`, `"'${nip}"`, `"${nip}"`, "19870314 201101 2 901", nip])("takes the NIP %s", (text) => {
    const { rows, violations } = parseAttendance(`nip;person_id;date;status\n${text};;2026-10-05;HADIR\n`);
    expect(violations).toEqual([]);
    expect(rows).toMatchObject([{ namedBy: "nip", name: nip }]);
  });

  it("counts the id where a line has both, and one day of a person once, however it is named", () => {
    const lines = [`,${nip}`, `${person},198703142011012902`, ",198703142011012903"].map(
      (who) => `${who},2026-10-05,HADIR`,
    );
    const { rows: read } = parseAttendance(["person_id,nip,date,status", ...lines].join("\n"));
    expect(withPeople(read, (one) => (one === nip ? person : undefined))).toMatchObject({
      rows: [
        { line: 2, personId: person },
        { line: 3, personId: person },
      ],
      violations: [
        { pointer: "/lines/3/date", code: "LINE_TWICE" },
        { pointer: "/lines/4/nip", code: "PERSON_UNKNOWN" },
      ],
    });
  });
});

describe("the deadline of an agency", () => {
  it.each([
    [["WIT"] as const, "2026-11-03T15:00:00.000Z"],
    [["WIT", "WITA"] as const, "2026-11-03T16:00:00.000Z"],
    [["WIB", "WIT"] as const, "2026-11-03T17:00:00.000Z"],
    [[], "2026-11-03T17:00:00.000Z"],
  ])("is the latest of %j", (zones, instant) => {
    expect(new Date(latestDeadline("2026-10" as Period, zones, 3)).toISOString()).toBe(instant);
  });
});

describe("a decision on what was seen", () => {
  const entry = (state: State, approvedVersion = 0) => {
    const current = { version: 2 } as Version;
    return { ...firstOf(current), state, approvedVersion };
  };
  it.each([
    ["approved", "open", 0, "decided", "approved", 2],
    ["approved", "returned", 0, "decided", "approved", 2],
    ["approved", "approved", 2, "unchanged", undefined, undefined],
    ["approved", "cancelled", 1, "decided", "cancelled", 2],
    ["approved", "cancelled", 2, "unchanged", undefined, undefined],
    ["returned", "open", 1, "decided", "returned", 0],
    ["returned", "approved", 2, "decided", "returned", 0],
    ["returned", "returned", 0, "unchanged", undefined, undefined],
    ["returned", "cancelled", 0, "changed", undefined, undefined],
  ] as const)("%s on %s with approved %d: %s", (kind, state, before, outcome, next, after) => {
    const decided = decide(entry(state, before), 2, kind);
    expect(decided.outcome).toBe(outcome);
    if (decided.outcome === "decided") expect(decided.entry).toMatchObject({ state: next, approvedVersion: after });
  });

  it("leaves a newer version open", () => {
    expect(decide(entry("open"), 1, "approved").outcome).toBe("changed");
  });
});

const listed = (more: Partial<ListedEntry>): ListedEntry => ({
  personId: "p",
  id: "1",
  version: 1,
  agencyId: "a",
  employmentId: "e",
  workDate: "2026-10-05" as Day,
  starts: 450,
  ends: 500,
  minutes: 50,
  planItemId: undefined,
  taskId: undefined,
  textHash: undefined,
  acceptedAt: 0,
  zone: "WIB",
  state: "open",
  flags: 0,
  approvedVersion: 0,
  ...more,
});

describe("flags that depend on others", () => {
  const employments = new Map([["e", { id: "e", validFrom: "2026-10-05" as Day, validTo: "2026-10-06" as Day }]]);
  const backfill = new Map([["strict", [{ from: 0, days: 2 }]]]);
  const plan = { personId: "p", isSet: true, validFrom: "2026-10-05" as Day, validTo: "2026-12-31" as Day, toldAt: 0 };
  const plans = new Map([["p", [{ ...plan, itemIds: new Set(["item"]) }]]]);
  const known = { employments, plans, tasks: new Set(["p/task"]), backfill, now: 0 };
  it.each<[number, Partial<ListedEntry>]>([
    [0, {}],
    [0, { workDate: "2026-10-06" as Day }],
    [flagBit.EMPLOYMENT_NOT_VALID, { workDate: "2026-10-04" as Day }],
    [flagBit.EMPLOYMENT_NOT_VALID, { workDate: "2026-10-07" as Day }],
    [0, { workDate: "2026-10-07" as Day, employmentId: "not known yet" }],
    [flagBit.CHANGED_AFTER_APPROVAL, { version: 2, approvedVersion: 1 }],
    [flagBit.CONFLICT, { flags: flagBit.CONFLICT }],
    [0, { planItemId: "item" }],
    [flagBit.PLAN_ITEM_UNKNOWN, { planItemId: "another" }],
    [0, { planItemId: "another", personId: "of whom nothing was told" }],
    [0, { taskId: "task" }],
    [flagBit.TASK_UNKNOWN, { taskId: "another" }],
    [0, { agencyId: "strict", acceptedAt: Date.parse("2026-10-07T16:59:59Z") }],
    [flagBit.BACKFILLED, { agencyId: "strict", acceptedAt: Date.parse("2026-10-07T17:00:00Z") }],
    [0, { acceptedAt: Date.parse("2026-10-07T17:00:00Z") }],
    [flagBit.TASK_UNKNOWN, { taskId: "task", personId: "whose task it is not" }],
  ])("are %d", (flags, more) => {
    expect(withDerivedFlags([listed(more)], known)[0]?.flags).toBe(flags);
  });

  it("do not look at what no longer counts, nor at other people", () => {
    const others = [
      listed({ id: "2", state: "returned" }),
      listed({ id: "3", state: "cancelled" }),
      listed({ personId: "q" }),
    ];
    expect(withDerivedFlags([listed({}), ...others], known).map(({ flags }) => flags)).toEqual([0, 0, 0, 0]);
  });
});

describe("a member's week", () => {
  const days = ["2026-10-05", "2026-10-06"] as Day[];

  it("parts what needs a look from what is clean", () => {
    const week = memberWeek(
      "p",
      [
        listed({ id: "1" }),
        listed({ id: "2", flags: flagBit.OVERLAP }),
        listed({ id: "3", state: "approved", approvedVersion: 1, flags: flagBit.OVERLAP }),
        listed({ id: "4", state: "cancelled", version: 2, approvedVersion: 1, flags: flagBit.CHANGED_AFTER_APPROVAL }),
        listed({ id: "5", state: "cancelled" }),
        listed({ id: "6", state: "returned" }),
      ],
      days,
    );
    expect(week.exceptions.map(({ id }) => id)).toEqual(["2", "4"]);
    expect(week.clean.map(({ id }) => id)).toEqual(["1"]);
    expect(week).toMatchObject({ cleanMinutes: 50, missing: ["2026-10-06"], approved: 1 });
  });

  it("comes first with the most exceptions", () => {
    const week = (personId: string, count: number) =>
      memberWeek(
        personId,
        Array.from({ length: count }, (_, id) => listed({ id: String(id), flags: 4 })),
        [],
      );
    const sorted = [week("a", 0), week("c", 2), week("b", 2), week("d", 1)].sort(byUrgency);
    expect(sorted.map(({ personId }) => personId)).toEqual(["b", "c", "d", "a"]);
  });
});
