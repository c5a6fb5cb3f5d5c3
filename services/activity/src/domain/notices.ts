import {
  addDays,
  type Day,
  dayAt,
  type Period,
  periodOf,
  previousPeriod,
  startOfDay,
  uuidFromName,
  type Zone,
} from "@kinerja/common/kernel";

import { deadlineOf } from "./deadline.ts";
import { type ListedEntry } from "./listing.ts";

export type Notice = {
  /** The same as long as the same thing is told. */
  readonly id: string;
  readonly code:
    "ENTRIES_MISSING" | "ENTRIES_RETURNED" | "PERIOD_CLOSING" | "TASKS_OPEN" | "TASKS_TO_CONFIRM" | "ENTRIES_ESCALATED";
  readonly params: Readonly<Record<string, string>>;
  readonly at: number;
};

/** Entries that one decision returned and that still wait for a new version. */
export type ReturnedTogether = {
  readonly decisionId: string;
  readonly at: number;
  readonly reason: string;
  readonly entries: readonly Pick<ListedEntry, "id" | "workDate">[];
};

/** Tasks that wait for somebody: own ones to be done, given ones to be confirmed. Newest first. */
export type WaitingTasks = {
  readonly open: readonly { readonly id: string; readonly due: Day | undefined; readonly since: number }[];
  readonly toConfirm: readonly { readonly id: string; readonly since: number }[];
};

/** What somebody's log looks like at this moment. */
export type Diary = {
  readonly personId: string;
  readonly now: number;
  readonly zone: Zone;
  readonly deadlineDays: number;
  /** Of this month and the one before, in order. */
  readonly workingDays: readonly Day[];
  /** With something in the log, whatever became of it. */
  readonly logged: ReadonlySet<Day>;
  /** Leave, or no employment. */
  readonly excused: ReadonlySet<Day>;
  readonly returned: readonly ReturnedTogether[];
  readonly tasks: WaitingTasks;
  /** To decide in the place of a superior below who stayed silent. */
  readonly escalated: { readonly count: number; readonly since: number };
};

const quietDays = 3;
const closingSoonDays = 4;
const dayMs = 86_400_000;

const noticeId = (personId: string, what: string): string => uuidFromName(`kinerja/notice/${what}/${personId}`);

const isMissing = ({ logged, excused }: Diary, day: Day): boolean => !logged.has(day) && !excused.has(day);

/** The days since the last one in the log, once there are enough of them; whoever logs today, or is away, is not asked. */
function quiet(diary: Diary): Notice[] {
  const { personId, now, zone, workingDays, logged, excused } = diary;
  const today = dayAt(now, zone);
  if (logged.has(today) || excused.has(today)) return [];
  const before = workingDays.filter((day) => day < today);
  const since = before.slice(before.findLastIndex((day) => logged.has(day)) + 1).filter((day) => !excused.has(day));
  const [first, last, told] = [since[0], since.at(-1), since[quietDays - 1]];
  if (first === undefined || last === undefined || told === undefined) return [];
  return [
    {
      id: noticeId(personId, `entries-missing/${first}`),
      code: "ENTRIES_MISSING",
      params: { days: String(since.length), fromDate: first, toDate: last },
      at: startOfDay(addDays(told, 1), zone),
    },
  ];
}

const returnedNotice = ({ decisionId, at, reason, entries }: ReturnedTogether): Notice => {
  const days = entries.map(({ workDate }) => workDate).sort();
  return {
    id: decisionId,
    code: "ENTRIES_RETURNED",
    params: { count: String(entries.length), fromDate: days[0] ?? "", toDate: days.at(-1) ?? "", reason },
    at,
  };
};

/** Told only to whom it concerns: somebody with days to fill or entries to correct. */
function closingSoon(diary: Diary, period: Period, open: readonly ReturnedTogether[]): Notice[] {
  const { personId, now, zone, deadlineDays, workingDays } = diary;
  const deadline = deadlineOf(period, zone, deadlineDays);
  const at = deadline - closingSoonDays * dayMs;
  if (now < at || now > deadline) return [];
  const inMonth = (day: Day): boolean => periodOf(day) === period;
  const today = dayAt(now, zone);
  const missing = workingDays.filter((day) => inMonth(day) && day < today && isMissing(diary, day)).length;
  const returned = open.flatMap(({ entries }) => entries).filter(({ workDate }) => inMonth(workDate)).length;
  if (missing + returned === 0) return [];
  return [
    {
      id: noticeId(personId, `period-closing/${period}`),
      code: "PERIOD_CLOSING",
      params: {
        period,
        untilDate: addDays(dayAt(deadline, zone), -1),
        missing: String(missing),
        returned: String(returned),
      },
      at,
    },
  ];
}

/** One notice for all tasks to do, with the soonest last day, and one for all to confirm; a new task makes it a new notice. */
function tasksWaiting({ personId, tasks: { open, toConfirm } }: Diary): Notice[] {
  const [newest, said] = [open[0], toConfirm[0]];
  const due = open.flatMap((task) => task.due ?? []).sort()[0];
  return [
    ...(newest === undefined
      ? []
      : [
          {
            id: noticeId(personId, `tasks-open/${newest.id}/${newest.since}`),
            code: "TASKS_OPEN" as const,
            params: { count: String(open.length), dueDate: due ?? "" },
            at: newest.since,
          },
        ]),
    ...(said === undefined
      ? []
      : [
          {
            id: noticeId(personId, `tasks-to-confirm/${said.id}/${said.since}`),
            code: "TASKS_TO_CONFIRM" as const,
            params: { count: String(toConfirm.length) },
            at: said.since,
          },
        ]),
  ];
}

function handedUp({ personId, escalated: { count, since } }: Diary): Notice[] {
  if (count === 0) return [];
  const id = noticeId(personId, `entries-escalated/${since}`);
  return [{ id, code: "ENTRIES_ESCALATED", params: { count: String(count) }, at: since }];
}

/** What the log has to tell its author, newest first. What came back after its deadline can't be mended any more and is not told. */
export function noticesOf(diary: Diary): Notice[] {
  const { now, zone, deadlineDays } = diary;
  const isOpen = ({ workDate }: { workDate: Day }): boolean =>
    now <= deadlineOf(periodOf(workDate), zone, deadlineDays);
  const open = diary.returned
    .map((one) => ({ ...one, entries: one.entries.filter(isOpen) }))
    .filter(({ entries }) => entries.length > 0);
  const period = periodOf(dayAt(now, zone));
  const closing = [previousPeriod(period), period].flatMap((one) => closingSoon(diary, one, open));
  return [...quiet(diary), ...open.map(returnedNotice), ...closing, ...tasksWaiting(diary), ...handedUp(diary)].sort(
    (one, other) => other.at - one.at,
  );
}
