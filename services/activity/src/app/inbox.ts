import { invalid } from "@kinerja/common/errors";
import { addDays, type Day, dayAt, isDay, type Period, periodOf, weekday } from "@kinerja/common/kernel";

import { byUrgency, memberWeek, type MemberWeek, type MonthStateOf } from "../domain/inbox.ts";
import { type ListedEntry, withDerivedFlags } from "../domain/listing.ts";
import { type Caller, type Grant } from "./authorise.ts";
import { pageOfPeople } from "./people-page.ts";
import { type ReadStore, type ShownEntry, type Span, type View } from "./read.ts";

export type Subordinate = {
  readonly personId: string;
  readonly agencyId: string;
  /** The caller leads the person's team and does not assess. */
  readonly isLedOnly?: boolean;
};

export type InboxNeeds = {
  readonly store: ReadStore;
  readonly subordinatesOf: (caller: Caller) => Promise<Subordinate[]>;
  readonly workingDays: (caller: Caller, period: Period) => Promise<Day[]>;
  readonly now: () => number;
};

export type InboxQuery = {
  readonly weekStart: string;
  readonly pageSize: number | undefined;
  readonly pageToken: string | undefined;
};

export type InboxPage = {
  readonly members: readonly (MemberWeek & {
    readonly shown: readonly ShownEntry[];
    readonly escalated: boolean;
    /** Whom the caller does not assess: nothing of it may be decided. */
    readonly isReadOnly: boolean;
  })[];
  readonly next: string;
};

function mondayFrom(text: string): Day {
  if (!isDay(text)) throw invalid("/weekStart", "DATE_FORM");
  if (weekday(text) !== 1) throw invalid("/weekStart", "MONDAY_EXPECTED");
  return text;
}

/** Working days of the week that are over everywhere: today may still be logged. */
async function expectedDays(needs: InboxNeeds, caller: Caller, { from, to }: Span): Promise<Day[]> {
  const today = dayAt(needs.now(), "WIB");
  const periods = [...new Set([periodOf(from), periodOf(to)])];
  const days = (await Promise.all(periods.map((period) => needs.workingDays(caller, period)))).flat();
  return days.filter((day) => day >= from && day <= to && day < today);
}

/** What waits for the caller since a superior below stayed silent. */
async function handedUp(view: View, caller: Caller, span: Span) {
  const keys = await view.escalatedTo(caller.personId, span);
  const handed = new Set(keys.map(({ personId, id, version }) => `${personId}/${id}/${version}`));
  return {
    people: new Set(keys.map(({ personId }) => personId)),
    holds: ({ personId, id, version }: ListedEntry): boolean => handed.has(`${personId}/${id}/${version}`),
  };
}

const monthOf = ({ agencyId, workDate }: ListedEntry): string => `${agencyId}/${periodOf(workDate)}`;

async function monthStates(view: View, entries: readonly ListedEntry[]): Promise<MonthStateOf> {
  const states = new Map<string, ReturnType<MonthStateOf>>();
  for (const [month, [entry]] of Map.groupBy(entries, monthOf))
    if (entry !== undefined) states.set(month, await view.periodState(entry.agencyId, periodOf(entry.workDate)));
  return (entry) => states.get(monthOf(entry)) ?? "open";
}

/** Who reports to the caller, each once, and whether that one is led and not assessed. */
const teamOf = (subordinates: readonly Subordinate[]): ReadonlyMap<string, boolean> =>
  new Map(
    [...Map.groupBy(subordinates, ({ personId }) => personId)].map(([personId, relations]) => [
      personId,
      relations.every(({ isLedOnly }) => isLedOnly === true),
    ]),
  );

/**
 * The week of everybody who reports to the caller: exceptions first, the clean remainder ready for one act. Of those below a superior who stayed silent
 * only what waited too long; their whole days are read, since flags come from them.
 */
export const getTeamInbox =
  (needs: InboxNeeds) =>
  async (caller: Caller, query: InboxQuery): Promise<InboxPage> => {
    const from = mondayFrom(query.weekStart);
    const span = { from, to: addDays(from, 6) };
    const [subordinates, expected] = await Promise.all([
      needs.subordinatesOf(caller),
      expectedDays(needs, caller, span),
    ]);
    const team = teamOf(subordinates);
    const agencies = [...new Set([...subordinates.map(({ agencyId }) => agencyId), ...caller.agencyIds])];
    const grant: Grant = { agencies, person: caller.personId, role: "superior" };
    const note = { caller, action: "inbox", resource: "entry", objectId: from };
    return needs.store.look(grant, note, async (view) => {
      const handed = await handedUp(view, caller, span);
      const { people, next } = pageOfPeople("inbox", [...team.keys(), ...handed.people], query);
      const listed = await view.standingOf(people, span);
      const flagged = Map.groupBy(withDerivedFlags(listed, await view.known(listed)), ({ personId }) => personId);
      const leave = await view.leaveDays(people, span);
      const stateOf = await monthStates(view, listed);
      const weeks = people.map((personId) => {
        const entries = flagged.get(personId) ?? [];
        const escalated = team.get(personId) !== false && handed.people.has(personId);
        if (escalated) return { ...memberWeek(personId, entries.filter(handed.holds), [], stateOf), escalated };
        const due = expected.filter((day) => !leave.has(`${personId}/${day}`));
        return { ...memberWeek(personId, entries, due, stateOf), escalated };
      });
      const exceptions = weeks.flatMap((week) => week.exceptions);
      const shown = Map.groupBy(await view.shown(exceptions), ({ personId }) => personId);
      return {
        members: weeks.sort(byUrgency).map((week) => ({
          ...week,
          shown: shown.get(week.personId) ?? [],
          isReadOnly: team.get(week.personId) === true && !week.escalated,
        })),
        next,
      };
    });
  };
