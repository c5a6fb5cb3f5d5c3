import { type EmploymentJson } from "./accounts.ts";
import { casesOf, isAwayOn } from "./cases.ts";
import { each } from "./each.ts";
import { type EntryJson } from "./entries.ts";
import { evidenceOf } from "./evidence.ts";
import { personIdOf } from "./ids.ts";
import { type DemoPerson } from "./province.ts";
import { type Random } from "./random.ts";
import { type Stage } from "./stage.ts";

/** How somebody keeps the log: the diligent every day, some forget days, two per cent do it all on the last evening. */
export type Habit = "daily" | "forgetful" | "last-evening" | "on-leave";

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

/** One in twenty-five is ill for up to three working days; not those whose month tells something else. */
function isIll(world: World, person: DemoPerson, date: string): boolean {
  const { workingDays } = world.month;
  const chance = world.chance.fork(`ill/${person.nip}`);
  const isElsewhere = casesOf(world).moves.some(({ before }) => before.nip === person.nip);
  if (isElsewhere || habitOf(world, person) === "last-evening") return false;
  if (!chance.chance(0.04)) return false;
  const first = chance.int(0, workingDays.length - 1);
  const day = workingDays.indexOf(date);
  return day >= first && day < first + chance.int(1, 3);
}

export type Leave = "CUTI_TAHUNAN" | "CUTI_SAKIT";

/** Annual leave: from the twelfth to the end, and whoever is represented by somebody. Else perhaps ill. */
export function leaveOn(world: World, person: DemoPerson, date: string): Leave | undefined {
  if (isAwayOn(world, person, date) || (date.slice(8) >= "12" && habitOf(world, person) === "on-leave")) return "CUTI_TAHUNAN"; // prettier-ignore
  return isIll(world, person, date) ? "CUTI_SAKIT" : undefined;
}

export const isOnLeave = (world: World, person: DemoPerson, date: string): boolean =>
  leaveOn(world, person, date) !== undefined;

export interface Diarist {
  readonly person: DemoPerson;
  readonly personId: string;
  readonly habit: Habit;
  readonly chance: Random;
  /** Valid today, the main one first. */
  employments: readonly EmploymentJson[];
  /** The place that the last receipt names, for reading the own writes: in the log or the spool. */
  receipt: string;
  /** The same of the last receipt that names a place in the log. */
  position: string;
  /** The last one that only the spool has acknowledged. */
  spooled: EntryJson | undefined;
  /** What was acknowledged since this program began, by id, as the phone keeps it. */
  readonly own: Map<string, EntryJson>;
}

/** Of two with one version the first stands, as on the server. */
export function keepOwn({ own }: Pick<Diarist, "own">, entry: EntryJson): void {
  if (entry.version > (own.get(entry.id)?.version ?? 0)) own.set(entry.id, entry);
}

/** Own copies by NIP. */
export type Diaries = ReadonlyMap<string, readonly EntryJson[]>;

export const diariesOf = (diarists: readonly Diarist[]): Diaries =>
  new Map(diarists.map(({ person, own }) => [person.nip, [...own.values()]]));

/** Somebody of each agency uploads the file that others name; again changes nothing. */
async function uploadEvidence({ province, accounts, http }: Stage): Promise<void> {
  for (const agency of province.agencies) {
    const person = province.people.find((one) => one.agency === agency);
    if (person !== undefined) await http.put("/v1/files", evidenceOf(agency), await accounts.access(person.nip));
  }
}

export async function openDiaries(stage: Stage): Promise<Diarist[]> {
  await uploadEvidence(stage);
  const diarists: Diarist[] = [];
  await each(stage.province.people, 16, async (person) => {
    const employments = await stage.accounts.employments(person.nip);
    if (employments.length === 0) return;
    const own = { person, personId: personIdOf(person), habit: habitOf(stage, person) };
    diarists.push({
      ...own,
      employments,
      chance: stage.chance.fork(person.nip),
      receipt: "",
      position: "",
      spooled: undefined,
      own: new Map(),
    });
  });
  return diarists.sort((a, b) => (a.person.nip < b.person.nip ? -1 : 1));
}
