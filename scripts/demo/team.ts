import { assessorOn, casesOf, isAwayOn, peopleOn } from "./cases.ts";
import { each } from "./each.ts";
import { isOnLeave } from "./diaries.ts";
import { personIdOf } from "./ids.ts";
import { at, type Stage } from "./stage.ts";

interface Seen {
  readonly entryId: string;
  readonly version: number;
}
interface Member {
  readonly personId: string;
  readonly exceptions: readonly { readonly entry: { readonly id: string; readonly version: number } }[];
  readonly clean: readonly Seen[];
  readonly missingDates: readonly string[];
}
interface Inbox {
  readonly members: readonly Member[];
  readonly nextPageToken: string;
}

export interface TeamTotals {
  approved: number;
  returned: number;
  /** Decided by who stands in for the superior. */
  actingApproved: number;
  /** Days of leave that the inbox nevertheless called missing: none may be. */
  leaveMissing: number;
  leaveDays: number;
  /** People looked at in the week of the public holiday, and those of whom the inbox asked for it: none may be. */
  holiday: number;
  holidayMissing: number;
  /** Facts of the attendance machines. */
  attendance: number;
}

export const noTeamTotals = (): TeamTotals => ({
  approved: 0,
  returned: 0,
  actingApproved: 0,
  leaveMissing: 0,
  leaveDays: 0,
  holiday: 0,
  holidayMissing: 0,
  attendance: 0,
});

interface Week {
  /** NIP. */
  readonly superior: string;
  readonly monday: string;
  /** Ids of persons; everybody in the inbox when missing. */
  readonly only?: ReadonlySet<string>;
}

async function inboxOf(stage: Stage, { superior, monday }: Week): Promise<Member[]> {
  const members: Member[] = [];
  let pageToken = "";
  do {
    const page = pageToken === "" ? "" : `&pageToken=${encodeURIComponent(pageToken)}`;
    const token = await stage.accounts.access(superior);
    const inbox = await stage.http.get<Inbox>(`/v1/team/inbox?weekStart=${monday}&pageSize=100${page}`, token);
    members.push(...inbox.members);
    pageToken = inbox.nextPageToken;
  } while (pageToken !== "");
  return members;
}

/** The superior looks at what needs a look, returns a part of it with a reason, and lets the rest go in one act. */
async function decide(stage: Stage, superior: string, member: Member): Promise<{ approved: number; returned: number }> {
  const { http, accounts, chance } = stage;
  const people = `/v1/people/${member.personId}/entries`;
  const exceptions = member.exceptions.map(({ entry }) => ({ entryId: entry.id, version: entry.version }));
  const bad = exceptions.filter(({ entryId }) => chance.fork(`return/${entryId}`).chance(0.3));
  const good = [...member.clean, ...exceptions.filter((seen) => !bad.includes(seen))];
  const post = async (act: string, body: unknown): Promise<Record<string, number>> =>
    http.post(`${people}:${act}`, body, await accounts.access(superior));
  const { approved = 0 } = good.length > 0 ? await post("approve", { seen: good }) : {};
  const reason = { reason: "WRONG_TIME", note: "Jam bertumpuk dengan catatan lain" };
  const { returned = 0 } = bad.length > 0 ? await post("return", { seen: bad, ...reason }) : {};
  return { approved, returned };
}

/** One superior goes through the inbox of a week. */
export async function approveMembers(stage: Stage, week: Week, totals: TeamTotals): Promise<void> {
  const people = new Map(stage.province.people.map((person) => [personIdOf(person), person]));
  const members = await inboxOf(stage, week);
  for (const member of members.filter(({ personId }) => week.only?.has(personId) ?? true)) {
    const person = people.get(member.personId);
    if (person === undefined) continue;
    const { approved, returned } = await decide(stage, week.superior, member);
    totals.approved += approved;
    totals.returned += returned;
    const standsIn = casesOf(stage).actings.some(({ absent, actor }) => person.superiorNip === absent.nip && actor.nip === week.superior); // prettier-ignore
    if (standsIn) totals.actingApproved += approved;
    const missing = member.missingDates.filter((date) => stage.month.workingDays.includes(date));
    totals.leaveMissing += missing.filter((date) => isOnLeave(stage, person, date)).length;
    if (weeksOf([stage.month.holiday.date])[0] === week.monday) totals.holiday++;
    if (member.missingDates.includes(stage.month.holiday.date)) totals.holidayMissing++;
  }
}

/** The end of a week: every superior goes through the inbox; whoever is away leaves it to who stands in. */
export async function approveWeek(
  stage: Stage,
  monday: string,
  days: readonly string[],
  totals: TeamTotals,
): Promise<void> {
  const today = days.at(-1) ?? monday;
  const people = peopleOn(stage, today);
  const assessor = assessorOn(stage, today);
  const away = new Set(people.filter((person) => isAwayOn(stage, person, today)).map(({ nip }) => nip));
  const superiors = [...new Set(people.map(assessor))].filter((nip) => nip !== "" && !away.has(nip));
  for (const date of days) totals.leaveDays += people.filter((person) => isOnLeave(stage, person, date)).length;
  await each(superiors, 8, (superior) => approveMembers(stage, { superior, monday }, totals));
}

/** Mondays of the weeks that hold working days of the month. */
export function weeksOf(workingDays: readonly string[]): string[] {
  const mondayOf = (date: string): string => {
    const instant = new Date(`${date}T00:00:00Z`);
    const back = (instant.getUTCDay() + 6) % 7;
    return new Date(instant.getTime() - back * 86_400_000).toISOString().slice(0, 10);
  };
  return [...new Set(workingDays.map(mondayOf))];
}

export const fridayEvening = (monday: string): number => at(monday, "17:30") + 4 * 86_400_000;
