import { addDays, type Day, dayAt, type Zone } from "@kinerja/common/kernel";

/** An agency's window for writing work down, by an article of its own regulation; zero days is none. */
export type BackfillRule = {
  /** It holds for what is accepted from here on, until the next one does. */
  readonly from: number;
  readonly days: number;
};

/**
 * Accepted more days after the work than the agency allows, counted in the zone in which the work was done. What was accepted before a rule was
 * signed is judged by the one before: no entry gets the flag afterwards. A change is as late as it is.
 */
export function isBackfilled(
  { acceptedAt, zone, workDate }: { readonly acceptedAt: number; readonly zone: Zone; readonly workDate: Day },
  rules: readonly BackfillRule[],
): boolean {
  const days = rules.reduce<BackfillRule | undefined>(
    (held, rule) => (rule.from <= acceptedAt && (held === undefined || rule.from >= held.from) ? rule : held),
    undefined,
  )?.days;
  return days !== undefined && days > 0 && dayAt(acceptedAt, zone) > addDays(workDate, days);
}
