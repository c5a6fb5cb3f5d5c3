import { describe, expect, it } from "@jest/globals";
import { type Day, type PersonId } from "@kinerja/common/kernel";
import fc from "fast-check";

import { agencyIdOf, lineOf, nipOf, personIdOf, unitIdOf, type Line } from "../../testing/people.ts";
import { asLoaded, asPerson, carriedOut, nothing, planLines, stored, told } from "../../testing/plan.ts";
import { makesCycle } from "../relation.ts";
import { isEmptyPlan } from "./plan.ts";

const head = (n: number, more: Line = {}): Line => lineOf(n, { kepala_unit: "1", ...more });
const staff = (n: number, more: Line = {}): Line => lineOf(n, { atasan_nip: nipOf(1), ...more });
const november = { from: "2026-11-01" as Day };
const spans = (plan: ReturnType<typeof planLines>): unknown[] =>
  plan.employments.map(({ unitId, validFrom, validTo }) => [unitId, validFrom, validTo]);

describe("a first import", () => {
  it("makes people, units, places and superiors", () => {
    const plan = planLines([head(1), staff(2), staff(3, { unor_id: "U2", unor_induk_id: "U1" })], nothing);
    expect(told(plan)).toEqual([]);
    expect(plan.totals).toMatchObject({ rows: 3, peopleNew: 3, unitsNew: 2, errors: 0, warnings: 0 });
    expect(plan.agencies).toMatchObject([{ id: agencyIdOf("A1"), kind: "PROVINSI", zone: "WIB" }]);
    expect(plan.units.map(({ id, parentId }) => [id, parentId])).toEqual([
      [unitIdOf("U1"), undefined],
      [unitIdOf("U2"), unitIdOf("U1")],
    ]);
    expect(plan.relations.map(({ personId, otherPersonId }) => [personId, otherPersonId])).toEqual([
      [personIdOf("PNS2"), personIdOf("PNS1")],
      [personIdOf("PNS3"), personIdOf("PNS1")],
    ]);
    expect(plan.heads).toEqual(new Map([[unitIdOf("U1"), personIdOf("PNS1")]]));
  });

  it("derives superiors from the heads of the units when the file names none", () => {
    const plain = (n: number, more: Line = {}): Line => {
      const { atasan_nip: _, kepala_unit: __, ...line } = lineOf(n, more);
      return line;
    };
    const lines = [
      plain(1, { jenis_jabatan_nama: "Struktural" }),
      plain(2, { unor_id: "U2", unor_induk_id: "U1", jenis_jabatan_nama: "STRUKTURAL" }),
      plain(3, { unor_id: "U2", unor_induk_id: "U1" }),
      plain(4, { unor_id: "U3", unor_induk_id: "U1" }),
    ];
    const plan = planLines(lines, nothing);
    expect(plan.relations.map(({ personId, otherPersonId }) => [personId, otherPersonId])).toEqual([
      [personIdOf("PNS2"), personIdOf("PNS1")],
      [personIdOf("PNS3"), personIdOf("PNS2")],
      [personIdOf("PNS4"), personIdOf("PNS1")],
    ]);
    expect(told(plan)).toEqual([]);
  });

  it("takes two places at once, one of them the main one", () => {
    const plan = planLines([head(1), head(1, { unor_id: "U2", utama: "0" })], nothing);
    expect(plan.employments.map(({ main, head: isHead }) => [main, isHead])).toEqual([
      [true, true],
      [false, true],
    ]);
    expect(plan.totals.peopleNew).toBe(1);
  });
});

