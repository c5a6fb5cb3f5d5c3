import { type Session } from "./log-store.ts";

const dayMs = 86_400_000;
/** Made ahead of need, so that the first entry of a new week finds its partition. */
const aheadWeeks = 2;

/** Monday's week of an instant (UTC), counted from the week of 1970-01-01; days in one week share one number. */
const weekOf = (ms: number): number => Math.floor((ms / dayMs + 3) / 7);
const mondayOf = (week: number): string => new Date((week * 7 - 3) * dayMs).toISOString().slice(0, 10);
const sundayOf = (week: number): string => new Date((week * 7 + 3) * dayMs).toISOString().slice(0, 10);

/** Partitions of the tables for the weeks and months of some instants: a statement that meets a missing one fails as a whole. */
export function createPartitionKeeper(session: Session): (times: Iterable<number>) => Promise<void> {
  const made = new Set<number>();
  return async (times) => {
    let [low, high] = [Infinity, -Infinity];
    for (const time of times) {
      const week = weekOf(time);
      if (made.has(week)) continue;
      if (week < low) low = week;
      if (week > high) high = week;
    }
    if (low > high) return;
    high += aheadWeeks;
    await session.transaction((db) =>
      db.query("select make_partitions($1::date, $2::date)", [mondayOf(low), sundayOf(high)]),
    );
    for (let week = low; week <= high; week++) made.add(week);
  };
}
