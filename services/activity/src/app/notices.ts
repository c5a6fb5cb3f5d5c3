import { type Day, dayAt, firstDay, type Period, periodOf, previousPeriod, type Zone } from "@kinerja/common/kernel";

import { type Diary, type Notice, noticesOf } from "../domain/notices.ts";
import { type Caller, type Grant } from "./authorise.ts";
import { type ReadStore } from "./read.ts";

export type NoticeNeeds = {
  readonly store: ReadStore;
  readonly workingDays: (caller: Caller, period: Period) => Promise<Day[]>;
  readonly now: () => number;
  readonly deadlineDays: number;
};

/** When and where somebody works. */
export type OwnEmployment = { readonly zone: Zone; readonly validFrom: Day; readonly validTo: Day | undefined };

const noticeLimit = 100;

const covers =
  (day: Day) =>
  ({ validFrom, validTo }: OwnEmployment): boolean =>
    validFrom <= day && (validTo === undefined || day <= validTo);

/** What the log has to tell the caller: derived from what is stored at this moment, for this month and the one before. */
export const listNotices =
  (needs: NoticeNeeds) =>
  async (caller: Caller): Promise<Notice[]> => {
    const { personId } = caller;
    const now = needs.now();
    const to = dayAt(now, "WIT");
    const period = periodOf(to);
    const months = [previousPeriod(period), period];
    const span = { from: firstDay(previousPeriod(period)), to };
    const workingDays = (await Promise.all(months.map((month) => needs.workingDays(caller, month)))).flat();
    // What went up to somebody is other people's: it is counted within the own agencies.
    const grant: Grant = { agencies: caller.agencyIds, person: personId, role: "self" };
    return needs.store.look(grant, undefined, async (view) => {
      const employments = await view.ownEmployments(personId);
      const leave = await view.leaveDays([personId], span);
      const listed = await view.listed(personId, span);
      const isAway = (day: Day): boolean => leave.has(`${personId}/${day}`) || !employments.some(covers(day));
      const diary: Diary = {
        personId,
        now,
        zone: employments.find(covers(to))?.zone ?? "WIB",
        deadlineDays: needs.deadlineDays,
        workingDays,
        logged: new Set(listed.filter(({ state }) => state !== "cancelled").map(({ workDate }) => workDate)),
        excused: new Set(workingDays.filter(isAway)),
        escalated: await view.escalatedCount(personId),
        tasks: await view.waitingTasks(personId),
        returned: await view.returned(listed.filter(({ state }) => state === "returned")),
      };
      return noticesOf(diary).slice(0, noticeLimit);
    });
  };
