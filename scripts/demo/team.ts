import { each } from "./each.ts";
import { type DemoPerson } from "./province.ts";
import { at, type Stage } from "./stage.ts";

interface Seen {
  readonly entryId: string;
  readonly version: number;
}
interface Member {
  readonly personId: string;
  readonly exceptions: readonly { readonly entry: { readonly id: string; readonly version: number } }[];
  readonly clean: readonly Seen[];
}
interface Inbox {
  readonly members: readonly Member[];
  readonly nextPageToken: string;
}

export interface TeamTotals {
  approved: number;
  returned: number;
}

const superiorsOf = (people: readonly DemoPerson[]): DemoPerson[] => {
  const nips = new Set(people.map(({ superiorNip }) => superiorNip));
  return people.filter(({ nip }) => nips.has(nip));
};

async function inboxOf(stage: Stage, superior: DemoPerson, monday: string): Promise<Member[]> {
  const members: Member[] = [];
  let pageToken = "";
  do {
    const page = pageToken === "" ? "" : `&pageToken=${encodeURIComponent(pageToken)}`;
    const token = await stage.accounts.access(superior.nip);
    const inbox = await stage.http.get<Inbox>(`/v1/team/inbox?weekStart=${monday}&pageSize=100${page}`, token);
    members.push(...inbox.members);
    pageToken = inbox.nextPageToken;
  } while (pageToken !== "");
  return members;
}

/** The superior looks at what needs a look, returns a part of it with a reason, and lets the rest go in one act. */
async function decide(stage: Stage, superior: DemoPerson, member: Member, totals: TeamTotals): Promise<void> {
  const { http, accounts, chance } = stage;
  const people = `/v1/people/${member.personId}/entries`;
  const exceptions = member.exceptions.map(({ entry }) => ({ entryId: entry.id, version: entry.version }));
  const bad = exceptions.filter(() => chance.chance(0.3));
  const good = [...member.clean, ...exceptions.filter((seen) => !bad.includes(seen))];
  if (good.length > 0) {
    const token = await accounts.access(superior.nip);
    const answer = await http.post<{ approved: number }>(`${people}:approve`, { seen: good }, token);
    totals.approved += answer.approved;
  }
  if (bad.length > 0) {
    const body = { seen: bad, reason: "WRONG_TIME", note: "Jam bertumpuk dengan catatan lain" };
    const token = await accounts.access(superior.nip);
    const answer = await http.post<{ returned: number }>(`${people}:return`, body, token);
    totals.returned += answer.returned;
  }
}

/** The end of a week: every superior goes through the inbox; one of them is away and decides nothing until the end. */
export async function approveWeek(stage: Stage, monday: string, totals: TeamTotals): Promise<void> {
  const superiors = superiorsOf(stage.province.people);
  await each(superiors, 8, async (superior) => {
    const members = await inboxOf(stage, superior, monday);
    for (const member of members) await decide(stage, superior, member, totals);
  });
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
