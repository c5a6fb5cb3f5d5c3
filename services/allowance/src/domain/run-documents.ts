import { nextPeriod, noRupiah, type Period, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

import { type FrozenPerson, type PayoutKnown } from "./frozen.ts";
import { type NewHash } from "./hashing.ts";
import { accounts } from "./ledger.ts";
import { oddityFinder } from "./oddities.ts";
import { type PaidStatement, type PayoutDocument, type PayoutPacker, payoutPacker } from "./payout-document.ts";
import { type DueKind } from "./payout/asked.ts";
import { type PayoutResult, settle } from "./payout/settle.ts";
import { type Policy } from "./policy/compile.ts";
import { type Payout as PayoutRule, type PolicyDocument } from "./policy/document.ts";
import { componentOf, resultsOf } from "./policy/order.ts";
import { type ComponentOutcome, type Flag } from "./policy/outcome.ts";
import { BatchCounts, type RangeBatch } from "./range-totals.ts";
import { type BatchNumber } from "./run.ts";
import { type Digest, type Entitlement, statementMaker } from "./statement.ts";

/** What becomes due in a later month: a component that is paid late. Counts once its batch is posted. */
export type NewDue = {
  readonly personId: string;
  readonly employmentId: string | undefined;
  readonly period: Period;
  readonly component: string;
  readonly label: string;
  readonly kind: DueKind;
  readonly amount: Rupiah;
  readonly duePeriod: Period;
};

export type ComputedPerson = {
  readonly personId: string;
  readonly batch: BatchNumber;
  readonly entitlements: readonly Entitlement[];
  readonly payout: PayoutDocument;
  /** BLOCK and WARN only: notes stand in the statements. */
  readonly flags: readonly Flag[];
  readonly late: readonly NewDue[];
};

/** What stands beside the documents of few people: flags, open items that are made or paid, what is taken back. */
export type Aside = Pick<ComputedPerson, "personId" | "batch" | "flags" | "late"> &
  Pick<PayoutDocument, "dues" | "billed" | "recovered">;

/** A range without its people. */
export type RangeTotals = {
  readonly no: number;
  readonly people: number;
  readonly statements: number;
  /** Of the statements. */
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  readonly batches: readonly RangeBatch[];
};
export type ComputedRange = Omit<RangeTotals, "people"> & { readonly people: readonly ComputedPerson[] };

/** What all documents of a run share. */
export type DocumentRun = {
  readonly agencyId: string;
  readonly period: Period;
  readonly payoutPeriod: Period;
  readonly policySha256: string;
  /** Whose rows form the second batch. */
  readonly officers: readonly string[];
};

type Amounts = { readonly gross: Rupiah; readonly cut: Rupiah; readonly net: Rupiah };

const isLate = ({ monthsLate }: ComponentOutcome): boolean => monthsLate > 0;

/** What of a statement is paid now. */
function dueNow(entitlement: Entitlement): Amounts {
  const { components } = entitlement;
  if (!components.some(isLate)) return entitlement;
  const now = components.filter(({ monthsLate }) => monthsLate === 0);
  return {
    gross: sumRupiah(now.map(({ gross }) => gross)),
    cut: sumRupiah(now.map(({ cut }) => cut)),
    net: sumRupiah(now.map(({ net }) => net)),
  };
}

/** An open item below 0 is a cut of what is paid. */
const dueAmounts = (amount: Rupiah): Amounts =>
  amount < 0n
    ? { gross: noRupiah, cut: rupiah(0n - amount), net: amount }
    : { gross: amount, cut: noRupiah, net: amount };

/** Whether payouts are the statements as they are. */
export const deductsNothing = ({ contributions = [], tax }: PayoutRule): boolean =>
  contributions.length === 0 && tax === "none";

const noKnowledge: PayoutKnown = { due: [] };

/** Of nearly nobody. */
function billedIn({ contributionItems }: PayoutResult): Pick<PayoutDocument, "billed"> {
  const items = contributionItems.filter(({ billed }) => billed > 0n);
  return items.length === 0 ? {} : { billed: items.map(({ id, billed }) => ({ dueId: id, amount: billed })) };
}

const besides = ({ pairs }: PayoutResult, credit: string): Rupiah =>
  sumRupiah(pairs.filter((pair) => pair.credit === credit).map(({ amount }) => amount));

/** One payout from a person's statements and what was frozen beside them: a pure function of the two. */
export type PayoutMaker = (
  personId: string,
  entitlements: readonly Entitlement[],
  known: PayoutKnown | undefined,
) => { readonly payout: PayoutDocument; readonly flags: readonly Flag[] };

export const payoutPeriodOf = ({ payout }: PolicyDocument, period: Period): Period =>
  payout.month === "same" ? period : nextPeriod(period);

/** What nearly everybody is paid where the policy deducts nothing: the statements as they are, whole. */
function plainMaker({ payoutPeriod }: DocumentRun, pack: PayoutPacker): (personId: string, entitlements: readonly Entitlement[]) => PayoutDocument {
  return (personId, entitlements) => {
    let [gross, cut, net] = [0n, 0n, 0n];
    const statements: PaidStatement[] = [];
    for (const entitlement of entitlements) {
      const now = dueNow(entitlement);
      gross += now.gross;
      cut += now.cut;
      net += now.net;
      statements.push({ employmentId: entitlement.employmentId, sha256: entitlement.sha256, net: now.net });
    }
    const amount = rupiah(net);
    const { packed, sha256 } = pack({ personId, statements, amount });
    return {
      ...{ personId, payoutPeriod, gross: rupiah(gross), cut: rupiah(cut), net: amount, amount, dues: [], recovered: [] },
      ...{ contribution: noRupiah, employer: noRupiah, tax: noRupiah, taxBorne: noRupiah, recovery: noRupiah },
      ...{ packed, sha256 },
    };
  };
} // prettier-ignore

const noFlags: readonly Flag[] = [];

export function payoutMaker(document: PolicyDocument, run: DocumentRun, digest: Digest): PayoutMaker {
  const isPlain = deductsNothing(document.payout);
  const pack = payoutPacker(run, digest);
  const [plain, any] = [plainMaker(run, pack), anyMaker(document, run, pack)];
  return (personId, entitlements, known = noKnowledge) => {
    const { due, receivables, contributionItems } = known;
    const isWhole = isPlain && due.length === 0 && receivables === undefined && contributionItems === undefined;
    return isWhole ? { payout: plain(personId, entitlements), flags: noFlags } : any(personId, entitlements, known);
  };
}

/** The long way, which every payout could take. */
export const anyPayoutMaker = (document: PolicyDocument, run: DocumentRun, digest: Digest): PayoutMaker =>
  anyMaker(document, run, payoutPacker(run, digest));

function anyMaker({ payout: rule, title }: PolicyDocument, run: DocumentRun, pack: PayoutPacker): PayoutMaker {
  const { period, payoutPeriod } = run;
  const resultOf = (parts: readonly (readonly [id: string, net: Rupiah])[], known: PayoutKnown): PayoutResult => {
    const due = parts.map(([id, amount]) => ({ id, label: title, period, amount }));
    const result = settle({ ...known, period: payoutPeriod, due: [...due, ...known.due] }, rule);
    return { ...result, lines: result.lines.slice(due.length + known.due.length) };
  };
  return (personId, entitlements, known = noKnowledge) => {
    const earned = entitlements.map(dueNow);
    const result = resultOf(earned.map(({ net }, index) => [entitlements[index]?.employmentId ?? "", net]), known); // prettier-ignore
    const parts = result.status === "blocked" ? [] : [...earned, ...known.due.map(({ amount }) => dueAmounts(amount))];
    const dues = known.due;
    const bytes = pack({
      personId,
      statements: entitlements.map(({ employmentId, sha256 }, index) => ({
        ...{ employmentId, sha256, net: earned[index]?.net ?? noRupiah },
      })),
      amount: result.amount,
      rest: { dues, lines: result.lines, pairs: result.pairs },
    });
    const payout: PayoutDocument = {
      ...{ personId, payoutPeriod },
      gross: sumRupiah(parts.map(({ gross }) => gross)),
      cut: sumRupiah(parts.map(({ cut }) => cut)),
      ...{ net: result.net, contribution: result.contribution, tax: result.tax, recovery: result.recovery },
      ...{
        employer: besides(result, accounts.employer),
        taxBorne: besides(result, accounts.tax),
        amount: result.amount,
      },
      dues: [...dues, ...result.contributionItems].map(({ id }) => id),
      ...billedIn(result),
      recovered: result.recovered.map(({ receivable, amount }) => ({ receivableId: receivable.id, amount })),
      ...bytes,
    };
    return { payout, flags: result.flags };
  };
}

const isAsked = ({ severity }: Flag): boolean => severity !== "NOTE";

/** Who looks is told which runs have the days. It is no part of the statement, which stays the same whoever pays them. */
function withHolders(flags: readonly Flag[], { paidBy = [] }: Pick<PayoutKnown, "paidBy">): readonly Flag[] {
  if (paidBy.length === 0) return flags;
  const agencies = [...new Set(paidBy.map(({ agencyId }) => agencyId))].join(", ");
  const told = { agency: agencies, run: paidBy.map(({ runId }) => runId).join(", ") };
  return flags.map((flag) =>
    flag.code === "DAYS_PAID_ELSEWHERE" ? { ...flag, params: { ...flag.params, ...told } } : flag,
  );
}
const isBlock = ({ severity }: Flag): boolean => severity === "BLOCK";
const hasLate = ({ components }: Entitlement): boolean => components.some(isLate);
const noLate: readonly NewDue[] = [];

const monthsAfter = (period: Period, months: number): Period =>
  Array.from({ length: months }).reduce<Period>((month) => nextPeriod(month), period);

function lateOf(
  labels: ReadonlyMap<string, string>,
  { period, payoutPeriod }: DocumentRun,
  { personId, employmentId, components }: Entitlement,
): NewDue[] {
  return components
    .filter(({ monthsLate, net }) => monthsLate > 0 && net > 0n)
    .map(({ component, net, monthsLate }): NewDue => ({
      ...{ personId, employmentId, period, component, label: labels.get(component) ?? component, kind: "LATE" },
      ...{ amount: net, duePeriod: monthsAfter(payoutPeriod, monthsLate) },
    }));
}

/** The documents of a person: nothing but the policy and what was frozen goes in, so the same bytes come out whenever they are made. */
export function documentsMaker(
  policy: Policy,
  run: DocumentRun,
  digest: Digest,
): (person: FrozenPerson) => ComputedPerson {
  const statementOf = statementMaker(policy, digest);
  const payoutOf = payoutMaker(policy.document, run, digest);
  const odditiesOf = oddityFinder(policy);
  const labels = new Map(resultsOf(policy.document.steps).map((step) => [componentOf(step), step.label]));
  const officers = new Set(run.officers);
  return ({ personId, rows, payout: known }) => {
    const entitlements = rows.map(statementOf);
    const { payout, flags } = payoutOf(personId, entitlements, known);
    const own = entitlements.reduce((all, { flags: more }) => (more.length === 0 ? all : [...all, ...more]), noFlags);
    const told = flags.length === 0 ? own : [...own, ...flags];
    const odd = told.some(isBlock) ? noFlags : odditiesOf({ rows, entitlements, payout, known, flags: told });
    const all = odd.length === 0 ? told : [...told, ...odd];
    return {
      ...{ personId, batch: officers.has(personId) ? 2 : 1, entitlements, payout },
      flags: all.length === 0 ? noFlags : withHolders(all.filter(isAsked), known ?? noKnowledge),
      late: entitlements.some(hasLate) ? entitlements.flatMap((one) => lateOf(labels, run, one)) : noLate,
    };
  };
}

/** A range while its people go by. */
export class RangeCount {
  readonly #batches: BatchCounts;
  readonly #asides: Aside[] = [];
  #people = 0;
  #statements = 0;
  #gross = 0n;
  #cut = 0n;
  #net = 0n;

  constructor(newHash: NewHash) {
    this.#batches = new BatchCounts(newHash);
  }

  add({ personId, batch, entitlements, payout, flags, late }: ComputedPerson): void {
    const { dues, billed, recovered } = payout;
    if (flags.length + late.length + dues.length + recovered.length > 0)
      this.#asides.push({ personId, batch, flags, late, dues, recovered, ...(billed && { billed }) });
    this.#people += 1;
    for (const { gross, cut, net } of entitlements) {
      this.#statements += 1;
      this.#gross += gross;
      this.#cut += cut;
      this.#net += net;
    }
    this.#batches.add({ ...payout, personId, batch, held: false });
  }

  /** By person. */
  get asides(): readonly Aside[] {
    return this.#asides;
  }

  end(no: number): RangeTotals {
    const sums = { gross: rupiah(this.#gross), cut: rupiah(this.#cut), net: rupiah(this.#net) };
    return { no, people: this.#people, statements: this.#statements, ...sums, batches: this.#batches.end(no) };
  }
}

/** A range with its sums and hashes. */
export function computedRange(newHash: NewHash, no: number, people: readonly ComputedPerson[]): ComputedRange {
  const count = new RangeCount(newHash);
  for (const person of people) count.add(person);
  return { ...count.end(no), people };
}
