import { type Platform } from "../../state/platform.ts";
import { agencyPath, type Command } from "./command.ts";
import { type Schedule, type ScheduleDay, type WorkingWeek } from "./types.ts";

/** Hours as they are written down; of the whole agency without a unit. */
export interface HoursWish {
  readonly unitId?: string;
  readonly validFrom: string;
  readonly validTo?: string;
  readonly days: readonly ScheduleDay[];
  readonly decree: string;
  /** Needed where the first day has begun. */
  readonly reason?: string;
}

export interface WeekWish {
  readonly unitId?: string;
  readonly validFrom: string;
  readonly days: number;
  readonly decree: string;
}

/** Hours are few: all of them are read, since which ones hold is seen only beside the others. */
const schedulePages = 10;

/** Working hours, and how many days a week has. */
export function hoursCalls({ client }: Platform, command: Command) {
  return {
    schedules: async (agencyId: string): Promise<readonly Schedule[]> => {
      const found: Schedule[] = [];
      let pageToken = "";
      for (let page = 0; page < schedulePages; page += 1) {
        const query = { pageSize: 200, pageToken };
        const path = `${agencyPath(agencyId)}/schedules`;
        const answer = await client.get<{ schedules: Schedule[]; nextPageToken: string }>(path, { query });
        found.push(...answer.schedules);
        pageToken = answer.nextPageToken;
        if (pageToken === "") break;
      }
      return found;
    },
    setSchedule: (agencyId: string, wish: HoursWish) => command(`${agencyPath(agencyId)}/schedules:set`, wish),
    weeks: async (agencyId: string, year: number): Promise<readonly WorkingWeek[]> =>
      (await client.get<{ weeks: readonly WorkingWeek[] }>("/v1/holidays", { query: { year, agencyId } })).weeks,
    setWeek: (agencyId: string, wish: WeekWish) => command(`${agencyPath(agencyId)}/working-weeks:set`, wish),
  };
}