describe("lines that contradict each other", () => {
  it.each([
    ["the same line twice", [head(1), head(1)], ["3 WARNING LINE_REPEATED"], 1],
    ["one person twice", [head(1), head(1, { unor_id: "U2" })], ["3 ERROR PERSON_TWICE"], 1],
    [
      "one number for two people",
      [head(1), head(2, { nip_baru: nipOf(1) })],
      ["2 ERROR NIP_TWICE", "3 ERROR NIP_TWICE"],
      0,
    ],
    ["a second place without a main one", [head(1, { utama: "0" })], ["2 ERROR MAIN_MISSING"], 0],
    ["a unit of two agencies", [head(1), head(2, { instansi_kerja_id: "A2" })], ["3 ERROR UNIT_TWO_AGENCIES"], 1],
    ["two heads of a unit", [head(1), head(2, { atasan_nip: nipOf(1) })], ["3 WARNING UNIT_HEADS_MANY"], 2],
    ["a parent that nobody knows", [head(1, { unor_induk_id: "U9" })], ["2 WARNING UNIT_PARENT_UNKNOWN"], 1],
    [
      "units above themselves",
      [head(1, { unor_induk_id: "U2" }), staff(2, { unor_id: "U2", unor_induk_id: "U1" })],
      ["2 WARNING UNIT_CYCLE"],
      2,
    ],
    [
      "superiors above themselves",
      [lineOf(1, { atasan_nip: nipOf(2) }), lineOf(2, { atasan_nip: nipOf(1) }), staff(3)],
      [
        "2 WARNING SUPERIOR_CYCLE",
        "2 WARNING SUPERIOR_MISSING",
        "3 WARNING SUPERIOR_CYCLE",
        "3 WARNING SUPERIOR_MISSING",
      ],
      3,
    ],
    [
      "a unit of two names and zones",
      [head(1), staff(2, { unor_nama: "Lain", zona: "WITA" })],
      ["3 WARNING UNIT_NAMES_DIFFER", "3 WARNING UNIT_ZONES_DIFFER"],
      2,
    ],
  ])("%s", (_, lines, expected, people) => {
    const plan = planLines(lines, nothing);
    expect(told(plan)).toEqual(expected);
    expect(plan.people).toHaveLength(people);
  });
});

describe("a later import", () => {
  const before = stored([head(1), staff(2), staff(3)]);

  it("of the same file changes nothing", () => {
    const plan = planLines([head(1), staff(2), staff(3)], before, november);
    expect(isEmptyPlan(plan)).toBe(true);
    expect(plan.totals).toMatchObject({ peopleNew: 0, peopleChanged: 0, peopleUnchanged: 3 });
  });

  it("leaves people alone who are not in the file, and counts them", () => {
    const plan = planLines([head(1)], before, november);
    expect(isEmptyPlan(plan)).toBe(true);
    expect(plan.findings).toMatchObject([{ severity: "INFO", code: "PEOPLE_NOT_IN_FILE", params: { count: "2" } }]);
  });

  it("moves somebody to another unit from the day on", () => {
    const plan = planLines([head(1), staff(2, { unor_id: "U2", unor_induk_id: "U1" }), staff(3)], before, november);
    expect(spans(plan)).toEqual([
      [unitIdOf("U1"), "2026-10-01", "2026-10-31"],
      [unitIdOf("U2"), "2026-11-01", undefined],
    ]);
    expect(plan.relations).toEqual([]);
    expect(plan.totals).toMatchObject({ peopleChanged: 1, peopleUnchanged: 2, unitsNew: 1 });
  });

  it("ends relations in the agency that somebody leaves, on both sides", () => {
    const moved = head(1, { instansi_kerja_id: "A2", instansi_kerja_nama: "Kota Semarang", unor_id: "V1" });
    const plan = planLines([moved], before, november);
    expect(plan.relations.map(({ personId, validTo }) => [personId, validTo])).toEqual([
      [personIdOf("PNS2"), "2026-10-31"],
      [personIdOf("PNS3"), "2026-10-31"],
    ]);
    expect(told(plan)).toContain("1 WARNING SUPERIOR_LEFT");
  });

  it("gives a new superior from the day on", () => {
    const plan = planLines([staff(3, { atasan_nip: nipOf(2) })], before, november);
    expect(plan.relations.map(({ otherPersonId, validFrom, validTo }) => [otherPersonId, validFrom, validTo])).toEqual([
      [personIdOf("PNS1"), "2026-10-01", "2026-10-31"],
      [personIdOf("PNS2"), "2026-11-01", undefined],
    ]);
  });

  it("lets two people change places in the chain", () => {
    const chain = stored([head(1), staff(2), lineOf(3, { atasan_nip: nipOf(2) })]);
    const swapped = [lineOf(2, { atasan_nip: nipOf(3) }), staff(3)];
    const plan = planLines(swapped, chain, november);
    expect(told(plan).filter((text) => text.includes("CYCLE"))).toEqual([]);
    expect(plan.relations.filter(({ validTo }) => validTo === undefined)).toHaveLength(2);
  });

  it("keeps the number until now when a PPPK becomes a PNS", () => {
    const plan = planLines([staff(2, { nip_baru: "198703142026102902" })], before, november);
    expect(plan.people).toMatchObject([{ isNew: false, nip: "198703142026102902", person: { version: 2 } }]);
  });

  it("refuses a number that belongs to somebody else", () => {
    const plan = planLines([staff(4, { nip_baru: nipOf(2) })], before, november);
    expect(told(plan)).toContain("2 ERROR NIP_TAKEN");
    expect(plan.people).toEqual([]);
  });

  it("takes over somebody who was here before the SIASN id was known", () => {
    const officer = { ...before.people[0]!, id: asPerson("random"), siasnId: undefined, nipIndex: nipOf(9) };
    const plan = planLines([staff(9)], { ...before, people: [...before.people, officer] }, november);
    expect(plan.people).toMatchObject([
      { isNew: false, aliasId: personIdOf("PNS9"), person: { id: "random", siasnId: "PNS9" } },
    ]);
    expect(plan.employments).toMatchObject([{ personId: "random" }]);
  });

  it("does not reach behind a change that is later than its day", () => {
    const moved = carriedOut(before, planLines([staff(2, { unor_id: "U2" })], before, november));
    const from = "2026-10-15" as Day;
    const plan = planLines([staff(2, { unor_id: "U3" })], asLoaded(moved, from), { from });
    expect(told(plan)).toContain("2 WARNING EMPLOYMENT_LATER");
    expect(plan.employments).toEqual([]);
  });
});

