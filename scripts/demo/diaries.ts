import { type EmploymentJson } from "./accounts.ts";
import { casesOf, isAwayOn } from "./cases.ts";
import { each } from "./each.ts";
import { personIdOf } from "./ids.ts";
import { type DemoPerson } from "./province.ts";
import { type Random } from "./random.ts";
import { type Stage } from "./stage.ts";

/** How somebody keeps the log: the diligent every day, some forget days, two per cent do it all on the last evening. */
type Habit = "daily" | "forgetful" | "last-evening" | "on-leave";

function drawHabit(chance: Random): Habit {
  const dice = chance.next();
  if (dice < 0.02) return "last-evening";
  if (dice < 0.1) return "forgetful";
  return dice < 0.12 ? "on-leave" : "daily";
}

type World = Pick<Stage, "province" | "month" | "chance">;

/** Who goes to another agency is diligent: both halves of the month are there to see. */
export const habitOf = (world: World, { nip }: DemoPerson): Habit =>
  casesOf(world).moves.some(({ before }) => before.nip === nip) ? "daily" : drawHabit(world.chance.fork(nip));

/** Annual leave: from the twelfth to the end, and whoever is represented by somebody. */
export const isOnLeave = (world: World, person: DemoPerson, date: string): boolean =>
  isAwayOn(world, person, date) || (date.slice(8) >= "12" && habitOf(world, person) === "on-leave");

export interface Diarist {
  readonly person: DemoPerson;
  readonly personId: string;
  readonly habit: Habit;
  readonly chance: Random;
  /** Valid today, the main one first. */
  employments: readonly EmploymentJson[];
  /** Position of the last receipt, for reading the own writes. */
  position: string;
}

export async function openDiaries(stage: Stage): Promise<Diarist[]> {
  const diarists: Diarist[] = [];
  await each(stage.province.people, 16, async (person) => {
    const employments = await stage.accounts.employments(person.nip);
    if (employments.length === 0) return;
    const own = { person, personId: personIdOf(person), habit: habitOf(stage, person) };
    diarists.push({ ...own, employments, chance: stage.chance.fork(person.nip), position: "" });
  });
  return diarists.sort((a, b) => (a.person.nip < b.person.nip ? -1 : 1));
}
