import { type Format } from "../../i18n/format.ts";
import { type DayHours, isOverNight, spansOf } from "./hours.ts";
import { type HoursWords } from "./hours-words.ts";

/** "Senin–Kamis, Sabtu" */
export const weekdaysText = (weekdays: readonly number[], { weekdays: names }: HoursWords): string =>
  spansOf(weekdays)
    .map((span) => [...new Set(span)].map((weekday) => names[weekday - 1] ?? "").join("–"))
    .join(", ");

/** "22.00–06.00 esok hari" */
export const spanText = (hours: Pick<DayHours, "starts" | "ends">, w: HoursWords, f: Format): string =>
  f.span(hours.starts, hours.ends) + (isOverNight(hours) ? ` ${w.nextMorning}` : "");

/** "boleh masuk sampai 08.00" and "istirahat 12.00–13.00", where there are such. */
export const besides = (
  { latestStart, breakFrom, breakTo }: Omit<DayHours, "starts" | "ends">,
  w: HoursWords,
  f: Format,
): string[] => [
  ...(latestStart === undefined ? [] : [w.flexible(f.time(latestStart))]),
  ...(breakFrom === undefined || breakTo === undefined ? [] : [w.rest(f.span(breakFrom, breakTo))]),
];
