import { describe, expect, it } from "@jest/globals";
import { type Entry, type StoredEntry } from "../api/types.ts";
import { type OutboxItem } from "../offline/outbox.ts";
import { type Draft, draftOf, emptyDraft, entryOf, errorsOf, repeated } from "./draft.ts";
import { viewMonth } from "./month.ts";
import { lastDayBefore, lastUsed, mergeRows, nextSpan, overlapOf, rowMinutes, stateOf } from "./rows.ts";

const today = "2026-11-19";
const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  version: 1,
  employmentId: "e",
  workDate: today,
  kind: "PLANNED",
  description: `Kegiatan ${id}`,
  startsAt: "08:00",
  endsAt: "09:00",
  ...more,
});
const stored = (of: Entry, more: Partial<StoredEntry> = {}): StoredEntry => ({
  entry: of,
  state: "OPEN",
  minutes: 60,
  flags: [],
  acceptedAt: "2026-11-19T05:05:00Z",
  bodySha256: "ab",
  approvedVersion: 0,
  returnReason: "UNSPECIFIED",
  returnNote: "",
  lateVersion: 0,
  ...more,
});
const own = (of: Entry, more: Partial<OutboxItem> = {}): OutboxItem => ({
  key: `${of.id}:${String(of.version)}`,
  personId: "p",
  entry: of,
  queuedAt: 0,
  attempts: 0,
  status: "waiting",
  ...more,
});

describe("the draft", () => {
  const draft: Draft = { ...emptyDraft("e", today), description: "Rapat", startsAt: "08:00", endsAt: "09:00" };

  it("becomes an entry without empty fields, which the contract refuses", () => {
    expect(entryOf(draft, { id: "a", version: 1, deviceTime: "2026-11-19T05:05:00Z" })).toEqual({
      id: "a",
      version: 1,
      employmentId: "e",
      workDate: today,
      kind: "PLANNED",
      description: "Rapat",
      startsAt: "08:00",
      endsAt: "09:00",
      deviceTime: "2026-11-19T05:05:00Z",
    });
  });

  it("comes back from its entry unchanged", () => {
    const full: Draft = {
      ...draft,
      kind: "FREE",
      reason: "Perintah lisan",
      quantity: "0",
      quantityUnit: "laporan",
      timing: "minutes",
      startsAt: "",
      endsAt: "",
      minutes: "90",
      evidence: "https://a.example/1\nhttps://a.example/2",
    };
    const back = draftOf(entryOf(full, { id: "a", version: 1, deviceTime: "" }));
    expect(back).toEqual({ ...full, id: "a", baseVersion: 1 });
  });

  it("of a repeated day is new and carries no evidence", () => {
    const again = repeated(entry("a", { workDate: "2026-11-18", evidenceUrls: ["https://a.example"] }), "e", today);
    expect(again).toMatchObject({ id: "", baseVersion: 0, workDate: today, evidence: "" });
  });

  it.each([
    [{ description: " x " }, { description: "descriptionShort" }],
    [{ description: "x".repeat(1001) }, { description: "descriptionLong" }],
    [{ description: "🙂".repeat(1000) }, {}],
    [{ workDate: "2026-11-20" }, { workDate: "dateFuture" }],
    [{ workDate: "" }, { workDate: "dateMissing" }],
    [{ endsAt: "08:00" }, { endsAt: "timeOrder" }],
    [{ endsAt: "" }, { endsAt: "timeMissing" }],
    [{ startsAt: "" }, { startsAt: "timeMissing" }],
    [{ timing: "minutes", minutes: "0" }, { minutes: "minutesRange" }],
    [{ timing: "minutes", minutes: "1441" }, { minutes: "minutesRange" }],
    [{ timing: "minutes", minutes: "1440" }, {}],
    [{ quantity: "1,5", quantityUnit: "laporan" }, { quantity: "quantityWhole" }],
    [{ quantity: "2" }, { quantityUnit: "unitMissing" }],
    [{ quantityUnit: "laporan" }, { quantity: "unitWithoutQuantity" }],
    [{ kind: "FREE" }, { reason: "reasonShort" }],
    [{ evidence: "foto.jpg" }, { evidence: "evidenceAddress" }],
    [{ evidence: "https://nama:sandi@a.example" }, { evidence: "evidenceAddress" }],
    [{ evidence: "https://a.example ".repeat(6) }, { evidence: "evidenceMany" }],
  ] as const)("%j has the errors %j", (part, errors) => {
    expect(errorsOf({ ...draft, ...part }, today)).toEqual(errors);
  });
});

