import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { month, period, person, predicate, present, roster, usualCalendar } from "../../testing/month.ts";
import { fact, factId, personId } from "../../testing/pay-facts.ts";
import { factKinds } from "../facts/kinds.ts";
import { factsOfMonths } from "../facts/month.ts";
import { snapshotOf } from "../snapshot.ts";
import { ownSourcePattern, sourceNames } from "./sources.ts";

const [first, last] = [`${period}-01`, `${period}-31`];
const months = { period, payoutPeriod: period };
const whose = { personId, unitIds: [] };
/** One of each kind that the registers know. */
const facts = factKinds.map((kind, index) => fact(kind, [first, last], { id: factId(index + 1) }));

/** What is there of a person of whom everything is known: the roster, the sealed month, the predicate, the calendar and all registers. */
const delivered = () => {
  const inputs = {
    ...{ personId: person(1), roster: [roster(1, { positionKind: "pelaksana", grade: "III/c" })] },
    ...{ months: [month(1, { attendance: [{ ...present, date: first as Day }] })], predicates: [predicate(1)] },
  };
  const own = factsOfMonths(facts, months, whose);
  const [row] = snapshotOf(period, inputs, { taken: 0, calendars: [usualCalendar(period)], ...own });
  return Object.keys(row?.facts ?? {});
};

describe("the sources that a policy may name", () => {
  it("are each delivered, by a run of whoever everything is known of", () => {
    expect(sourceNames.filter((name) => !delivered().includes(name))).toEqual([]);
  });

  it("are all that a run delivers, beside those of an agency's own", () => {
    const own = new RegExp(ownSourcePattern, "u");
    const others = delivered().filter((name) => !own.test(name));
    expect(others.filter((name) => !(sourceNames as string[]).includes(name))).toEqual([]);
  });

  it("have a missed ceremony and minutes away where an officer writes them down", () => {
    const told = [
      fact("LIST_ITEM", [first, first], { fields: { code: "upacara", count: "1" } }),
      fact("LIST_ITEM", [first, first], {
        ...{ id: factId(2), fields: { code: "meninggalkan_kantor", count: "35", unit: "minute" } },
      }),
    ];
    expect(factsOfMonths(told, months, whose).facts).toMatchObject({
      ...{ "list.upacara": 1, "minutes.meninggalkan_kantor": 35 },
    });
  });
});
