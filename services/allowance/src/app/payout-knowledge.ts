import { dayAt, noRupiah, type Period, previousPeriod, rupiah } from "@kinerja/common/kernel";

import { type ByHand } from "../domain/by-hand.ts";
import { type FactsOfMonths, type PayoutFacts } from "../domain/facts/month.ts";
import { type FactRow } from "../domain/facts/row.ts";
import { type PayoutKnown } from "../domain/frozen.ts";
import { readPayout } from "../domain/payout-document.ts";
import { type Asked, dueScopeOf, isTaxedByRates, paysDue } from "../domain/payout/asked.ts";
import { monthSoFar, type YearMonth, type YearPaid, yearSoFar } from "../domain/payout/so-far.ts";
import { type ContributionItem, type DueItem } from "../domain/payout/snapshot.ts";
import { type PtkpStatus } from "../domain/payout/tables.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { type Holder, type SnapshotRow } from "../domain/snapshot.ts";
import { factsOfRange, type FreezeQuery } from "./facts/range-facts.ts";
import { type ParsePolicy } from "./policies.ts";
import { type Records, type Run } from "./ports.ts";
import { type OpenDue, type OpenReceivable, type PaidSoFar } from "./range-ports.ts";

/** Everything that the payouts of a range may look at, by person. */
export type RangeKnowledge = {
  readonly dues: ReadonlyMap<string, readonly OpenDue[]>;
  readonly receivables: ReadonlyMap<string, readonly OpenReceivable[]>;
  readonly paid: ReadonlyMap<string, PaidSoFar>;
  readonly previous: ReadonlyMap<string, PayoutKnown["previousNet"]>;
  /** Of the months of the year before this one, of whoever's whole year is asked for. */
  readonly year: readonly { readonly period: Period; readonly facts: ReadonlyMap<string, FactsOfMonths> }[];
  /** Who works in the agency no more behind the month of payment. */
  readonly leaving: ReadonlySet<string>;
  /** Who has left it before that month. */
  readonly gone: ReadonlySet<string>;
  /** The last status that was known of people who have left before the month of payment. */
  readonly lastStatus: ReadonlyMap<string, PtkpStatus>;
};

type Query = FreezeQuery & { readonly shared: readonly FactRow[] };

/** The people of a range, and what was found of them before. */
export type KnowingPeople = {
  readonly ids: readonly string[];
  /** In no roster of the month, and without a post in the month of payment: they are paid what is still due. */
  readonly gone: ReadonlySet<string>;
  readonly leaving: ReadonlySet<string>;
  readonly facts: ReadonlyMap<string, FactsOfMonths>;
  readonly taxedRuns: readonly string[];
};

type PayoutRule = PolicyDocument["payout"];

/** Rules of policies that have paid; each is read once. */
export function payoutRulesOf(records: Records, parse: ParsePolicy, agencyId: string): (policyId: string) => Promise<PayoutRule> {
  const known = new Map<string, PayoutRule>();
  return async (policyId) => {
    const found = known.get(policyId);
    if (found) return found;
    const stored = await records.policies.find(agencyId, policyId);
    const document = stored && parse(stored.document).document;
    if (!document) throw new Error(`policy ${policyId}, which has paid, can't be read`);
    known.set(policyId, document.payout);
    return document.payout;
  };
} // prettier-ignore

/** Posted runs of the year whose income the tax of this one counts. */
export async function taxedRunsOf(
  records: Records,
  parse: ParsePolicy,
  asked: Asked,
  { agencyId, payoutPeriod }: Pick<Run, "agencyId" | "payoutPeriod">,
): Promise<string[]> {
  if (!asked.ptkp) return [];
  const runs = await records.dues.paidRuns(agencyId, payoutPeriod);
  const ruleOf = payoutRulesOf(records, parse, agencyId);
  const taxed: string[] = [];
  for (const { id, policyId } of runs) if (isTaxedByRates(await ruleOf(policyId))) taxed.push(id);
  return taxed;
}

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
const ofPeople = <Row extends { readonly personId: string }>(rows: readonly Row[]): ReadonlyMap<string, Row[]> =>
  Map.groupBy(rows, ({ personId }) => personId);

/** The months of the year before the one of payment. */
const monthsBefore = (payoutPeriod: Period): Period[] =>
  Array.from(
    { length: Number(payoutPeriod.slice(5)) - 1 },
    (_, index) => `${payoutPeriod.slice(0, 4)}-${String(index + 1).padStart(2, "0")}` as Period,
  );

async function yearOf(records: Records, query: Query, ids: readonly string[]) {
  const year: { period: Period; facts: ReadonlyMap<string, FactsOfMonths> }[] = [];
  if (ids.length === 0) return year;
  const people = ids.map((personId) => ({ personId, unitIds: [] }));
  for (const period of monthsBefore(query.payoutPeriod))
    year.push({ period, facts: await factsOfRange(records, { ...query, period, payoutPeriod: period, people }) });
  return year;
}

