import { noRupiah, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

import { accounts } from "../ledger.ts";
import { type Cite, type Contribution, type Payout as PayoutRule, type Tax } from "../policy/document.ts";
import { type Flag } from "../policy/outcome.ts";
import { contributionOf } from "./contribution.ts";
import { least, notBelowZero, type Pair, type PayoutLine, percentText } from "./lines.ts";
import { recover, type Recovered } from "./recovery.ts";
import {
  contributing,
  type ContributionItem,
  type DueItem,
  nothingSoFar,
  type PayoutSnapshot,
  type YearSoFar,
} from "./snapshot.ts";
import { isMissing, noTax, type TaxFound, taxOn } from "./tax.ts";

export type { PayoutSnapshot } from "./snapshot.ts";

/**
 * What a person is transferred in a month of payment: net − contribution − tax − recovery = amount, which is never below 0, and the sum of the lines.
 * All amounts are 0 when a flag blocks.
 */
export type PayoutResult = {
  readonly status: "payable" | "blocked";
  /** Of all that is due, not below 0. */
  readonly net: Rupiah;
  readonly contribution: Rupiah;
  /** What the employee bears; less than 0: given back. */
  readonly tax: Rupiah;
  readonly recovery: Rupiah;
  readonly amount: Rupiah;
  /** What is due in all is less than nothing by so much: a new receivable. */
  readonly carried: Rupiah;
  readonly lines: readonly PayoutLine[];
  readonly pairs: readonly Pair[];
  readonly recovered: readonly Recovered[];
  /** Differences of earlier contributions that it takes, gives back or bills; others wait. */
  readonly contributionItems: readonly SetRight[];
  readonly flags: readonly Flag[];
};

/** A difference that is settled; `billed`: of the person's share what the payment could not take, a new receivable. */
export type SetRight = ContributionItem & { readonly billed: Rupiah };

type Held = {
  rest: Rupiah;
  readonly lines: PayoutLine[];
  readonly pairs: Pair[];
  readonly flags: Flag[];
};

/** Both sides of what is paid beside. */
const sides = {
  contribution: { debit: accounts.employerExpense, credit: accounts.employer },
  tax: { debit: accounts.taxBorneExpense, credit: accounts.tax },
} as const;

const warn = (code: string, label: string, short: Rupiah): Flag => ({
  code,
  severity: "WARN",
  params: { label, short: String(short) },
});

const dueLine = ({ id, label, period, amount }: DueItem, cite: Cite): PayoutLine => ({
  id: `due.${id}`,
  label,
  cite,
  base: amount,
  rate: "",
  amount,
  inputs: [["Bulan kerja", period]],
});

/** Takes at most what is left, and says so where that is less than it should be. */
function take(held: Held, wanted: Rupiah, code: string, label: string): Rupiah {
  const taken = least(wanted, held.rest);
  if (taken < wanted) held.flags.push(warn(code, label, rupiah(wanted - taken)));
  held.rest = rupiah(held.rest - taken);
  return taken;
}

const nothingTaken = { allowance: noRupiah, own: noRupiah, employer: noRupiah };

function contribute(rule: Contribution, snapshot: PayoutSnapshot, net: Rupiah, held: Held): Rupiah {
  const already = snapshot.monthSoFar?.contributions[rule.id] ?? nothingTaken;
  const allowance = rupiah(already.allowance + net);
  const parts = contributionOf(rule, { salary: snapshot.salary ?? noRupiah, allowance, already });
  const { id, label, cite } = rule;
  const own = take(held, parts.own, "CONTRIBUTION_EXCEEDS_NET", label);
  const inputs = [
    ["Iuran seluruhnya", String(parts.total)],
    ["Bagian gaji", String(parts.salaryPart)],
  ] as const;
  const line = { id, label, cite, base: parts.base, inputs };
  held.lines.push({ ...line, rate: percentText(rule.percent), amount: rupiah(0n - own) });
  held.pairs.push({
    ...{ ...line, id: `${id}.pemberi_kerja`, inputs: [], rate: percentText(rule.employer_percent) },
    ...{ amount: parts.employer, ...sides.contribution },
  });
  return own;
}

/** Of what is due, what counts for the contributions of this month. */
const counted = ({ due }: Pick<PayoutSnapshot, "due">): Rupiah =>
  notBelowZero(sumRupiah(contributing(due).map(({ amount }) => amount)));

function noteSetRight(cite: Cite, { id, label, own, employer, period }: ContributionItem, held: Held): void {
  const line = { id, label, cite, base: noRupiah, rate: "", inputs: [["Bulan pembayaran", period]] as const };
  held.lines.push({ ...line, amount: rupiah(0n - own) });
  if (employer !== 0n) held.pairs.push({ ...line, amount: employer, ...sides.contribution });
}

const billedFlag = (label: string, billed: Rupiah): Flag => ({
  code: "CONTRIBUTION_BILLED",
  severity: "WARN",
  params: { label, billed: String(billed) },
});

const owedLabel = "Menjadi tagihan";
const owedLine = (cite: Cite, amount: Rupiah): PayoutLine => ({
  ...{ id: "carried", label: owedLabel, cite, base: amount, rate: "", amount, inputs: [] },
});

/** Takes or gives back one difference; undefined where it waits. */
function settleItem(cite: Cite, item: ContributionItem, hasLeft: boolean, held: Held): SetRight | undefined {
  const { label, own } = item;
  const short = notBelowZero(own - held.rest);
  if (short > 0n) held.flags.push(hasLeft ? billedFlag(label, short) : warn("CONTRIBUTION_EXCEEDS_NET", label, short));
  if (short > 0n && !hasLeft) return undefined;
  held.rest = rupiah(held.rest - own + short);
  noteSetRight(cite, item, held);
  return { ...item, billed: short };
}

/**
 * One that is more than what is left waits as it is, so that none of it is lost; of who has left the rest is billed, since nothing comes to wait for.
 * What is given back comes first.
 */
function setRight(rule: PayoutRule, { contributionItems = [], hasLeft = false }: PayoutSnapshot, held: Held): SetRight[] {
  const cites = new Map((rule.contributions ?? []).map(({ id, cite }) => [id, cite]));
  const inOrder = contributionItems.toSorted((a, b) => Number(a.own >= 0n) - Number(b.own >= 0n));
  const settled = inOrder.flatMap((item) => settleItem(cites.get(item.contribution) ?? rule.cite, item, hasLeft, held) ?? []);
  const billed = sumRupiah(settled.map((item) => item.billed));
  if (billed > 0n) held.lines.push(owedLine(rule.cite, billed));
  return settled;
} // prettier-ignore

const refundLabel = "Pajak lebih dipotong, dikembalikan";

type TaxLine = Omit<PayoutLine, "amount">;

/**
 * What the year has withheld too much goes back to who has paid it, whoever bears the tax of this payment. What was borne is the first that was too much:
 * without it the others would have been enough. The person gets at most what allowances were cut by; what salaries or other employers have withheld is
 * not paid out here.
 */
function giveBack(line: TaxLine, excess: Rupiah, year: Pick<YearSoFar, "own" | "borne">, held: Held): Rupiah {
  const toPerson = least(notBelowZero(excess - year.borne), notBelowZero(year.own));
  if (toPerson > 0n) held.lines.push({ ...line, id: "lebih_dipotong", label: refundLabel, amount: toPerson });
  if (toPerson < excess) held.pairs.push({ ...line, amount: rupiah(toPerson - excess), ...sides.tax });
  held.rest = rupiah(held.rest + toPerson);
  return rupiah(0n - toPerson);
}

type Year = { readonly yearSoFar?: Pick<YearSoFar, "own" | "borne"> };
const nothingPaid = { own: noRupiah, borne: noRupiah };

/** The employee bears it: a deduction. Somebody else bears it: a pair. Less than nothing: given back. */
function bear(rule: Exclude<Tax, "none">, found: TaxFound, { yearSoFar = nothingPaid }: Year, held: Held): Rupiah {
  const { id, label, cite } = rule;
  const { base, rate, inputs, tax } = found;
  held.flags.push(...(found.flags ?? []));
  const line = { id, label, cite, base, rate, inputs };
  if (tax < 0n) return giveBack(line, rupiah(0n - tax), yearSoFar, held);
  if (rule.borne_by !== "employee") {
    held.pairs.push({ ...line, amount: tax, ...sides.tax });
    return noRupiah;
  }
  const taken = take(held, tax, "TAX_EXCEEDS_NET", label);
  held.lines.push({ ...line, amount: rupiah(0n - taken) });
  return taken;
}

function takeBack(rule: PayoutRule, snapshot: PayoutSnapshot, net: Rupiah, held: Held) {
  const soFar = snapshot.monthSoFar ?? nothingSoFar;
  const { recovery } = rule;
  if (!recovery) return { taken: [], total: noRupiah };
  const month = { net: rupiah(soFar.allowance + net), already: soFar.recovered, payable: held.rest };
  const { taken, total } = recover(snapshot.receivables ?? [], recovery.cap_percent, month);
  for (const { receivable, amount } of taken)
    held.lines.push({
      ...{ id: `recovery.${receivable.id}`, label: receivable.label, cite: recovery.cite, base: month.net },
      rate: `paling banyak ${percentText(recovery.cap_percent)}`,
      amount: rupiah(0n - amount),
      inputs: [["Sisa tagihan", String(receivable.open)]],
    });
  held.rest = rupiah(held.rest - total);
  return { taken, total };
}

const blockedBy = (flag: Flag): PayoutResult => ({
  ...{ status: "blocked", net: noRupiah, contribution: noRupiah, tax: noRupiah, recovery: noRupiah },
  ...{ amount: noRupiah, carried: noRupiah, lines: [], pairs: [], recovered: [], contributionItems: [], flags: [flag] },
});

/** A salary that took its part of a contribution must be known. */
const needsSalary = ({ contributions = [] }: PayoutRule): boolean =>
  contributions.some(({ already_deducted_in }) => already_deducted_in === "salary");

const noSalary: Flag = {
  code: "INPUT_MISSING",
  severity: "BLOCK",
  params: { input: "salary", label: "Gaji bulan pembayaran" },
};

/** Where corrections outweigh what was earned: nothing is paid, and the rest is to be paid back. */
function carryOver(cite: Cite, carried: Rupiah, held: Held): void {
  if (carried === 0n) return;
  held.lines.push(owedLine(cite, carried));
  held.flags.push({ code: "PAYOUT_NEGATIVE", severity: "WARN", params: { carried: String(carried) } });
}

/** Nothing is paid or given back; what the person or the employer owes of earlier contributions is booked, and neither taxed nor part of a month. */
const isBookedOnly = ({ due, contributionItems = [] }: PayoutSnapshot): boolean =>
  due.length === 0 && contributionItems.length > 0 && contributionItems.every(({ own }) => own >= 0n);

function bookOnly(snapshot: PayoutSnapshot, rule: PayoutRule): PayoutResult {
  const held: Held = { rest: noRupiah, lines: [], pairs: [], flags: [] };
  const contributionItems = setRight(rule, snapshot, held);
  return {
    ...{
      status: "payable",
      net: noRupiah,
      contribution: noRupiah,
      tax: noRupiah,
      recovery: noRupiah,
      amount: noRupiah,
    },
    ...{ carried: noRupiah, recovered: [], contributionItems, lines: held.lines, pairs: held.pairs, flags: held.flags },
  };
}

/** The payout of a month by the rules of the document that pays it: a pure function of the two. */
export function settle(snapshot: PayoutSnapshot, rule: PayoutRule): PayoutResult {
  if (isBookedOnly(snapshot)) return bookOnly(snapshot, rule);
  if (needsSalary(rule) && snapshot.salary === undefined) return blockedBy(noSalary);
  const due = sumRupiah(snapshot.due.map(({ amount }) => amount));
  const [net, carried] = [notBelowZero(due), notBelowZero(0n - due)];
  const soFar = snapshot.monthSoFar ?? nothingSoFar;
  const found = rule.tax === "none" ? noTax : taxOn(rule.tax, snapshot, { net, soFar });
  if (isMissing(found)) return blockedBy(found.missing);
  const lines = snapshot.due.map((item) => dueLine(item, rule.cite));
  const held: Held = { rest: net, lines, pairs: [], flags: [] };
  carryOver(rule.cite, carried, held);
  const contributed = (rule.contributions ?? []).map((one) => contribute(one, snapshot, counted(snapshot), held));
  const contributionItems = setRight(rule, snapshot, held);
  const tax = rule.tax === "none" ? noRupiah : bear(rule.tax, found, snapshot, held);
  const back = takeBack(rule, snapshot, net, held);
  return {
    status: "payable",
    ...{ net, tax, recovery: back.total, contributionItems },
    contribution: sumRupiah([...contributed, ...contributionItems.map(({ own, billed }) => rupiah(own - billed))]),
    ...{ amount: held.rest, carried, lines: held.lines, pairs: held.pairs },
    ...{ recovered: back.taken, flags: held.flags },
  };
}
