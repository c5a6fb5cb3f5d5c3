import { daysInMonth, type Period } from "@kinerja/common/kernel";

import { countDays } from "./days.ts";
import { namesUsed } from "./policy/check/results.ts";
import { type PolicyDocument, type Step } from "./policy/document.ts";
import { type Flag } from "./policy/outcome.ts";
import { type SnapshotRow } from "./snapshot.ts";

/** Given once a year for a person, whatever posts the person has held in the month. */
const isGivenOnce = ({ kind }: PolicyDocument): boolean => kind === "thr" || kind === "gaji13";

/** Facts of the whole person that a document adds or subtracts whole: each post of the month would have them again. */
const isOfPerson = (source: string): boolean => /^(amount|points|list)\./.test(source);

/** Percents of each post's part of the month are those percents of the whole: what only they and notices look at is not taken twice. */
const withoutRates = (step: Step): Step =>
  step.rule === "sum_cuts" ? { ...step, items: step.items.filter(({ rule }) => rule !== "rate_per_unit") } : step;

/** Whether the document pays a part of a month by its days, and nothing of it twice. */
function isDivisible(document: PolicyDocument): boolean {
  const inputs = Object.entries(document.inputs);
  const used = namesUsed({ ...document, notices: [], steps: document.steps.map(withoutRates) });
  const isTakenWhole = ([id, { from }]: (typeof inputs)[number]): boolean =>
    isOfPerson(from) && (used.has(id) || !from.startsWith("list."));
  return inputs.some(([, { from }]) => from === "roster.paid_days") && !inputs.some(isTakenWhole);
}

const divided = (rows: readonly SnapshotRow[]): Flag => ({
  code: "MONTH_DIVIDED",
  severity: "BLOCK",
  params: { count: String(rows.length) },
});
const partly = (days: number): Flag => ({ code: "MONTH_NOT_WHOLE", severity: "WARN", params: { days: String(days) } });

const lastDays = (row: SnapshotRow, other: SnapshotRow): SnapshotRow => (other.days > row.days ? other : row);
const asked = (row: SnapshotRow, flag: Flag): SnapshotRow => ({ ...row, flags: [...row.flags, flag] });

/** A part of a month waits for somebody's word, but where others have paid the rest and that is told already. */
const wholeMonths =
  (period: Period): MonthRule =>
  (rows) =>
    rows.map((row) => {
      const days = countDays(row.days);
      const isTold = row.flags.some(({ code }) => code === "DAYS_PAID_ELSEWHERE");
      return days === daysInMonth(period) || isTold ? row : asked(row, partly(days));
    });

/** Of the rows of one person. */
export type MonthRule = (rows: readonly SnapshotRow[]) => readonly SnapshotRow[];

/**
 * Which rows of a person a document can be applied to. What is given once a year is given to the post that is held last. A document that does not divide
 * its amounts by days would pay each post of a month in full: two posts wait for somebody's decision, and a part of a month for somebody's word.
 */
export function monthRule(document: PolicyDocument, period: Period): MonthRule {
  if (isGivenOnce(document)) return (rows) => (rows.length > 1 ? [rows.reduce(lastDays)] : rows);
  if (isDivisible(document)) return (rows) => rows;
  const ofWhole = wholeMonths(period);
  return (rows) => (rows.length > 1 ? rows.map((row) => asked(row, divided(rows))) : ofWhole(rows));
}
