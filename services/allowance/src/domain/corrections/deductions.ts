import { noRupiah, type Period, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

import { type PayoutFacts } from "../facts/month.ts";
import { type PayoutKnown } from "../frozen.ts";
import { accounts } from "../ledger.ts";
import { type PayoutContent } from "../payout-document.ts";
import { isTaxedByRates } from "../payout/asked.ts";
import { type PayoutResult, settle } from "../payout/settle.ts";
import { type DueItem, type MonthSoFar, nothingSoFar } from "../payout/snapshot.ts";
import { addContributions, contributionsOf } from "../payout/so-far.ts";
import { type Payout as PayoutRule } from "../policy/document.ts";
import { type ShiftsByRun } from "./shifts.ts";

/** What a person and an employer have contributed. */
export type Shares = { readonly own: Rupiah; readonly employer: Rupiah };

/** A posted payout of the person, and everything that it rested on. */
export type PostedPayout = {
  readonly runId: string;
  /** Of the policy that has paid. */
  readonly rule: PayoutRule;
  readonly document: Pick<PayoutContent, "statements" | "dues" | "lines" | "pairs">;
  /** As it was frozen; undefined where the policy asked for nothing. */
  readonly known: PayoutKnown | undefined;
};

/** All that was paid to a person in one month, and what is known of it now. */
export type PaidMonth = {
  readonly payoutPeriod: Period;
  /** In the order in which they were paid: one after the other counted what was before it. */
  readonly payouts: readonly PostedPayout[];
  readonly facts: Pick<PayoutFacts, "salary" | "taxedSalary" | "ptkp">;
  /** Differences of contributions that earlier corrections have set right, by the id of the rule. */
  readonly settled: Readonly<Record<string, Shares>>;
};

/** By how much months differ from what was paid for them, where the item that pays it does not contribute: by the run in whose payout it counts. */
export type Shifts = { readonly earlier: ShiftsByRun; readonly now: ShiftsByRun };

/**
 * NEXT_PAYMENT: the next payments of the tax year, and its last month, count it. ARREARS: the last month of the year is paid; a run of arrears in the
 * same month trues it up once more. PAID_YEAR: what is paid in a later year is income of that year. RETURNS: the officer corrects the returns (SPT
 * Masa) and the certificate (bukti potong) of the year.
 */
export type TaxWay = "NEXT_PAYMENT" | "ARREARS" | "PAID_YEAR" | "RETURNS";

export type CorrectedContribution = {
  readonly id: string;
  readonly label: string;
  /** Taken and paid, earlier corrections included. */
  readonly was: Shares;
  /** What it would have been. */
  readonly right: Shares;
};
export type CorrectedTax = {
  readonly label: string;
  readonly borneBy: "state" | "region" | "employee";
  /** As it would have been by what was known before the case. */
  readonly was: Rupiah;
  readonly right: Rupiah;
  readonly way: TaxWay;
};
/** What a month of payment has deducted, and should have. */
export type MonthDeductions = {
  readonly payoutPeriod: Period;
  readonly contributions: readonly CorrectedContribution[];
  readonly tax: CorrectedTax | undefined;
};

type YearShift = { readonly gross: Rupiah; readonly own: Rupiah; readonly borne: Rupiah };
const noShift: YearShift = { gross: noRupiah, own: noRupiah, borne: noRupiah };

/** What a payout is computed by: differences of statements, facts of the person, and what earlier payments of the year would have been. */
type World = {
  readonly shiftOf: (runId: string) => Rupiah;
  readonly facts: Partial<PaidMonth["facts"]>;
  readonly year: YearShift;
};

const borneOf = ({ pairs }: PayoutResult): Rupiah =>
  sumRupiah(pairs.filter(({ credit }) => credit === accounts.tax).map(({ amount }) => amount));
const taxOf = (result: PayoutResult): Rupiah => rupiah(result.tax + borneOf(result));

/** The payout's items as they would have been due, of each what contributes. */
function dueOf({ document, runId }: PostedPayout, payoutPeriod: Period, { shiftOf }: World): DueItem[] {
  const named = { label: "", period: payoutPeriod };
  return [
    ...document.statements.map(({ employmentId, net }) => ({ ...named, id: employmentId, amount: net })),
    ...document.dues,
    { ...named, id: "correction", amount: shiftOf(runId) },
  ];
}

function shifted({ known }: PostedPayout, { year }: World): Partial<PayoutKnown> {
  const found = known?.yearSoFar;
  if (!found) return {};
  const { gross, own, borne } = year;
  return {
    yearSoFar: {
      ...found,
      gross: rupiah(found.gross + gross),
      withheld: rupiah(found.withheld + own + borne),
      own: rupiah(found.own + own),
      borne: rupiah(found.borne + borne),
    },
  };
}

const told = ({ salary, taxedSalary, ptkp }: World["facts"]): Partial<PayoutKnown> => ({
  ...(salary !== undefined && { salary }),
  ...(taxedSalary !== undefined && { taxedSalary }),
  ...(ptkp !== undefined && { ptkp }),
});

/** A payout by another world than its own. Nothing is taken back in it, and no other month set right. */
function settleIn(world: World, payoutPeriod: Period, payout: PostedPayout, monthSoFar: MonthSoFar) {
  const { receivables: _, contributionItems: __, ...known } = payout.known ?? { due: [] };
  const due = dueOf(payout, payoutPeriod, world);
  const more = { ...told(world.facts), ...shifted(payout, world), monthSoFar, period: payoutPeriod, due };
  return { due, result: settle({ ...known, ...more }, payout.rule) };
}

/** The month with one payout more. */
function later(soFar: MonthSoFar, { rule }: PostedPayout, { due, result }: ReturnType<typeof settleIn>): MonthSoFar {
  const paid = { statements: [], dues: due, lines: result.lines, pairs: result.pairs };
  const isTaxed = isTaxedByRates(rule);
  return {
    contributions: addContributions(soFar.contributions, Object.entries(contributionsOf([paid]))),
    allowance: rupiah(soFar.allowance + result.net),
    taxed: isTaxed ? rupiah(soFar.taxed + result.net) : soFar.taxed,
    tax: isTaxed ? rupiah(soFar.tax + taxOf(result)) : soFar.tax,
    recovered: noRupiah,
  };
}

type Pass = {
  readonly was: MonthSoFar;
  readonly right: MonthSoFar;
  /** Σ of all taxes of the month, final ones too. */
  readonly taxWas: Rupiah;
  readonly taxRight: Rupiah;
  readonly year: YearShift;
};

/** One payout after the other, by what was known before the case and by what is known now. One that can't be computed any more stays as it is. */
function pass(month: PaidMonth, shifts: Shifts, start: YearShift): Pass {
  const before = (runId: string): Rupiah => shifts.earlier.get(runId) ?? noRupiah;
  const after = (runId: string): Rupiah => rupiah(before(runId) + (shifts.now.get(runId) ?? noRupiah));
  let [was, right, year] = [nothingSoFar, nothingSoFar, start];
  let [taxWas, taxRight] = [noRupiah, noRupiah];
  for (const payout of month.payouts) {
    const { payoutPeriod, facts } = month;
    const old = settleIn({ shiftOf: before, facts: {}, year: noShift }, payoutPeriod, payout, was);
    const computed = settleIn({ shiftOf: after, facts, year }, payoutPeriod, payout, right);
    const fresh = computed.result.status === "blocked" ? old : computed;
    was = later(was, payout, old);
    right = later(right, payout, fresh);
    taxWas = rupiah(taxWas + taxOf(old.result));
    taxRight = rupiah(taxRight + taxOf(fresh.result));
    if (!isTaxedByRates(payout.rule)) continue;
    year = {
      gross: rupiah(year.gross + fresh.result.net - old.result.net),
      own: rupiah(year.own + fresh.result.tax - old.result.tax),
      borne: rupiah(year.borne + borneOf(fresh.result) - borneOf(old.result)),
    };
  }
  return { was, right, taxWas, taxRight, year };
}

const noShares: Shares = { own: noRupiah, employer: noRupiah };

function contributionsIn({ payouts, settled }: PaidMonth, right: MonthSoFar["contributions"]): CorrectedContribution[] {
  const taken = contributionsOf(payouts.map(({ document }) => document));
  const rules = new Map(payouts.flatMap(({ rule }) => (rule.contributions ?? []).map((one) => [one.id, one] as const)));
  return [...rules].flatMap(([id, { label }]): CorrectedContribution[] => {
    const [posted, earlier, should] = [taken[id], settled[id] ?? noShares, right[id]];
    if (!posted || !should) return [];
    const was = { own: rupiah(posted.own + earlier.own), employer: rupiah(posted.employer + earlier.employer) };
    return [{ id, label, was, right: { own: should.own, employer: should.employer } }];
  });
}

/** When the differences of a case are paid, and what of the year's payments is posted by then. */
export type Settling = {
  /** The next month of payment, as far as it is known. */
  readonly next: Period;
  /** Years, "2026", in which the person's last month is paid. */
  readonly closedYears: ReadonlySet<string>;
};

const yearName = (period: Period): string => period.slice(0, 4);

/** `more`: something of the year's difference falls due and is paid, by no other facts than those of then. */
function wayOf(payoutPeriod: Period, { next, closedYears }: Settling, more: boolean): TaxWay {
  if (yearName(next) !== yearName(payoutPeriod)) return more ? "PAID_YEAR" : "RETURNS";
  if (!closedYears.has(yearName(payoutPeriod))) return "NEXT_PAYMENT";
  return more ? "ARREARS" : "RETURNS";
}

const hasOtherFacts = ({ facts, payouts }: PaidMonth): boolean =>
  payouts.some(({ known }) =>
    (["salary", "taxedSalary", "ptkp"] as const).some(
      (name) => known?.[name] !== undefined && facts[name] !== undefined && known[name] !== facts[name],
    ),
  );

function taxIn(month: PaidMonth, { taxWas, taxRight, year }: Pass, settling: Settling): CorrectedTax | undefined {
  const rule = month.payouts.map(({ rule: { tax } }) => tax).findLast((tax) => tax !== "none");
  if (rule === undefined) return undefined;
  // A final tax is not trued up: what was taken too much only comes back by the returns.
  const isLost = rule.method === "final" && taxRight < taxWas;
  const more = year.gross > 0n && !hasOtherFacts(month);
  const way = isLost ? "RETURNS" : wayOf(month.payoutPeriod, settling, more);
  return { label: rule.label, borneBy: rule.borne_by, was: taxWas, right: taxRight, way };
}

export const differenceOf = ({ was, right }: Pick<CorrectedContribution, "was" | "right">): Shares => ({
  own: rupiah(right.own - was.own),
  employer: rupiah(right.employer - was.employer),
});

/** Of a month what a confirmation makes due. */
export const owedContributions = ({ contributions }: Pick<MonthDeductions, "contributions">) =>
  contributions
    .map((one) => ({ id: one.id, label: one.label, ...differenceOf(one) }))
    .filter(({ own, employer }) => own !== 0n || employer !== 0n);

const isDifferent = (month: MonthDeductions): boolean =>
  (month.tax !== undefined && month.tax.was !== month.tax.right) || owedContributions(month).length > 0;

/** Years whose last month a payout has trued up. */
export const closedYearsOf = (months: readonly PaidMonth[]): ReadonlySet<string> =>
  new Set(
    months
      .filter(({ payouts }) => payouts.some(({ known }) => known?.yearSoFar !== undefined))
      .map(({ payoutPeriod }) => yearName(payoutPeriod)),
  );

/**
 * What the months of payment have deducted, and what they would have by the corrected statements and the facts of now, each by the policy that has paid
 * and the tables of its month, with the year to date that it knew and the differences of the months before it. Only months that differ are told.
 * Months come in their order. PP 58/2023, PMK 168/2023: the year's last month trues up.
 */
export function deductionsOf(months: readonly PaidMonth[], shifts: Shifts, next: Period): MonthDeductions[] {
  const settling = { next, closedYears: closedYearsOf(months) };
  const told: MonthDeductions[] = [];
  let [year, shift] = ["", noShift];
  for (const month of months) {
    const { payoutPeriod } = month;
    if (yearName(payoutPeriod) !== year) [year, shift] = [yearName(payoutPeriod), noShift];
    const passed = pass(month, shifts, shift);
    shift = passed.year;
    const contributions = contributionsIn(month, passed.right.contributions);
    told.push({ payoutPeriod, contributions, tax: taxIn(month, passed, settling) });
  }
  return told.filter(isDifferent);
}
