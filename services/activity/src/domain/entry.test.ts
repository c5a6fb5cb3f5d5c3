import { describe, expect, it } from "@jest/globals";

import { type Draft, faultOf, minutesOf } from "./entry.ts";

const now = Date.parse("2026-10-07T15:30:00Z"); // 00:30 of the 8th in WIT, still the 7th in WIB
const idAt = (ms: number): string => {
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7aaa-8aaa-aaaaaaaaaaaa`;
};
const own = new Set(["00000000-0000-7000-8000-000000000001"]);
const day = 86_400_000;

const good: Draft = {
  id: idAt(now),
  version: 1,
  employmentId: "00000000-0000-7000-8000-000000000001",
  workDate: "2026-10-07",
  kind: "ENTRY_KIND_PLANNED",
  description: "Supervisi rantai dingin vaksin",
  startsAt: "07:30",
  endsAt: "09:45",
  evidenceUrls: [],
  evidenceFileIds: [],
};
const minutesOnly = { startsAt: undefined, endsAt: undefined };

describe("an entry is taken", () => {
  it.each<[string, Partial<Draft>]>([
    ["as it is", {}],
    ["an hour before its id's time runs out ahead", { id: idAt(now + day) }],
    ["at the oldest id", { id: idAt(now - 100 * day) }],
    ["on the day that has begun in WIT", { workDate: "2026-10-08" }],
    ["100 days back", { workDate: "2026-06-30" }],
    ["with minutes alone", { ...minutesOnly, minutes: 1440 }],
    ["with a result", { quantity: 0, quantityUnit: "laporan" }],
    ["with lines and tabs in its words", { description: "Satu\n\tdua\r\ntiga" }],
    ["with 1,000 characters outside of the first plane", { description: "🙂".repeat(1000) }],
    ["with a reason", { kind: "ENTRY_KIND_FREE", reason: "Diminta Sekretariat" }],
    ["with evidence", { evidenceUrls: ["https://arsip.contoh.id/a?b=c"] }],
    ["with evidence files", { evidenceFileIds: Array<string>(5).fill("0a".repeat(32)) }],
    [
      "with a name of joined letters",
      { evidenceFileIds: ["0a".repeat(32)], evidenceFileNames: ["a\u200c👩\u200d🌾.jpg"] },
    ],
    ["with names of files", { evidenceFileIds: ["0a".repeat(32)], evidenceFileNames: ["é".repeat(120)] }],
    ["at home", { place: "PLACE_HOME" }],
    ["for a task", { kind: "ENTRY_KIND_ASSIGNED", taskId: "01890a5d-ac96-774b-bcce-b302099a8057" }],
    ["as a cancellation", { version: 1000, cancelled: true }],
    ["with a device far off", { deviceTime: new Date("0001-01-01T00:00:00Z") }],
  ])("%s", (_, change) => {
    expect(faultOf({ ...good, ...change }, now, own)).toBeUndefined();
  });
});

describe("an entry is refused", () => {
  it.each<[string, string, Partial<Draft>]>([
    ["/id", "UUID_V7_FORM", { id: "01890a5d-ac96-474b-bcce-b302099a8057" }],
    ["/id", "UUID_V7_FORM", { id: "" }],
    ["/id", "ID_TIME_OUT_OF_RANGE", { id: idAt(now + day + 1) }],
    ["/id", "ID_TIME_OUT_OF_RANGE", { id: idAt(now - 100 * day - 1) }],
    ["/version", "NUMBER_OUT_OF_RANGE", { version: 0 }],
    ["/version", "NUMBER_OUT_OF_RANGE", { version: 1001 }],
    ["/workDate", "DATE_FORM", { workDate: "2026-02-30" }],
    ["/workDate", "WORK_DATE_IN_FUTURE", { workDate: "2026-10-09" }],
    ["/workDate", "WORK_DATE_TOO_OLD", { workDate: "2026-06-29" }],
    ["/kind", "CHOICE_UNKNOWN", { kind: "ENTRY_KIND_UNSPECIFIED" }],
    ["/kind", "CHOICE_UNKNOWN", { kind: "UNRECOGNIZED" }],
    ["/planItemId", "UUID_FORM", { planItemId: "x" }],
    ["/reason", "FIELD_REQUIRED", { kind: "ENTRY_KIND_FREE" }],
    ["/reason", "TEXT_CONTROL_CHARACTER", { reason: "satu\ndua" }],
    ["/description", "TEXT_TOO_SHORT", { description: "🙂a" }],
    ["/description", "TEXT_TOO_LONG", { description: "a".repeat(1001) }],
    ["/description", "TEXT_CONTROL_CHARACTER", { description: "abc\0" }],
    ["/description", "TEXT_BROKEN", { description: "abc\ufffd" }],
    ["/quantity", "NUMBER_OUT_OF_RANGE", { quantity: -1, quantityUnit: "laporan" }],
    ["/quantityUnit", "FIELD_REQUIRED", { quantity: 1 }],
    ["/quantity", "FIELD_REQUIRED", { quantityUnit: "laporan" }],
    ["/quantityUnit", "TEXT_TOO_SHORT", { quantity: 1, quantityUnit: "" }],
    ["/minutes", "TIME_OR_MINUTES_REQUIRED", minutesOnly],
    ["/minutes", "TIME_AND_MINUTES", { minutes: 5 }],
    ["/minutes", "NUMBER_OUT_OF_RANGE", { ...minutesOnly, minutes: 0 }],
    ["/startsAt", "FIELD_REQUIRED", { startsAt: undefined }],
    ["/endsAt", "FIELD_REQUIRED", { endsAt: undefined }],
    ["/startsAt", "TIME_FORM", { startsAt: "7:30" }],
    ["/endsAt", "TIME_FORM", { endsAt: "24:00" }],
    ["/endsAt", "TIME_ORDER", { endsAt: "07:30" }],
    ["/evidenceFileIds", "LIST_TOO_LONG", { evidenceFileIds: Array<string>(6).fill("0a".repeat(32)) }],
    ["/evidenceFileNames", "LIST_TOO_LONG", { evidenceFileNames: ["a.pdf"] }],
    [
      "/evidenceFileNames/0",
      "TEXT_TOO_LONG",
      { evidenceFileIds: ["0a".repeat(32)], evidenceFileNames: ["a".repeat(121)] },
    ],
    [
      "/evidenceFileNames/0",
      "TEXT_CONTROL_CHARACTER",
      { evidenceFileIds: ["0a".repeat(32)], evidenceFileNames: ["a\nb"] },
    ],
    ["/evidenceFileIds/1", "SHA256_FORM", { evidenceFileIds: ["0a".repeat(32), "0A".repeat(32)] }],
    ["/place", "CHOICE_UNKNOWN", { place: "PLACE_UNSPECIFIED" }],
    ["/place", "CHOICE_UNKNOWN", { place: "UNRECOGNIZED" }],
    ["/taskId", "UUID_FORM", { taskId: "7" }],
    ["/evidenceUrls", "LIST_TOO_LONG", { evidenceUrls: Array<string>(6).fill("https://a.id") }],
    ["/evidenceUrls/1", "URL_FORM", { evidenceUrls: ["https://a.id", "javascript:alert(1)"] }],
    ["/evidenceUrls/0", "URL_FORM", { evidenceUrls: ["https://user:secret@a.id"] }],
    ["/evidenceUrls/0", "URL_FORM", { evidenceUrls: [`https://a.id/${"x".repeat(500)}`] }],
    ["/deviceTime", "INSTANT_FORM", { deviceTime: new Date(Number.NaN) }],
    ["/employmentId", "EMPLOYMENT_NOT_OWN", { employmentId: "00000000-0000-7000-8000-000000000002" }],
  ])("at %s with %s", (pointer, code, change) => {
    expect(faultOf({ ...good, ...change }, now, own)).toMatchObject({ pointer, code });
  });

  it.each(["a\u202egpj.exe", "a\u2066b.pdf", "\ufeffa.pdf", "a\u200b.pdf"])("in what a name hides: %j", (name) => {
    const fault = faultOf({ ...good, evidenceFileIds: ["0a".repeat(32)], evidenceFileNames: [name] }, now, own);
    expect(fault).toMatchObject({ pointer: "/evidenceFileNames/0", code: "TEXT_CONTROL_CHARACTER" });
  });

  it("tells the server's time when the clock of the device is off", () => {
    const fault = faultOf({ ...good, id: idAt(now + 365 * day) }, now, own);
    expect(fault?.params).toEqual({ serverTimeMs: now });
  });
});

describe("the minutes of an entry", () => {
  it.each<[number, Partial<Draft>]>([
    [135, {}],
    [1, { startsAt: "23:58", endsAt: "23:59" }],
    [90, { ...minutesOnly, minutes: 90 }],
    [0, { cancelled: true }],
  ])("are %d", (minutes, change) => {
    expect(minutesOf({ ...good, ...change })).toBe(minutes);
  });
});
