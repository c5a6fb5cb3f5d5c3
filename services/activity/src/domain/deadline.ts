import { addDays, firstDay, nextPeriod, type Period, startOfDay, type Zone } from "@kinerja/common/kernel";

/** Computed once a month and zone: the writer asks for each entry. */
const known = new Map<string, number>();

/** The instant after which an entry of a month is late in a zone: so many whole days after the month's end. */
export function deadlineOf(period: Period, zone: Zone, deadlineDays: number): number {
  const key = `${period}${zone}${deadlineDays}`;
  let deadline = known.get(key);
  if (deadline === undefined) {
    deadline = startOfDay(addDays(firstDay(nextPeriod(period)), deadlineDays), zone);
    if (known.size >= 10_000) known.clear();
    known.set(key, deadline);
  }
  return deadline;
}

/** An agency closes at its latest deadline: the one of its westernmost zone. */
export const latestDeadline = (period: Period, zones: Iterable<Zone>, deadlineDays: number): number => {
  let latest = -Infinity;
  for (const zone of zones) latest = Math.max(latest, deadlineOf(period, zone, deadlineDays));
  return latest === -Infinity ? deadlineOf(period, "WIB", deadlineDays) : latest;
};