describe("rows", () => {
  it("show the own copy while it is newer or not yet there, else the server's", () => {
    const rows = mergeRows(
      [stored(entry("a")), stored(entry("b", { startsAt: "10:00", endsAt: "11:00" }))],
      [
        own(entry("a", { version: 2, description: "Baru" })),
        own(entry("b")),
        own(entry("c", { startsAt: "12:00", endsAt: "13:00" })),
      ],
      "p",
    );
    expect(rows.map((row) => [row.entry.id, row.entry.description, row.own !== undefined])).toEqual([
      ["c", "Kegiatan c", true],
      ["b", "Kegiatan b", false],
      ["a", "Baru", true],
    ]);
  });

  it("show nothing of another person on the same device", () => {
    expect(mergeRows([], [own(entry("a"), { personId: "q" })], "p")).toEqual([]);
  });

  it.each([
    [{ own: own(entry("a")) }, false, "sending"],
    [{ own: own(entry("a")) }, true, "waiting"],
    [{ own: own(entry("a"), { attempts: 2 }) }, false, "waiting"],
    [{ own: own(entry("a"), { status: "refused" }) }, false, "fix"],
    [{ own: own(entry("a"), { status: "acknowledged" }) }, false, "stored"],
    [{ stored: stored(entry("a")) }, true, "stored"],
    [{ stored: stored(entry("a"), { flags: ["OVERLAP"] }) }, false, "fix"],
    [{ stored: stored(entry("a"), { flags: ["LATE"] }) }, false, "noted"],
    [{ stored: stored(entry("a"), { state: "APPROVED", flags: ["OVERLAP"] }) }, false, "approved"],
    [{ stored: stored(entry("a"), { state: "RETURNED" }) }, false, "returned"],
    [{ stored: stored(entry("a"), { state: "CANCELLED" }) }, false, "cancelled"],
  ] as const)("%# have the state %s %s", (part, isHeld, state) => {
    expect(stateOf({ entry: entry("a"), ...part }, isHeld)).toBe(state);
  });

  it("count as they stand: a refused change leaves what the server has", () => {
    const longer = own(entry("a", { endsAt: "10:00" }));
    expect(rowMinutes({ entry: longer.entry, own: longer })).toBe(120);
    expect(rowMinutes({ entry: longer.entry, own: { ...longer, status: "refused" } })).toBe(0);
    expect(rowMinutes({ entry: longer.entry, own: { ...longer, status: "refused" }, stored: stored(entry("a")) })).toBe(
      60,
    );
  });

  it("know the greatest overlap of a day, and that ends may touch", () => {
    const rows = [
      { entry: entry("a") },
      { entry: entry("b", { startsAt: "09:00", endsAt: "10:00" }) },
      { entry: entry("c", { workDate: "2026-11-18" }) },
      { entry: entry("d", { cancelled: true }) },
    ];
    expect(overlapOf(entry("x", { startsAt: "08:30", endsAt: "09:15" }), rows)).toMatchObject({
      minutes: 30,
      other: { id: "a" },
    });
    expect(overlapOf(entry("x", { startsAt: "10:00", endsAt: "11:00" }), rows)).toBeUndefined();
  });
});

describe("what is offered", () => {
  const rows = [entry("a"), entry("b", { startsAt: "09:00", endsAt: "10:30" })].map((of) => ({ entry: of }));

  it("starts where the last entry ended and ends at the last full quarter", () => {
    expect(nextSpan(rows, today, "13:05")).toEqual(["10:30", "13:00"]);
    expect(nextSpan(rows, today, "10:40")).toEqual(["10:30", ""]);
    expect(nextSpan([], "2026-11-18", undefined)).toEqual(["07:30", "16:00"]);
  });

  it("is each kind of work once, without what today has already", () => {
    const earlier = [
      entry("c", { workDate: "2026-11-18", description: "kegiatan A " }),
      entry("d", { workDate: "2026-11-18", description: "Supervisi" }),
      entry("e", { workDate: "2026-11-17", description: "Supervisi" }),
      entry("f", { workDate: "2026-11-17", description: "Batal", cancelled: true }),
    ].map((of) => ({ entry: of }));
    expect(lastUsed([...rows, ...earlier], today, 4).map(({ id }) => id)).toEqual(["d"]);
  });

  it("is the last day with entries, in the order of the day", () => {
    const friday = [
      { entry: entry("z", { workDate: "2026-11-13", startsAt: "10:00", endsAt: "11:00" }) },
      { entry: entry("y", { workDate: "2026-11-13" }) },
      { entry: entry("x", { workDate: "2026-11-12" }) },
    ];
    expect(lastDayBefore([...rows, ...friday], "2026-11-16").map(({ id }) => id)).toEqual(["y", "z"]);
  });
});

describe("the month", () => {
  const calendar = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"].map((date) => ({
    date,
    workingMinutes: 450,
    holiday: "",
  }));
  const day = (workDate: string, minutes: number, attendance = "") => ({ workDate, minutes, entries: 1, attendance });
  const facts = {
    calendar: [...calendar, { date: "2026-11-21", workingMinutes: 0, holiday: "" }],
    month: {
      state: "OPEN" as const,
      pending: false,
      flagged: 0,
      byFlag: [],
      archivedWeeks: [],
      days: [day("2026-11-16", 450), day("2026-11-18", 0, "CUTI_TAHUNAN")],
    },
    rows: [],
    employments: [
      {
        employmentId: "e",
        agencyId: "a",
        unitId: "u",
        unitName: "",
        positionName: "",
        positionClass: 7,
        zone: "WITA",
        validFrom: "2026-11-01",
        validTo: "",
        personId: "p",
        primary: true,
        staffKind: "PNS",
      },
    ] as const,
    today,
  };

  it("tells done, missing, leave, today and ahead apart", () => {
    const { days, missing } = viewMonth(facts);
    expect(days.map(({ kind }) => kind)).toEqual(["done", "missing", "leave", "today", "ahead"]);
    expect(missing).toEqual(["2026-11-17"]);
  });

  it("counts what waits on this device, and takes a moved entry from its old day", () => {
    const moved = own(entry("a", { version: 2, workDate: "2026-11-17" }));
    const rows = [{ entry: moved.entry, own: moved, stored: stored(entry("a", { workDate: "2026-11-16" })) }];
    const minutes = viewMonth({ ...facts, rows }).days.map((one) => one.minutes);
    expect(minutes).toEqual([390, 60, 0, 0, 0]);
  });

  it("asks nothing for the days before an employment", () => {
    const [post] = facts.employments;
    const { missing } = viewMonth({ ...facts, employments: [{ ...post, validFrom: "2026-11-18" }] });
    expect(missing).toEqual([]);
  });
});
