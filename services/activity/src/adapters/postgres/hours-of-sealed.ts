import { Refusal } from "@kinerja/common/errors";
import { dayAt, firstDay, type Period, periodOf, previousPeriod } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type RecordedSchedule } from "../../app/schedules.ts";
import { holdSealed } from "./decision-store.ts";

/** Months that may be sealed while hours are recorded: what was open for longer is not closed in this second. */
const mostHeld = 24;

/** The newest months that have begun in which the hours would hold. */
function begunMonths({ from, to, recordedAt }: RecordedSchedule): Period[] {
  const today = dayAt(recordedAt, "WIT");
  const last = to !== undefined && to < today ? to : today;
  const months: Period[] = [];
  for (let month = periodOf(last); month >= periodOf(from) && months.length < mostHeld; month = previousPeriod(month))
    months.push(month);
  return months;
}

/** Refuses with PERIOD_SEALED hours that would hold on a day of a sealed month; one that is being sealed is waited for. */
export async function refuseHoursOfSealed(db: Db, schedule: RecordedSchedule): Promise<void> {
  const { agencyId, from, to } = schedule;
  await holdSealed(db, agencyId, begunMonths(schedule).map(firstDay));
  const [sealed] = await db.query<{ period: string }>(
    `select period from period where agency_id = $1 and state = 'sealed' and period >= $2 and ($3::text is null or period <= $3)
     order by period desc limit 1`,
    [agencyId, periodOf(from), to === undefined ? null : periodOf(to)],
  );
  if (sealed === undefined) return;
  const { period } = sealed;
  throw new Refusal("refused", "PERIOD_SEALED", { period }, [{ pointer: "/validFrom", code: "PERIOD_SEALED" }]);
}
