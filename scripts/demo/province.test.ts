import { describe, expect, it } from "@jest/globals";
import { officersOf } from "./officers.ts";
import { makeProvince } from "./province.ts";
import { random } from "./random.ts";
import { monthOf } from "./stage.ts";
import { workOf } from "./work.ts";
import { leadsOf } from "./leads.ts";

describe.each([60, 120, 600])("an invented province of %i people", (size) => {
  const province = makeProvince(2026, size);
  const { agencies, people } = province;
  const world = { province, month: monthOf("2026-10"), chance: random(2026) };

  it("is the same for the same seed, and as large as asked for", () => {
    expect(makeProvince(2026, size).people).toEqual(people);
    expect(makeProvince(2027, size).people).not.toEqual(people);
    expect(Math.abs(people.length - size)).toBeLessThanOrEqual(3);
  });

  it("gives each person a number of its own with a serial of invented people", () => {
    expect(new Set(people.map(({ nip }) => nip)).size).toBe(people.length);
    expect(new Set(people.map(({ nip }) => nip.slice(15))).size).toBeGreaterThan(size / 10);
    for (const { nip, birth, sex } of people)
      expect(nip).toMatch(new RegExp(`^${birth.replaceAll("-", "")}\\d{6}${sex === "M" ? 1 : 2}9[0-8]\\d$`));
  });

  it("has offices that fit the agency, and posts that fit the office", () => {
    const [, , archive] = agencies;
    for (const { agency, department, division, head, position, degree } of people) {
      expect(agency.offices).toEqual(expect.arrayContaining(department === undefined ? [] : [department]));
      if (agency === archive) expect(department?.name ?? "").not.toMatch(/^Dinas/);
      const post = division?.posts.filter(({ title, degrees }) => title === position && degrees.includes(degree));
      if (!head) expect(post).toHaveLength(1);
    }
  });

  it("has officers from the personnel unit, five different people with a superior", () => {
    for (const offices of Object.values(officersOf({ province }))) {
      const holders = Object.values(offices);
      expect(new Set(holders.map(({ nip }) => nip)).size).toBe(5);
      expect(holders.every(({ department, superiorNip }) => department?.isPersonnel && superiorNip !== "")).toBe(true);
    }
  });

  it("has targets of divisions that are the sum of their people's", () => {
    const heads = people.filter(({ head, division }) => head && division !== undefined);
    for (const head of heads) {
      const team = people.filter(({ superiorNip }) => superiorNip === head.nip);
      const sums = [0, 1].map((line) => team.reduce((sum, one) => sum + Number(workOf(world, one)[line]?.target), 0));
      expect(workOf(world, head).map(({ target }) => Number(target))).toEqual(sums);
    }
  });

  it("has a text of its own at each level of the cascade", () => {
    for (const { offices } of agencies)
      for (const { outcomes, divisions } of offices)
        for (const { outcome, output, result, task } of divisions.flatMap(({ work }) => work)) {
          expect(outcomes[outcome]).toBeDefined();
          expect(new Set([output, result, task]).size).toBe(3);
        }
  });

  it("has team leads who lead people of their own division, once each", () => {
    const teams = leadsOf(world);
    const members = teams.flatMap((team) => team.members);
    expect(new Set(members).size).toBe(members.length);
    for (const { lead, members: led } of teams)
      expect(led.every(({ unit, nip }) => unit === lead.unit && nip !== lead.nip)).toBe(true);
    if (size === 600) expect(teams.length).toBeGreaterThan(20);
  });
});
