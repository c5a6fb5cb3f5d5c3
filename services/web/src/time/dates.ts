const dayMs = 86_400_000;
const instant = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const text = (instantMs: number): string => new Date(instantMs).toISOString().slice(0, 10);

export const addDays = (date: string, days: number): string => text(instant(date) + days * dayMs);

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (date: string): number => new Date(instant(date)).getUTCDay() || 7;

export const mondayOf = (date: string): string => addDays(date, 1 - weekdayOf(date));

/** The month of a day, "2026-11". */
export const periodOf = (date: string): string => date.slice(0, 7);

export const dayOfMonth = (date: string): number => Number(date.slice(8));

/** Minutes since midnight of "07:30"; undefined when it is no time. */
export function minutesOf(time: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

/** "07:30" of minutes since midnight, kept within the day. */
export function timeOf(minutes: number): string {
  const kept = Math.min(Math.max(Math.round(minutes), 0), 1439);
  return `${String(Math.floor(kept / 60)).padStart(2, "0")}:${String(kept % 60).padStart(2, "0")}`;
}
