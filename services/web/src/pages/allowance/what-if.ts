import { type Change, type ChangedLine, type Simulated } from "./types.ts";

/** What the controls of the card say; texts as they were typed. */
export interface Supposed {
  /** More days of entries that are approved. */
  readonly days: string;
  /** The day of what happens at the machine. */
  readonly day: string;
  readonly lateMinutes: string;
  readonly isMissed: boolean;
  readonly isAbsent: boolean;
  /** A word of the policy; empty: as it is known or assumed. */
  readonly predicate: string;
}

export const nothingSupposed = (day: string): Supposed => ({
  ...{ days: "", day, lateMinutes: "", isMissed: false, isAbsent: false, predicate: "" },
});

export const predicates = ["sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang"] as const;

const lastOf = (period: string): string =>
  new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5, 7)), 0)).toISOString().slice(0, 10);

/** The day after today, inside of the month. */
export function nextDayIn(period: string, today: string): string {
  const tomorrow = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const last = lastOf(period);
  if (tomorrow > last) return last;
  return tomorrow < `${period}-01` ? `${period}-01` : tomorrow;
}

export const daysOfMonth = (period: string): { readonly first: string; readonly last: string } => ({
  first: `${period}-01`,
  last: lastOf(period),
});

/** A whole number between 1 and the most; undefined for anything else. */
function wholeOf(text: string, most: number): number | undefined {
  if (!/^\d{1,4}$/.test(text.trim())) return undefined;
  const number = Number(text);
  return number >= 1 && number <= most ? number : undefined;
}

const isTyped = (text: string): boolean => text.trim() !== "" && text.trim() !== "0";

export type Fault = "days" | "lateMinutes" | "day";

/** Fields that can't be sent as they are. */
export function faultsOf({ days, lateMinutes, day }: Supposed, period: string): readonly Fault[] {
  const { first, last } = daysOfMonth(period);
  return [
    ...(isTyped(days) && wholeOf(days, 31) === undefined ? ["days" as const] : []),
    ...(isTyped(lateMinutes) && wholeOf(lateMinutes, 1_440) === undefined ? ["lateMinutes" as const] : []),
    ...(day < first || day > last ? ["day" as const] : []),
  ];
}

/** What is asked of the service. A day of absence is that alone: what else happens on it does not count. */
export function changesOf({ days, day, lateMinutes, isMissed, isAbsent, predicate }: Supposed): readonly Change[] {
  const more = wholeOf(days, 31);
  const minutes = wholeOf(lateMinutes, 1_440);
  return [
    ...(more === undefined ? [] : [{ kind: "APPROVED_DAYS" as const, days: more }]),
    ...(isAbsent ? [{ kind: "ABSENT" as const, day }] : []),
    ...(!isAbsent && minutes !== undefined ? [{ kind: "LATE" as const, day, minutes }] : []),
    ...(!isAbsent && isMissed ? [{ kind: "MISSED_CHECK" as const, day }] : []),
    ...(predicate === "" ? [] : [{ kind: "PREDICATE" as const, predicate }]),
  ];
}

const amountOf = (text: string | undefined): bigint => BigInt(text ?? "0");

/** What the person would get more, less than 0 when it would be less. */
export const differenceOf = ({ before, after }: Pick<Simulated, "before" | "after">): bigint =>
  amountOf(after.netRupiah) - amountOf(before.netRupiah);

/** Lines that change the net, and the whole amounts they start from; sums between and the result say the same again. */
export const shownLines = (lines: readonly ChangedLine[]): readonly ChangedLine[] =>
  lines.filter(({ before, after }) => {
    const effects = [before?.effect, after?.effect];
    return effects.some((effect) => effect === "BASE" || effect === "ADD" || effect === "CUT");
  });
