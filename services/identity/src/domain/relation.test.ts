import { describe, expect, it } from "@jest/globals";
import { addDays, type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";
import fc from "fast-check";

import { makesCycle, type NewRelation, type Relation, setRelation } from "./relation.ts";
import { holdsOn } from "./validity.ts";

const day = (text: string): Day => text as Day;
const person = (text: string): PersonId => text as PersonId;
const wanted = (more: Partial<NewRelation> = {}): NewRelation => ({
  id: "new",
  agencyId: "a" as AgencyId,
  personId: person("p"),
  otherPersonId: person("boss"),
  kind: "SUPERIOR",
  validFrom: day("2026-10-01"),
  validTo: undefined,
  decree: "SK 1",
  zone: "WIB",
  ...more,
});
const stored = (more: Partial<Relation> = {}): Relation => ({ ...wanted({ id: "old" }), version: 1, ...more });
const changesOf = (existing: Relation[], more: Partial<NewRelation> = {}) =>
  setRelation(existing, wanted(more)).events.map(
    ({ relation: { id, otherPersonId, validFrom, validTo, version } }) => ({
      id,
      otherPersonId,
      validFrom,
      validTo,
      version,
    }),
  );

describe("recording a relation", () => {
  it("ends the one before on the day before", () => {
    const before = stored({ validFrom: day("2026-01-01"), otherPersonId: person("old boss") });
    expect(changesOf([before])).toEqual([
      { id: "old", otherPersonId: "old boss", validFrom: "2026-01-01", validTo: "2026-09-30", version: 2 },
      { id: "new", otherPersonId: "boss", validFrom: "2026-10-01", validTo: undefined, version: 1 },
    ]);
  });

  it("corrects one from the same day and keeps its id", () => {
    expect(changesOf([stored({ otherPersonId: person("wrong") })])).toEqual([
      { id: "old", otherPersonId: "boss", validFrom: "2026-10-01", validTo: undefined, version: 2 },
    ]);
    expect(setRelation([stored()], wanted())).toEqual({ state: stored(), events: [] });
  });

  it("gives way to a later one", () => {
    const later = stored({ validFrom: day("2026-11-01"), otherPersonId: person("next") });
    expect(changesOf([later])).toMatchObject([{ id: "new", validTo: "2026-10-31" }]);
    expect(() => changesOf([later], { validTo: day("2026-11-15") })).toThrow("VALIDITY_ORDER");
  });

  it("leaves other teams, agencies and people alone", () => {
    const others = [
      stored({ id: "1", kind: "TEAM_LEAD", otherPersonId: person("other lead"), validFrom: day("2026-01-01") }),
      stored({ id: "2", agencyId: "b" as AgencyId, validFrom: day("2026-01-01") }),
      stored({ id: "3", personId: person("q"), validFrom: day("2026-01-01") }),
    ];
    expect(changesOf(others, { kind: "TEAM_LEAD" })).toHaveLength(1);
    expect(changesOf(others)).toHaveLength(1);
  });

  it.each([
    ["oneself", { otherPersonId: person("p") }, "RELATION_TO_SELF"],
    ["an acting superior without an end", { kind: "ACTING" }, "ACTING_END_MISSING"],
    ["an end before the beginning", { validTo: day("2026-09-30") }, "VALIDITY_ORDER"],
  ] as const)("refuses %s", (_, more, code) => {
    expect(() => changesOf([], more)).toThrow(code);
  });

  it("never leaves two superiors on one day", () => {
    const command = fc.record({ from: fc.nat(60), length: fc.option(fc.nat(30)), boss: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        const all = new Map<string, Relation>();
        commands.forEach(({ from, length, boss }, index) => {
          const validFrom = addDays(day("2026-10-01"), from);
          const validTo = length === null ? undefined : addDays(validFrom, length);
          const more = { id: `r${index}`, otherPersonId: person(`boss ${boss}`), validFrom, validTo };
          try {
            const { events } = setRelation([...all.values()], wanted(more));
            for (const { relation } of events) all.set(relation.id, relation);
          } catch (error) {
            expect(String(error)).toMatch(/VALIDITY_ORDER|ACTING_END_MISSING/);
          }
        });
        for (let at = 0; at < 100; at++) {
          const today = addDays(day("2026-10-01"), at);
          expect([...all.values()].filter((one) => holdsOn(one, today)).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("cycles", () => {
  const above: Record<string, string[]> = { b: ["c"], c: ["d", "e"], x: ["y"], y: ["x"] };
  const superiors = (one: PersonId): PersonId[] => (above[one] ?? []).map(person);
  it.each([
    ["c", "b", true],
    ["e", "b", true],
    ["b", "c", false],
    ["a", "b", false],
    ["a", "x", false],
  ])("%s under %s: %s", (one, superior, expected) => {
    expect(makesCycle(superiors, person(one), person(superior))).toBe(expected);
  });
});
