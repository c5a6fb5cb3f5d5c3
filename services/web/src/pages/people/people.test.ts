import { describe, expect, it } from "@jest/globals";
import { type PersonName } from "../../api/types.ts";
import { lineFaults, readyPredicates, stageOf } from "./closing.ts";
import { type PeopleCalls } from "./calls.ts";
import { loadGaps } from "./gaps.ts";
import { chosenMonth, lastDay, nextMonth, previousMonth } from "./months.ts";
import { relationErrors, type RelationForm } from "./relation-form.ts";
import { type Closing, type Unit } from "./types.ts";
import { headsAbove, unitOptions } from "./unit-tree.ts";

const unit = (unitId: string, parentId: string, name: string, headPersonId = ""): Unit => ({
  unitId,
  parentId,
  name,
  zone: "WIB",
  headPersonId,
});

describe("units", () => {
  const units = [
    unit("dinas", "", "Dinas", "kepala"),
    unit("b", "dinas", "Bidang B"),
    unit("a", "dinas", "Bidang A", "kabid"),
    unit("seksi", "a", "Seksi"),
    unit("lepas", "tidak-ada", "Unit lepas"),
  ];

  it("are offered as a tree; one whose parent is unknown stands at the top", () => {
    expect(unitOptions(units).map(({ unitId, depth }) => [unitId, depth])).toEqual([
      ["dinas", 0],
      ["a", 1],
      ["seksi", 2],
      ["b", 1],
      ["lepas", 0],
    ]);
  });

  it("have heads above them, the nearest first, also where units run in a circle", () => {
    expect(headsAbove(units, "seksi")).toEqual(["kabid", "kepala"]);
    expect(headsAbove([unit("x", "y", "X", "p"), unit("y", "x", "Y", "q")], "x")).toEqual(["p", "q"]);
    expect(headsAbove(units, "entah")).toEqual([]);
  });
});

describe("the form of a relation", () => {
  const whole: RelationForm = {
    kind: "SUPERIOR",
    otherPersonId: "p2",
    validFrom: "2026-10-01",
    validTo: "",
    decree: "SK 1",
  };

  it.each([
    ["whole", {}, {}],
    ["empty", { otherPersonId: "", validFrom: "", decree: " " }, { other: "otherMissing", from: "fromMissing", decree: "decreeMissing" }], // prettier-ignore
    ["to oneself", { otherPersonId: "p1" }, { other: "otherSelf" }],
    ["acting without an end", { kind: "ACTING" }, { to: "toMissing" }],
    ["acting for a while", { kind: "ACTING", validTo: "2026-10-31" }, {}],
    ["ending before it begins", { validTo: "2026-09-30" }, { to: "toBefore" }],
  ] as const)("that is %s", (_what, change, errors) => {
    expect(relationErrors("p1", { ...whole, ...change })).toEqual(errors);
  });
});

describe("months", () => {
  it("go over years and know their last day", () => {
    expect([previousMonth("2026-01"), nextMonth("2026-12"), lastDay("2028-02")]).toEqual([
      "2025-12",
      "2027-01",
      "2028-02-29",
    ]);
  });

  it("the one before today's is the one to close, unless another that has begun is asked", () => {
    expect(chosenMonth(null, "2026-11-19")).toBe("2026-10");
    expect(chosenMonth("2026-11", "2026-11-19")).toBe("2026-11");
    expect(chosenMonth("2026-12", "2026-11-19")).toBe("2026-10");
    expect(chosenMonth("2026-13", "2026-11-19")).toBe("2026-10");
  });
});

describe("closing", () => {
  const closing = (state: "OPEN" | "CLOSING" | "SEALED" | "REOPENED", revision: number): Closing => ({
    log: {
      ...{
        agencyId: "i",
        period: "2026-10",
        state,
        revision: 1,
        count: "46",
        sha256: "",
        flagged: "0",
        late: "0",
        parked: "0",
        corrections: "0",
        undecided: "0",
      },
      byFlag: [],
      reopenings: [],
    },
    predicates: { agencyId: "i", period: "2026-10", revision, count: "0", sha256: "" },
    unrated: 4,
  });

  it.each([
    ["OPEN", 0, "OPEN"],
    ["CLOSING", 0, "CLOSING"],
    ["REOPENED", 2, "REOPENED"],
    ["SEALED", 0, "LOGGED"],
    ["SEALED", 2, "DONE"],
  ] as const)("a log that is %s with seal %d is %s", (state, revision, stage) => {
    expect(stageOf(closing(state, revision))).toBe(stage);
  });

  it("would seal those who have a document", () => {
    expect(readyPredicates(closing("SEALED", 0))).toBe(42);
  });

  it("names the lines of a refused file", () => {
    const errors = [
      { pointer: "/lines/4/status", detail: "Pilih" },
      { pointer: "/fileId", detail: "x" },
      { pointer: "/lines/19", detail: "Ganda" },
    ];
    expect(lineFaults(errors)).toEqual([
      { line: 4, column: "status", detail: "Pilih" },
      { line: 19, column: "", detail: "Ganda" },
    ]);
  });
});

describe("who has not logged, of one unit", () => {
  it("is read from the pages of the agency until there is enough, and goes on where it stopped", async () => {
    const asked: string[] = [];
    const page = (from: number) => Array.from({ length: 200 }, (_, n) => ({ personId: `p${String(from + n)}`, missingDates: [] })); // prettier-ignore
    const calls: Pick<PeopleCalls, "people" | "missing"> = {
      people: () =>
        Promise.resolve({
          rows: Array.from({ length: 300 }, (_, n) => ({ person: { personId: `p${String(n * 4)}` } })) as never,
          next: "",
        }),
      missing: (_agency, _period, token) => {
        asked.push(token);
        const from = Number(token || "0");
        return Promise.resolve({ rows: page(from), next: from < 800 ? String(from + 200) : "" });
      },
    };
    const names = () => Promise.resolve(new Map<string, PersonName>());
    const query = { list: "catatan", agencyId: "i", unitId: "u", period: "2026-10", onDate: "2026-10-31", unitName: () => "" } as const; // prettier-ignore
    const load = (token: string) => loadGaps.catatan(calls as PeopleCalls, names, query, token);
    const first = await load("");
    expect([first.rows.length, first.next, asked]).toEqual([50, "200", [""]]);
    const second = await load(first.next);
    expect(second.rows[0]?.personId).toBe("p200");
  });
});
