import { type Format } from "../../i18n/format.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { besides, spanText } from "./hours-text.ts";
import { type HoursWords, hoursWords } from "./hours-words.ts";
import { type ShiftDay } from "./types.ts";

/** "21.00–07.00 esok hari, istirahat 01.00–02.00"; empty for a day without hours of its own. */
export function shiftText({ starts, ends, ...rest }: ShiftDay, w: HoursWords, f: Format): string {
  if (starts === undefined || ends === undefined) return "";
  return [spanText({ starts, ends }, w, f), ...besides(rest, w, f)].join(", ");
}

export function useShiftText(): (day: ShiftDay) => string {
  const w = useWords(hoursWords);
  const { f } = useApp();
  return (day) => shiftText(day, w, f);
}
