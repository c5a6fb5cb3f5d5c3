import { type Diaries } from "./diaries.ts";
import { each } from "./each.ts";
import { type EntryJson, type PlanItemJson } from "./entries.ts";
import { personIdOf } from "./ids.ts";
import { type DemoPerson } from "./province.ts";
import { type Plans } from "./skps.ts";
import { type Stage } from "./stage.ts";
import { outcomesOf } from "./work.ts";

/** What somebody did for an item of the month's plan. */
export interface Achieved {
  readonly item: PlanItemJson;
  readonly done: number;
  /** Of the month: one's own, or all that the team has planned. */
  readonly planned: number;
  /** How it is written as the realisation of the indicator. */
  readonly words: string;
}

export interface Achievement {
  readonly achieved: readonly Achieved[];
  /** Achieved of what the month's plan asks for; 1 = all of it. */
  readonly ratio: number;
}

/** By NIP. */
export type Achievements = ReadonlyMap<string, Achievement>;

interface Listed {
  readonly entries: readonly { readonly entry: EntryJson }[];
  readonly nextPageToken: string;
}

const lastDayOf = (period: string): string => {
  const [year = 0, month = 0] = period.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};

/** The own diary of the month, page by page, for who has no copy of it. */
async function readDiary({ http, accounts, month: { period } }: Stage, { nip }: DemoPerson): Promise<EntryJson[]> {
  const entries: EntryJson[] = [];
  let pageToken = "";
  do {
    const page = pageToken === "" ? "" : `&pageToken=${encodeURIComponent(pageToken)}`;
    const path = `/v1/entries?fromDate=${period}-01&toDate=${lastDayOf(period)}&pageSize=200${page}`;
    const listed = await http.get<Listed>(path, await accounts.access(nip));
    entries.push(...listed.entries.map(({ entry }) => entry));
    pageToken = listed.nextPageToken;
  } while (pageToken !== "");
  return entries;
}

/** Quantities by item of the plan; who writes no quantity has done the thing once, and whose times overlap has done it all the same. */
function loggedOf(diary: readonly EntryJson[]): ReadonlyMap<string, number> {
  const logged = new Map<string, number>();
  for (const { planItemId = "", quantity = 1 } of diary.filter(({ cancelled }) => cancelled !== true))
    logged.set(planItemId, (logged.get(planItemId) ?? 0) + quantity);
  return logged;
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** All that was done of all that was planned; somebody without a plan has missed nothing. */
function ratioOf(achieved: readonly Achieved[]): number {
  const planned = sumOf(achieved.map((one) => one.planned));
  return planned === 0 ? 1 : sumOf(achieved.map(({ done }) => done)) / planned;
}

const decimals = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 });

/** An employee counts the own work. */
function ownAchievement(plan: readonly PlanItemJson[], logged: ReadonlyMap<string, number>): Achievement {
  const achieved = plan.map((item) => {
    const done = logged.get(item.itemId) ?? 0;
    return { item, done, planned: item.target, words: `${done} ${item.unit} dari ${item.target} rencana bulan ini` };
  });
  return { achieved, ratio: ratioOf(achieved) };
}

/** What the phones have of the month. */
export interface Kept {
  readonly plans: Plans;
  /** Empty when the month was begun by another run: then everybody reads the own one. */
  readonly diaries: Diaries;
}

type Below = readonly (readonly [DemoPerson, Achievement])[];

/** A head of a division answers for what the team has finished of each line of work. */
function teamsAchievement(head: DemoPerson, plan: readonly PlanItemJson[], team: Below): Achievement {
  const lines = (head.division?.work ?? []).map(({ task }) =>
    team.flatMap(([, { achieved }]) => achieved.filter(({ item }) => item.text === task)),
  );
  const achieved = (head.division?.work ?? []).flatMap(({ task, unit }, index) => {
    const item = plan.find(({ text }) => text.toLowerCase().endsWith(task.toLowerCase()));
    const line = lines[index] ?? [];
    const [done, planned] = [sumOf(line.map((one) => one.done)), sumOf(line.map((one) => one.planned))];
    return item ? [{ item, done, planned, words: `${done} ${unit} dari ${planned} rencana bidang bulan ini` }] : [];
  });
  return { achieved, ratio: ratioOf(lines.flat()) };
}

/** A head of a department answers for outcomes, which move slowly with the work of the divisions that serve them. */
function outcomesAchievement(head: DemoPerson, plan: readonly PlanItemJson[], divisions: Below): Achievement {
  const ratios = divisions.map(([, { ratio }]) => ratio);
  const ratio = ratios.length === 0 ? 1 : sumOf(ratios) / ratios.length;
  const achieved = outcomesOf(head).flatMap(({ indicator, target, unit }) => {
    const item = plan.find(({ text }) => text.toLowerCase().endsWith(indicator.toLowerCase()));
    const value = Number(target.replace(",", ".")) * Math.min(1.02, 0.8 + 0.2 * ratio);
    return item
      ? [{ item, done: ratio, planned: 1, words: `${decimals.format(value)} ${unit} (target ${target})` }]
      : [];
  });
  return { achieved, ratio };
}

/** What everybody has achieved in the month, from the diaries upwards. */
export async function readAchievements(stage: Stage, people: readonly DemoPerson[], { plans, diaries }: Kept): Promise<Achievements> {
  const found = new Map<string, Achievement>();
  const planOf = (person: DemoPerson): readonly PlanItemJson[] => plans.get(personIdOf(person)) ?? [];
  const below = ({ nip }: DemoPerson): Below =>
    people.flatMap((one) => {
      const own = one.superiorNip === nip ? found.get(one.nip) : undefined;
      return own === undefined ? [] : [[one, own] as const];
    });
  await each(people.filter(({ head }) => !head), 16, async (person) => {
    found.set(person.nip, ownAchievement(planOf(person), loggedOf(diaries.get(person.nip) ?? (await readDiary(stage, person)))));
  });
  const heads = people.filter(({ head }) => head);
  for (const head of heads.filter(({ division }) => division !== undefined))
    found.set(head.nip, teamsAchievement(head, planOf(head), below(head)));
  for (const head of heads.filter(({ division, department }) => division === undefined && department !== undefined))
    found.set(head.nip, outcomesAchievement(head, planOf(head), below(head)));
  for (const head of heads.filter(({ department }) => department === undefined))
    found.set(head.nip, outcomesAchievement(head, [], below(head)));
  return found;
} // prettier-ignore