/** So many months are looked back for the status of somebody who has left: the year, and the one before. */
const monthsOfStatus = 24;

/** The last status that was known before the month of payment. Of nearly nobody it is asked. */
async function lastStatusOf(records: Records, query: Query, ids: readonly string[]): Promise<Map<string, PtkpStatus>> {
  const found = new Map<string, PtkpStatus>();
  let period = query.payoutPeriod;
  for (let month = 0; month < monthsOfStatus; month += 1) {
    const missing = ids.filter((personId) => !found.has(personId));
    if (missing.length === 0) break;
    period = previousPeriod(period);
    const people = missing.map((personId) => ({ personId, unitIds: [] }));
    const facts = await factsOfRange(records, { ...query, period, payoutPeriod: period, people });
    for (const [personId, { payout }] of facts) if (payout.ptkp !== undefined) found.set(personId, payout.ptkp);
  }
  return found;
}

/** Reads it for these people, as the policy asks and no more. */
export async function rangeKnowledge(
  records: Records,
  run: Run,
  asked: Asked,
  query: Query,
  { ids, gone, leaving, facts, taxedRuns }: KnowingPeople,
): Promise<RangeKnowledge> {
  const { agencyId, payoutPeriod, period, kind } = run;
  const { dues } = records;
  const open = asked.dues ? await dues.open(agencyId, payoutPeriod, ids, dueScopeOf(run)) : [];
  const receivables = ofPeople(asked.receivables ? await dues.receivables(agencyId, ids) : []);
  const whose = { all: ids, owing: [...receivables.keys()], none: [] }[asked.month];
  const paid = whose.length === 0 ? [] : await dues.paidSoFar(agencyId, { payoutPeriod, taxedRuns }, whose);
  const hasStatus = (personId: string): boolean => facts.get(personId)?.payout.ptkp !== undefined;
  const withoutStatus = asked.ptkp ? [...gone].filter((personId) => !hasStatus(personId)) : [];
  return {
    dues: ofPeople(open.filter((due) => paysDue(run, due.kind))),
    receivables,
    paid: new Map(paid.map((one) => [one.personId, one])),
    previous: kind === "REGULAR" ? await dues.previousNets(agencyId, period, ids) : new Map(),
    year: asked.year === "none" ? [] : await yearOf(records, query, asked.year === "all" ? ids : [...leaving]),
    ...{ leaving, gone, lastStatus: await lastStatusOf(records, query, withoutStatus) },
  };
}

/** The key that a final tax asks for: of the roster, else one that the agency keeps itself. */
function keysOf(key: string | undefined, rows: readonly SnapshotRow[]): Partial<PayoutKnown> {
  if (key === undefined) return {};
  const facts = rows[0]?.facts as Readonly<Record<string, unknown>> | undefined;
  const value = facts?.[`roster.${key}`] ?? facts?.[`key.${key}`];
  return typeof value === "string" ? { keys: { [key]: value } } : {};
}

const nothingPaid: YearPaid = { net: noRupiah, own: noRupiah, borne: noRupiah, overpaid: noRupiah };

const monthKnown = (paid: PaidSoFar | undefined): Partial<PayoutKnown> =>
  paid === undefined || paid.month.documents.length === 0
    ? {}
    : { monthSoFar: monthSoFar(paid.month, paid.month.documents.map(readPayout)) };

type Whose = { readonly personId: string; readonly payoutPeriod: Period };
/**
 * Runs that pay days of the person which this one has asked for, the revision in which the sealed month has become another one, paid days that rest on
 * a person's word, and facts that the policy does not read.
 */
type Asking = Whose & {
  readonly paidBy?: readonly Holder[];
  readonly sealedAnew?: number | undefined;
  readonly byHand?: ByHand | undefined;
  readonly unread?: PayoutKnown["unread"] | undefined;
};

const isYearAsked = ({ year }: Asked, { leaving }: RangeKnowledge, personId: string): boolean =>
  year === "all" || (year === "leaving" && leaving.has(personId));

const noSalary = { salary: undefined, taxedSalary: undefined };

