import { type Zone } from "../api/types.ts";

/** Hours ahead of UTC; Indonesia has no daylight saving time. */
const hoursAhead: Record<Zone, number> = { WIB: 7, WITA: 8, WIT: 9 };

const shifted = (instantMs: number, zone: Zone): string =>
  new Date(instantMs + hoursAhead[zone] * 3_600_000).toISOString();

/** The day in the zone, "2026-11-19". */
export const dateIn = (zone: Zone, instantMs: number): string => shifted(instantMs, zone).slice(0, 10);

/** The time of day in the zone, "13:05". */
export const timeIn = (zone: Zone, instantMs: number): string => shifted(instantMs, zone).slice(11, 16);