describe("people who serve no more", () => {
  const away = { kedudukan_hukum_nama: "Pensiun" };
  const before = stored([head(1), staff(2), staff(3)]);

  it("are not taken in", () => {
    const plan = planLines([head(1), staff(2, away)], nothing);
    expect(plan.people.map(({ person }) => person.id)).toEqual([personIdOf("PNS1")]);
    expect(told(plan)).toEqual(["3 WARNING STANDING_AWAY"]);
    expect(plan.totals).toMatchObject({ peopleNew: 1, peopleChanged: 0, errors: 0 });
  });

  it("lose their places and relations from the day on, as employees", () => {
    const plan = planLines([head(1), staff(2, away), staff(3)], before, november);
    expect(plan.people).toMatchObject([{ isNew: false, nip: undefined, person: { active: false, version: 2 } }]);
    expect(spans(plan)).toEqual([[unitIdOf("U1"), "2026-10-01", "2026-10-31"]]);
    expect(plan.relations).toMatchObject([{ personId: personIdOf("PNS2"), validTo: "2026-10-31" }]);
    expect(told(plan)).toEqual(["3 WARNING STANDING_AWAY"]);
    const after = carriedOut(before, plan);
    expect(isEmptyPlan(planLines([head(1), staff(2, away), staff(3)], asLoaded(after, november.from), november))).toBe(
      true,
    );
  });

  it("are nobody's superior", () => {
    const plan = planLines([head(1, away), staff(2), staff(3)], before, november);
    expect(told(plan)).toEqual(expect.arrayContaining(["3 WARNING SUPERIOR_AWAY", "4 WARNING SUPERIOR_AWAY"]));
    expect(plan.relations.every(({ validTo }) => validTo === "2026-10-31")).toBe(true);
    expect(plan.heads).toEqual(new Map());
  });

  it("come back when they serve again", () => {
    const gone = carriedOut(before, planLines([staff(2, away)], before, november));
    const january = { from: "2027-01-01" as Day };
    const plan = planLines([staff(2)], asLoaded(gone, january.from), january);
    expect(plan.people).toMatchObject([{ person: { active: true, version: 3 } }]);
    expect(plan.employments).toMatchObject([{ validFrom: "2027-01-01", validTo: undefined, version: 1 }]);
  });

  it("keep a place that begins later, and somebody is told", () => {
    const october = { from: "2026-09-15" as Day };
    const plan = planLines([staff(2, away)], before, october);
    expect(told(plan)).toContain("2 WARNING EMPLOYMENT_LATER");
    expect(plan.employments).toEqual([]);
  });

  it("of another agency are not an officer's to end", () => {
    const elsewhere = { ...before, elsewhere: new Set([asPerson(personIdOf("PNS2"))]) };
    const plan = planLines([staff(2, away)], elsewhere, november);
    expect(told(plan)[0]).toBe("2 ERROR PERSON_ELSEWHERE");
    expect([plan.people, plan.employments]).toEqual([[], []]);
  });
});

