import { type Day, dayAt, type Zone } from "@kinerja/common/kernel";

/** From the first day to the last, both included; open while there is no last day. */
export type Validity = { readonly validFrom: Day; readonly validTo: Day | undefined };

export const holdsOn = ({ validFrom, validTo }: Validity, day: Day): boolean =>
  validFrom <= day && (validTo === undefined || day <= validTo);

export const overlaps = ({ validFrom, validTo }: Validity, from: Day, to: Day | undefined): boolean =>
  (to === undefined || validFrom <= to) && (validTo === undefined || from <= validTo);

/** One moment as a day at each place: what holds today is a matter of the place's day. */
export type Today = Readonly<Record<Zone, Day>>;

export const todayAt = (now: number): Today => ({
  WIB: dayAt(now, "WIB"),
  WITA: dayAt(now, "WITA"),
  WIT: dayAt(now, "WIT"),
});

export const everywhere = (day: Day): Today => ({ WIB: day, WITA: day, WIT: day });
