import { describe, expect, it } from "@jest/globals";
import { factOf, isOutage } from "./attendance.ts";
import { assessorOn, casesOf, isAwayOn, monthEnd, peopleOn } from "./cases.ts";
import { isOnLeave } from "./diaries.ts";
import { spread } from "./each.ts";
import { officersOf } from "./officers.ts";
import { makeProvince } from "./province.ts";
import { random } from "./random.ts";
import { monthOf } from "./stage.ts";

it("leaves the public holiday out of the working days", () => {
  const { workingDays, holiday } = monthOf("2026-10");
  expect(holiday.date).toBe("2026-10-12");
  expect(workingDays).toHaveLength(21);
  expect(workingDays).not.toContain(holiday.date);
});

describe.each([60, 600])("special cases among %i people", (size) => {
  const world = { province: makeProvince(2026, size), month: monthOf("2026-10"), chance: random(2026) };
  const { moves, actings } = casesOf(world);

  it("move two people between agencies in the middle of the month, and no officer", () => {
    expect(moves.map(({ before, after, from }) => [before.agency.siasnId, after.agency.siasnId, from])).toEqual([
      ["DEMO-PROV-SELAT-JINGGA", "DEMO-KAB-TANJUNG-BIRU", "2026-10-16"],
      ["DEMO-KAB-TANJUNG-BIRU", "DEMO-LPNK-ARSIP-LAUT", "2026-10-16"],
    ]);
    const officers = Object.values(officersOf(world)).flatMap((own) => Object.values(own).map(({ nip }) => nip));
    expect(officers.filter((nip) => moves.some(({ before }) => before.nip === nip))).toEqual([]);
  });

  it("leave everybody in one place each day", () => {
    const [move] = moves;
    const placeOn = (date: string) => peopleOn(world, date).find(({ nip }) => nip === move?.before.nip);
    expect(placeOn("2026-10-15")).toEqual(move?.before);
    expect(placeOn("2026-10-16")).toEqual(move?.after);
    expect(peopleOn(world, monthEnd(world.month))).toHaveLength(world.province.people.length);
  });

  it("have somebody stand in for a head who is away", () => {
    const [acting] = actings;
    const team = world.province.people.filter(({ superiorNip }) => superiorNip === acting?.absent.nip);
    expect(team.length).toBeGreaterThan(0);
    expect(new Set(team.map(assessorOn(world, "2026-10-16")))).toEqual(new Set([acting?.absent.nip]));
    expect(new Set(team.map(assessorOn(world, "2026-10-19")))).toEqual(new Set([acting?.actor.nip]));
    expect(acting && isAwayOn(world, acting.absent, "2026-10-19")).toBe(true);
  });

  it("tell the attendance machine of leave and of its own outage", () => {
    const { workingDays } = world.month;
    const facts = workingDays.flatMap((date) =>
      world.province.people.map((person) => ({ date, person, ...factOf(world, person, date) })),
    );
    const onLeave = facts.filter(({ person, date }) => isOnLeave(world, person, date));
    expect(onLeave.length).toBeGreaterThan(0);
    const kinds = new Set(onLeave.map(({ status }) => status));
    expect([...kinds].toSorted()).toEqual(["CUTI_SAKIT", "CUTI_TAHUNAN"]);
    expect(facts.some(({ status }) => status === "DINAS_LUAR")).toBe(true);
    const failed = facts.filter(({ status }) => status === "GANGGUAN");
    expect(failed.every(({ date }) => isOutage(date))).toBe(true);
    expect(failed.length + onLeave.filter(({ date }) => isOutage(date)).length).toBe(world.province.people.length);
  });
});

it("spreads groups evenly and loses nobody", () => {
  const spreadOut = spread(["a1", "a2", "a3", "b1", "c1", "c2"], (text) => text.charAt(0));
  expect(spreadOut).toEqual(["a1", "b1", "c1", "a2", "c2", "a3"]);
});