describe("an officer of one agency", () => {
  const own = { mayImportInto: (agency: string) => agency === agencyIdOf("A1") };

  it.each([
    ["another agency", [head(1, { instansi_kerja_id: "A2" })], nothing, "AGENCY_NOT_PERMITTED"],
    ["another agency's unit", [head(1)], { ...nothing, foreignUnits: new Set(["U1"]) }, "UNIT_ELSEWHERE"],
    [
      "people of another agency",
      [head(1)],
      { ...stored([head(1)]), elsewhere: new Set([asPerson(personIdOf("PNS1"))]) },
      "PERSON_ELSEWHERE",
    ],
  ])("does not write %s", (_, lines, current, code) => {
    const plan = planLines(lines, current, own);
    expect(told(plan)[0]).toBe(`2 ERROR ${code}`);
    expect(plan.people).toEqual([]);
  });
});

describe("any file", () => {
  const anyLine = fc
    .record({
      n: fc.integer({ min: 1, max: 8 }),
      unit: fc.integer({ min: 1, max: 4 }),
      parent: fc.integer({ min: 0, max: 4 }),
      agency: fc.constantFrom("A1", "A1", "A2"),
      superior: fc.integer({ min: 0, max: 8 }),
      isHead: fc.boolean(),
      main: fc.constantFrom("1", "1", "0"),
    })
    .map(({ n, unit, parent, agency, superior, isHead, main }) =>
      lineOf(n, {
        unor_id: `${agency}U${unit}`,
        unor_induk_id: parent === 0 ? "" : `${agency}U${parent}`,
        instansi_kerja_id: agency,
        atasan_nip: superior === 0 ? "" : nipOf(superior),
        kepala_unit: isHead ? "1" : "0",
        utama: main,
      }),
    );
  const files = fc.array(fc.array(anyLine, { minLength: 1, maxLength: 10 }), { minLength: 1, maxLength: 3 });

  it("leaves one main place, no circle and nothing to do the second time", () => {
    fc.assert(
      fc.property(files, (imports) => {
        let current = nothing;
        imports.forEach((lines, index) => {
          const from = `2026-1${index}-01` as Day;
          const plan = (): ReturnType<typeof planLines> => planLines(lines, asLoaded(current, from), { from });
          current = carriedOut(current, plan());
          expect(isEmptyPlan(plan())).toBe(true);
        });
        const open = current.employments.filter(({ main, validTo }) => main && validTo === undefined);
        expect(new Set(open.map(({ personId }) => personId)).size).toBe(open.length);
        const relations = current.relations.filter(({ validTo }) => validTo === undefined);
        const above = (person: PersonId): PersonId[] =>
          relations.filter(({ personId }) => personId === person).map(({ otherPersonId }) => otherPersonId);
        for (const { personId, otherPersonId } of relations)
          expect(makesCycle(above, personId, otherPersonId)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
