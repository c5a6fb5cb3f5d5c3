import { daysInMonth, type Period } from "@kinerja/common/kernel";

import { countDays } from "./days.ts";
import { type PolicyDocument } from "./policy/document.ts";
import { type Flag } from "./policy/outcome.ts";
import { type SnapshotRow } from "./snapshot.ts";

/** Given once a year for a person, whatever posts the person has held in the month. */
const isGivenOnce = ({ kind }: PolicyDocument): boolean => kind === "thr" || kind === "gaji13";

/** Facts of the whole person that a document adds or subtracts whole: each post of the month would have them again. */
const isOfPerson = (source: string): boolean => /^(amount|points|list)\./.test(source);

const isPercentRate = (part: unknown): part is object =>
  typeof part === "object" && part !== null && "percent" in part && "rule" in part && part.rule === "rate_per_unit";

/** Percents of each post's part of the month are those percents of the whole: a count that only they and notices look at is not taken twice. */
function isOnlyRated({ steps, facts }: PolicyDocument, id: string): boolean {
  const withoutRates = (_: string, part: unknown): unknown =>
    isPercentRate(part) ? { ...part, input: undefined } : part;
  return !JSON.stringify({ steps, facts }, withoutRates).includes(JSON.stringify(id));
}

function findDivisible(document: PolicyDocument): boolean {
  const inputs = Object.entries(document.inputs);
  const isTakenWhole = ([id, { from }]: (typeof inputs)[number]): boolean =>
    isOfPerson(from) && !(from.startsWith("list.") && isOnlyRated(document, id));
  return inputs.some(([, { from }]) => from === "roster.paid_days") && !inputs.some(isTakenWhole);
}

/** A run asks it of each person. */
const divisible = new WeakMap<PolicyDocument, boolean>();

/** Whether the document pays a part of a month by its days, and nothing of it twice. */
function isDivisible(document: PolicyDocument): boolean {
  const known = divisible.get(document);
  if (known !== undefined) return known;
  const found = findDivisible(document);
  divisible.set(document, found);
  return found;
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
