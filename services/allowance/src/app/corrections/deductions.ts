import { type Period, periodOf, rupiah, type Rupiah } from "@kinerja/common/kernel";

import {
  deductionsOf,
  type MonthDeductions,
  type PaidMonth,
  type PostedPayout,
  type Shifts,
} from "../../domain/corrections/deductions.ts";
import { settlementOf } from "../../domain/corrections/delta.ts";
import { type CorrectedMonth, deltaOfMonth, deltaParts } from "../../domain/corrections/document.ts";
import { addShifts, placeMore, placeShifts } from "../../domain/corrections/shifts.ts";
import { readKnown } from "../../domain/frozen.ts";
import { readPayout } from "../../domain/payout-document.ts";
import { type Acting } from "../authorise.ts";
import { factsOfRange } from "../facts/range-facts.ts";
import { payoutRulesOf } from "../payout-knowledge.ts";
import { type ParsePolicy } from "../policies.ts";
import { type StoredCase, type StoredPayout } from "./ports.ts";
import { monthOf } from "./recovery-rule.ts";

type RuleOf = ReturnType<typeof payoutRulesOf>;

const postedOf = async ({ runId, policyId, packed, known }: StoredPayout, ruleOf: RuleOf): Promise<PostedPayout> => ({
  ...{ runId, rule: await ruleOf(policyId), document: readPayout(packed) },
  known: known === undefined ? undefined : readKnown(known),
});

type Known = { readonly months: readonly CorrectedMonth[]; readonly moment: number };

async function paidMonths(acting: Acting, parse: ParsePolicy, { agencyId, personId, affectedFrom }: StoredCase, moment: number): Promise<PaidMonth[]> {
  const { records } = acting;
  const from = periodOf(affectedFrom);
  const stored = Map.groupBy(await records.corrections.payouts(agencyId, personId, from), (one) => one.payoutPeriod);
  const settled = await records.corrections.settledContributions(agencyId, personId, from);
  const ruleOf = payoutRulesOf(records, parse, agencyId);
  const months: PaidMonth[] = [];
  for (const [payoutPeriod, some] of stored) {
    const payouts: PostedPayout[] = [];
    for (const one of some) payouts.push(await postedOf(one, ruleOf));
    const query = { agencyId, period: payoutPeriod, payoutPeriod, moment, people: [{ personId, unitIds: [] }] };
    const facts = (await factsOfRange(records, query)).get(personId)?.payout;
    const { salary, taxedSalary, ptkp } = facts ?? {};
    months.push({ payoutPeriod, payouts, facts: { salary, taxedSalary, ptkp }, settled: settled.get(payoutPeriod) ?? {} });
  }
  return months;
} // prettier-ignore

/** Of a month's difference what is not paid by an item that contributes where it is paid: by its own, where the run has not paid the person. */
function shiftOf(month: CorrectedMonth, paid: ReadonlySet<string>): Rupiah {
  const { due, dueLate } = settlementOf(deltaParts(month));
  return rupiah(deltaOfMonth(month) - dueLate - (paid.has(month.runId) ? 0n : due));
}

/** By the runs in whose payouts the differences count. */
async function shiftsOf({ records }: Acting, { agencyId, personId }: StoredCase, months: readonly CorrectedMonth[], paid: ReadonlySet<string>): Promise<Shifts> {
  const earlier = await records.corrections.shifts(agencyId, personId);
  const now = new Map(months.map((month) => [month.runId, shiftOf(month, paid)]));
  const paidBy = await records.corrections.paidBy(personId, [...addShifts(earlier, now).keys()]);
  return { earlier: placeShifts(earlier, paidBy), now: placeMore(earlier, now, paidBy) };
} // prettier-ignore

/** The next month of payment: the latest of which something is posted may still have arrears. */
const nextPayment = async ({ records, at }: Acting, agencyId: string): Promise<Period> => {
  const [last, now] = [await records.runs.lastPaid(agencyId), monthOf(at)];
  return last !== undefined && last > now ? last : now;
};

export type CaseDeductions = {
  readonly deductions: readonly MonthDeductions[];
  /** Runs of which the person has had a payout. */
  readonly runsPaid: ReadonlySet<string>;
};

/** What the case's months of payment have deducted and should have, by what stands in this transaction and was recorded before the moment. */
export async function caseDeductions(
  acting: Acting,
  parse: ParsePolicy,
  found: StoredCase,
  { months, moment }: Known,
): Promise<CaseDeductions> {
  const paid = await paidMonths(acting, parse, found, moment);
  const runsPaid = new Set(paid.flatMap(({ payouts }) => payouts.map(({ runId }) => runId)));
  const shifts = await shiftsOf(acting, found, months, runsPaid);
  return { deductions: deductionsOf(paid, shifts, await nextPayment(acting, found.agencyId)), runsPaid };
}