function yearKnown(
  asked: Asked,
  knowledge: RangeKnowledge,
  { personId, payoutPeriod }: Whose,
  { now, status }: { readonly now: FactsOfMonths | undefined; readonly status: PtkpStatus | undefined },
): Partial<PayoutKnown> {
  if (!isYearAsked(asked, knowledge, personId) || now === undefined || status === undefined) return {};
  const { year, paid, leaving, gone } = knowledge;
  const before = year.flatMap(({ period, facts }): YearMonth[] => {
    const found = facts.get(personId);
    return found ? [{ period, facts: found.payout }] : [];
  });
  const own = gone.has(personId) ? { ...now.payout, ...noSalary } : now.payout;
  const months = [...before, { period: payoutPeriod, facts: own }];
  const hasLeft = gone.has(personId) || leaving.has(personId);
  const found = yearSoFar(months, paid.get(personId)?.year ?? nothingPaid, { status, hasLeft });
  return { yearSoFar: found, ...(asked.year === "leaving" && { endsTaxYear: true }) };
}

/** Who has left has no salary any more, though nobody may have ended it, and no status of a new year: the last one that was known. */
function payoutFactsOf(
  { gone, lastStatus }: RangeKnowledge,
  personId: string,
  facts: FactsOfMonths | undefined,
): Partial<PayoutFacts> {
  const known: Partial<PayoutFacts> = facts?.payout ?? {};
  if (!gone.has(personId)) return known;
  const { ptkp = lastStatus.get(personId) } = known;
  return { ...known, ...noSalary, salary: noRupiah, ptkp };
}

const factsKnown = (
  asked: Asked,
  { salary, taxedSalary, ptkp }: Pick<Partial<PayoutFacts>, "salary" | "taxedSalary" | "ptkp">,
): Partial<PayoutKnown> => ({
  ...(asked.salary && salary !== undefined && { salary }),
  ...(asked.salary && taxedSalary !== undefined && { taxedSalary }),
  ...(asked.ptkp && ptkp !== undefined && { ptkp }),
});

/** Told only where it is late: nearly nobody's is, and nothing is frozen then. */
function lateKnown({ factsUntil }: Asked, facts: FactsOfMonths | undefined): Partial<PayoutKnown> {
  if (factsUntil === undefined || facts?.decidedAt === undefined) return {};
  const lateFact = dayAt(facts.decidedAt, "WIB");
  return lateFact > factsUntil ? { lateFact } : {};
}

const isContribution = ({ kind }: OpenDue): boolean => kind === "CONTRIBUTION";
const dueItemOf = ({ id, label, period, amount, contributes }: OpenDue): DueItem => ({
  ...{ id, label, period, amount, ...(!contributes && { contributes }) },
});
/** Stored as what the person gets more by it. */
const contributionItemOf = ({ id, label, period, amount, contribution = "", employer }: OpenDue): ContributionItem => ({
  ...{ id, contribution, label, period, own: rupiah(0n - amount), employer },
});

function itemsKnown(
  due: readonly OpenDue[],
  isGone: boolean,
): Pick<PayoutKnown, "due" | "contributionItems" | "hasLeft"> {
  const [items, differences] = [due.filter((one) => !isContribution(one)), due.filter(isContribution)];
  const known = { due: items.map(dueItemOf) };
  if (differences.length === 0) return known;
  const contributionItems = differences.map(contributionItemOf);
  const hasLeft = isGone && contributionItems.some(({ own }) => own > 0n);
  return { ...known, contributionItems, ...(hasLeft && { hasLeft }) };
}

/** Of nearly nobody. */
const askingKnown = ({ paidBy = [], sealedAnew, byHand, unread }: Asking): Partial<PayoutKnown> => ({
  ...(sealedAnew !== undefined && { sealedAnew }),
  ...(byHand !== undefined && { byHand }),
  ...(unread !== undefined && { unread }),
  ...(paidBy.length > 0 && { paidBy }),
});

/** What is frozen beside one person's rows; undefined where there is nothing. */
export function knownOf(
  asked: Asked,
  knowledge: RangeKnowledge,
  whose: Asking,
  rows: readonly SnapshotRow[],
  facts: FactsOfMonths | undefined,
): PayoutKnown | undefined {
  const { personId } = whose;
  const told = payoutFactsOf(knowledge, personId, facts);
  const due = byId(knowledge.dues.get(personId) ?? []);
  const receivables = byId(knowledge.receivables.get(personId) ?? []);
  const previousNet = knowledge.previous.get(personId);
  const known: PayoutKnown = {
    ...itemsKnown(due, knowledge.gone.has(personId)),
    ...factsKnown(asked, told),
    ...keysOf(asked.key, rows),
    ...monthKnown(knowledge.paid.get(personId)),
    ...yearKnown(asked, knowledge, whose, { now: facts, status: told.ptkp }),
    ...(receivables.length > 0 && {
      receivables: receivables.map(({ id, label, since, open }) => ({ id, label, since, open })),
    }),
    ...(previousNet !== undefined && { previousNet }),
    ...lateKnown(asked, facts),
    ...askingKnown(whose),
  };
  return due.length === 0 && Object.keys(known).length === 1 ? undefined : known;
}
