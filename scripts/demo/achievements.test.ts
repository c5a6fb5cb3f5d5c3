import { describe, expect, it } from "@jest/globals";
import { readAchievements } from "./achievements.ts";
import { keepOwn } from "./diaries.ts";
import { type EntryJson, type PlanItemJson } from "./entries.ts";
import { personIdOf } from "./ids.ts";
import { makeProvince, type DemoPerson } from "./province.ts";
import { random } from "./random.ts";
import { monthOf, type Stage } from "./stage.ts";
import { workOf } from "./work.ts";

const province = makeProvince(2026, 60);
const { people } = province;
// Nobody asks a server: everybody has a copy of the own diary.
const stage = { province, month: monthOf("2026-10"), chance: random(2026) } as Stage;

const planOf = (person: DemoPerson): PlanItemJson[] =>
  workOf(stage, person).map(({ task: text, taskUnit: unit, monthly: target }, index) => {
    const itemId = `${person.nip}/${index}`;
    return { itemId, rhkId: `rhk/${itemId}`, indicatorId: `indicator/${itemId}`, text, target, unit };
  });

const entry = (id: string, planItemId: string, change: Partial<EntryJson> = {}): EntryJson => ({
  ...{ id, version: 1, employmentId: "", workDate: "2026-10-05", kind: "PLANNED", planItemId, description: "" },
  ...change,
});

/** Everybody does all that was planned, and one the double of it. */
const diaryOf = (person: DemoPerson, times: number): EntryJson[] =>
  planOf(person).map(({ itemId, target }) => entry(itemId, itemId, { quantity: target * times }));

const monthlyOf = (person: DemoPerson): number => planOf(person)[0]?.target ?? Number.NaN;

const head = people.find((person) => person.head && person.division !== undefined) as DemoPerson;
const team = people.filter(({ superiorNip }) => superiorNip === head.nip);
const [eager] = team as [DemoPerson];
const plans = new Map(people.map((person) => [personIdOf(person), planOf(person)]));
const diaries = new Map(people.map((person) => [person.nip, diaryOf(person, person === eager ? 2 : 1)]));

describe("achievements", () => {
  it("of an employee are what the diary has of the month's plan", async () => {
    const found = await readAchievements(stage, people, { plans, diaries });
    const [item] = planOf(eager);
    const own = found.get(eager.nip);
    expect(own?.ratio).toBe(2);
    expect(own?.achieved[0]?.words).toBe(
      `${monthlyOf(eager) * 2} ${item?.unit} dari ${item?.target} rencana bulan ini`,
    );
  });

  it("of a head of a division are the sum of the team's", async () => {
    const found = await readAchievements(stage, people, { plans, diaries });
    const planned = team.reduce((sum, person) => sum + monthlyOf(person), 0);
    const first = found.get(head.nip)?.achieved[0];
    expect([first?.done, first?.planned]).toEqual([planned + monthlyOf(eager), planned]);
  });

  it("of a head of a department move with those of the divisions", async () => {
    const found = await readAchievements(stage, people, { plans, diaries });
    const chief = people.find(({ nip }) => nip === head.superiorNip) as DemoPerson;
    const divisions = people.filter(({ superiorNip }) => superiorNip === chief.nip);
    const sum = divisions.reduce((total, { nip }) => total + (found.get(nip)?.ratio ?? Number.NaN), 0);
    const own = found.get(chief.nip);
    expect(own?.ratio).toBeCloseTo(sum / divisions.length);
    expect(own?.ratio).toBeGreaterThan(1);
    expect(own?.achieved[0]?.words).toMatch(/^[\d,]+ persen \(target 95\)$/);
  });

  it("leave out what was taken back, and count an entry without a quantity once", async () => {
    const [item] = planOf(eager);
    const itemId = item?.itemId ?? "";
    const own = [
      entry("a", itemId, { quantity: 5, cancelled: true, version: 2 }),
      entry("b", itemId),
      entry("c", "elsewhere"),
    ];
    const found = await readAchievements(stage, people, { plans, diaries: new Map([...diaries, [eager.nip, own]]) });
    expect(found.get(eager.nip)?.achieved.map(({ done }) => done)).toEqual([
      1,
      ...planOf(eager)
        .slice(1)
        .map(() => 0),
    ]);
  });
});

it("a phone keeps the newest version, and of two with one version the first", () => {
  const own = new Map<string, EntryJson>();
  const versions = [entry("a", "1"), entry("a", "2"), entry("a", "3", { version: 2 }), entry("a", "4")];
  for (const one of versions) keepOwn({ own }, one);
  expect(own.get("a")?.planItemId).toBe("3");
});
