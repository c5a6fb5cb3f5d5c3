import { daysInMonth, type Period } from "@kinerja/common/kernel";

import { countDays } from "./days.ts";
import { type PolicyDocument } from "./policy/document.ts";
import { type Flag } from "./policy/outcome.ts";
import { type SnapshotRow } from "./snapshot.ts";

/** Given once a year for a person, whatever posts the person has held in the month. */
const isGivenOnce = ({ kind }: PolicyDocument): boolean => kind === "thr" || kind === "gaji13";

/** Facts of the whole person that a document adds or subtracts whole: each post of the month would have them again. */
const isOfPerson = (source: string): boolean => /^(amount|points|list)\./.test(source);

/** Whether the document pays a part of a month by its days, and nothing of it twice. */
function isDivisible({ inputs }: PolicyDocument): boolean {
  const sources = Object.values(inputs).map(({ from }) => from);
  return sources.includes("roster.paid_days") && !sources.some(isOfPerson);
}

const divided = (rows: readonly SnapshotRow[]): Flag => ({
  code: "MONTH_DIVIDED",
  severity: "BLOCK",
  params: { count: String(rows.length) },
});
const partly = (days: number): Flag => ({ code: "MONTH_NOT_WHOLE", severity: "WARN", params: { days: String(days) } });

const lastDays = (row: SnapshotRow, other: SnapshotRow): SnapshotRow => (other.days > row.days ? other : row);
const asked = (row: SnapshotRow, flag: Flag): SnapshotRow => ({ ...row, flags: [...row.flags, flag] });

/**
 * The rows that a document can be applied to. What is given once a year is given to the post that is held last. A document that does not divide its
 * amounts by days would pay each post of a month in full: two posts wait for somebody's decision, and a part of a month for somebody's word.
 */
export function byMonthRule(document: PolicyDocument, period: Period, rows: readonly SnapshotRow[]): SnapshotRow[] {
  if (rows.length > 1 && isGivenOnce(document)) return [rows.reduce(lastDays)];
  if (rows.length === 0 || isGivenOnce(document) || isDivisible(document)) return [...rows];
  if (rows.length > 1) return rows.map((row) => asked(row, divided(rows)));
  return rows.map((row) => {
    const days = countDays(row.days);
    const isTold = row.flags.some(({ code }) => code === "DAYS_PAID_ELSEWHERE");
    return days === daysInMonth(period) || isTold ? row : asked(row, partly(days));
  });
}
