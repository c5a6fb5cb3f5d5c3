import { invalid } from "@kinerja/common/errors";
import {
  addDays,
  type Day,
  dayAt,
  isDay,
  pagePlaceOf,
  pageSizeOf,
  pageTokenOf,
  type Period,
  periodOf,
  weekday,
} from "@kinerja/common/kernel";

import { byUrgency, memberWeek, type MemberWeek } from "../domain/inbox.ts";
import { withDerivedFlags } from "../domain/listing.ts";
import { type Caller, type Grant } from "./authorise.ts";
import { type ReadStore, type ShownEntry, type Span, type View } from "./read.ts";

export type InboxNeeds = {
  readonly store: ReadStore;
  readonly subordinatesOf: (caller: Caller) => Promise<{ personId: string; agencyId: string }[]>;
  readonly workingDays: (caller: Caller, period: Period) => Promise<Day[]>;
  readonly now: () => number;
};

export type InboxQuery = {
  readonly weekStart: string;
  readonly pageSize: number | undefined;
  readonly pageToken: string | undefined;
};

export type InboxPage = {
  readonly members: readonly (MemberWeek & { readonly shown: readonly ShownEntry[]; readonly escalated: boolean })[];
  readonly next: string;
};

function mondayFrom(text: string): Day {
  if (!isDay(text)) throw invalid("/weekStart", "DATE_FORM");
  if (weekday(text) !== 1) throw invalid("/weekStart", "MONDAY_EXPECTED");
  return text;
}

const cursorOf = ({ personId, exceptions }: MemberWeek): string => pageTokenOf(exceptions.length, personId);

function afterCursor(token: string | undefined): (member: MemberWeek) => boolean {
  const place = pagePlaceOf(token, (count) => /^\d{1,6}$/.test(count));
  if (place === undefined) return () => true;
  const count = Number(place.order);
  return ({ exceptions, personId }) =>
    exceptions.length < count || (exceptions.length === count && personId > place.id);
}

/** Working days of the week that are over everywhere: today may still be logged. */
async function expectedDays(needs: InboxNeeds, caller: Caller, from: Day, to: Day): Promise<Day[]> {
  const today = dayAt(needs.now(), "WIB");
  const periods = [...new Set([periodOf(from), periodOf(to)])];
  const days = (await Promise.all(periods.map((period) => needs.workingDays(caller, period)))).flat();
  return days.filter((day) => day >= from && day <= to && day < today);
}

/** Weeks of people below a superior who stayed silent: only what waited too long. Their whole days are read, since flags come from them. */
async function escalatedWeeks(view: View, caller: Caller, team: readonly string[], span: Span) {
  const keys = await view.escalatedTo(caller.personId, span);
  const people = [...new Set(keys.map(({ personId }) => personId))].filter((personId) => !team.includes(personId));
  if (people.length === 0) return new Map<string, MemberWeek>();
  const handed = new Set(keys.map(({ personId, id, version }) => `${personId}/${id}/${version}`));
  const listed = await view.listedOf(people, span);
  const flagged = withDerivedFlags(listed, await view.known(listed));
  const waiting = flagged.filter(({ personId, id, version }) => handed.has(`${personId}/${id}/${version}`));
  const byPerson = Map.groupBy(waiting, ({ personId }) => personId);
  return new Map([...byPerson].map(([personId, entries]) => [personId, memberWeek(personId, entries, [])]));
}

/** The week of everybody who reports to the caller: exceptions first, the clean remainder ready for one act. */
export const getTeamInbox =
  (needs: InboxNeeds) =>
  async (caller: Caller, query: InboxQuery): Promise<InboxPage> => {
    const from = mondayFrom(query.weekStart);
    const to = addDays(from, 6);
    const isAfter = afterCursor(query.pageToken);
    const size = pageSizeOf(query.pageSize);
    const [team, expected] = await Promise.all([needs.subordinatesOf(caller), expectedDays(needs, caller, from, to)]);
    const personIds = [...new Set(team.map(({ personId }) => personId))];
    const agencies = [...new Set([...team.map(({ agencyId }) => agencyId), ...caller.agencyIds])];
    const grant: Grant = { agencies, person: caller.personId, role: "superior" };
    const note = { caller, action: "inbox", resource: "entry", objectId: from };
    return needs.store.look(grant, note, async (view) => {
      const listed = await view.listedOf(personIds, { from, to });
      const flagged = Map.groupBy(withDerivedFlags(listed, await view.known(listed)), ({ personId }) => personId);
      const leave = await view.leaveDays(personIds, { from, to });
      const own = personIds.map((personId) => {
        const due = expected.filter((day) => !leave.has(`${personId}/${day}`));
        return memberWeek(personId, flagged.get(personId) ?? [], due);
      });
      const escalated = await escalatedWeeks(view, caller, personIds, { from, to });
      const rest = [...own, ...escalated.values()].sort(byUrgency).filter(isAfter);
      const page = rest.slice(0, size);
      const last = page.at(-1);
      const shown = Map.groupBy(
        await view.shown(page.flatMap(({ exceptions }) => exceptions)),
        ({ personId }) => personId,
      );
      return {
        members: page.map((member) => ({
          ...member,
          shown: shown.get(member.personId) ?? [],
          escalated: escalated.has(member.personId),
        })),
        next: last !== undefined && rest.length > size ? cursorOf(last) : "",
      };
    });
  };
