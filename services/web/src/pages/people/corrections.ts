import { type attendanceWords } from "../../entries/attendance-words.ts";
import { factText } from "../../entries/attendance.ts";
import { type Format } from "../../i18n/format.ts";
import { type CorrectionsWords } from "./corrections-words.ts";
import { type AttendanceSaid, type CorrectionState } from "./types.ts";

/** Which corrections are shown; all of them without a state. */
export type ShownCorrections = "" | CorrectionState;

/** As they stand in the address of the page. */
const asked = { "": "", berlaku: "STANDING", terganti: "REPLACED", dicabut: "WITHDRAWN" } as const;

export const shownCorrections = Object.values(asked);

export const shownOf = (query: string | null): ShownCorrections =>
  Object.entries(asked).find(([name]) => name === query)?.[1] ?? "";

export const queryOf = (shown: ShownCorrections): string =>
  Object.entries(asked).find(([, state]) => state === shown)?.[0] ?? "";

/** What a day counted by; `undefined` where nobody had said anything. */
export function saidText(
  said: AttendanceSaid | undefined,
  w: CorrectionsWords,
  facts: (typeof attendanceWords)["id"],
  f: Format,
): string {
  if (said === undefined) return w.noData;
  const fact = factText(said, facts, f);
  const work = said.work === undefined ? "" : said.work ? w.isWork : w.isOff;
  return [fact, work].filter((part) => part !== "").join(" · ") || w.noData;
}
